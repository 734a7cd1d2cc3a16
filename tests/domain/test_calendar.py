"""Calendar entries, read back by the library that calendar programs are tested with."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from server.domain import calendar, planning
from server.domain.sessions import Delivery, Session
from tests.domain.test_sessions import NOW, planned


def for_trainer(session: Session) -> Any:
    body = calendar.for_trainer(
        session, names=["Bob"], url="https://spotter.example/sessions/s1", host="spotter.example", now_ms=NOW
    )
    return read(body)


def for_client(session: Session) -> Any:
    body = calendar.for_client(
        session,
        trainer_name="Alice",
        trainer_phone="+49 30 1",
        url="https://spotter.example/c/t",
        host="spotter.example",
        now_ms=NOW,
    )
    return read(body)


def read(body: bytes) -> Any:
    parsed = Calendar.from_ical(body)
    assert parsed["VERSION"] == "2.0"
    assert b"\r\n" in body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    (event,) = parsed.events
    return event


def test_the_entry_says_when_where_and_with_whom() -> None:
    event = for_trainer(planned())
    assert event.start == datetime(2030, 5, 2, 16, 0, tzinfo=UTC)
    assert event.end == datetime(2030, 5, 2, 17, 0, tzinfo=UTC)
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == ("Workout with Bob", "By video", "CONFIRMED")
    assert event["URL"] == "https://spotter.example/sessions/s1"
    assert len(event.alarms.times) == 1


def test_the_uid_stays_and_the_sequence_rises_with_each_change() -> None:
    session = planned()
    cancelled = planning.cancel(session, NOW)
    restored = planning.restore(cancelled)
    found = [for_trainer(one) for one in (session, cancelled, restored)]
    assert {event["UID"] for event in found} == {"s1@spotter.example"}
    assert [event["SEQUENCE"] for event in found] == [0, 1, 2]
    assert [event["STATUS"] for event in found] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]


def test_a_moved_session_is_cancelled_in_the_calendar() -> None:
    old, new = planning.move(planned(), id="s2", date="2030-05-03", time="07:30", now_ms=NOW)
    assert for_trainer(old)["STATUS"] == "CANCELLED"
    assert for_trainer(old)["SUMMARY"] == "Cancelled: Workout with Bob"
    assert for_trainer(new)["STATUS"] == "CONFIRMED"


def test_an_async_session_is_a_whole_day() -> None:
    event = for_trainer(planned(delivery=Delivery.ASYNC, time=""))
    assert (event.start, event.end) == (date(2030, 5, 2), date(2030, 5, 3))
    assert "LOCATION" not in event


def test_the_clients_entry_leads_to_their_page_and_names_nobody_else() -> None:
    event = for_client(planned(["Bob", "Bea"], notes="Knee surgery in March"))
    assert event["SUMMARY"] == "Workout with Alice"
    assert event["URL"] == "https://spotter.example/c/t"
    text = event.to_ical().decode()
    assert "Bea" not in text
    assert "Knee" not in text
    assert "+49 30 1" in event["DESCRIPTION"]


def test_the_trainers_notes_stay_out_of_calendars() -> None:
    assert "Knee" not in for_trainer(planned(notes="Knee surgery")).to_ical().decode()


def test_signs_of_every_kind_survive() -> None:
    title = 'Bodø; "push, pull" \\ legs — 深蹲'
    event = for_trainer(replace(planned(), title=title))
    assert event["SUMMARY"] == title


def test_the_file_is_named_after_the_local_day() -> None:
    late = replace(planned(), starts_at_ms=planned().starts_at_ms + int(timedelta(hours=6).total_seconds() * 1000))
    assert calendar.file_name(planned()) == "session-2030-05-02.ics"
    assert calendar.file_name(late) == "session-2030-05-03.ics"
