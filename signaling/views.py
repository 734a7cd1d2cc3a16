"""What each viewer gets of a room and of its log: their own entries, and numbers in place of the others'."""

from collections.abc import Callable
from typing import Any

from signaling import tallies
from signaling.log import Audience, Entry
from signaling.messages.values import Role
from signaling.room import Cue, Peer, Room
from signaling.stage import Stage


def in_audience(audience: Audience, peer: str, role: Role, person: str = "") -> bool:
    """Whether somebody in the room belongs to an audience."""
    if role == "trainer" or audience == "everyone":
        return True
    return isinstance(audience, tuple) and (peer in audience or person in audience)


def sees(room: Room, viewer: Peer, other: Peer) -> bool:
    """Whether a peer may know of another in the room: trainers of all, all of trainers, clients as the stage says."""
    if viewer.role == "trainer" or other.role == "trainer" or viewer.person == other.person:
        return True
    return room.stage.may_meet(viewer.person, other.person)


def wire(entry: Entry) -> dict[str, Any]:
    """An entry as its audience gets it: the Event of messages."""
    event: dict[str, Any] = {
        "seq": entry.seq,
        "at_ms": entry.at_ms,
        "type": entry.type,
        "actor": entry.actor,
        "audience": entry.audience,
        "payload": entry.payload,
    }
    if entry.valid_ms is not None:
        event["valid_ms"] = entry.valid_ms
    return event


def hidden(entry: Entry) -> dict[str, Any]:
    """An entry as everybody else gets it: a number, and nothing to read from it."""
    return {"seq": entry.seq, "hidden": True}


def view(entry: Entry, peer: str, role: Role, person: str = "") -> dict[str, Any]:
    """An entry as this peer gets it."""
    return wire(entry) if in_audience(entry.audience, peer, role, person) else hidden(entry)


def snapshot(room: Room, peer: str, role: Role, person: str = "") -> dict[str, Any]:
    """The room as one viewer may see it: the Snapshot of messages, the fold of that viewer's own entries."""
    is_trainer = role == "trainer"

    def is_for(audience: Audience) -> bool:
        return in_audience(audience, peer, role, person)

    def is_mine(id: str) -> bool:
        return id == peer or (id in room.peers and room.peers[id].person == person)

    seen = {id: one for id, one in room.seen.items() if one.role == "trainer" or one.person == person}
    return {
        "head": room.head,
        "state": room.state,
        "title": room.title,
        "opened_at_ms": room.opened_at_ms,
        "ended_at_ms": room.ended_at_ms,
        "by_phone": room.by_phone,
        "peers": {id: _peer(one, is_trainer) for id, one in (room.peers if is_trainer else seen).items()},
        "barred": list(room.barred) if is_trainer else [],
        "timers": {
            id: {**one.wire(), "tallies": tallies.shown(room.tallies.get(id, ()), is_for)}
            for id, one in room.timers.items()
            if is_for(one.audience)
        },
        "asks": [one.wire() for one in room.asks if is_for(one.audience)],
        "efforts": [one.wire() for one in room.efforts if is_for((one.person,))],
        "stops": {who: one.wire() for who, one in room.stops.items() if is_for((who,))},
        "gates": {who: one.wire() for who, one in room.gates.items() if is_for((who,))},
        "cues": [_cue(one, is_mine, is_trainer) for one in room.cues if is_for(one.audience)],
        "chat": [line.wire() for line in room.chat if is_for(line.audience)],
        "markers": [dict(mark) for mark in room.markers] if is_trainer else [],
        "notes": [one.wire() for one in room.notes.values()] if is_trainer else [],
        "clips": [one.wire() for one in room.clips if is_for(one.audience)],
        "replay": room.replay.wire() if room.replay and is_for(room.replay.audience) else None,
        "strokes": [one.wire() for one in room.strokes if is_for(one.audience)],
        "takes": [one.wire() for one in room.takes if is_for(one.audience)],
        "consents": {who: dict(said) for who, said in room.consents.items() if is_for((who,))},
        "forms": {who: dict(shown) for who, shown in room.forms.items() if is_for((who,))},
        "mode": room.mode,
        "expected": room.expected,
        "stage": (room.stage if is_trainer else Stage()).wire(),
        "hands": {who: at_ms for who, at_ms in room.hands.items() if is_for((who,))},
        "recording": room.recording.wire() if room.recording else None,
        "recorded": {id: dict(told) for id, told in room.recorded.items() if is_for((told["person"],))},
        "day": room.day.wire(),
        "sets": [one.wire() for one in room.sets if is_for((one.person,))],
        "own": [one.wire() for one in room.own if is_for((one.person,))],
    }


def _peer(peer: Peer, is_trainer: bool) -> dict[str, Any]:
    shown = peer.wire()
    if is_trainer and peer.door is not None:
        shown["door"] = dict(peer.door)
    return shown


def _cue(cue: Cue, is_mine: Callable[[str], bool], is_trainer: bool) -> dict[str, Any]:
    return {
        "seq": cue.seq,
        "at_ms": cue.at_ms,
        "valid_ms": cue.valid_ms,
        **cue.said,
        "shown": list(cue.shown) if is_trainer else [],
        "acked": [one for one in cue.acked if is_trainer or is_mine(one)],
    }
