"""Who may not exercise yet: timers, sets and takes are not for them, talking is; pure."""

from typing import Any

import pytest

from signaling import commands, door
from signaling.gates import Gate
from signaling.messages.day import DayEntry
from signaling.messages.footage import Step
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import ALICE, NOW_MS, PLAN, arrived, command, done, seat, then, training

SHUT, LET = Gate(why="none"), Gate(why="none", by_override=True)
SQUAT = Step(key="squat", title="Squat", view="side", words="Five slow ones.", reps=5)


def gym(**clients: Gate) -> Room:
    """Alice and these clients in an open room, with where each stands."""
    room = arrived(Room(), ALICE)
    for name, gate in clients.items():
        room = arrived(room, seat(name, gates={f"c:{name}": gate}))
        room = then(room, door.admit(room, room.peers["alice"], command("admit", peer=name)))
    return room


def does(room: Room, name: str, **body: Any) -> Room:
    return done(room, "alice", command(name, **body), NOW_MS, lead_ms=0)


def refusal(room: Room, name: str, **body: Any) -> str:
    with pytest.raises(Refused) as no:
        does(room, name, **body)
    return no.value.code


def timer(room: Room, to: Any = "everyone") -> Room:
    return does(room, "timer.start", timer="t1", title="Sets", plan=PLAN, to=to)


def listed(room: Room) -> Room:
    return does(room, "day.write", rev=0, entries=[DayEntry(id="squat", name="Squat", sets=2)])


def test_no_timer_starts_for_somebody_who_is_not_cleared() -> None:
    room = gym(bob=SHUT)
    body = {"timer": "t1", "title": "Sets", "plan": PLAN}
    assert refusal(room, "timer.start", **body) == "not-cleared"
    assert refusal(room, "timer.start", **body, to=["bob"]) == "not-cleared"


def test_in_a_group_it_is_for_those_who_may() -> None:
    room = timer(gym(bob=SHUT, bea=Gate(), gus=LET))
    assert room.timers["t1"].to == ("c:bea", "c:gus")
    assert snapshot(room, "bob", "client", "c:bob")["timers"] == {}
    assert timer(training("bob", "bea")).timers["t1"].to == "everyone"


def test_a_timer_that_rests_does_not_go_on_for_who_may_not_any_more() -> None:
    room = does(timer(gym(bob=Gate())), "timer.change", timer="t1", do="pause", rev=1)
    room = then(room, door.arrive(room, seat("bob", gates={"c:bob": SHUT})))
    assert refusal(room, "timer.change", timer="t1", do="resume", rev=2) == "not-cleared"
    assert does(room, "timer.change", timer="t1", do="stop", rev=2).timers["t1"].state == "done"


def test_sets_and_takes_are_refused_and_the_list_may_be_written() -> None:
    room = listed(gym(bob=SHUT))
    assert refusal(room, "day.go", entry="squat") == "not-cleared"
    assert refusal(room, "day.done", entry="squat") == "not-cleared"
    assert refusal(room, "day.done", entry="squat", to=["bob"]) == "not-cleared"
    assert refusal(room, "take.start", take="take-no-1", peer="bob", assessment="a1", step=SQUAT) == "not-cleared"


def test_in_a_group_the_sets_are_of_those_who_may_and_the_list_goes_on_without_the_others() -> None:
    room = listed(gym(bob=SHUT, bea=Gate()))
    for _ in range(2):
        room = does(room, "day.done", entry="squat")
    assert [one.person for one in room.sets] == ["c:bea", "c:bea"]
    assert room.day.at is None


def test_talking_cueing_and_the_door_need_no_clearance() -> None:
    room = gym(bob=SHUT)
    room = does(room, "cue.send", say="Come closer", kind="form", to="everyone")
    room = done(room, "bob", command("chat.send", text="Here I am"))
    assert (len(room.cues), len(room.chat)) == (1, 1)


def test_the_gate_opens_when_it_is_said_so_and_that_is_said_once() -> None:
    room = gym(bob=SHUT)
    assert snapshot(room, "bob", "client", "c:bob")["gates"] == {"c:bob": {"why": "none", "by_override": False}}
    again = seat("bob", gates={"c:bob": SHUT})
    assert door.arrive(room, again) == []
    room = then(room, door.arrive(room, seat("bob", gates={"c:bob": LET})))
    assert timer(room).timers["t1"].to == "everyone"
    room = then(room, door.arrive(room, seat("bob", gates={"c:bob": Gate()})))
    assert room.gates == {}


def test_a_gate_is_for_the_trainer_and_that_client() -> None:
    room = gym(bob=SHUT, bea=SHUT)
    assert set(snapshot(room, "alice", "trainer", "t:alice")["gates"]) == {"c:bob", "c:bea"}
    assert set(snapshot(room, "bea", "client", "c:bea")["gates"]) == {"c:bea"}


def test_a_red_flag_holds_them_back_at_once_and_none_does_not() -> None:
    for red_flag, wanted in ((True, {"c:bob": Gate(why="reopened")}), (False, {})):
        room = done(timer(gym(bob=Gate())), "bob", command("stop.raise", why="unwell"))
        room = does(room, "stop.resolve", person="c:bob", red_flag=red_flag)
        assert room.gates == wanted
    assert refusal(
        then(room, door.arrive(room, seat("bob", gates={"c:bob": SHUT}))),
        "timer.start",
        timer="t2",
        title="Sets",
        plan=PLAN,
    ) == ("not-cleared")


def test_on_the_phone_where_nobody_is_in_the_room_who_was_named_is_held_back_too() -> None:
    room = arrived(Room(), seat("alice", "t:alice", role="trainer", gates={"c:bob": SHUT}))
    body = {"timer": "t1", "title": "Sets", "plan": PLAN}
    assert refusal(room, "timer.start", **body) == "not-cleared"
    two = arrived(Room(), seat("alice", "t:alice", role="trainer", expected=2, gates={"c:bob": SHUT}))
    assert timer(two).timers["t1"].to == "everyone"


def test_where_nobody_asks_nobody_is_held_back() -> None:
    assert commands.decide(training("bob"), "alice", command("timer.start", timer="t1", title="", plan=PLAN), NOW_MS, 0)
