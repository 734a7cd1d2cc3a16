"""What is said of a training: entry by entry, and what all of them say together, in whatever order they come."""

import json
import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import DomainError
from server.domain.programs.delivery import days_of
from server.domain.programs.outline import Block, Day, Rule, Set, Week
from server.domain.programs.outline import Entry as Planned
from server.domain.programs.program import Program
from server.domain.training import entries, in_rooms, reached, served
from server.domain.training.entries import Entry
from server.domain.training.standing import Standing, stand
from tests.stage import ROOT

NOW = 1_700_000_000_000
VECTORS = json.loads((ROOT / "tests" / "vectors" / "training.json").read_text(encoding="utf-8"))
SQUAT = Planned(id="e1", exercise="goblet-squat", name="Goblet squat", sets=(Set(reps=8, load=20, unit="kg"),) * 2)
PLANK = Planned(id="e2", name="Plank", sets=(Set(secs=30),))
HEAVIER = replace(SQUAT, rules=(Rule(what="load", amount=2.5, needs_log=True),))


def a_set(number: int = 1, **changes: Any) -> Entry:
    given: dict[str, Any] = {"id": f"{number:024x}", "kind": "set", "at_ms": NOW, "program": "p", "day": "d1"}
    return Entry(**{**given, "entry": "e1", "name": "Goblet squat", "number": number, "reps": 8, **changes})


def a_program(*entries: Planned, times: int = 1) -> Program:
    day = Day(id="d1", blocks=(Block(id="b1", entries=entries),))
    week = Week(id="w1", times=times, days=(day,))
    return Program(
        id="p", trainer_id="t", client_id="c", name="P", weeks=(week,), starts_on="2026-05-04", training_days=(1,)
    )


