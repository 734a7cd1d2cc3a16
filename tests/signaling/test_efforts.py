"""Effort: asked by the trainer or by a timer's end, answered once or anew; pure."""

from typing import Any

import pytest

from signaling.efforts import ANSWER_MS, EFFORTS_KEPT
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import NOW_MS, PLAN, command, done, training

LONG_MS = sum(interval.duration_ms for interval in PLAN)


def asked(room: Room, to: Any = "everyone", ask: str = "ask-no-1", now_ms: int = NOW_MS) -> Room:
    return done(room, "alice", command("effort.ask", ask=ask, to=to), now_ms)


def answered(room: Room, who: str, now_ms: int = NOW_MS, **said: Any) -> Room:
    return done(room, who, command("effort.answer", **({"ask": "ask-no-1", "rpe": 5} | said)), now_ms)


def refusal(room: Room, who: str, now_ms: int = NOW_MS, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        answered(room, who, now_ms, **said)
    return no.value.code


def said(room: Room, peer: str) -> list[tuple[str, int, int | None, bool | None, list[str]]]:
    """What somebody with this peer sees of efforts."""
    role, person = ("trainer", "t:alice") if peer == "alice" else ("client", f"c:{peer}")
    efforts = snapshot(room, peer, role, person)["efforts"]  # type: ignore[arg-type]
    return [(one["person"], one["rpe"], one["rir"], one["pain"], one["where"]) for one in efforts]


def test_an_answer_is_for_the_trainer_and_whoever_gave_it() -> None:
    room = answered(asked(training("bob", "bea")), "bob", rir=2, pain=True, where=["left-knee", "left-knee"])
    assert said(room, "alice") == said(room, "bob") == [("c:bob", 5, 2, True, ["left-knee"])]
    assert said(room, "bea") == []


def test_a_changed_answer_takes_the_place_of_the_first_and_the_same_one_changes_nothing() -> None:
    first = answered(asked(training("bob")), "bob", rpe=3)
    again = answered(first, "bob", rpe=3)
    assert again.head == first.head
    changed = answered(again, "bob", rpe=10, rir=0)
    assert said(changed, "alice") == [("c:bob", 10, 0, None, [])]
    assert changed.head == first.head + 1, "the log keeps both"


def test_where_it_hurts_is_kept_with_pain_only() -> None:
    room = answered(asked(training("bob")), "bob", pain=False, where=["chest"])
    assert said(room, "bob") == [("c:bob", 5, None, False, [])]


def test_a_new_question_to_the_same_people_takes_the_place_of_the_old_one() -> None:
    room = asked(asked(training("bob", "bea")), ask="ask-no-2", now_ms=NOW_MS + 1000)
    assert refusal(room, "bob") == "not-found"
    room = asked(room, ["bob"], ask="ask-no-3", now_ms=NOW_MS + 2000)
    assert [one.id for one in room.asks] == ["ask-no-2", "ask-no-3"]
    assert refusal(room, "bea", ask="ask-no-3") == "not-found"
    assert said(answered(room, "bea", ask="ask-no-2"), "alice") == [("c:bea", 5, None, None, [])]


def test_a_question_has_a_name_of_its_own_and_counts_for_ten_minutes() -> None:
    room = asked(training("bob"))
    with pytest.raises(Refused, match="ask-exists"):
        asked(room)
    assert said(answered(room, "bob", NOW_MS + ANSWER_MS), "bob")
    assert refusal(room, "bob", NOW_MS + ANSWER_MS + 1) == "stale"
    with pytest.raises(Refused, match="absent"):
        asked(room, ["nobody"], "ask-no-2")


def test_the_end_of_a_timer_asks_and_nothing_before_it() -> None:
    start = command("timer.start", timer="t1", title="Sets", plan=PLAN, asks_effort=True)
    room = done(training("bob"), "alice", start, lead_ms=0)
    assert refusal(room, "bob", NOW_MS + LONG_MS - 10_000, ask="t1") == "out-of-range"
    ended = answered(room, "bob", NOW_MS + LONG_MS + 1, ask="t1")
    assert said(ended, "alice") == [("c:bob", 5, None, None, [])]
    assert refusal(room, "bob", NOW_MS + LONG_MS + ANSWER_MS + 1, ask="t1") == "stale"


def test_a_timer_that_asks_nothing_and_one_of_somebody_else_take_no_answer() -> None:
    quiet = command("timer.start", timer="t1", title="Sets", plan=PLAN)
    private = command("timer.start", timer="t2", title="Sets", plan=PLAN, asks_effort=True, to=["bea"])
    room = done(done(training("bob", "bea"), "alice", quiet, lead_ms=0), "alice", private, lead_ms=0)
    late_ms = NOW_MS + LONG_MS + 1
    assert refusal(room, "bob", late_ms, ask="t1") == "not-found"
    assert refusal(room, "bob", late_ms, ask="t2") == "not-found"
    assert refusal(room, "bob", late_ms, ask="unheard-of") == "not-found"


def test_a_paused_timer_has_not_ended() -> None:
    start = command("timer.start", timer="t1", title="Sets", plan=PLAN, asks_effort=True)
    room = done(training("bob"), "alice", start, lead_ms=0)
    room = done(room, "alice", command("timer.change", timer="t1", do="pause", rev=1), NOW_MS + 5000, lead_ms=0)
    assert refusal(room, "bob", NOW_MS + LONG_MS + 60_000, ask="t1") == "out-of-range"


def test_the_last_fifty_of_each_person_are_kept_at_hand() -> None:
    room = answered(asked(training("bob", "bea")), "bea", rpe=1)
    for at in range(EFFORTS_KEPT + 1):
        room = answered(asked(room, ["bob"], f"ask-of-bob-{at}"), "bob", ask=f"ask-of-bob-{at}", rpe=at % 11)
    bobs = [one for one in room.efforts if one.person == "c:bob"]
    assert [one.ask for one in bobs] == [f"ask-of-bob-{at}" for at in range(1, EFFORTS_KEPT + 1)]
    assert said(room, "bea") == [("c:bea", 1, None, None, [])]
