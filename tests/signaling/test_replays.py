"""A moment on both screens: where it is, who may change it, and that there is one at a time."""

from typing import Any

import pytest

from signaling import clips, commands
from signaling.footage import Replay
from signaling.refusals import Refused
from signaling.room import Room
from signaling.views import snapshot
from tests.signaling.people import NOW_MS, command, done, then, training

LEAD_MS = 300


def kept(*people: str) -> Room:
    """A room where a moment of each can be played: 10 s, hidden behind a lead-in of 400 ms."""
    room = training(*people)
    for name in people:
        moment = f"moment-{name}"
        room = done(room, "alice", command("clip.take", clip=moment, peer=name))
        room = then(room, clips.told(room, moment, "ready", clip=f"k-{name}", duration_ms=10_400, start_ms=400))
    return room


def start(room: Room, who: str = "alice", now_ms: int = NOW_MS, **body: Any) -> Room:
    """The room after a replay was started."""
    return done(room, who, command("replay.start", **({"replay": "replay-1", "clip": "moment-bob"} | body)), now_ms)


def change(room: Room, who: str, do: str, now_ms: int = NOW_MS, **body: Any) -> Room:
    """The room after a change of the replay that runs."""
    rev = room.replay.rev if room.replay else 1
    return done(room, who, command("replay.change", **({"replay": "replay-1", "rev": rev, "do": do} | body)), now_ms)


def running(room: Room) -> Replay:
    """The replay that runs."""
    assert room.replay is not None
    return room.replay


def test_it_begins_a_moment_ahead_at_half_the_speed_and_loops() -> None:
    replay = running(start(kept("bob")))
    assert (replay.state, replay.rate, replay.duration_ms, replay.clip) == ("playing", 0.5, 10_000, "k-bob")
    assert replay.at_ms == NOW_MS + LEAD_MS
    at_ms = replay.at_ms
    assert [replay.position_at(at_ms + ms) for ms in (-100, 0, 1000, 19_000, 20_000, 21_000)] == [
        0,
        0,
        500,
        9500,
        0,
        500,
    ]


def test_a_pause_keeps_the_place_and_play_goes_on_from_there() -> None:
    room = change(start(kept("bob"), from_ms=1000), "alice", "pause", NOW_MS + 2000)
    paused = running(room)
    assert (paused.state, paused.position_ms, paused.rev) == ("paused", 2000, 2)
    assert paused.position_at(NOW_MS + 60_000) == 2000
    again = running(change(room, "bob", "play", NOW_MS + 60_000))
    assert again.position_at(NOW_MS + 60_000 + LEAD_MS + 400) == 2200


def test_the_trainer_goes_anywhere_and_changes_the_speed_without_a_leap() -> None:
    room = start(kept("bob"))
    assert running(change(room, "alice", "seek", position_ms=7000)).position_ms == 7000
    slower = running(change(room, "alice", "rate", NOW_MS + 4000, rate=0.25))
    assert (slower.position_ms, slower.rate) == (2000, 0.25)


def test_a_client_may_play_pause_and_end_and_no_more() -> None:
    room = start(kept("bob"))
    assert running(change(room, "bob", "pause")).state == "paused"
    for do, more in (("seek", {"position_ms": 1}), ("rate", {"rate": 1.0})):
        with pytest.raises(Refused, match="not-allowed"):
            change(room, "bob", do, **more)
    assert change(room, "bob", "end").replay is None


def test_an_older_revision_is_refused_but_an_end_is_never_too_late() -> None:
    room = change(start(kept("bob")), "bob", "pause")
    with pytest.raises(Refused, match="stale"):
        change(room, "alice", "seek", rev=1, position_ms=1)
    with pytest.raises(Refused, match="stale"):
        change(room, "alice", "pause")
    ended = change(room, "alice", "end", rev=1)
    assert ended.replay is None
    with pytest.raises(Refused, match="not-found"):
        change(ended, "alice", "end", rev=2)


def test_impossible_values_are_refused() -> None:
    room = kept("bob")
    with pytest.raises(Refused, match="out-of-range"):
        start(room, from_ms=10_000)
    room = start(room)
    with pytest.raises(Refused, match="out-of-range"):
        change(room, "alice", "seek", position_ms=10_000)
    for do in ("seek", "rate"):
        with pytest.raises(Refused, match="bad-message"):
            change(room, "alice", do)


