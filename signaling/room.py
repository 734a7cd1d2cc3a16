"""A room's state as a fold over its log. Pure: nothing here reads a clock, a database or a socket."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from signaling import day, efforts, gates, notes, stage, stops, tallies, timers
from signaling.day import Day, DoneSet, Own
from signaling.efforts import Ask, Effort
from signaling.footage import Moment, Replay, Stroke, Take, read_stroke, read_take, with_stroke
from signaling.gates import Gate
from signaling.log import Audience, Entry
from signaling.messages.values import Device, Role
from signaling.notes import Note
from signaling.stage import Mode, Recording, Stage
from signaling.stops import Stop
from signaling.tallies import Counted, Tally
from signaling.timers import Timer

CUES_KEPT = 50
LINES_KEPT = 500
MARKERS_KEPT = 1000
TIMERS_KEPT = 20  # of those for the same people: who sees these only keeps the same ones as who sees all
_Footage = TypeVar("_Footage", bound=Moment | Take)
FOOTAGE_KEPT = 50  # moments and takes of each person: who sees one person's only keeps the same ones as who sees all


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A device of a person in the room, in its lobby, or gone from it."""

    id: str
    person: str
    name: str
    role: Role
    device: Device
    state: Literal["lobby", "in", "gone"]
    door: Mapping[str, str] | None = None  # today's answers at the door, and the full name; for trainers only
    is_expected: bool = False  # was let in and then lost, not sent away: comes back without knocking

    def may_see(self, person: str) -> bool:
        """Whether what shows this person is for this peer's eyes."""
        return self.role == "trainer" or self.person == person

    def wire(self) -> dict[str, Any]:
        """The peer as everybody in the room may see it."""
        return {
            "id": self.id,
            "person": self.person,
            "name": self.name,
            "role": self.role,
            "device": self.device,
            "state": self.state,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue that was sent, who saw it in time, and who tapped it away."""

    seq: int
    at_ms: int
    valid_ms: int | None
    audience: Audience
    said: Mapping[str, Any]  # say, kind, focus, to, speak; and what of exercise, phase, region, lang was said
    shown: tuple[str, ...] = ()
    acked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of chat, and whom it was for."""

    seq: int
    at_ms: int
    actor: str
    name: str
    text: str
    audience: Audience = "everyone"

    def wire(self) -> dict[str, Any]:
        """As a snapshot shows it."""
        return {"seq": self.seq, "at_ms": self.at_ms, "actor": self.actor, "name": self.name, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything the log says, at `head`. Change it by `fold` only; its mappings are never changed in place."""

    head: int = 0
    at_ms: int = 0  # of the last entry: the log's time never runs backwards
    state: Literal["planned", "open", "over"] = "planned"
    title: str = ""
    opened_at_ms: int | None = None
    ended_at_ms: int | None = None
    by_phone: bool = False
    peers: Mapping[str, Peer] = field(default_factory=dict)
    seen: Mapping[str, Peer] = field(default_factory=dict)  # the peers as those who are no trainers know them
    barred: tuple[str, ...] = ()  # persons
    timers: Mapping[str, Timer] = field(default_factory=dict)
    tallies: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)  # by timer
    asks: tuple[Ask, ...] = ()
    efforts: tuple[Effort, ...] = ()
    stops: Mapping[str, Stop] = field(default_factory=dict)  # by person: who is stopped now
    gates: Mapping[str, Gate] = field(default_factory=dict)  # by person: who is held back, or would be
    cues: tuple[Cue, ...] = ()
    chat: tuple[Line, ...] = ()
    markers: tuple[Mapping[str, Any], ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    clips: tuple[Moment, ...] = ()
    replay: Replay | None = None  # while there is one
    strokes: tuple[Stroke, ...] = ()  # drawn on it
    takes: tuple[Take, ...] = ()
    consents: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)  # answered meanwhile: person -> purpose
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # person -> {form, title}: beside the picture
    mode: Mode = "direct"
    expected: int = 1  # clients
    stage: Stage = field(default_factory=Stage)
    hands: Mapping[str, int] = field(default_factory=dict)  # person -> since when theirs is up
    recording: Recording | None = None  # the last one
    recorded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by peer: {person, what, why}
    day: Day = field(default_factory=Day)
    sets: tuple[DoneSet, ...] = ()
    own: tuple[Own, ...] = ()  # what of the list somebody does in their own way


def fold(room: Room, entry: Entry) -> Room:
    """The room after one more entry. An unknown type moves the head only: an older server can read a newer log."""
    step = STEPS.get(entry.type)
    changed = step(room, entry, entry.payload) if step else room
    return replace(changed, head=entry.seq, at_ms=entry.at_ms)


def fold_all(entries: Iterable[Entry], room: Room | None = None) -> Room:
    """The room after all these entries."""
    room = room or Room()
    for entry in entries:
        room = fold(room, entry)
    return room


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


# ---- one step for each type of event


def _opened(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(
        room,
        state="open",
        title=payload["title"],
        opened_at_ms=entry.at_ms,
        mode=payload.get("mode", "direct"),  # logs from before there was another do not say it
        expected=payload.get("expected", 1),
    )


def _ended(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, state="over", ended_at_ms=entry.at_ms)


def _knocked(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    peer = Peer(**payload["peer"], door=payload["door"])
    return replace(room, peers={**room.peers, peer.id: peer})


def _admitted(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    told = payload["peer"]
    known = room.peers.get(told["id"])
    peer = Peer(**told, door=known.door if known else None)
    return replace(room, peers={**room.peers, peer.id: peer}, seen={**room.seen, peer.id: replace(peer, door=None)})


def _denied(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, peers=_without(room.peers, payload["peer"]))


def _left(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    id = payload["peer"]
    peer = room.peers.get(id)
    was_in = peer is not None and peer.state == "in"
    peers = _without(room.peers, id, is_expected=was_in and payload["reason"] == "lost")
    return replace(room, peers=peers, seen=_without(room.seen, id) if entry.audience != "trainers" else room.seen)


def _kicked(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    person = payload["person"]
    peers, seen = room.peers, room.seen
    for one in room.peers.values():
        if one.person == person:
            peers, seen = _without(peers, one.id), _without(seen, one.id)
    barred = tuple(one for one in room.barred if one != person)
    return replace(room, peers=peers, seen=seen, barred=(*barred, person))


def _unbarred(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, barred=tuple(one for one in room.barred if one != payload["person"]))


def _phone(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, by_phone=payload["on"])


def _cue_sent(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    cue = Cue(seq=entry.seq, at_ms=entry.at_ms, valid_ms=entry.valid_ms, audience=entry.audience, said=payload)
    return replace(room, cues=(*room.cues, cue)[-CUES_KEPT:])


def _cue_shown(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return _with_cue(room, payload["cue_seq"], lambda cue: replace(cue, shown=_including(cue.shown, payload["peer"])))


def _cue_acked(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return _with_cue(room, payload["cue_seq"], lambda cue: replace(cue, acked=_including(cue.acked, payload["peer"])))


def _timer(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    timer = timers.read(payload["timer"])
    kept, counted = dict(room.timers), dict(room.tallies)
    alike = [id for id, one in kept.items() if one.to == timer.to]
    if timer.id not in kept and len(alike) >= TIMERS_KEPT:
        del kept[alike[0]]
        counted.pop(alike[0], None)
    return replace(room, timers={**kept, timer.id: timer}, tallies=counted)


def _tally(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    id = payload["timer"]
    if id not in room.timers:
        return room
    one = Counted(person=payload["person"], tally=Tally(**payload["tally"]), audience=entry.audience)
    return replace(room, tallies={**room.tallies, id: tallies.kept(room.tallies.get(id, ()), one)})


def _asked(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, asks=efforts.asked(room.asks, efforts.read_ask(payload["ask"])))


def _effort(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, efforts=efforts.answered(room.efforts, efforts.read(payload["effort"])))


def _stop(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, stops=stops.after(room.stops, stops.read(payload["stop"])))


def _gate(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, gates=gates.after(room.gates, payload))


def _chat(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    speaker = room.peers.get(entry.actor)
    line = Line(
        seq=entry.seq,
        at_ms=entry.at_ms,
        actor=entry.actor,
        name=payload.get("name", speaker.name if speaker else ""),
        text=payload["text"],
        audience=entry.audience,
    )
    return replace(room, chat=(*room.chat, line)[-LINES_KEPT:])


def _marker(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    kind, of = payload.get("kind", "free"), payload.get("of")  # older logs know of neither
    mark = {"seq": entry.seq, "at_ms": entry.at_ms, "label": payload["label"], "kind": kind, "of": of}
    return replace(room, markers=(*room.markers, mark)[-MARKERS_KEPT:])


def _note(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    id = payload["note"]
    note = notes.after(room.notes.get(id), id, payload["rev"], payload["text"], entry.at_ms)
    return replace(room, notes=notes.kept(room.notes, note))


def _clip(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, clips=_kept(room.clips, Moment(**payload["clip"])))


def _replay(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    replay = Replay(**payload["replay"])
    strokes = tuple(one for one in room.strokes if one.replay == replay.id and replay.state != "ended")
    return replace(room, replay=None if replay.state == "ended" else replay, strokes=strokes)


def _drawn(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, strokes=with_stroke(room.strokes, read_stroke(payload["stroke"])))


def _undrawn(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    gone = payload["stroke"]
    return replace(room, strokes=tuple(one for one in room.strokes if gone is not None and one.id != gone))


def _take(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, takes=_kept(room.takes, read_take(payload["take"])))


def _consent(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    person = payload["person"]
    said = {**room.consents.get(person, {}), payload["purpose"]: payload["given"]}
    return replace(room, consents={**room.consents, person: said})


def _form(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    rest = {who: shown for who, shown in room.forms.items() if who != payload["person"]}
    shown = {"form": payload["form"], "title": payload["title"]}
    return replace(room, forms={**rest, payload["person"]: shown} if payload["form"] else rest)


def _stage(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, stage=stage.read(payload["stage"]))


def _hand(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    rest = {who: at_ms for who, at_ms in room.hands.items() if who != payload["person"]}
    return replace(room, hands={**rest, payload["person"]: entry.at_ms} if payload["on"] else rest)


def _recording(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    recording = Recording(**payload["recording"])
    is_new = room.recording is None or room.recording.id != recording.id
    return replace(room, recording=recording, recorded={} if is_new else room.recorded)


def _recorded(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    if room.recording is None or room.recording.id != payload["recording"]:
        return room
    told = {"person": payload["person"], "what": payload["what"], "why": payload["why"]}
    return replace(room, recorded={**room.recorded, payload["source"]: told})


def _day(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    following = day.read(payload["day"])
    return replace(room, day=following, own=tuple(one for one in room.own if following.entry(one.entry)))


def _day_own(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, own=day.adjusted(room.own, day.read_own(payload)))


def _day_set(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, sets=day.kept(room.sets, DoneSet(**payload)))


def _day_unset(room: Room, entry: Entry, payload: Mapping[str, Any]) -> Room:
    return replace(room, sets=day.without(room.sets, payload["person"], payload["entry"], payload["number"]))


STEPS: dict[str, Callable[[Room, Entry, Mapping[str, Any]], Room]] = {
    "session.opened": _opened,
    "session.ended": _ended,
    "peer.knocked": _knocked,
    "peer.admitted": _admitted,
    "peer.denied": _denied,
    "peer.left": _left,
    "peer.kicked": _kicked,
    "peer.unbarred": _unbarred,
    "phone": _phone,
    "cue": _cue_sent,
    "cue.shown": _cue_shown,
    "cue.acked": _cue_acked,
    "timer": _timer,
    "timer.tally": _tally,
    "effort.asked": _asked,
    "effort": _effort,
    "stop": _stop,
    "gate": _gate,
    "chat": _chat,
    "marker": _marker,
    "note": _note,
    "clip": _clip,
    "replay": _replay,
    "drawn": _drawn,
    "undrawn": _undrawn,
    "take": _take,
    "consent": _consent,
    "form": _form,
    "stage": _stage,
    "hand": _hand,
    "recording": _recording,
    "recorded": _recorded,
    "day": _day,
    "day.own": _day_own,
    "day.set": _day_set,
    "day.unset": _day_unset,
}


def _without(peers: Mapping[str, Peer], id: str, *, is_expected: bool = False) -> Mapping[str, Peer]:
    if id not in peers:
        return peers
    return {**peers, id: replace(peers[id], state="gone", is_expected=is_expected)}


def _kept(before: tuple[_Footage, ...], one: _Footage) -> tuple[_Footage, ...]:
    """With this one in the place of the value it follows, or at the end; the oldest of its person goes."""
    if any(known.id == one.id for known in before):
        return tuple(one if known.id == one.id else known for known in before)
    theirs = [known.id for known in before if known.person == one.person]
    oldest = theirs[0] if len(theirs) >= FOOTAGE_KEPT else None
    return (*(known for known in before if known.id != oldest), one)


def _with_cue(room: Room, seq: int, change: Callable[[Cue], Cue]) -> Room:
    return replace(room, cues=tuple(change(cue) if cue.seq == seq else cue for cue in room.cues))


def _including(peers: tuple[str, ...], one: str) -> tuple[str, ...]:
    return peers if one in peers else (*peers, one)
