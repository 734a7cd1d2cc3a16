"""What clients count on a timer: rounds, being done, being out; who may, and who hears of it."""

from dataclasses import replace

import pytest

from signaling.messages.timers import Interval
from signaling.refusals import Refused
from signaling.room import Room
from signaling.stage import Stage
from signaling.views import snapshot
from tests.signaling.people import ALICE, NOW_MS, arrived, command, done, seat, training

S = 1000
LEAD_IN = Interval(name="Get ready", kind="prepare", duration_ms=10 * S)
MINUTES = [
    LEAD_IN,
    *(Interval(name=f"Minute {n}", kind="work", duration_ms=60 * S, round=n, rounds=5) for n in range(1, 6)),
]


def started(room: Room, counts: str, **body: object) -> Room:
    given = {"timer": "t1", "title": "Together", "plan": MINUTES, "counts": counts}
    return done(room, "alice", command("timer.start", **(given | body)), lead_ms=0)


def tallied(room: Room, who: str, do: str, at_s: int = 30, **body: object) -> Room:
    return done(room, who, command("timer.tally", **({"timer": "t1", "do": do} | body)), NOW_MS + at_s * S)


def seen(room: Room, peer: str) -> dict[str, object]:
    return dict(snapshot(room, peer, room.peers[peer].role, room.peers[peer].person)["timers"]["t1"]["tallies"])


def nothing(**more: object) -> dict[str, object]:
    return {"rounds": 0, "reps": 0, "finish_ms": None, "out": None} | more


def test_a_client_counts_rounds_and_takes_one_back() -> None:
    room = started(training("bob"), "rounds")
    for do in ("add", "add", "add", "take"):
        room = tallied(room, "bob", do)
    assert seen(room, "alice") == {"c:bob": nothing(rounds=2)}
    head = room.head
    room = tallied(tallied(tallied(room, "bob", "take"), "bob", "take"), "bob", "take")
    assert (seen(room, "bob"), room.head) == ({"c:bob": nothing()}, head + 2)


def test_what_was_done_of_the_round_that_was_not_finished_counts_too_from_either_device() -> None:
    room = arrived(started(training("bob"), "rounds"), seat("phone", "c:bob", device="remote"))
    room = tallied(tallied(room, "bob", "add"), "phone", "add")
    room = tallied(room, "phone", "reps", reps=12)
    assert seen(room, "alice") == {"c:bob": nothing(rounds=2, reps=12)}
    assert tallied(room, "bob", "reps", reps=12) == room
    assert seen(tallied(room, "alice", "reps", peer="bob", reps=0), "phone") == {"c:bob": nothing(rounds=2)}
    with pytest.raises(Refused, match="bad-message") as no:
        tallied(room, "bob", "reps")
    assert no.value.where == "$.reps"


def test_a_finish_is_the_moment_of_the_press_not_of_its_arrival() -> None:
    room = started(training("bob"), "finish")
    room = tallied(room, "bob", "finish", at_s=80, at_ms=NOW_MS + 75_250)
    assert seen(room, "bob") == {"c:bob": nothing(finish_ms=65_250)}
    assert tallied(room, "bob", "finish", at_s=90) == room
    assert seen(tallied(room, "bob", "undo", at_s=90), "bob") == {"c:bob": nothing()}


def test_a_finish_just_before_the_timer_was_stopped_keeps_its_moment() -> None:
    room = started(training("bob"), "finish")
    stop = command("timer.change", timer="t1", do="stop", rev=1)
    room = done(room, "alice", stop, NOW_MS + 100 * S, lead_ms=500)
    assert seen(tallied(room, "bob", "finish", at_s=101, at_ms=NOW_MS + 99 * S), "bob")["c:bob"] == nothing(
        finish_ms=89 * S
    )


def test_who_is_out_is_out_in_the_round_that_runs() -> None:
    room = tallied(started(training("bob"), "out"), "bob", "out", at_s=10 + 130)
    assert seen(room, "alice") == {"c:bob": nothing(out=3)}


def test_nothing_is_counted_before_the_first_round() -> None:
    with pytest.raises(Refused, match="out-of-range"):
        tallied(started(training("bob"), "rounds"), "bob", "add", at_s=5)


@pytest.mark.parametrize(("counts", "do"), [("", "add"), ("", "undo"), ("rounds", "finish"), ("finish", "add")])
def test_a_timer_counts_only_what_it_counts(counts: str, do: str) -> None:
    with pytest.raises(Refused, match="bad-message"):
        tallied(started(training("bob"), counts), "bob", do)


def test_a_client_counts_for_nobody_else_and_the_trainer_for_anybody() -> None:
    room = started(training("bob", "bea"), "rounds")
    with pytest.raises(Refused, match="not-allowed"):
        tallied(room, "bob", "add", peer="bea")
    assert seen(tallied(room, "alice", "add", peer="bea"), "bea") == {"c:bea": nothing(rounds=1)}
    for nobody in (None, "alice", "ghost"):
        with pytest.raises(Refused, match="absent"):
            tallied(room, "alice", "add", peer=nobody)


def test_a_timer_for_one_is_not_there_for_another() -> None:
    room = started(training("bob", "bea"), "rounds", to=["bob"])
    for who, peer in (("bea", None), ("alice", "bea")):
        with pytest.raises(Refused, match="not-found"):
            tallied(room, who, "add", peer=peer)


def test_a_count_of_another_is_seen_by_the_trainer_and_by_those_who_may_see_each_other() -> None:
    room = arrived(Room(), replace(ALICE, stage=Stage(pairs=(("c:bob", "c:bea"),))))
    for name in ("bob", "bea", "gus"):
        room = done(arrived(room, seat(name)), "alice", command("admit", peer=name))
    room = tallied(started(room, "rounds"), "bob", "add")
    assert [list(seen(room, who)) for who in ("alice", "bob", "bea", "gus")] == [["c:bob"], ["c:bob"], ["c:bob"], []]


def test_after_the_end_there_are_two_minutes_to_count_and_the_trainer_has_for_ever() -> None:
    room = started(training("bob"), "rounds")
    end_s = 310
    assert tallied(room, "bob", "add", at_s=end_s + 119) != room
    with pytest.raises(Refused, match="timer-done"):
        tallied(room, "bob", "add", at_s=end_s + 121)
    assert tallied(room, "alice", "add", at_s=end_s + 3600, peer="bob") != room


@pytest.mark.parametrize("off_ms", [-121_000, 6_000])
def test_a_press_of_another_time_is_refused(off_ms: int) -> None:
    with pytest.raises(Refused, match="out-of-range"):
        tallied(started(training("bob"), "rounds"), "bob", "add", at_s=200, at_ms=NOW_MS + 200 * S + off_ms)


def test_a_change_of_the_timer_keeps_what_was_counted() -> None:
    room = tallied(started(training("bob"), "rounds"), "bob", "add")
    room = done(room, "alice", command("timer.change", timer="t1", do="pause", rev=1), NOW_MS + 40 * S)
    assert seen(room, "bob") == {"c:bob": nothing(rounds=1)}
