"""Makes messages that should never have been sent: real ones with broken bytes, and well-formed ones that are wrong."""

import random
from dataclasses import MISSING, fields
from typing import Any

import msgspec

from server import ids
from signaling.messages import COMMANDS, name_of

_encode = msgspec.msgpack.encode
NASTY: tuple[Any, ...] = (
    None, True, False, -1, 2**63, -(2**63), 2**64 - 1, 1.5, float("nan"), float("inf"), "", " ", "\0", "x" * 5000,
    "\ud7ff", "😀" * 200, "__proto__", "../../etc/passwd", "' OR 1=1 --", b"", b"\xff" * 300, [], [[]],
    [None] * 300, {}, {"a": {"b": {"c": {}}}}, {"_placeholder": True, "num": 0}, {"ok": True}, [1, "two", 3.0, None],
    {"": ""},
)  # fmt: skip
OUTSIDE = ("session.end", "leave")  # end the conversation: sent by none of the fuzzers


def sound(name: str, rnd: random.Random, peer: str) -> dict[str, Any]:
    """A body of that command with every field as it should be."""
    plan = [{"name": "Work", "kind": "work", "duration_ms": 20_000, "round": 1, "rounds": 2}]
    step = {"key": "squat", "title": "Squat", "view": "side", "words": "", "seconds": 30, "reps": 5}
    entry = {"id": "squat", "name": "Squat", "sets": 3, "target": {"reps": 8, "load": 60.0}, "rest_ms": 90_000}
    bodies: dict[str, dict[str, Any]] = {
        "admit": {"peer": "somebody"},
        "deny": {"peer": "somebody"},
        "kick": {"peer": "somebody"},
        "unbar": {"person": "c:somebody"},
        "phone": {"on": rnd.random() < 0.5},
        "cue.send": {
            "say": "Knees out",
            "kind": "form",
            "focus": "external",
            "exercise": {"key": "squat", "name": "Squat"},
            "phase": "bottom",
            "region": "knees",
            "lang": "pt-BR",
            "to": "everyone",
            "speak": False,
            "valid_ms": 3000,
        },
        "cue.shown": {"cue_seq": 4, "at_ms": 1_790_000_000_000},
        "cue.ack": {"cue_seq": 4},
        "timer.start": {"timer": ids.new(), "title": "Tabata", "plan": plan, "to": [peer]},
        "timer.change": {"timer": "t1", "do": "pause", "rev": 1, "add_ms": 1000},
        "timer.tally": {"timer": "t1", "do": "reps", "reps": 5, "peer": peer, "at_ms": 1_790_000_000_000},
        "effort.ask": {"ask": ids.new(), "to": [peer]},
        "effort.answer": {"ask": "ask-no-1", "rpe": 5, "rir": 2, "pain": True, "where": ["left-knee"]},
        "day.write": {"rev": 0, "entries": [entry]},
        "day.go": {"entry": "squat"},
        "day.adjust": {"entry": "squat", "to": [peer], "out": False, "instead": entry},
        "day.skip": {"entry": "squat", "on": True},
        "day.done": {"entry": "squat", "to": [peer], "number": 1, "reps": 8, "load": 60.0, "secs": 5, "effort": 7},
        "day.undo": {"entry": "squat", "to": [peer]},
        "stop.raise": {"why": "unwell", "to": [peer], "at_ms": 1_790_000_000_000},
        "stop.end": {"person": "c:somebody"},
        "stop.take": {"person": "c:somebody"},
        "stop.resolve": {"person": "c:somebody", "red_flag": True, "word": "dizzy"},
        "chat.send": {"text": "Hello"},
        "marker.place": {"label": "Rep 3", "kind": "checkpoint", "peer": peer},
        "note.write": {"note": ids.new(), "rev": 0, "text": "Left knee"},
        "note.delete": {"note": "note-no-1", "rev": 1},
        "clip.take": {"clip": ids.new(), "peer": peer, "seconds": 15},
        "clip.lost": {"clip": "moment-1", "why": "nothing-kept"},
        "replay.start": {"replay": ids.new(), "clip": "moment-1", "rate": 0.5, "from_ms": 0},
        "replay.change": {"replay": "replay-1", "rev": 1, "do": "seek", "position_ms": 100, "rate": 0.5},
        "replay.draw": {
            "lasts_ms": 4000,
            "colour": "red",
            "width": 2.5,
            "replay": "replay-1",
            "stroke": "stroke-1",
            "tool": "line",
            "points": [[0.1, 0.2], [0.5, 0.5]],
        },
        "replay.erase": {"replay": "replay-1", "stroke": "stroke-1"},
        "take.start": {"take": ids.new(), "peer": peer, "assessment": "a1", "step": step, "countdown_s": 5},
        "take.change": {"take": "take-no-1", "rev": 1, "do": "stop"},
        "spotlight": {"peer": peer},
        "mute": {"peer": peer, "on": True},
        "aside": {"peer": peer},
        "hold": {"on": False},
        "meet": {"on": True},
        "hand": {"on": True, "peer": peer},
        "recording.start": {"recording": ids.new()},
        "recording.stop": {"recording": "recording-1"},
        "clock": {"t0": 12.5, "rtt_ms": 3.0},
        "resync": {"after": 2},
        "ice": {},
        "signal": {
            "to": peer,
            "gen": 1,
            "kind": "candidate",
            "sdp": "v=0",
            "candidate": {"candidate": "", "sdpMid": "0"},
        },
        "media": {
            "voiceless": "pt-BR",
            "mic": True,
            "camera": True,
            "screen": False,
            "quality": "good",
            "buffer": {"on": True, "held_ms": 15_000, "bytes": 4_000_000, "why": ""},
            "clip_percent": {"clip": "moment-1", "percent": 40},
        },
    }
    body = bodies[name]
    logged = {name_of(one) for one in COMMANDS if "id" in [field.name for field in fields(one)]}
    return {"id": ids.new(), **body} if name in logged else body


