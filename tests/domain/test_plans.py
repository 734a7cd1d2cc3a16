"""Plans: what is due when, by every cadence, across weeks, months and changes of the clock."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import wall_clock
from server.domain.errors import BadInput, DomainError, NotFound, OutOfRange
from server.domain.plans import cadence as cadences
from server.domain.plans import due as rules
from server.domain.plans import json_shape, templates
from server.domain.plans import plan as plans
from server.domain.plans.cadence import Cadence
from server.domain.plans.due import Due, Mark, Thing
from server.domain.plans.plan import Line, LineDetails, Plan
from server.domain.sessions import Delivery

MONDAY = date(2031, 3, 3)
FRIDAYS = Cadence(kind="weekdays", weekdays=(4,))
THRICE = Cadence(kind="times", times=3)


def line(**changes: object) -> Line:
    given = Line(id="a", what="workout", delivery=Delivery.ASYNC, cadence=FRIDAYS, begins=MONDAY.isoformat())
    return replace(given, **changes)  # type: ignore[arg-type]


def plan(*lines: Line) -> Plan:
    return Plan(id="p", trainer_id="alice", client_id="bob", time_zone="Europe/Berlin", lines=lines)


def days(cadence: Cadence, begins: date, ends: date | None, since: date, until: date) -> list[str]:
    return [f"{one.first.isoformat()}" for one in cadences.slots(cadence, begins, ends, since, until)]


def due(
    what: Plan, *said: Mark, things: tuple[Thing, ...] = (), today: date = MONDAY, since: date = MONDAY, weeks: int = 2
) -> list[Due]:
    return rules.due(what, said, things, today=today, since=since, until=since + timedelta(days=7 * weeks - 1))


# ---- how often


def test_fridays_are_fridays_over_both_changes_of_the_clock() -> None:
    spring = days(FRIDAYS, MONDAY, None, date(2031, 3, 24), date(2031, 4, 6))
    autumn = days(FRIDAYS, MONDAY, None, date(2031, 10, 20), date(2031, 11, 2))
    assert spring == ["2031-03-28", "2031-04-04"]
    assert autumn == ["2031-10-24", "2031-10-31"]


def test_a_meeting_keeps_its_time_of_day_when_the_clocks_change() -> None:
    for zone, before, after, apart_h in (
        ("Europe/Berlin", date(2031, 3, 28), date(2031, 4, 4), 167),
        ("Europe/Berlin", date(2031, 10, 24), date(2031, 10, 31), 169),
        ("America/New_York", date(2031, 3, 7), date(2031, 3, 14), 167),
        ("Asia/Tokyo", date(2031, 3, 28), date(2031, 4, 4), 168),
    ):
        first, second = (wall_clock.moment(day, time(18), zone) for day in (before, after))
        assert (second - first) / 3_600_000 == apart_h, zone


def test_every_six_weeks_is_counted_from_its_first_day() -> None:
    six = Cadence(kind="weeks", weeks=6)
    assert days(six, MONDAY, None, MONDAY, date(2031, 7, 7)) == ["2031-03-03", "2031-04-14", "2031-05-26", "2031-07-07"]
    assert days(six, MONDAY, None, date(2031, 4, 15), date(2031, 5, 25)) == []


def test_every_other_week_on_two_days_counts_weeks_from_the_first() -> None:
    twice = Cadence(kind="weekdays", weekdays=(0, 3), weeks=2)
    begins = date(2031, 3, 5)  # a Wednesday: that week's Monday is over already
    assert days(twice, begins, None, begins, date(2031, 3, 31)) == [
        "2031-03-06",
        "2031-03-17",
        "2031-03-20",
        "2031-03-31",
    ]


def test_three_times_a_week_has_the_whole_week_for_each() -> None:
    found = cadences.slots(THRICE, MONDAY, None, MONDAY, MONDAY + timedelta(days=6))
    assert [one.key for one in found] == ["2031-03-03.1", "2031-03-03.2", "2031-03-03.3"]
    assert {(one.first, one.last) for one in found} == {(MONDAY, date(2031, 3, 9))}


def test_a_week_that_is_cut_asks_for_no_more_than_it_has_days() -> None:
    saturday = date(2031, 3, 8)
    assert len(cadences.slots(THRICE, saturday, None, saturday, date(2031, 3, 9))) == 2
    ended = cadences.slots(THRICE, MONDAY, MONDAY, MONDAY, date(2031, 3, 31))
    assert [(one.first, one.last) for one in ended] == [(MONDAY, MONDAY)]


def test_once_is_once_and_nothing_is_due_before_it_begins_or_after_it_ends() -> None:
    assert days(Cadence(kind="once"), MONDAY, None, MONDAY - timedelta(days=60), MONDAY + timedelta(days=60)) == [
        "2031-03-03"
    ]
    assert days(FRIDAYS, MONDAY, date(2031, 3, 13), MONDAY - timedelta(days=60), MONDAY + timedelta(days=60)) == [
        "2031-03-07"
    ]


CADENCES = st.one_of(
    st.just(Cadence(kind="once")),
    st.builds(lambda weeks: Cadence(kind="weeks", weeks=weeks), st.integers(1, 13)),
    st.builds(
        lambda on, weeks: Cadence(kind="weekdays", weekdays=tuple(sorted(on)), weeks=weeks),
        st.sets(st.integers(0, 6), min_size=1),
        st.integers(1, 5),
    ),
    st.builds(lambda n, weeks: Cadence(kind="times", times=n, weeks=weeks), st.integers(1, 7), st.integers(1, 5)),
)
DAYS = st.dates(date(2030, 1, 1), date(2033, 12, 31))


@given(CADENCES, DAYS, st.integers(0, 400), st.integers(0, 120))
def test_a_window_shows_what_the_whole_would_show_of_it(
    cadence: Cadence, begins: date, after: int, length: int
) -> None:
    since, until = begins + timedelta(days=after), begins + timedelta(days=after + length)
    whole = cadences.slots(cadence, begins, None, begins, until)
    window = cadences.slots(cadence, begins, None, since, until)
    assert list(window) == [one for one in whole if one.last >= since]
    assert all(one.first <= one.last and one.first >= begins for one in whole)
    assert len({one.key for one in whole}) == len(whole)
    for one in window:
        assert rules.find(plan(line(cadence=cadence, begins=begins.isoformat())), "a", one.key)[1] == one


def test_a_cadence_is_told_in_words() -> None:
    told = {
        "every Friday": FRIDAYS,
        "3 times a week": THRICE,
        "once a week": Cadence(kind="times", times=1),
        "every 6 weeks": Cadence(kind="weeks", weeks=6),
        "Monday and Thursday, every 2 weeks": Cadence(kind="weekdays", weekdays=(0, 3), weeks=2),
        "every Monday, Tuesday and Friday": Cadence(kind="weekdays", weekdays=(0, 1, 4)),
        "once": Cadence(kind="once"),
    }
    assert {cadences.words(cadence): cadence for cadence in told.values()} == told


# ---- where it stands


def test_what_is_over_was_missed_what_is_today_is_due_and_the_rest_lies_ahead() -> None:
    found = due(plan(line()), since=MONDAY, weeks=3, today=date(2031, 3, 14))
    assert [(one.slot, one.standing) for one in found] == [
        ("2031-03-07", "missed"),
        ("2031-03-14", "due"),
        ("2031-03-21", "ahead"),
    ]


def test_what_was_moved_stands_on_its_new_day_even_in_another_week() -> None:
    moved = rules.move(
        Mark(line_id="a", slot="2031-03-07"), cadences.Slot(date(2031, 3, 7), date(2031, 3, 7), "x"), date(2031, 3, 18)
    )
    found = due(plan(line()), moved, weeks=1)
    assert found == []
    (one, other) = due(plan(line()), moved, since=date(2031, 3, 17), weeks=1)
    assert (one.slot, one.first, one.is_moved) == ("2031-03-07", date(2031, 3, 18), True)
    assert (other.slot, other.is_moved) == ("2031-03-21", False)
    assert rules.unmove(moved) == Mark(line_id="a", slot="2031-03-07")


def test_moved_back_to_its_own_day_it_was_never_moved() -> None:
    slot = cadences.Slot(date(2031, 3, 7), date(2031, 3, 7), "2031-03-07")
    there = rules.move(Mark(line_id="a", slot=slot.key), slot, date(2031, 3, 8))
    assert rules.move(there, slot, date(2031, 3, 7)) == Mark(line_id="a", slot=slot.key)
    with pytest.raises(OutOfRange):
        rules.move(there, slot, date(2033, 3, 8))


def test_done_left_out_and_taken_back() -> None:
    mark = Mark(line_id="a", slot="2031-03-07")
    for said, standing in (
        (rules.done(mark, 5), "done"),
        (rules.skip(rules.done(mark, 5), 6), "skipped"),
        (rules.reopen(rules.skip(mark, 6)), "missed"),
    ):
        assert due(plan(line()), said, today=date(2031, 3, 10), weeks=1)[0].standing == standing


def thing(ref: str, day: date, **changes: object) -> Thing:
    given = Thing(ref=ref, what="workout", delivery=Delivery.ASYNC, day=day, state="done")
    return replace(given, **changes)  # type: ignore[arg-type]


def test_what_exists_stands_for_what_was_due_each_thing_once() -> None:
    thrice = plan(line(cadence=THRICE))
    logs = (thing("log:1", date(2031, 3, 4)), thing("log:2", date(2031, 3, 4)))
    found = due(thrice, things=logs, today=date(2031, 3, 9), weeks=1)
    assert [one.standing for one in found] == ["done", "done", "due"]
    other = thing("session:9", date(2031, 3, 5), delivery=Delivery.LIVE)
    late = due(thrice, things=(*logs, other), today=date(2031, 3, 10), weeks=1)
    assert [one.standing for one in late] == ["done", "done", "missed"]


def test_a_session_that_was_made_for_it_stands_on_its_own_day() -> None:
    meeting = line(delivery=Delivery.LIVE, time="18:00", place="link")
    made = Mark(line_id="a", slot="2031-03-07", made="session:1")
    at_thursday = thing("session:1", date(2031, 3, 6), delivery=Delivery.LIVE, state="ahead")
    (one, _) = due(plan(meeting), made, things=(at_thursday,))
    assert (one.first, one.standing, one.thing) == (date(2031, 3, 6), "ahead", at_thursday)
    off = replace(at_thursday, state="gone")
    (one, _) = due(plan(meeting), made, things=(off,), today=date(2031, 3, 8))
    assert (one.first, one.standing) == (date(2031, 3, 7), "missed")


def test_an_assessment_of_another_protocol_does_not_count() -> None:
    asked = plan(line(what="assessment", protocol="squat"))
    other = thing("assessment:1", date(2031, 3, 7), what="assessment", protocol="plank")
    assert due(asked, things=(other,), today=date(2031, 3, 8))[0].standing == "missed"
    same = replace(other, protocol="squat")
    assert due(asked, things=(same,), today=date(2031, 3, 8))[0].standing == "done"


@pytest.mark.parametrize("slot", ["2031-03-08", "nonsense", "2031-03-07.1", "", "2031-02-28"])
def test_a_slot_that_is_none_is_not_found(slot: str) -> None:
    with pytest.raises(NotFound):
        rules.find(plan(line()), "a", slot)


# ---- lines, as typed


GOOD = LineDetails(begins="2031-03-03", weekdays=(0,), time="18:00", place="link")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"begins": "soon"}, "begins"),
        ({"ends": "2031-03-01"}, "ends"),
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (9,)}, "weekdays"),
        ({"weeks": 0}, "weeks"),
        ({"cadence": "times"}, "cadence"),
        ({"time": "25:00"}, "time"),
        ({"place": "moon"}, "place"),
        ({"delivery": Delivery.IN_PERSON, "place": "other"}, "place_note"),
        ({"duration_min": 4}, "duration_min"),
        ({"delivery": Delivery.ASYNC, "cadence": "times", "times": 9}, "times"),
        ({"what": "assessment", "protocol": "unheard-of"}, "protocol"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes: dict[str, object], where: str) -> None:
    with pytest.raises(DomainError) as refused:
        plans.read_line(replace(GOOD, **changes), "a", protocols=["squat"])  # type: ignore[arg-type]
    assert refused.value.where == where


def test_a_line_goes_through_its_form_and_through_json_unchanged() -> None:
    for details in (
        GOOD,
        replace(GOOD, what="check_in", time="", place="", weekdays=(4,), title="How was the week?"),
        replace(GOOD, what="assessment", delivery=Delivery.ASYNC, cadence="weeks", weeks=6, protocol="squat"),
    ):
        made = plans.read_line(details, "a", protocols=["squat"])
        assert plans.read_line(plans.details_of(made), "a", protocols=["squat"]) == made
        assert json_shape.line_in(json_shape.of_line(made)) == made


def test_a_plan_counts_its_changes_and_holds_forty_lines() -> None:
    full = plan()
    for number in range(plans.MOST_LINES):
        full = plans.put(full, line(id=f"l{number}"))
    assert full.rev == plans.MOST_LINES
    with pytest.raises(OutOfRange):
        plans.put(full, line(id="one more"))
    assert len(plans.put(full, line(id="l3", title="Else")).lines) == plans.MOST_LINES
    with pytest.raises(NotFound):
        plans.drop(full, "one more")


# ---- templates


def test_the_mixed_plan_yields_what_was_promised() -> None:
    template = templates.BY_KEY["hybrid"]
    ids = [f"l{number}" for number in range(len(template.parts))]
    made = plan(*templates.lines(template, MONDAY, time(17, 30), ids))
    found = due(made, weeks=7)
    first_week = [
        (one.line.name, one.first.isoformat(), one.line.time) for one in found if one.last < date(2031, 3, 10)
    ]
    assert first_week == [
        ("Consultation in person", "2031-03-03", "17:30"),
        ("Assessment in person", "2031-03-03", "18:30"),
        ("Workout in person", "2031-03-05", "17:30"),
        ("Check-in", "2031-03-07", ""),
    ]
    assert [one.first.isoformat() for one in found if one.line.name == "Reassessment"] == ["2031-04-14"]
    assert sum(one.line.delivery is Delivery.ASYNC and one.line.what == "workout" for one in found) == 18


@pytest.mark.parametrize("template", templates.OURS, ids=lambda one: one.key)
def test_each_of_ours_can_be_edited_as_its_form_shows_it(template: templates.Template) -> None:
    ids = [f"l{number}" for number in range(len(template.parts))]
    for one in templates.lines(template, MONDAY, time(23, 30), ids):
        assert plans.read_line(plans.details_of(one), one.id) == one


def test_a_kept_plan_begins_anew_on_another_day() -> None:
    mine = plan(
        line(ends="2031-04-04"), line(id="b", delivery=Delivery.LIVE, begins="2031-03-05", time="08:15", place="link")
    )
    kept = templates.keep(mine, key="t", name=" Mine ", now_ms=5)
    assert kept.name == "Mine"
    assert [json_shape.part_in(json_shape.of_part(part)) for part in kept.parts] == list(kept.parts)
    again = templates.lines(kept, date(2031, 6, 2), time(9), ["x", "y"])
    assert [(one.begins, one.ends, one.time) for one in again] == [
        ("2031-06-02", "2031-07-04", ""),
        ("2031-06-04", "", "09:00"),
    ]
    with pytest.raises(BadInput):
        templates.keep(mine, key="t", name=" ", now_ms=5)
    with pytest.raises(OutOfRange):
        templates.keep(plan(), key="t", name="Empty", now_ms=5)