@pytest.mark.parametrize("case", VECTORS["standing"], ids=lambda case: case["name"])
def test_entries_say_together(case: dict[str, Any]) -> None:
    told = [entries.read(one) for one in case["entries"]]
    for order in (told, told[::-1]):
        found = stand(order)
        assert [[*key, one.reps] for key, one in found.sets.items()] == case["sets"]
        assert [list(key) for key in found.skipped] == case["skipped"]
        assert [list(key) for key in found.finished] == case["finished"]
        assert [[one.program, one.day, one.entry, one.pain] for one in found.pains] == case["pains"]
        assert [one.text for one in found.words] == case["words"]
        assert (found.stop.kind if found.stop else None) == case["stop"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["set", "unset"]), st.integers(1, 3), st.integers(0, 5), st.integers(0, 20)),
        max_size=14,
    ),
    st.randoms(),
)
def test_the_order_in_which_devices_send_changes_nothing(
    said: list[tuple[Any, int, int, int]], chance: random.Random
) -> None:
    told = [
        a_set(number, id=f"{place:024x}", kind=kind, at_ms=NOW + at, reps=reps)
        for place, (kind, number, at, reps) in enumerate(said)
    ]
    mixed = [*told, *told[:3]]
    chance.shuffle(mixed)
    assert stand(mixed) == stand(told)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"id": "x"}, "id"),
        ({"day": ""}, "day"),
        ({"entry": ""}, "entry"),
        ({"entry": "a\nb"}, "entry"),
        ({"number": 0}, "number"),
        ({"number": 31}, "number"),
        ({"reps": -1}, "reps"),
        ({"load": 1001.0}, "load"),
        ({"load": float("nan")}, "load"),
        ({"secs": 7201}, "secs"),
        ({"rpe": 11}, "rpe"),
        ({"name": "<b>"}, "name"),
        ({"at_ms": NOW - entries.LATE_MOST_MS - 1}, "at_ms"),
        ({"at_ms": 10**30}, "at_ms"),
        ({"kind": "note", "text": " "}, "text"),
        ({"kind": "check_in", "text": "x" * 2001}, "text"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(DomainError) as refused:
        entries.checked(replace(a_set(), **changes), NOW)
    assert refused.value.where == where


def test_a_sound_entry_comes_back_from_its_wire_form_as_it_was() -> None:
    one = entries.checked(a_set(load=20.0, rpe=5), NOW)
    assert entries.read(one.wire()) == one
    assert "where" not in one.wire()


def test_a_clock_that_is_ahead_is_ahead_with_all_it_sends() -> None:
    day_ms = 86_400_000
    several = [a_set(1, at_ms=NOW + day_ms - 5000), a_set(2, at_ms=NOW + day_ms)]
    assert [one.at_ms for one in entries.set_right(several, NOW)] == [NOW - 5000, NOW]
    assert entries.set_right([a_set(at_ms=NOW + 50)], NOW)[0].at_ms == NOW + 50
    assert entries.set_right([], NOW) == []


def test_pain_without_a_yes_is_nowhere() -> None:
    assert entries.checked(a_set(kind="pain", pain=False, where=("neck",)), NOW).where == ()
    assert entries.is_flag(a_set(kind="pain", pain=True))
    assert not entries.is_flag(a_set(kind="pause"))


def test_the_day_to_do_is_the_one_begun_then_the_next_then_none() -> None:
    program = a_program(SQUAT, times=3)
    days = days_of(program)
    monday = date(2026, 5, 4)
    assert served.today_of(days, "p", Standing(), monday) == days[0]
    assert served.today_of(days, "p", Standing(), date(2026, 5, 11)) == days[1]  # meant for that day
    assert served.today_of(days, "p", stand([a_set()]), date(2026, 5, 11)) == days[0]
    finish = Entry(id="f" * 24, kind="finish", at_ms=NOW, program="p", day="d1")
    assert served.today_of(days, "p", stand([a_set(), finish]), monday) == days[1]
    last = replace(finish, day=days[-1].id)
    assert served.today_of(days, "p", stand([last]), monday) is None


def test_a_phone_is_told_of_rounds_loads_and_what_is_not_for_doing_alone() -> None:
    band = Planned(id="e3", name="Row", side="each", sets=(Set(reps=10, unit="band", band="red", tempo="3-1-X-0"),))
    push = Planned(id="e4", name="Push-up", sets=(Set(amrap=True, unit="bodyweight"),))
    block = Block(id="b2", kind="superset", rounds=3, rest_s=60, entries=(band, push))
    day = Day(id="d2", name="Upper", blocks=(Block(id="b1", entries=(SQUAT,)), block))
    program = replace(a_program(), weeks=(Week(id="w1", days=(day,)),))
    told = served.program(program, days_of(program), days_of(program)[0], {"goblet-squat"})
    (one,) = told["days"]
    assert (told["today"], one["title"], one["week"], one["when"]) == ("d2", "Upper", "Week 1", "Mon 4 May")
    squat, (row, pushes) = one["blocks"][0]["entries"][0], one["blocks"][1]["entries"]
    assert squat["not_alone"] == served.NOT_ALONE
    assert [len(each["sets"]) for each in (squat, row, pushes)] == [2, 3, 3]
    assert (row["sets"][0]["load"], row["sets"][0]["note"], row["note"]) == (
        None,
        "red band, tempo 3-1-X-0",
        "each side",
    )
    assert (pushes["sets"][0]["amrap"], pushes["sets"][0]["load"]) == (True, 0)


def test_a_load_grows_only_when_the_week_before_was_done_as_planned() -> None:
    program = a_program(HEAVIER, times=2)
    loads = lambda *done: days_of(program, reached.met(program, stand(done)))[1].day.entries[0].sets[0].load  # noqa: E731
    assert loads() == 20
    assert loads(a_set(1), a_set(2, reps=7)) == 20
    assert loads(a_set(1), a_set(2)) == 22.5


def test_what_was_done_in_a_room_counts_for_the_day_each_set_once() -> None:
    program = a_program(SQUAT, PLANK)
    (day,) = days_of(program)
    done = {"person": "c:c", "entry": "r1", "exercise": "goblet-squat", "name": "Goblet squat", "number": 1}
    done |= {"reps": 8, "load": 22.5, "unit": "kg", "secs": None, "effort": 7}
    plank = {**done, "entry": "r2", "exercise": None, "name": "plank", "reps": None, "load": None, "secs": 30}
    other = {**done, "entry": "r3", "exercise": None, "name": "Burpee"}
    sets = [(NOW, done), (NOW + 1, {**done, "number": 2}), (NOW + 2, plank), (NOW + 3, other)]
    found = in_rooms.entries_of("room", "p", day, sets, NOW + 4)
    assert [(one.kind, one.entry, one.number) for one in found] == [
        ("set", "e1", 1),
        ("set", "e1", 2),
        ("set", "e2", 1),
        ("finish", "", 0),
    ]
    assert found == in_rooms.entries_of("room", "p", day, sets, NOW + 4)
    assert len({one.id for one in found}) == 4
    assert in_rooms.entries_of("room", "p", day, [(NOW, other)], NOW) == []