def test_what_is_not_there_yet_is_not_played() -> None:
    room = training("bob")
    room = done(room, "alice", command("clip.take", clip="moment-bob", peer="bob"))
    with pytest.raises(Refused, match="clip-not-ready"):
        start(room)
    room = then(room, clips.told(room, "moment-bob", "sending", clip="k"))
    with pytest.raises(Refused, match="clip-not-ready"):
        start(room)
    room = then(room, clips.told(room, "moment-bob", "preview", clip="k", duration_ms=5000))
    assert running(start(room)).duration_ms == 5000
    with pytest.raises(Refused, match="not-found"):
        start(room, clip="moment-bea")


def test_one_runs_at_a_time_and_whoever_saw_the_old_one_sees_it_end() -> None:
    room = start(kept("bob", "bea"))
    with pytest.raises(Refused, match="replay-exists"):
        start(room)
    drafts = commands.decide(
        room, "alice", command("replay.start", replay="replay-2", clip="moment-bea"), NOW_MS, LEAD_MS
    )
    assert [(one.payload["replay"]["state"], one.audience) for one in drafts] == [
        ("ended", ("c:bob",)),
        ("playing", ("c:bea",)),
    ]
    assert running(then(room, drafts)).id == "replay-2"


def test_a_client_neither_sees_nor_changes_anothers() -> None:
    room = start(kept("bob", "bea"))
    assert snapshot(room, "bea", "client", "c:bea")["replay"] is None
    assert snapshot(room, "bob", "client", "c:bob")["replay"]["id"] == "replay-1"
    with pytest.raises(Refused, match="not-found"):
        change(room, "bea", "end")


def draw(room: Room, who: str = "alice", now_ms: int = NOW_MS, **body: Any) -> Room:
    """The room after a line was drawn on the replay."""
    line = {"replay": "replay-1", "stroke": "stroke-1", "tool": "line", "points": [[0.1, 0.25], [0.5, 0.123456]]}
    return done(room, who, command("replay.draw", **(line | body)), now_ms)


def seen(room: Room, who: str) -> list[str]:
    """The ids of the strokes that somebody sees."""
    peer = room.peers[who]
    return [one["id"] for one in snapshot(room, who, peer.role, peer.person)["strokes"]]


def test_what_the_trainer_draws_is_seen_by_whoever_sees_the_replay() -> None:
    room = draw(start(kept("bob", "carl")), now_ms=NOW_MS + LEAD_MS + 1000, lasts_ms=4000)
    stroke = room.strokes[0]
    assert (stroke.points, stroke.position_ms, stroke.lasts_ms) == (((0.1, 0.25), (0.5, 0.1235)), 500, 4000)
    assert [seen(room, who) for who in ("alice", "bob", "carl")] == [["stroke-1"], ["stroke-1"], []]


def test_a_stroke_that_goes_on_takes_its_own_place_and_keeps_its_moment() -> None:
    room = draw(start(kept("bob")), now_ms=NOW_MS + LEAD_MS + 1000)
    room = draw(draw(room, stroke="stroke-2"), now_ms=NOW_MS + 3000, points=[[0, 0], [1, 1]])
    assert [(one.id, one.position_ms, one.points) for one in room.strokes][1] == ("stroke-1", 500, ((0, 0), (1, 1)))


def test_strokes_are_erased_one_or_all_and_go_with_their_replay() -> None:
    room = draw(draw(start(kept("bob"))), stroke="stroke-2")
    room = done(room, "alice", command("replay.erase", replay="replay-1", stroke="stroke-1"))
    assert [one.id for one in room.strokes] == ["stroke-2"]
    assert (
        commands.decide(room, "alice", command("replay.erase", replay="replay-1", stroke="stroke-1"), NOW_MS, 0) == []
    )
    assert done(room, "alice", command("replay.erase", replay="replay-1")).strokes == ()
    assert change(room, "alice", "end").strokes == ()
    assert start(room, replay="replay-2").strokes == ()


def test_nobody_else_draws_and_nobody_on_another_replay() -> None:
    room = start(kept("bob"))
    for who, replay, error in (("bob", "replay-1", "not-allowed"), ("alice", "replay-2", "not-found")):
        with pytest.raises(Refused) as refused:
            draw(room, who, replay=replay)
        assert refused.value.code == error


def test_a_hundred_strokes_are_kept() -> None:
    room = start(kept("bob"))
    for number in range(105):
        room = draw(room, stroke=f"stroke-{number}")
    assert len(room.strokes) == 100
    assert room.strokes[-1].id == "stroke-104"
