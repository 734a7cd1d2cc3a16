"""The trainer's switches for a room with several people, a raised hand, and the recording. Pure."""

from dataclasses import replace
from typing import Any

from signaling.log import Draft
from signaling.media.star import Policy
from signaling.messages.groups import Aside, Hold, Meet, Mute, RaiseHand, Spotlight, StartRecording, StopRecording
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.stage import Recording, Stage
from signaling.views import sees


def spotlight(room: Room, sender: Peer, command: Spotlight) -> list[Draft]:
    """Whose picture may be large. Raises Refused absent."""
    if command.peer is not None:
        _in(room, command.peer)
    return _changed(room, sender, replace(room.stage, spotlight=command.peer))


def mute(room: Room, sender: Peer, command: Mute) -> list[Draft]:
    """Nobody hears this person, or everybody does again. Raises Refused: absent, not-allowed for a trainer."""
    person = _client(room, command.peer).person
    rest = tuple(one for one in room.stage.muted if one != person)
    return _changed(room, sender, replace(room.stage, muted=(*rest, person) if command.on else rest))


def aside(room: Room, sender: Peer, command: Aside) -> list[Draft]:
    """The trainer speaks with one client alone, or with all again. Raises Refused: absent, not-allowed."""
    person = _client(room, command.peer).person if command.peer is not None else None
    return _changed(room, sender, replace(room.stage, aside=person))


def hold(room: Room, sender: Peer, command: Hold) -> list[Draft]:
    """Everybody waits, or goes on."""
    return _changed(room, sender, replace(room.stage, held=command.on))


def meet(room: Room, sender: Peer, command: Meet) -> list[Draft]:
    """Clients see each other, or do not. Raises Refused direct-call."""
    if command.on and room.mode != "relay":
        raise Refused("direct-call", where="$.on")
    return _changed(room, sender, replace(room.stage, meet=command.on))


def raise_hand(room: Room, sender: Peer, command: RaiseHand, now_ms: int) -> list[Draft]:
    """A client's hand goes up or down; the trainer may lower anybody's. Raises Refused: absent, not-allowed."""
    peer = _client(room, command.peer or sender.id)
    if sender.role != "trainer" and peer.person != sender.person:
        raise Refused("not-allowed", where="$.peer")
    if sender.role == "trainer" and command.on:
        raise Refused("not-allowed", "Only clients raise a hand.", "$.on")
    if (peer.person in room.hands) == command.on:
        return []
    payload = {"person": peer.person, "on": command.on}
    return [Draft(type="hand", payload=payload, audience=(peer.person,), actor=sender.id)]


def start_recording(room: Room, sender: Peer, command: StartRecording, now_ms: int) -> list[Draft]:
    """The server records from now on whoever agreed. Raises Refused: direct-call, recording-runs."""
    if room.mode != "relay":
        raise Refused("direct-call")
    if room.recording is not None and room.recording.state == "running":
        raise Refused("recording-runs", where="$.recording")
    recording = Recording(id=command.recording, by=sender.id, state="running", started_at_ms=now_ms)
    return [Draft(type="recording", payload={"recording": recording.wire()}, actor=sender.id)]


def stop_recording(room: Room, sender: Peer, command: StopRecording, now_ms: int) -> list[Draft]:
    """Ends it; nothing happens when it is over. Raises Refused not-found."""
    if room.recording is None or room.recording.id != command.recording:
        raise Refused("not-found", where="$.recording")
    return ended(room, now_ms, sender.id)


def ended(room: Room, now_ms: int, actor: str = "server", why: str = "") -> list[Draft]:
    """That the recording is over. Nothing if none runs."""
    if room.recording is None or room.recording.state != "running":
        return []
    after = replace(room.recording, state="stopped", stopped_at_ms=now_ms, why=why)
    return [Draft(type="recording", payload={"recording": after.wire()}, actor=actor)]


def policy(room: Room) -> Policy:
    """What the relay must know of these decisions."""
    stage = room.stage
    there = {one.person for one in room.peers.values() if one.role == "client" and one.state == "in"}
    return Policy(
        clients=max(room.expected, len(there)),
        clients_meet=stage.meet,
        pairs=frozenset(tuple(sorted(pair)) for pair in stage.pairs),  # type: ignore[misc]
        spotlight=stage.spotlight,
        muted=frozenset(stage.muted),
        aside=stage.aside,
        held=stage.held,
    )


def around(room: Room, viewer: Peer) -> dict[str, Any]:
    """What the trainer decided, as it concerns a client: the Around of messages."""
    stage = room.stage
    others = [
        one.wire()
        for one in room.peers.values()
        if one.state == "in" and one.role == "client" and one.person != viewer.person and sees(room, viewer, one)
    ]
    return {
        "is_group": room.expected > 1 or len(others) > 0,
        "muted": viewer.person in stage.muted,
        "spotlit": stage.spotlight is not None and stage.spotlight == viewer.id,
        "aside": stage.aside == viewer.person,
        "waits": stage.aside != viewer.person if stage.aside is not None else stage.held,
        "is_elsewhere": stage.aside is not None and stage.aside != viewer.person,
        "others": others,
    }


def _in(room: Room, id: str) -> Peer:
    peer = room.peers.get(id)
    if peer is None or peer.state != "in":
        raise Refused("absent", where="$.peer")
    return peer


def _client(room: Room, id: str) -> Peer:
    peer = _in(room, id)
    if peer.role != "client":
        raise Refused("not-allowed", "That is for clients.", "$.peer")
    return peer


def _changed(room: Room, sender: Peer, after: Stage) -> list[Draft]:
    if after == room.stage:
        return []
    return [Draft(type="stage", payload={"stage": after.wire()}, audience="trainers", actor=sender.id)]
