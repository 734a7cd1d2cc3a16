"""The trainer's calendar file, as a calendar program downloads it. The client's is in test_client_page.py."""

from datetime import UTC, datetime

from icalendar import Calendar

from tests.cast import HOUR_MS, Person, Spotter

START_MS = 1_893_492_000_000  # 2030-01-01 10:00 UTC


async def test_the_file_is_what_calendar_programs_take(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob, title="Legs", starts_at_ms=START_MS, notes="Knee surgery")
    answer = await alice.get(f"/sessions/{session.id}/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="session-2030-01-01.ics"'
    (event,) = Calendar.from_ical(answer.body).events
    assert event.start == datetime(2030, 1, 1, 10, tzinfo=UTC)
    assert event["SUMMARY"] == "Legs"
    assert event["UID"] == f"{session.id}@127.0.0.1"
    assert event["URL"] == f"{spotter.url}/sessions/{session.id}"
    assert "Knee" not in answer.text


async def test_a_change_and_a_cancellation_reach_the_same_entry(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob, starts_at_ms=START_MS)

    async def entry() -> tuple[str, int, str, datetime]:
        answer = await alice.get(f"/sessions/{session.id}/calendar.ics")
        (event,) = Calendar.from_ical(answer.body).events
        return event["UID"], event["SEQUENCE"], event["STATUS"], event.start

    before = await entry()
    form = {"clients": [bob.id], "date": "2030-01-01", "time": "12:00", "duration_min": "60"}
    assert (await alice.post(f"/sessions/{session.id}", form)).status == 200
    changed = await entry()
    await alice.post(f"/sessions/{session.id}/cancel", {})
    cancelled = await entry()
    assert before[0] == changed[0] == cancelled[0]
    assert [one[1] for one in (before, changed, cancelled)] == [0, 1, 2]
    assert [one[2] for one in (before, changed, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert (changed[3] - before[3]).total_seconds() * 1000 == HOUR_MS
