"""A moment played on both screens at once: a value like a timer, its picture computed from the clock. Pure."""

from dataclasses import replace

from signaling import clips
from signaling.footage import Replay
from signaling.log import Draft
from signaling.messages.footage import ChangeReplay, StartReplay
from signaling.refusals import Refused
from signaling.room import Peer, Room

CLIENTS_MAY = ("play", "pause", "end")


def start(room: Room, sender: Peer, command: StartReplay, now_ms: int, lead_ms: int) -> list[Draft]:
    """A new replay, from a moment ahead; the one before ends. Raises Refused: not-found, clip-not-ready, …"""
    moment = clips.known(room, sender, command.clip)
    length_ms = moment.length_ms
    if moment.clip is None or length_ms is None:
        raise Refused("clip-not-ready", where="$.clip")
    if room.replay is not None and room.replay.id == command.replay:
        raise Refused("replay-exists", where="$.replay")
    if command.from_ms >= length_ms:
        raise Refused("out-of-range", where="$.from_ms")
    replay = Replay(
        id=command.replay,
        person=moment.person,
        rev=1,
        moment=moment.id,
        clip=moment.clip,
        state="playing",
        at_ms=now_ms + lead_ms,
        position_ms=command.from_ms,
        rate=command.rate,
        duration_ms=length_ms,
    )
    drafts = [_revision(replay, sender)]
    if room.replay is not None:
        # Somebody may have seen the old one who does not see the new one.
        drafts.insert(0, _revision(_next(room.replay, "end", now_ms), sender))
    return drafts


def change(room: Room, sender: Peer, command: ChangeReplay, now_ms: int, lead_ms: int) -> list[Draft]:
    """The next revision. Raises Refused: not-found, not-allowed, stale, out-of-range, bad-message."""
    replay = room.replay
    if replay is None or replay.id != command.replay or not sender.may_see(replay.person):
        raise Refused("not-found", where="$.replay")
    if sender.role != "trainer" and command.do not in CLIENTS_MAY:
        raise Refused("not-allowed", where="$.do")
    if command.do == "end":
        return [_revision(_next(replay, "end", now_ms), sender)]
    if command.rev != replay.rev:
        raise Refused("stale", where="$.rev")
    at_ms = now_ms + lead_ms
    if command.do == "seek":
        if command.position_ms is None:
            raise Refused("bad-message", where="$.position_ms")
        if command.position_ms >= replay.duration_ms:
            raise Refused("out-of-range", where="$.position_ms")
        return [_revision(replace(_next(replay, "seek", at_ms), position_ms=command.position_ms), sender)]
    if command.do == "rate":
        if command.rate is None:
            raise Refused("bad-message", where="$.rate")
        return [_revision(replace(_next(replay, "rate", at_ms), rate=command.rate), sender)]
    if (command.do == "play") == (replay.state == "playing"):
        raise Refused("stale", where="$.do")
    return [_revision(_next(replay, command.do, at_ms), sender)]


def _next(replay: Replay, do: str, at_ms: int) -> Replay:
    """The revision that counts from then on (never before the one it follows), where the last one has come to."""
    at_ms = max(at_ms, replay.at_ms)
    following = replace(replay, rev=replay.rev + 1, at_ms=at_ms, position_ms=replay.position_at(at_ms))
    if do == "end":
        return replace(following, state="ended")
    if do == "play":
        return replace(following, state="playing")
    return replace(following, state="paused") if do == "pause" else following


def _revision(replay: Replay, sender: Peer) -> Draft:
    return Draft(type="replay", payload={"replay": replay.wire()}, audience=replay.audience, actor=sender.id)
