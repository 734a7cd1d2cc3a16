"""Sessions: what may be planned, when the door is open, and what changes do."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import planning, sessions, wall_clock, wording
from server.domain.errors import BadInput, Conflict, DomainError, OutOfRange
from server.domain.planning import Plan
from server.domain.sessions import Delivery, Outcome, Place, Service, Session, State

MINUTE = 60_000
HOUR = 60 * MINUTE
BERLIN = "Europe/Berlin"
NOW = wall_clock.moment(date(2030, 5, 1), time(9), BERLIN)


def a_plan(**changes: Any) -> Plan:
    given: dict[str, Any] = {
        "service": Service.WORKOUT,
        "delivery": Delivery.LIVE,
        "client_ids": ("bob",),
        "date": "2030-05-02",
        "time": "18:00",
        "duration_min": 60,
        "place": "link",
    }
    return Plan(**(given | changes))


def planned(names: list[str] | None = None, **changes: Any) -> Session:
    return planning.plan(
        a_plan(**changes), id="s1", trainer_id="alice", time_zone=BERLIN, names=names or ["Bob"], now_ms=NOW
    )


# ---- planning


def test_a_session_is_named_after_service_and_participant() -> None:
    assert planned().title == "Workout with Bob"
    assert planned(title="  Leg   day ").title == "Leg day"
    assert planned(["Bob", "Bea"], service=Service.ASSESSMENT).title == "Assessment with Bob and Bea"
    assert planned(["Bob", "Bea", "Cy", "Di"]).title == "Workout with Bob, Bea and 2 more"


def test_the_wall_clock_of_the_trainer_decides_when_it_starts() -> None:
    assert planned().starts_at_ms == wall_clock.moment(date(2030, 5, 2), time(18), BERLIN)
    assert wall_clock.utc(planned().starts_at_ms).hour == 16
    assert planned().ends_at_ms - planned().starts_at_ms == HOUR


def test_an_async_session_is_due_by_the_end_of_a_day_and_is_nowhere() -> None:
    due = planned(delivery=Delivery.ASYNC, time="", place="gym", duration_min=1)
    assert wall_clock.local(due.starts_at_ms, BERLIN).strftime("%H:%M") == "23:59"
    assert (due.place, due.duration_min) == (Place.NOWHERE, 0)
    assert not due.has_room


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"client_ids": ()}, "clients"),
        ({"client_ids": tuple(map(str, range(13)))}, "clients"),
        ({"client_ids": (), "group_id": "g"}, "group"),
        ({"date": ""}, "date"),
        ({"date": "1999-01-01"}, "date"),
        ({"date": "tomorrow"}, "date"),
        ({"time": ""}, "time"),
        ({"time": "25:00"}, "time"),
        ({"duration_min": 4}, "duration_min"),
        ({"duration_min": 481}, "duration_min"),
        ({"place": "gym"}, "place"),
        ({"place": ""}, "place"),
        ({"place": "moon"}, "place"),
        ({"client_ids": ("bob", "bea"), "media": "direct"}, "media"),
        ({"delivery": Delivery.IN_PERSON, "place": "link"}, "place"),
        ({"delivery": Delivery.IN_PERSON, "place": "other"}, "place_note"),
        ({"title": "x" * 201}, "title"),
        ({"date": "2030-03-31", "time": "02:30"}, "time"),  # the hour the clocks skip
    ],
)
def test_an_impossible_plan_is_refused_where_it_is_wrong(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(DomainError) as refused:
        planned(**changes)
    assert refused.value.where == where
    assert isinstance(refused.value, BadInput | OutOfRange)


def test_a_session_holds_twelve_people_each_once() -> None:
    twelve = tuple(map(str, range(12)))
    assert planned(client_ids=(*twelve, *twelve)).client_ids == twelve


def test_the_hour_that_comes_twice_is_the_first() -> None:
    autumn = planned(date="2030-10-27", time="02:30")
    assert wall_clock.utc(autumn.starts_at_ms).strftime("%H:%M") == "00:30"


# ---- the door


def test_the_door_opens_half_an_hour_before_and_closes_two_hours_after() -> None:
    session = planned()
    assert sessions.door_opens_at_ms(session) == session.starts_at_ms - 30 * MINUTE
    assert sessions.door_closes_at_ms(session) == session.ends_at_ms + 2 * HOUR
    assert not sessions.is_over(session, session.ends_at_ms + 2 * HOUR)
    assert sessions.is_over(session, session.ends_at_ms + 2 * HOUR + 1)


def test_a_trainer_who_comes_early_opens_the_door_and_one_who_comes_late_keeps_the_full_length() -> None:
    early = replace(planned(), opened_at_ms=planned().starts_at_ms - HOUR)
    assert sessions.door_opens_at_ms(early) == early.opened_at_ms
    late = replace(planned(), opened_at_ms=planned().starts_at_ms + HOUR)
    assert sessions.door_closes_at_ms(late) == late.ends_at_ms + 3 * HOUR


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.PLANNED),
        ({"opened_at_ms": NOW}, State.OPEN),
        ({"opened_at_ms": NOW, "ended_at_ms": NOW}, State.OVER),
        ({"outcome": Outcome.NO_SHOW}, State.OVER),
        ({"outcome": Outcome.MOVED}, State.OVER),
        ({"outcome": Outcome.DONE, "opened_at_ms": NOW}, State.OPEN),  # said early; nobody is thrown out
        ({"cancelled_at_ms": NOW, "ended_at_ms": NOW}, State.CANCELLED),
    ],
)
def test_a_session_is_planned_open_over_or_cancelled(changes: dict[str, Any], state: State) -> None:
    session = replace(planned(), **changes)
    assert sessions.state(session, session.starts_at_ms) is state


def test_a_session_waits_for_its_outcome_once_it_is_past_or_ended() -> None:
    session = planned()
    assert not sessions.waits_for_outcome(session, session.ends_at_ms)
    assert sessions.waits_for_outcome(session, session.ends_at_ms + 1)
    assert sessions.waits_for_outcome(replace(session, ended_at_ms=NOW), NOW)
    assert not sessions.waits_for_outcome(replace(session, outcome=Outcome.DONE), session.ends_at_ms + 1)
    assert not sessions.waits_for_outcome(replace(session, cancelled_at_ms=NOW), session.ends_at_ms + 1)


# ---- changes


def test_a_change_keeps_what_it_is_not_about_and_counts_up_its_calendar_entry() -> None:
    before = replace(planned(), series_id="weekly", outcome=Outcome.DONE)
    after = planning.change(before, a_plan(time="19:00", title=before.title), names=["Bob"], names_before=["Bob"])
    assert after.starts_at_ms == before.starts_at_ms + HOUR
    assert (after.series_id, after.outcome, after.created_at_ms) == ("weekly", Outcome.DONE, before.created_at_ms)
    assert after.revision == before.revision + 1


def test_a_default_title_follows_the_plan_and_an_own_title_stays() -> None:
    bob_and_bea = a_plan(client_ids=("bob", "bea"), title="Workout with Bob")
    after = planning.change(planned(), bob_and_bea, names=["Bob", "Bea"], names_before=["Bob"])
    assert after.title == "Workout with Bob and Bea"
    own = planning.change(planned(), a_plan(title="Leg day"), names=["Bob"], names_before=["Bob"])
    assert own.title == "Leg day"


def test_a_session_that_is_over_cannot_be_planned_anew() -> None:
    with pytest.raises(Conflict):
        planning.change(replace(planned(), ended_at_ms=NOW), a_plan(), names=["Bob"], names_before=["Bob"])


def test_cancelling_twice_keeps_the_first_moment_and_restoring_undoes_it() -> None:
    once = planning.cancel(planned(), NOW)
    assert planning.cancel(once, NOW + HOUR) == once
    back = planning.restore(once)
    assert back == replace(planned(), revision=2)


def test_what_took_place_cannot_be_cancelled() -> None:
    for changes in ({"ended_at_ms": NOW}, {"outcome": Outcome.DONE}):
        with pytest.raises(Conflict):
            planning.cancel(replace(planned(), **changes), NOW)  # type: ignore[arg-type]


def test_a_weekly_repeat_keeps_the_wall_clock_over_both_changes_of_the_clocks() -> None:
    for day in ("2030-03-24", "2030-10-20"):  # the Sundays after which the clocks change
        first = planned(date=day)
        made = planning.repeat(first, ["a", "b"], series_id="w", after_ms=first.starts_at_ms, now_ms=NOW)
        shown = [wall_clock.local(one.starts_at_ms, BERLIN) for one in (first, *made)]
        assert [one.strftime("%H:%M") for one in shown] == ["18:00"] * 3
        assert [(later.date() - shown[0].date()).days for later in shown] == [0, 7, 14]
        assert made[0].starts_at_ms - first.starts_at_ms != 7 * 24 * HOUR


def test_a_repeat_carries_the_plan_and_nothing_of_what_happened() -> None:
    first = replace(planned(notes="sore knee"), outcome=Outcome.DONE, opened_at_ms=NOW, ended_at_ms=NOW)
    (again,) = planning.repeat(first, ["a"], series_id="w", after_ms=first.starts_at_ms, now_ms=NOW + 1)
    assert (again.id, again.series_id, again.client_ids, again.title) == ("a", "w", ("bob",), first.title)
    assert (again.outcome, again.opened_at_ms, again.ended_at_ms, again.notes) == (Outcome.UNSET, None, None, "")


def test_repeating_a_series_goes_on_where_it_ends() -> None:
    first = planned()
    three = planning.repeat(first, ["a", "b", "c"], series_id="w", after_ms=first.starts_at_ms, now_ms=NOW)
    (fourth,) = planning.repeat(first, ["d"], series_id="w", after_ms=three[-1].starts_at_ms, now_ms=NOW)
    assert fourth.starts_at_ms == wall_clock.days_later(first.starts_at_ms, 28, BERLIN)


@pytest.mark.parametrize("count", [0, 53])
def test_a_repeat_makes_one_to_fifty_two(count: int) -> None:
    with pytest.raises(OutOfRange) as refused:
        planning.repeat(planned(), list(map(str, range(count))), series_id="w", after_ms=NOW, now_ms=NOW)
    assert refused.value.where == "times"


def test_an_outcome_that_says_it_took_place_waits_for_the_start() -> None:
    session = planned()
    for outcome in (Outcome.DONE, Outcome.NO_SHOW):
        with pytest.raises(OutOfRange):
            planning.close(session, outcome, now_ms=session.starts_at_ms - 1)
        assert planning.close(session, outcome, now_ms=session.starts_at_ms).outcome is outcome
    assert planning.close(session, Outcome.LATE_CANCEL, now_ms=NOW).outcome is Outcome.LATE_CANCEL


def test_an_outcome_can_be_taken_back_and_a_note_kept_with_it() -> None:
    session = planned()
    closed = planning.close(session, Outcome.DONE, now_ms=session.ends_at_ms, notes=" Felt strong. ", by_phone=True)
    assert (closed.notes, closed.place) == ("Felt strong.", Place.PHONE)
    assert planning.close(closed, Outcome.UNSET, now_ms=session.ends_at_ms).notes == "Felt strong."


def test_a_cancelled_session_has_no_outcome() -> None:
    with pytest.raises(Conflict):
        planning.close(planning.cancel(planned(), NOW), Outcome.NO_SHOW, now_ms=planned().ends_at_ms)


def test_moving_closes_the_old_session_and_links_the_new_one() -> None:
    old, new = planning.move(planned(), id="s2", date="2030-05-03", time="07:30", now_ms=NOW)
    assert (old.outcome, old.moved_to, old.starts_at_ms) == (Outcome.MOVED, "s2", planned().starts_at_ms)
    assert (new.id, new.outcome, new.client_ids) == ("s2", Outcome.UNSET, ("bob",))
    assert wall_clock.local(new.starts_at_ms, BERLIN).strftime("%d %H:%M") == "03 07:30"


def test_a_session_is_not_moved_twice_nor_onto_itself_nor_once_it_took_place() -> None:
    old, _ = planning.move(planned(), id="s2", date="2030-05-03", time="07:30", now_ms=NOW)
    with pytest.raises(Conflict):
        planning.move(old, id="s3", date="2030-05-04", time="07:30", now_ms=NOW)
    with pytest.raises(OutOfRange):
        planning.move(planned(), id="s2", date="2030-05-02", time="18:00", now_ms=NOW)
    with pytest.raises(Conflict):
        planning.move(replace(planned(), ended_at_ms=NOW), id="s2", date="2030-05-03", time="07:30", now_ms=NOW)


# ---- several


def test_sessions_overlap_when_both_need_the_trainer() -> None:
    session = planned()
    half_past = replace(session, id="b", starts_at_ms=session.starts_at_ms + 30 * MINUTE)
    after = replace(session, id="c", starts_at_ms=session.ends_at_ms)
    cancelled = replace(half_past, id="d", cancelled_at_ms=NOW)
    due = replace(planned(delivery=Delivery.ASYNC, time=""), id="e", starts_at_ms=session.starts_at_ms + MINUTE)
    over = replace(half_past, id="f", ended_at_ms=session.starts_at_ms)  # shorter than planned
    assert sessions.overlapping(session, [session, half_past, after, cancelled, due, over]) == [half_past]
    assert sessions.overlapping(due, [session, half_past]) == []


# ---- words


def test_a_client_reads_the_trainers_name_and_nobody_elses() -> None:
    assert wording.title_for_client(planned(["Bob", "Bea"]), "Alice") == "Workout with Alice"
    assert wording.title_for_client(planned(title="Leg day"), "Alice") == "Leg day"
    kept = replace(planned(["Bob", "Bea"]), service=Service.ASSESSMENT)
    assert wording.title_for_client(kept, "Alice") == "Workout with Alice"


def test_places_and_lengths_read_as_people_say_them() -> None:
    park = planned(delivery=Delivery.IN_PERSON, place="park", place_note="north gate, permit 12")
    home = planned(delivery=Delivery.IN_PERSON, place="home")
    other = planned(delivery=Delivery.IN_PERSON, place="other", place_note="The pool")
    assert wording.place(park) == "Park, north gate, permit 12"
    assert wording.place(other) == "The pool"
    assert (wording.place(home), wording.place_for_client(home)) == ("Client's home", "At home")
    assert [wording.duration(minutes) for minutes in (5, 60, 90)] == ["5 min", "1 h", "1 h 30 min"]


@settings(max_examples=200)
@given(
    day=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    at=st.times().map(lambda at: time(at.hour, at.minute)),
    zone=st.sampled_from(
        [BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Africa/Casablanca"]
    ),
    weeks=st.integers(1, 52),
)
def test_weeks_later_a_clock_shows_the_same_time_unless_it_is_skipped(
    day: date, at: time, zone: str, weeks: int
) -> None:
    start = wall_clock.moment(day, at, zone)
    if not wall_clock.exists(day, at, zone):
        return
    later = wall_clock.local(wall_clock.days_later(start, 7 * weeks, zone), zone)
    if wall_clock.exists(later.date(), at, zone):
        assert later.time() == at
        assert (later.date() - day).days == 7 * weeks


# ---- how pictures go


def test_with_one_client_they_go_as_the_trainer_chose_and_directly_unless_said_otherwise() -> None:
    assert [sessions.mode(planned(media=media)) for media in ("", "direct", "relay")] == ["direct", "direct", "relay"]


def test_with_more_clients_or_a_guest_they_go_through_the_server_whatever_was_chosen() -> None:
    assert sessions.mode(replace(planned(client_ids=("bob", "bea")), media="direct")) == "relay"
    assert sessions.mode(planned(media="direct"), guests=1) == "relay"


def test_only_a_live_session_has_a_way_for_pictures() -> None:
    assert planned(media="relay").media == "relay"
    assert planned(media="relay", delivery=Delivery.IN_PERSON, place="gym").media == ""


def test_a_series_and_a_move_keep_how_pictures_go() -> None:
    first = planned(media="relay")
    (later,) = planning.repeat(first, ["s2"], series_id="s1", after_ms=first.starts_at_ms, now_ms=NOW)
    _, moved = planning.move(first, id="s3", date="2030-06-01", time="18:00", now_ms=NOW)
    assert (later.media, moved.media) == ("relay", "relay")
