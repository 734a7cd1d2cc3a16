"""What may stand in a performance: each event is checked before it is kept, since pages and films play it as it is.

The events are those of static/js/review/performance.js. Marks in them are judged by whoever may judge marks.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from server.domain.errors import BadInput, OutOfRange

MOST_EVENTS = 60_000
MOST_BYTES = 6 * 1024 * 1024  # of a voice-over as it is sent
MOST_MS = 20 * 60_000
MOST_RATE = 4.0
TURNS = (0, 90, 180, 270)

Mark = dict[str, Any]


class VoiceOverTooLong(OutOfRange):
    """Whoever speaks for so long says it in two."""

    code = "voice-over-too-long"
    sentence = "A voice-over has twenty minutes at most. Please keep this one, and begin another."


def checked(events: Sequence[Any], duration_ms: int, clip_ms: int, mark: Callable[[Any], Mark]) -> list[list[Any]]:
    """The events as they are kept: in their order, within the performance and the clip.

    mark: judges a mark and gives it as it is kept; raises DomainError. Raises BadInput, OutOfRange, VoiceOverTooLong.
    """
    if not 0 < duration_ms <= MOST_MS:
        raise VoiceOverTooLong(where="duration_ms")
    if len(events) > MOST_EVENTS:
        raise OutOfRange(f"A voice-over has {MOST_EVENTS:,} events at most.", "events")
    kept: list[list[Any]] = []
    last = 0.0
    for event in events:
        if not isinstance(event, list) or len(event) < 2 or not isinstance(event[1], str):
            raise BadInput("That is no event.", "events")
        t_ms = min(max(_number(event[0]), last), float(duration_ms))
        last = t_ms
        kept.append([round(t_ms, 1), event[1], *_rest(event[1], event[2:], clip_ms, mark)])
    return kept


def _rest(type: str, rest: Sequence[Any], clip_ms: int, mark: Callable[[Any], Mark]) -> list[Any]:
    if type == "play":
        return [_moment(rest, 0, clip_ms), _rate(rest, 1)]
    if type in ("pause", "go", "at"):
        return [_moment(rest, 0, clip_ms)]
    if type == "rate":
        return [_rate(rest, 0), _moment(rest, 1, clip_ms)]
    if type == "point":
        return [round(min(max(_number(one), -1.0), 2.0), 4) for one in rest[:2]] if len(rest) > 1 else []
    if type == "put" and len(rest) == 1:
        return [mark(rest[0])]
    if type == "drop" and len(rest) == 1 and isinstance(rest[0], str) and len(rest[0]) <= 64:
        return [rest[0]]
    if type == "view" and len(rest) == 1 and isinstance(rest[0], dict):
        return [_view(rest[0])]
    raise BadInput("That is no event of a voice-over.", "events")


def _view(view: dict[str, Any]) -> dict[str, Any]:
    rotate = view.get("rotate", 0)
    if rotate not in TURNS:
        raise BadInput("A picture is turned by quarters.", "events")
    return {
        "rotate": rotate,
        "mirror": view.get("mirror") is True,
        "zoom": round(min(max(_number(view.get("zoom", 1)), 0.1), 20.0), 4),
        "x": round(min(max(_number(view.get("x", 0)), -20.0), 20.0), 4),
        "y": round(min(max(_number(view.get("y", 0)), -20.0), 20.0), 4),
    }


def _moment(rest: Sequence[Any], at: int, clip_ms: int) -> float:
    return round(min(max(_number(rest[at] if at < len(rest) else None), 0.0), float(clip_ms)), 2)


def _rate(rest: Sequence[Any], at: int) -> float:
    return min(max(_number(rest[at] if at < len(rest) else 1), 0.01), MOST_RATE)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadInput("That is no number of an event.", "events")
    return float(value)


def shown(events: Sequence[Sequence[Any]], private: frozenset[str]) -> list[list[Any]]:
    """The events without marks on private layers: those of now, and those that were private when it was performed."""
    layers = {
        event[2]["id"]
        for event in events
        if event[1] == "put" and event[2]["kind"] == "layer" and event[2]["body"].get("is_private")
    }
    away = layers | private
    return [
        list(event)
        for event in events
        if event[1] != "put" or (event[2]["id"] not in away and event[2]["body"].get("layer", "") not in away)
    ]
