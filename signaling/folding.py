"""A room as a fold over its log: one step for each type of event."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from signaling import day, efforts, gates, notes, stage, stops, tallies, timers
from signaling.day import DoneSet
from signaling.footage import Moment, Replay, Take, read_stroke, read_take, with_stroke
from signaling.log import Entry
from signaling.room import Cue, Line, Peer, Room
from signaling.stage import Recording
from signaling.tallies import Counted, Tally

CUES_KEPT = 50
LINES_KEPT = 500
MARKERS_KEPT = 1000
TIMERS_KEPT = 20  # of those for the same people: who sees these only keeps the same ones as who sees all
_Footage = TypeVar("_Footage", bound=Moment | Take)
FOOTAGE_KEPT = 50  # moments and takes of each person: who sees one person's only keeps the same ones as who sees all


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
