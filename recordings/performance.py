"""What was to be seen at a moment of a performance: the twin of static/js/review/performance.js, for the film of it.

An event is `[t_ms, type, …]`; tests/vectors/performance.json keeps the two alike. Whatever stands in an event of a kind
we do not know is left out; `server/domain/review/performing.py` looked at them before.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

GLIDE_MS: Final = 120  # a pointer that was not heard of for so long jumps; else it glides


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the picture was turned and how much of it was to be seen. x, y: which way it was moved, in shares of it."""

    rotate: int = 0
    mirror: bool = False
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """Where the clip stood. media_ms: from its shown beginning on."""

    media_ms: float = 0.0
    playing: bool = False
    rate: float = 1.0


class Performance:
    """Moments out of events. length_ms: of the clip; nothing is shown beyond it. Rising times are answered quicker."""

    def __init__(self, events: Sequence[Sequence[Any]], length_ms: float = float("inf")) -> None:
        self._events = events
        self._times = [float(event[0]) for event in events]
        self._length_ms = length_ms
        self._moves: list[Transport] = [Transport()]
        self._move_times = [float("-inf")]
        self._points: list[tuple[float, float] | None] = []
        self._point_times: list[float] = []
        self._views: list[View] = []
        self._view_times: list[float] = []
        self._marks: dict[str, Mapping[str, Any]] = {}
        self._marked = 0
        for event in events:
            self._take(event)

    def transport(self, t_ms: float) -> Transport:
        """Where the clip stands at a moment of the performance."""
        at = bisect_right(self._move_times, t_ms) - 1
        move = self._moves[at]
        if not move.playing:
            return move
        return replace(move, media_ms=self._bound(move.media_ms + (t_ms - self._move_times[at]) * move.rate))

    def pointer(self, t_ms: float) -> tuple[float, float] | None:
        """Where the pointer is, in shares of the picture; None: away."""
        at = bisect_right(self._point_times, t_ms) - 1
        if at < 0 or (here := self._points[at]) is None:
            return None
        then = self._points[at + 1] if at + 1 < len(self._points) else None
        if then is None:
            return here
        apart = self._point_times[at + 1] - self._point_times[at]
        if not 0 < apart <= GLIDE_MS:
            return here
        share = (t_ms - self._point_times[at]) / apart
        return here[0] + (then[0] - here[0]) * share, here[1] + (then[1] - here[1]) * share

    def view(self, t_ms: float) -> View:
        """How the picture is turned."""
        at = bisect_right(self._view_times, t_ms) - 1
        return self._views[at] if at >= 0 else View()

    def marks(self, t_ms: float) -> Mapping[str, Mapping[str, Any]]:
        """The marks that are there, by id."""
        until = bisect_right(self._times, t_ms)
        if until < self._marked:
            self._marks, self._marked = {}, 0
        for event in self._events[self._marked : until]:
            if event[1] == "put":
                self._marks[event[2]["id"]] = event[2]
            elif event[1] == "drop":
                self._marks.pop(event[2], None)
        self._marked = until
        return self._marks

    def _take(self, event: Sequence[Any]) -> None:
        t_ms, type, *rest = event
        last = self._moves[-1]
        if type == "play":
            rate = float(rest[1]) if len(rest) > 1 else last.rate
            self._move(t_ms, Transport(media_ms=rest[0], playing=True, rate=rate))
        elif type == "pause":
            self._move(t_ms, replace(last, media_ms=rest[0], playing=False))
        elif type in ("go", "at"):
            self._move(t_ms, replace(last, media_ms=rest[0]))
        elif type == "rate":
            media_ms = rest[1] if len(rest) > 1 else self.transport(t_ms).media_ms
            self._move(t_ms, replace(last, media_ms=media_ms, rate=float(rest[0])))
        elif type == "point":
            self._points.append((float(rest[0]), float(rest[1])) if len(rest) > 1 and rest[0] is not None else None)
            self._point_times.append(float(t_ms))
        elif type == "view":
            known = {name: rest[0][name] for name in View.__slots__ if name in rest[0]}
            self._views.append(View(**known))
            self._view_times.append(float(t_ms))

    def _move(self, t_ms: float, move: Transport) -> None:
        self._moves.append(replace(move, media_ms=self._bound(float(move.media_ms))))
        self._move_times.append(float(t_ms))

    def _bound(self, media_ms: float) -> float:
        return min(self._length_ms, max(0.0, media_ms))
