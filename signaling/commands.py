"""What a command does to a room: drafts of events, or a refusal. Pure; the table is at the end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from signaling import arranging, asking, clips, cues, door, exercising, notes, replays, stopping, strokes, takes, timing
from signaling.log import Audience, Draft
from signaling.messages.cues import AckCue, CueShown, SendCue
from signaling.messages.day import AdjustEntry, FinishSet, GoToEntry, SkipEntry, UndoSet, WriteDay
from signaling.messages.door import Admit, Deny, EndSession, GoByPhone, Kick, Leave, Unbar
from signaling.messages.effort import AnswerEffort, AskEffort
from signaling.messages.footage import (
    ChangeReplay,
    ChangeTake,
    ClipLost,
    ClipThat,
    DrawStroke,
    EraseStrokes,
    StartReplay,
    StartTake,
)
from signaling.messages.groups import Aside, Hold, Meet, Mute, RaiseHand, Spotlight, StartRecording, StopRecording
from signaling.messages.notes import DeleteNote, WriteNote
from signaling.messages.stop import EndStop, RaiseStop, ResolveStop, TakeStop
from signaling.messages.talk import PlaceMarker, SendChat
from signaling.messages.timers import ChangeTimer, StartTimer, TallyTimer
from signaling.messages.values import Caller
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.views import sees


def decide(room: Room, sender: str, command: Any, now_ms: int, lead_ms: int) -> list[Draft]:
    """The events a command of the log becomes; none when it changes nothing. The first carries the command's id.

    now_ms: the server's time. lead_ms: how far ahead a change of a timer takes effect. Raises Refused.
    """
    peer = room.peers.get(sender)
    if peer is None or peer.state == "gone":
        raise Refused("not-allowed")
    allow(command, caller(peer))
    if room.state == "over":
        raise Refused("session-over")
    drafts = DECIDE[type(command)](room, peer, command, now_ms, lead_ms)
    if not drafts:
        return []
    return [replace(drafts[0], command=command_key(sender, command.id)), *drafts[1:]]


def caller(peer: Peer) -> Caller:
    """What a peer counts as when it calls."""
    if peer.state == "lobby":
        return "lobby"
    if peer.device == "remote":
        return "trainer-remote" if peer.role == "trainer" else "client-remote"
    return "camera" if peer.device == "camera" else peer.role


def allow(command: Any, who: Caller) -> None:
    """Raises Refused not-allowed unless the command's message names this caller."""
    if who not in command.may:
        raise Refused("not-allowed")


def command_key(sender: str, id: str) -> str:
    """Under what a command is known in the log of its room."""
    return f"{sender}:{id}"


# ---- nouns too small for a file of their own


def say(room: Room, sender: Peer, command: SendChat) -> list[Draft]:
    """A line of chat: the trainer's to everyone, a client's to whoever the client sees."""
    text = command.text.strip()
    if not text:
        raise Refused("bad-message", "There is nothing to send.", "$.text")
    audience: Audience = "everyone"
    if sender.role != "trainer":
        near = (one.person for one in room.peers.values() if one.role == "client" and sees(room, sender, one))
        audience = tuple(dict.fromkeys((sender.person, *near)))
    return [Draft(type="chat", payload={"text": text, "name": sender.name}, audience=audience, actor=sender.id)]


def mark(room: Room, sender: Peer, command: PlaceMarker) -> list[Draft]:
    """A marker at this moment; of a set also whose, of which exercise, and which. Raises Refused absent, not-found."""
    payload: dict[str, Any] = {"label": command.label.strip(), "kind": command.kind}
    if command.kind in ("set-start", "set-end", "rep"):
        payload["of"] = exercising.coming(room, command.peer)
    return [Draft(type="marker", payload=payload, audience="trainers", actor=sender.id)]


def go_by_phone(room: Room, sender: Peer, command: GoByPhone) -> list[Draft]:
    """The session carries on by phone, or by video again."""
    if room.by_phone == command.on:
        return []
    return [Draft(type="phone", payload={"on": command.on}, actor=sender.id)]


def _timeless(decide: Callable[[Room, Peer, Any], list[Draft]]) -> Callable[[Room, Peer, Any, int, int], list[Draft]]:
    return lambda room, sender, command, _now_ms, _lead_ms: decide(room, sender, command)


def _at(decide: Callable[[Room, Peer, Any, int], list[Draft]]) -> Callable[[Room, Peer, Any, int, int], list[Draft]]:
    return lambda room, sender, command, now_ms, _lead_ms: decide(room, sender, command, now_ms)


DECIDE: dict[type, Callable[[Room, Peer, Any, int, int], list[Draft]]] = {
    Admit: _timeless(door.admit),
    Deny: _timeless(door.deny),
    Kick: _timeless(door.kick),
    Unbar: _timeless(door.unbar),
    Leave: _timeless(door.leave),
    EndSession: lambda room, sender, command, now_ms, _: [
        *door.end(room, sender, command),
        *arranging.ended(room, now_ms, sender.id),
    ],
    GoByPhone: _timeless(go_by_phone),
    SendCue: _timeless(cues.send),
    CueShown: _at(cues.shown),
    AckCue: _timeless(cues.ack),
    StartTimer: timing.start,
    ChangeTimer: timing.change,
    TallyTimer: _at(timing.tally),
    AskEffort: _at(asking.ask),
    AnswerEffort: _at(asking.answer),
    WriteDay: _timeless(exercising.write),
    GoToEntry: _timeless(exercising.go),
    SkipEntry: _timeless(exercising.skip),
    AdjustEntry: _timeless(exercising.adjust),
    FinishSet: exercising.done,
    UndoSet: _timeless(exercising.undo),
    RaiseStop: _at(stopping.stop),
    EndStop: stopping.end,
    TakeStop: _timeless(stopping.take),
    ResolveStop: _timeless(stopping.resolve),
    SendChat: _timeless(say),
    PlaceMarker: _timeless(mark),
    WriteNote: _timeless(notes.write),
    DeleteNote: _timeless(notes.delete),
    ClipThat: _at(clips.take),
    ClipLost: _timeless(clips.lose),
    StartReplay: replays.start,
    ChangeReplay: replays.change,
    DrawStroke: _at(strokes.draw),
    EraseStrokes: _timeless(strokes.erase),
    StartTake: takes.start,
    ChangeTake: takes.change,
    Spotlight: _timeless(arranging.spotlight),
    Mute: _timeless(arranging.mute),
    Aside: _timeless(arranging.aside),
    Hold: _timeless(arranging.hold),
    Meet: _timeless(arranging.meet),
    RaiseHand: _at(arranging.raise_hand),
    StartRecording: _at(arranging.start_recording),
    StopRecording: _at(arranging.stop_recording),
}
