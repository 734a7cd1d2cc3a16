"""Takes of an assessment: begun by the trainer after a countdown, stopped or cancelled by either."""

from typing import Any

import pytest

from signaling.footage import Take
from signaling.messages.footage import Step
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import NOW_MS, command, done, training

SQUAT = Step(key="front", title="Overhead squat", view="front", words="Five slow ones.", seconds=30)


def start(room: Room, who: str = "alice", now_ms: int = NOW_MS, **body: Any) -> Room:
    """The room after a take was started."""
    given = {"take": "take-no-1", "peer": "bob", "assessment": "a1", "step": SQUAT, "countdown_s": 10} | body
    return done(room, who, command("take.start", **given), now_ms)


def change(room: Room, who: str, do: str, now_ms: int, **body: Any) -> Room:
    """The room after a change of the take."""
    return done(room, who, command("take.change", **({"take": "take-no-1", "rev": 1, "do": do} | body)), now_ms)


def only(room: Room) -> Take:
    """The one take."""
    (take,) = room.takes
    return take


def test_it_is_filmed_after_the_countdown() -> None:
    take = only(start(training("bob")))
    assert (take.state, take.at_ms, take.stopped_at_ms) == ("running", NOW_MS + 10_000, None)
    assert (take.peer, take.person, take.step) == ("bob", "c:bob", SQUAT)


def test_stopped_it_ends_a_moment_ahead_and_cancelled_at_once() -> None:
    room = start(training("bob"))
    stopped = only(change(room, "alice", "stop", NOW_MS + 20_000))
    assert (stopped.state, stopped.stopped_at_ms, stopped.rev) == ("stopped", NOW_MS + 20_300, 2)
    cancelled = only(change(room, "bob", "cancel", NOW_MS + 20_000))
    assert (cancelled.state, cancelled.stopped_at_ms) == ("cancelled", NOW_MS + 20_000)


def test_stopped_during_the_countdown_it_never_was() -> None:
    assert only(change(start(training("bob")), "bob", "stop", NOW_MS + 9_000)).state == "cancelled"


def test_a_camera_records_one_step_at_a_time() -> None:
    room = start(training("bob", "bea"))
    with pytest.raises(Refused, match="take-exists"):
        start(room)
    with pytest.raises(Refused, match="too-many"):
        start(room, take="take-no-2")
    assert len(start(room, take="take-no-2", peer="bea").takes) == 2
    assert len(start(change(room, "bob", "stop", NOW_MS), take="take-no-2").takes) == 2


def test_only_a_client_who_is_in_is_filmed() -> None:
    room = training("bob")
    for peer, code in (("nobody", "absent"), ("alice", "not-allowed")):
        with pytest.raises(Refused, match=code):
            start(room, peer=peer)


def test_what_has_ended_stays_ended_and_an_older_revision_is_refused() -> None:
    room = change(start(training("bob")), "bob", "cancel", NOW_MS)
    for rev in (1, 2):
        with pytest.raises(Refused, match="stale"):
            change(room, "alice", "stop", NOW_MS, rev=rev)


def test_a_client_neither_sees_nor_stops_anothers() -> None:
    room = start(training("bob", "bea"))
    assert snapshot(room, "bea", "client", "c:bea")["takes"] == []
    assert len(snapshot(room, "bob", "client", "c:bob")["takes"]) == 1
    with pytest.raises(Refused, match="not-found"):
        change(room, "bea", "stop", NOW_MS)
