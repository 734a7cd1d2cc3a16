"""A page's own room, made from a snapshot and whatever events that page was sent."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from signaling import day, efforts, stage, stops, timers
from signaling.day import DoneSet
from signaling.folding import fold
from signaling.footage import Moment, Replay, read_take
from signaling.gates import Gate
from signaling.log import Entry
from signaling.messages.values import Role
from signaling.notes import Note
from signaling.room import Cue, Line, Peer, Room
from signaling.stage import Recording
from signaling.tallies import Counted, Tally
from signaling.views import snapshot


def opened(told: Mapping[str, Any], peer: str, role: Role) -> Room:
    """The room a snapshot describes, as far as its viewer knows it."""
    peers = {id: Peer(**one) for id, one in told["peers"].items()}
    return Room(
        head=told["head"],
        state=told["state"],
        title=told["title"],
        opened_at_ms=told["opened_at_ms"],
        ended_at_ms=told["ended_at_ms"],
        by_phone=told["by_phone"],
        peers=peers,
        seen={id: one for id, one in peers.items() if role != "trainer"},
        barred=tuple(told["barred"]),
        timers={id: timers.read(_without_tallies(one)) for id, one in told["timers"].items()},
        tallies={id: _tallies(one["tallies"], peer) for id, one in told["timers"].items() if one["tallies"]},
        asks=tuple(efforts.read_ask(one) for one in told["asks"]),
        efforts=tuple(efforts.read(one) for one in told["efforts"]),
        stops={who: stops.read(one) for who, one in told["stops"].items()},
        gates={who: Gate(**one) for who, one in told["gates"].items()},
        cues=tuple(_cue(one) for one in told["cues"]),
        chat=tuple(Line(**one) for one in told["chat"]),
        markers=tuple(told["markers"]),
        notes={one["id"]: _note(one) for one in told["notes"]},
        clips=tuple(Moment(**one) for one in told["clips"]),
        replay=Replay(**told["replay"]) if told["replay"] else None,
        takes=tuple(read_take(one) for one in told["takes"]),
        consents=told["consents"],
        forms=told["forms"],
        mode=told["mode"],
        expected=told["expected"],
        stage=stage.read(told["stage"]),
        hands=told["hands"],
        recording=Recording(**told["recording"]) if told["recording"] else None,
        recorded=told["recorded"],
        day=day.read(told["day"]),
        sets=tuple(DoneSet(**one) for one in told["sets"]),
    )


def after(room: Room, event: Mapping[str, Any]) -> Room:
    """The room after an event as it came over the wire; a hidden one moves the head only."""
    if event.get("hidden"):
        return replace(room, head=event["seq"])
    audience = event["audience"]
    return fold(
        room,
        Entry(
            seq=event["seq"],
            at_ms=event["at_ms"],
            type=event["type"],
            payload=event["payload"],
            audience=audience if isinstance(audience, str) else tuple(audience),
            actor=event["actor"],
            valid_ms=event.get("valid_ms"),
        ),
    )


def shown(room: Room, peer: str, role: Role, person: str) -> dict[str, Any]:
    """What such a page would show: comparable with what the server would tell a new one."""
    return snapshot(room, peer, role, person)


def _without_tallies(timer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in timer.items() if name != "tallies"}


def _tallies(told: Mapping[str, Any], peer: str) -> tuple[Counted, ...]:
    return tuple(Counted(person=who, tally=Tally(**one), audience=(peer,)) for who, one in told.items())


def _note(told: Mapping[str, Any]) -> Note:
    return Note(**{**told, "before": tuple((at_ms, text) for at_ms, text in told["before"])})


def _cue(told: Mapping[str, Any]) -> Cue:
    said = {name: value for name, value in told.items() if name not in ("seq", "at_ms", "valid_ms", "shown", "acked")}
    to = told["to"]
    return Cue(
        seq=told["seq"],
        at_ms=told["at_ms"],
        valid_ms=told["valid_ms"],
        audience=to if isinstance(to, str) else tuple(to),
        said=said,
        shown=tuple(told["shown"]),
        acked=tuple(told["acked"]),
    )