NAMES = tuple(name_of(one) for one in COMMANDS if name_of(one) not in OUTSIDE)


def frame(rnd: random.Random, peer: str, id: int | None) -> bytes:
    """A sound message as bytes."""
    name = rnd.choice(NAMES)
    packet: dict[str, Any] = {"type": 2, "nsp": "/", "data": [name, sound(name, rnd, peer)]}
    return _encode(packet if id is None else packet | {"id": id})


def mutated(rnd: random.Random, peer: str, id: int | None) -> bytes | str:
    """A sound message after an accident."""
    data = bytearray(frame(rnd, peer, id))
    kind = rnd.randrange(9)
    if kind == 8:
        return rnd.choice(("", "0", "4", "6", "40", "42")) + data.decode("latin-1")[: rnd.randrange(200)]
    for _ in range(rnd.choice((1, 1, 1, 2, 5, 20))):
        at = rnd.randrange(len(data)) if data else 0
        if kind == 0 and data:
            data[at] ^= 1 << rnd.randrange(8)
        elif kind == 1 and data:
            data[at] = rnd.choice((0x00, 0x7F, 0x80, 0x90, 0xC0, 0xC1, 0xC7, 0xD9, 0xDD, 0xDF, 0xFF))
        elif kind == 2:
            data[at:at] = rnd.randbytes(rnd.choice((1, 1, 4, 50)))
        elif kind == 3:
            del data[at : at + rnd.choice((1, 1, 3, 20))]
        elif kind == 4:
            del data[at:]
        elif kind == 5:
            data[at:at] = data[at : at + rnd.randrange(30)] * rnd.choice((1, 2, 50))
        elif kind == 6:
            data[at:] = frame(rnd, peer, id)[rnd.randrange(30) :]
        else:
            return _encode(_twisted(rnd, msgspec.msgpack.decode(frame(rnd, peer, id))))
    return bytes(data[:60_000])


def _twisted(rnd: random.Random, value: Any) -> Any:
    """One place of a structure is something else."""
    if rnd.random() < 0.25 or not value or not isinstance(value, (dict, list)):
        return rnd.choice(NASTY)
    if isinstance(value, list):
        at = rnd.randrange(len(value))
        return [_twisted(rnd, one) if place == at else one for place, one in enumerate(value)]
    which = rnd.choice(list(value))
    if rnd.random() < 0.2:
        return {key: one for key, one in value.items() if key != which}
    return {key: _twisted(rnd, one) if key == which else one for key, one in value.items()}


def wrong(rnd: random.Random, peer: str) -> tuple[str, Any]:
    """A well-formed message that must be refused: a field wrong, too long or missing, or about what is not there."""
    while True:
        name = rnd.choice(NAMES)
        body = sound(name, rnd, peer)
        needed = [field.name for one in COMMANDS if name_of(one) == name for field in fields(one) if field.name in body]
        kind = rnd.randrange(5)
        if kind == 0:
            return rnd.choice(("", name + "x", name.upper(), "connect", "disconnect", "message", "*", "welcome")), body
        if kind == 1:
            return name, rnd.choice((None, 5, "x", [], [body], True, b"x"))
        if not needed:
            continue
        which = rnd.choice(needed)
        if kind == 2 and which in _REQUIRED[name]:
            return name, {key: value for key, value in body.items() if key != which}
        if kind == 3:
            values: tuple[Any, ...] = ([[1]], b"\xff", {"x": [1]}, "y" * 50_000)
            if which != "t0":  # any number will do there
                values = (*values, 2**64 - 1, -(2**63))
            return name, {**body, which: rnd.choice(values)}
        if kind == 4 and name in ("admit", "deny", "kick", "unbar", "cue.shown", "cue.ack", "timer.change"):
            return name, body


_REQUIRED = {name_of(one): [field.name for field in fields(one) if field.default is MISSING] for one in COMMANDS}
