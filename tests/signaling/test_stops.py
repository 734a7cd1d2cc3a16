"""Stop: local to one client, timers that nobody else is on rest with it, the trainer sees and settles; pure."""

from typing import Any

import pytest

from signaling import timers
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import NOW_MS, PLAN, command, done, training


def timed(*clients: str, to: Any = "everyone") -> Room:
    start = command("timer.start", timer="t1", title="Sets", plan=PLAN, to=to)
    return done(training(*clients), "alice", start, lead_ms=0)


def does(room: Room, who: str, name: str, at_s: float = 5, **body: Any) -> Room:
    return done(room, who, command(name, **body), NOW_MS + round(at_s * 1000), lead_ms=0)


def refusal(room: Room, who: str, name: str, **body: Any) -> str:
    with pytest.raises(Refused) as no:
        does(room, who, name, **body)
    return no.value.code


def test_alone_on_a_timer_it_pauses_where_it_was_at_the_press_and_goes_on_from_there() -> None:
    room = does(timed("bob"), "bob", "stop.raise", 9, why="pause", at_ms=NOW_MS + 5000)
    assert (room.timers["t1"].state, room.timers["t1"].elapsed_ms) == ("paused", 5000)
    assert room.stops["c:bob"].timers == ("t1",)
    room = does(room, "bob", "stop.end", 30)
    assert room.stops == {}
    assert timers.elapsed(room.timers["t1"], NOW_MS + 31_000) == 6000


def test_for_others_the_timer_runs_on_until_all_of_them_rest() -> None:
    room = does(timed("bob", "bea"), "bob", "stop.raise", why="pause")
    assert room.timers["t1"].state == "running"
    room = does(room, "bea", "stop.raise", 8, why="pause")
    assert (room.timers["t1"].state, room.timers["t1"].elapsed_ms) == ("paused", 8000)
    room = does(room, "bea", "stop.end", 9)
    assert room.timers["t1"].state == "running"
    assert set(room.stops) == {"c:bob"}


def test_what_the_trainer_started_again_meanwhile_is_left_as_it_is() -> None:
    room = does(timed("bob"), "bob", "stop.raise", why="pause")
    room = does(room, "alice", "timer.change", 8, timer="t1", do="resume", rev=2)
    room = does(room, "bob", "stop.end", 9)
    assert room.timers["t1"].rev == 3


def test_unwell_stops_their_timers_and_outdoes_a_pause_but_not_the_other_way_round() -> None:
    room = does(timed("bob"), "bob", "stop.raise", why="pause")
    room = does(room, "bob", "stop.raise", 7, why="unwell")
    assert (room.timers["t1"].state, room.stops["c:bob"].why) == ("done", "unwell")
    assert does(room, "bob", "stop.raise", why="pause").head == room.head
    assert does(room, "bob", "stop.raise", why="unwell").head == room.head


def test_the_trainer_sees_it_hears_that_they_are_fine_and_settles_it() -> None:
    room = does(timed("bob"), "bob", "stop.raise", why="unwell")
    room = does(room, "alice", "stop.take", person="c:bob")
    assert room.stops["c:bob"].is_taken
    assert does(room, "alice", "stop.take", person="c:bob").head == room.head
    room = does(room, "bob", "stop.end")
    assert room.stops["c:bob"].is_fine, "being fine again does not settle it"
    assert refusal(room, "alice", "stop.end", person="c:bob") == "not-settled"
    again = does(room, "bob", "stop.raise", why="unwell")
    assert not again.stops["c:bob"].is_fine
    assert not again.stops["c:bob"].is_taken, "the alarm sounds anew"
    settled = does(room, "alice", "stop.resolve", person="c:bob", red_flag=True, word="  light-headed ")
    assert settled.stops == {}
    assert settled.timers["t1"].state == "done"


def test_the_trainer_stops_one_or_everyone_and_everyone_goes_on_but_who_feels_unwell() -> None:
    room = does(timed("bob", "bea", "gus"), "alice", "stop.raise", why="pause", to=["bea"])
    assert set(room.stops) == {"c:bea"}
    room = does(room, "gus", "stop.raise", why="unwell")
    room = does(room, "alice", "stop.raise", why="pause", to="everyone")
    assert {who: one.why for who, one in room.stops.items()} == {"c:bea": "pause", "c:bob": "pause", "c:gus": "unwell"}
    assert room.timers["t1"].state == "paused"
    room = does(room, "alice", "stop.end")
    assert set(room.stops) == {"c:gus"}
    assert room.timers["t1"].state == "running"


def test_a_stop_is_for_the_trainer_and_that_client() -> None:
    room = does(timed("bob", "bea"), "bob", "stop.raise", why="unwell")
    assert set(snapshot(room, "alice", "trainer", "t:alice")["stops"]) == {"c:bob"}
    assert set(snapshot(room, "bob", "client", "c:bob")["stops"]) == {"c:bob"}
    assert snapshot(room, "bea", "client", "c:bea")["stops"] == {}


def test_nobody_stops_somebody_else_but_the_trainer() -> None:
    room = timed("bob", "bea")
    assert refusal(room, "bob", "stop.raise", why="pause", to=["bea"]) == "not-allowed"
    assert refusal(room, "bob", "stop.raise", why="pause", to="everyone") == "not-allowed"
    assert refusal(room, "alice", "stop.raise", why="pause") == "bad-message"
    assert refusal(room, "alice", "stop.raise", why="pause", to=["nobody"]) == "absent"
    assert refusal(room, "bob", "stop.raise", why="pause", at_ms=NOW_MS + 60_000) == "out-of-range"
    paused = does(room, "bea", "stop.raise", why="pause")
    assert refusal(paused, "bob", "stop.end", person="c:bea") == "not-allowed"
    assert refusal(paused, "alice", "stop.take", person="c:bea") == "not-found"
    assert refusal(paused, "alice", "stop.resolve", person="c:bob", red_flag=False) == "not-found"


def test_a_press_that_comes_late_counts_from_when_it_was_pressed_an_hour_at_most() -> None:
    room = does(timed("bob"), "bob", "stop.raise", 7200, why="unwell", at_ms=NOW_MS)
    assert room.stops["c:bob"].at_ms == NOW_MS + 3_600_000
