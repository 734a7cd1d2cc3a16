"""Cues: at most five words, live for a moment. Pure."""

from typing import Any

from signaling.log import Audience, Draft
from signaling.messages.cues import AckCue, CueShown, SendCue
from signaling.refusals import Refused
from signaling.room import Cue, Peer, Room
from signaling.timing import plain
from signaling.views import in_audience

WORDS = 5
CLOCK_ERROR_MS = 5000  # a page's clock may be this wrong before we doubt what it says


def send(room: Room, sender: Peer, command: SendCue) -> list[Draft]:
    """A cue. Raises Refused: too-long beyond five words, markup, absent for somebody who is not in the room."""
    say = plain(" ".join(command.say.split()), "$.say")
    if not say:
        raise Refused("bad-message", "A cue needs a word.", "$.say")
    if len(say.split()) > WORDS:
        raise Refused("too-long", "A cue has at most five words.", "$.say")
    to = named(room, command.to)
    # All devices of a person: their remote shows a private cue, too.
    theirs = to if isinstance(to, str) else tuple(dict.fromkeys(room.peers[id].person for id in to))
    return [
        Draft(
            type="cue",
            payload={
                "say": say,
                "kind": command.kind,
                "focus": command.focus,
                "to": to if isinstance(to, str) else list(to),
                "speak": command.speak,
                **_about(command),
            },
            audience=theirs,
            actor=sender.id,
            valid_ms=None if command.kind == "safety" else command.valid_ms,
        )
    ]


def shown(room: Room, sender: Peer, command: CueShown, now_ms: int) -> list[Draft]:
    """That a page painted a cue in time; a second report changes nothing."""
    cue = _known(room, sender, command.cue_seq)
    if not cue.at_ms - CLOCK_ERROR_MS <= command.at_ms <= now_ms + CLOCK_ERROR_MS:
        raise Refused("out-of-range", where="$.at_ms")
    peer = _answering(room, sender)
    if peer in cue.shown:
        return []
    payload = {"cue_seq": cue.seq, "peer": peer, "at_ms": command.at_ms}
    return [Draft(type="cue.shown", payload=payload, audience="trainers", actor=sender.id)]


def ack(room: Room, sender: Peer, command: AckCue) -> list[Draft]:
    """That a safety cue was tapped away; once is enough."""
    cue = _known(room, sender, command.cue_seq)
    peer = _answering(room, sender)
    if peer in cue.acked:
        return []
    payload = {"cue_seq": cue.seq, "peer": peer}
    return [Draft(type="cue.acked", payload=payload, audience=(sender.person,), actor=sender.id)]


def named(room: Room, to: str | list[str]) -> Audience:
    """The audience a command names. Raises Refused absent for a peer that is not in the room."""
    if isinstance(to, str):
        return "everyone"
    for place, id in enumerate(to):
        if id not in room.peers or room.peers[id].state != "in":
            raise Refused("absent", where=f"$.to[{place}]")
    return tuple(dict.fromkeys(to))


def _answering(room: Room, sender: Peer) -> str:
    """Whose answer it is: a remote's is that of the device it belongs to."""
    if sender.device != "remote":
        return sender.id
    known = (one for one in room.peers.values() if one.person == sender.person and one.device == "main")
    return next((one.id for one in known if one.state == "in"), sender.id)


def _about(command: SendCue) -> dict[str, Any]:
    """What a cue is about, as far as it was said."""
    exercise = command.exercise
    told: dict[str, Any] = {"phase": command.phase, "region": command.region, "lang": command.lang}
    if exercise is not None:
        told["exercise"] = {"key": exercise.key, "name": plain(exercise.name, "$.exercise.name")}
    return {name: value for name, value in told.items() if value}


def _known(room: Room, sender: Peer, seq: int) -> Cue:
    for cue in reversed(room.cues):
        if cue.seq == seq and in_audience(cue.audience, sender.id, sender.role, sender.person):
            return cue
    raise Refused("not-found", where="$.cue_seq")
