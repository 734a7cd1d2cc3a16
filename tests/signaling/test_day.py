"""The day's exercises: the list, sets of each client, where the room goes, and the rest that begins by itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling import commands, day, door, timers
from signaling.messages.day import DayEntry, Target
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import ALICE, NOW_MS, PLAN, arrived, command, done, entries_of, seat, training

SQUAT = DayEntry(id="squat", name="Goblet squat", sets=2, target=Target(reps=8, load=20), rest_ms=90_000)
PLANK = DayEntry(id="plank", name="Plank", sets=1, target=Target(secs=30))
ROW = DayEntry(id="row", name="Row", sets=2, target=Target(reps=10, load=30))


def listed(room: Room, *entries: DayEntry) -> Room:
    return done(room, "alice", command("day.write", rev=room.day.rev, entries=list(entries)))


def set_done(room: Room, entry: str = "squat", **body: Any) -> Room:
    return done(room, "alice", command("day.done", entry=entry, **body))


def told(room: Room, entry: str, **body: Any) -> list[Any]:
    drafts = commands.decide(room, "alice", command("day.done", entry=entry, **body), NOW_MS, 300)
    return entries_of(room, drafts)


def refused(room: Room, name: str, **body: Any) -> Refused:
    with pytest.raises(Refused) as no:
        commands.decide(room, "alice", command(name, **body), NOW_MS, 300)
    return no.value


def test_a_list_begins_with_its_first_exercise() -> None:
    room = listed(training("bob"), SQUAT, PLANK)
    assert (room.day.rev, room.day.at) == (1, "squat")
    assert listed(room, SQUAT, PLANK).day == room.day, "the same list again changes nothing"


def test_a_list_of_before_is_there_when_the_room_opens_and_once_only() -> None:
    room = arrived(Room(), seat("alice", "t:alice", role="trainer", day=(SQUAT, PLANK)))
    assert [one.id for one in room.day.entries] == ["squat", "plank"]
    changed = listed(room, PLANK)
    assert not [one for one in door.arrive(changed, ALICE) if one.type == "day"]


def test_a_set_is_what_was_expected_unless_something_else_is_said() -> None:
    room = set_done(listed(training("bob"), SQUAT, PLANK))
    room = set_done(room, load=22.5, reps=6, effort=8)
    first, second = room.sets
    assert (first.reps, first.load, first.effort, first.number) == (8, 20, None, 1)
    assert (second.reps, second.load, second.effort, second.number) == (6, 22.5, 8, 2)


def test_the_load_of_the_set_before_is_expected_of_the_next() -> None:
    room = set_done(listed(training("bob"), SQUAT), load=25.0)
    assert set_done(room).sets[-1].load == 25
    swapped = listed(room, DayEntry(id="squat", name="Leg press", sets=2, target=Target(reps=8, load=80)))
    after = set_done(swapped).sets[-1]
    assert (after.name, after.load, after.number) == ("Leg press", 80, 2), "another exercise has another load"


def test_after_the_last_set_the_next_exercise_comes_and_after_all_none() -> None:
    room = set_done(set_done(listed(training("bob"), SQUAT, PLANK)))
    assert room.day.at == "plank"
    assert set_done(room, "plank").day.at is None


def test_the_list_waits_for_everybody_in_a_group() -> None:
    room = set_done(set_done(listed(training("bob", "bea"), SQUAT, PLANK), to=["bob"]), to=["bob"])
    assert room.day.at == "squat"
    room = set_done(room)
    assert [(one.person, one.number) for one in room.sets] == [("c:bob", 1), ("c:bob", 2), ("c:bea", 1)]
    assert set_done(room).day.at == "plank"


def test_sets_are_for_that_client_alone() -> None:
    room = set_done(listed(training("bob", "bea"), SQUAT), load=40.0)
    assert [one.audience for one in told(room, "squat") if one.type == "day.set"] == [("c:bob",), ("c:bea",)]
    assert {one["person"] for one in snapshot(room, "bob", "client", "c:bob")["sets"]} == {"c:bob"}
    assert len(snapshot(room, "alice", "trainer", "t:alice")["sets"]) == 2


def test_the_rest_begins_with_the_set() -> None:
    room = listed(training("bob"), SQUAT, PLANK)
    resting = set_done(room, rest="rest-1")
    timer = resting.timers["rest-1"]
    assert (timer.title, timers.length_ms(timer.plan), timer.at_ms) == ("Rest", 90_000, NOW_MS + 300)
    assert timer.plan[0].label == "Next: Goblet squat, set 2 of 2"
    again = set_done(resting, rest="rest-2")
    assert again.timers["rest-1"].state == "done"
    assert again.timers["rest-2"].plan[0].label == "Next: Plank, set 1 of 1"


def test_no_rest_begins_under_another_timer_nor_when_all_is_done_nor_without_one() -> None:
    room = listed(training("bob"), SQUAT)
    busy = done(room, "alice", command("timer.start", timer="t1", title="Tabata", plan=PLAN))
    assert "rest-1" not in set_done(busy, rest="rest-1").timers
    assert "rest-2" not in set_done(set_done(room), rest="rest-2").timers
    assert not set_done(room).timers


def test_a_rest_of_one_client_is_for_that_client() -> None:
    room = set_done(listed(training("bob", "bea"), SQUAT), to=["bea"], rest="rest-1")
    assert room.timers["rest-1"].to == ("c:bea",)


def test_a_set_that_was_done_is_said_anew() -> None:
    room = set_done(set_done(set_done(listed(training("bob"), SQUAT))), number=1, reps=5)
    assert [(one.number, one.reps, one.load) for one in room.sets] == [(1, 5, 20), (2, 8, 20)]
    assert refused(room, "day.done", entry="squat", number=3).code == "out-of-range"


def test_a_set_is_taken_back() -> None:
    room = set_done(set_done(listed(training("bob"), SQUAT, PLANK)))
    room = done(room, "alice", command("day.undo", entry="squat"))
    assert ([one.number for one in room.sets], room.day.at) == ([1], "squat")
    room = done(room, "alice", command("day.undo", entry="squat"))
    assert done(room, "alice", command("day.undo", entry="squat")) == room, "nothing is left to take back"


def test_an_exercise_is_left_out_and_taken_in_again() -> None:
    room = listed(training("bob"), SQUAT, PLANK, ROW)
    room = done(room, "alice", command("day.skip", entry="squat"))
    assert (room.day.at, room.day.skipped) == ("plank", ("squat",))
    room = done(room, "alice", command("day.skip", entry="row"))
    assert set_done(room, "plank").day.at is None
    room = done(room, "alice", command("day.go", entry="row"))
    assert (room.day.at, room.day.skipped) == ("row", ("squat",))


def test_one_of_several_does_another_exercise_and_one_leaves_it_out_while_the_list_stays() -> None:
    room = listed(training("bob", "bea"), SQUAT, PLANK)
    press = DayEntry(id="other", name="Leg press", sets=1, target=Target(reps=12, load=80))
    drafts = commands.decide(
        room, "alice", command("day.adjust", entry="squat", to=["bob"], instead=press), NOW_MS, 300
    )
    assert [(one.type, one.audience) for one in drafts] == [("day.own", ("c:bob",))]
    room = done(room, "alice", command("day.adjust", entry="squat", to=["bob"], instead=press))
    assert done(room, "alice", command("day.adjust", entry="squat", to=["bob"], instead=press)) == room
    assert snapshot(room, "bea", "client", "c:bea")["own"] == []
    assert snapshot(room, "bob", "client", "c:bob")["own"][0]["instead"]["name"] == "Leg press"
    room = set_done(room)
    assert [(one.person, one.name, one.load) for one in room.sets] == [
        ("c:bob", "Leg press", 80),
        ("c:bea", "Goblet squat", 20),
    ]
    assert room.day.at == "squat", "she has a set to go"
    room = done(room, "alice", command("day.adjust", entry="squat", to=["bea"], out=True))
    assert room.day.at == "plank", "he has done his one set, and she does no more"
    assert refused(room, "day.done", entry="squat", to=["bea"]).code == "absent"
    room = done(room, "alice", command("day.adjust", entry="squat", to=["bea"]))
    assert [one.person for one in room.own] == ["c:bob"]
    assert listed(room, PLANK).own == (), "what goes from the list goes from theirs"
    assert refused(room, "day.adjust", entry="row", to=["bob"], out=True).code == "not-found"
    assert refused(room, "day.adjust", entry="squat", to=["gus"], out=True).code == "absent"


def test_what_stands_where_the_room_was_comes_when_that_exercise_goes() -> None:
    room = set_done(set_done(listed(training("bob"), SQUAT, PLANK, ROW)))
    assert listed(room, SQUAT, ROW).day.at == "row"
    assert listed(room, PLANK, SQUAT).day.at == "plank", "a new order leaves the room where it is"
    assert listed(room).day.at is None


def test_an_exercise_added_when_all_is_done_is_the_next() -> None:
    room = set_done(listed(training("bob"), PLANK), "plank")
    assert room.day.at is None
    assert listed(room, PLANK, ROW).day.at == "row"


def test_what_cannot_be_is_refused_and_changes_nothing() -> None:
    room = listed(training("bob"), SQUAT)
    assert refused(room, "day.write", rev=0, entries=[]).code == "stale"
    assert refused(room, "day.write", rev=1, entries=[SQUAT, SQUAT]).code == "bad-message"
    assert refused(room, "day.write", rev=1, entries=[DayEntry(id="x", name="<b>Row</b>")]).code == "markup"
    assert refused(room, "day.write", rev=1, entries=[DayEntry(id="x", name="  ")]).where == "$.entries[0].name"
    assert refused(room, "day.go", entry="row").code == "not-found"
    assert refused(room, "day.done", entry="squat", to=["bea"]).code == "absent"
    assert refused(listed(arrived(Room(), ALICE), SQUAT), "day.done", entry="squat").code == "absent"


def test_on_the_phone_sets_count_for_who_was_in_the_room() -> None:
    room = done(listed(training("bob"), SQUAT), "bob", command("leave"))
    assert set_done(room).sets[0].person == "c:bob"


@given(st.lists(st.sampled_from(["squat", "plank", "row"]), max_size=20), st.permutations([SQUAT, PLANK, ROW]))
def test_whatever_order_sets_come_in_the_list_ends_when_every_set_is_done(first: list[str], order: Any) -> None:
    room = listed(training("bob"), *order)
    for entry in first:
        room = set_done(room, entry)
    for _ in range(10):
        if room.day.at is not None:
            room = set_done(room, room.day.at)
    assert room.day.at is None
    assert all(day.is_complete(room.day, one, room.sets, ["c:bob"]) for one in room.day.entries)
