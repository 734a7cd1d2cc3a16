"""What each tool's drawing is made of, in pixels of the picture: the twin of static/js/review/primitives.js.

tests/vectors/shapes.json keeps the two alike, so that a film made of a review looks like the page.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from recordings import drawn
from recordings.drawn import Body, Lens, Path, Point, Primitive, Veil, Words, around, bearing, ellipse, number

DIM: Final = 0.6
SOFT: Final = 0.22  # of what is filled
FAINT: Final = 0.4  # of what is yet to come


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What one draws on, and when. film: pixels of the film where this picture has others."""

    width: float
    height: float
    at_ms: float
    film: tuple[float, float] | None = None
    calibration: Mapping[str, Any] | None = None


def primitives(body: Body, frame: Frame) -> list[Primitive]:
    """Nothing for a tool that is not known: somebody newer drew it."""
    make = _MADE.get(body["tool"])
    return make(_Draw(body, frame)) if make is not None and body["points"] else []


def is_moving(body: Body) -> bool:
    """Whether a drawing looks different from one moment to another, apart from fading."""
    return body["tool"] in ("stopwatch", "counter", "track")


class _Draw:
    """What all tools draw with."""

    def __init__(self, body: Body, frame: Frame) -> None:
        self.body, self.frame = body, frame
        self.extra: Mapping[str, Any] = body.get("extra") or {}
        style = body.get("style") or {}
        self.colour = str(style.get("colour", "amber"))
        self.unit = min(frame.width, frame.height) / 400
        thick = number(style.get("width"), 2)
        self.width = thick * self.unit
        self.size = (11 + 2.5 * thick) * self.unit
        self.points: list[Point] = [(float(x) * frame.width, float(y) * frame.height) for x, y in body["points"]]
        self._is_dashed, self._is_filled = bool(style.get("dashed")), bool(style.get("filled"))

    def path(self, line: list[Point]) -> Path:
        dash = (4 * self.width + 2 * self.unit, 3 * self.width + 2 * self.unit) if self._is_dashed else None
        return Path(points=line, ink=self.colour, width=self.width, dash=dash)

    def area(self, line: list[Point]) -> Path:
        path = replace(self.path(line), closed=True)
        return replace(path, fill=self.colour, fill_alpha=SOFT) if self._is_filled else path

    def solid(self, line: list[Point], fill_alpha: float = 1.0, alpha: float = 1.0) -> Path:
        plain = replace(self.path(line), closed=True, ink=None, dash=None)
        return replace(plain, fill=self.colour, fill_alpha=fill_alpha, alpha=alpha)

    def dot(self, centre: Point, r: float | None = None, alpha: float = 1.0) -> Path:
        r = 1.6 * self.width if r is None else r
        return self.solid(ellipse(centre, r, r, 12), alpha=alpha)

    def say(self, text: str, x: float, y: float, **how: Any) -> Words:
        return Words(**{"x": x, "y": y, "text": text, "size": self.size, "ink": self.colour, **how})

    def two(self) -> tuple[Point, Point]:
        return self.points[0], self.points[1] if len(self.points) > 1 else self.points[0]

    def box(self) -> tuple[float, float, float, float]:
        a, b = self.two()
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, abs(b[0] - a[0]) / 2, abs(b[1] - a[1]) / 2


def _pencil(draw: _Draw) -> list[Primitive]:
    if len(draw.points) == 1:
        return [replace(draw.path(ellipse(draw.points[0], 0.5, 0.5, 8)), closed=True)]
    return [draw.path(drawn.smooth(draw.points))]


def _arrow(draw: _Draw) -> list[Primitive]:
    a, b = draw.two()
    length = math.dist(a, b)
    if length == 0:
        return [draw.path([a, b])]
    head = min(length, 4 * draw.width + 6 * draw.unit)
    x, y = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    half = head * 0.45
    base = (b[0] - x * head, b[1] - y * head)
    tip = [b, (base[0] - y * half, base[1] + x * half), (base[0] + y * half, base[1] - x * half)]
    return [draw.path([a, base]), draw.solid(tip)]


def _rectangle(draw: _Draw) -> list[Primitive]:
    a, b = draw.two()
    return [draw.area([a, (b[0], a[1]), b, (a[0], b[1])])]


def _circle(draw: _Draw) -> list[Primitive]:
    x, y, rx, ry = draw.box()
    return [draw.area(ellipse((x, y), rx, ry))]


def _text(draw: _Draw) -> list[Primitive]:
    pointed, place = draw.two()
    all = drawn.lines(str(draw.body.get("text") or ""))
    has_leader = len(draw.points) > 1
    is_left = place[0] < pointed[0]
    gap = (-0.4 if is_left else 0.4) * draw.size if has_leader else 0
    align = ("right" if is_left else "left") if has_leader else "center"
    # Words stay in the picture, wherever their place is, as far as they fit in.
    wide = max(drawn.width_of(line, draw.size) for line in all)
    left = place[0] + gap - {"left": 0.0, "right": wide, "center": wide / 2}[align]
    x = place[0] + gap + _inside(left, wide, draw.frame.width, 0.3 * draw.size)
    high = len(all) * draw.size * 1.25
    y = place[1] + _inside(place[1] - high / 2, high, draw.frame.height, 0)
    written: list[Primitive] = [
        draw.say(line, x, y, down=(n - (len(all) - 1) / 2) * draw.size * 1.25, align=align)
        for n, line in enumerate(all)
    ]
    if not has_leader:
        return written
    return [replace(draw.path([pointed, place]), dash=None), draw.dot(pointed, 1.8 * draw.width), *written]


def _inside(start: float, length: float, most: float, margin: float) -> float:
    """How far something has to be moved to lie within 0..most; what is larger than that begins at its beginning."""
    return max(margin, min(start, most - margin - length)) - start


def degrees_of(body: Body, points: list[Point]) -> float:
    """Of a tool that measures; points in pixels."""
    if body["tool"] == "angle":
        inner = 0.0 if len(points) < 3 else drawn.angle_between(points[0], points[1], points[2])
        return 360 - inner if (body.get("extra") or {}).get("reflex") else inner
    if len(points) < 2:
        return 0.0
    off = drawn.off_horizontal(points[0], points[1])
    return off if body["tool"] == "angle_horizontal" else 90 - off


def _angle(draw: _Draw) -> list[Primitive]:
    if len(draw.points) < 3:
        return [draw.path(draw.points)]
    one, corner, other = draw.points[:3]
    start = bearing(corner, one)
    inner = (bearing(corner, other) - start + 540) % 360 - 180  # the short way round, with its sign
    sweep = inner - math.copysign(1, inner or 1) * 360 if draw.extra.get("reflex") else inner
    r = min(0.6 * min(math.dist(one, corner), math.dist(other, corner)), 34 * draw.unit)
    x, y = around(corner, r + 1.1 * draw.size, start + sweep / 2)
    words = f"{drawn.whole_number(degrees_of(draw.body, draw.points))}°"
    return [draw.path([one, corner, other]), _sector(draw, corner, r, start, sweep), draw.say(words, x, y)]


def _leaning(draw: _Draw) -> list[Primitive]:
    corner, end = draw.two()
    length = math.dist(corner, end)
    way = bearing(corner, end)
    if draw.body["tool"] == "angle_horizontal":
        base = 180 if 90 < way < 270 else 0
    else:
        base = 90 if way < 180 else 270
    sweep = (way - base + 540) % 360 - 180
    r = min(0.6 * length, 34 * draw.unit)
    x, y = around(corner, r + 1.1 * draw.size, base + sweep / 2)
    short = 2 * draw.width + 2 * draw.unit
    return [
        draw.path([corner, end]),
        replace(draw.path([corner, around(corner, length, base)]), dash=(short, short), alpha=0.8),
        _sector(draw, corner, r, base, sweep),
        draw.say(f"{drawn.whole_number(degrees_of(draw.body, draw.points))}°", x, y),
    ]


def _distance(draw: _Draw) -> list[Primitive]:
    a, b = draw.two()
    length = math.dist(a, b) or 1
    x, y = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    tick = 3 * draw.unit + 2 * draw.width

    def across(end: Point) -> Path:
        far, near = (end[0] - y * tick, end[1] + x * tick), (end[0] + y * tick, end[1] - x * tick)
        return replace(draw.path([far, near]), dash=None)

    side = -1 if x < 0 or (x == 0 and y < 0) else 1
    first = draw.body["points"][0]
    second = draw.body["points"][1] if len(draw.body["points"]) > 1 else first
    film = draw.frame.film or (draw.frame.width, draw.frame.height)
    text = drawn.length_words(first, second, film, draw.frame.calibration)
    off = 0.9 * draw.size + abs(y) * 0.5 * drawn.width_of(text, draw.size)
    middle = ((a[0] + b[0]) / 2 + y * side * off, (a[1] + b[1]) / 2 - x * side * off)
    return [draw.path([a, b]), across(a), across(b), draw.say(text, *middle)]


def _stopwatch(draw: _Draw) -> list[Primitive]:
    start = draw.extra.get("start_ms")
    start_ms = number(draw.body["at_ms"] if start is None else start, 0)
    now_ms = min(draw.frame.at_ms, number(draw.extra.get("stop_ms"), math.inf))
    return _badge(draw, f"{drawn.fixed(max(0.0, now_ms - start_ms) / 1000, 2)} s")


def _counter(draw: _Draw) -> list[Primitive]:
    times = draw.extra.get("times_ms")
    known = times if isinstance(times, list) else []
    counted = sum(number(one, math.inf) <= draw.frame.at_ms + 1 for one in known)
    count = number(draw.extra.get("count"), 0) + counted
    return _badge(draw, str(int(count)) if count == int(count) else str(count))


def _spotlight(draw: _Draw) -> list[Primitive]:
    x, y, rx, ry = draw.box()
    return [Veil(x=x, y=y, rx=rx, ry=ry, alpha=DIM)]


def _magnifier(draw: _Draw) -> list[Primitive]:
    start, end = draw.two()
    zoom = max(1.25, min(8.0, number(draw.extra.get("zoom"), 2)))
    share = max(0.04, min(0.5, number(draw.extra.get("radius"), 0.16)))
    r = share * min(draw.frame.width, draw.frame.height)
    small = r / zoom
    apart = math.dist(start, end)
    made: list[Primitive] = [Lens(x=end[0], y=end[1], r=r, from_x=start[0], from_y=start[1], zoom=zoom)]
    if apart > r + small:
        x, y = (end[0] - start[0]) / apart, (end[1] - start[1]) / apart
        line = [(start[0] + x * small, start[1] + y * small), (end[0] - x * r, end[1] - y * r)]
        made.append(replace(draw.path(line), width=draw.width / 2, dash=None))
    inner = replace(draw.path(ellipse(start, small, small)), closed=True, width=draw.width / 2, dash=None)
    return [*made, inner, replace(draw.path(ellipse(end, r, r)), closed=True, dash=None)]


def _grid(draw: _Draw) -> list[Primitive]:
    a, b = draw.two()
    columns, rows = (
        max(1, min(40, drawn.whole_number(number(draw.extra.get(name), 8)))) for name in ("columns", "rows")
    )
    made: list[Primitive] = [replace(draw.path([a, (b[0], a[1]), b, (a[0], b[1])]), closed=True)]
    for n in range(1, columns):
        x = a[0] + (b[0] - a[0]) * n / columns
        made.append(replace(draw.path([(x, a[1]), (x, b[1])]), width=draw.width / 2, alpha=0.8))
    for n in range(1, rows):
        y = a[1] + (b[1] - a[1]) * n / rows
        made.append(replace(draw.path([(a[0], y), (b[0], y)]), width=draw.width / 2, alpha=0.8))
    return made


def _plumb(draw: _Draw) -> list[Primitive]:
    x, y = draw.points[0]
    return [draw.path([(x, 0), (x, draw.frame.height)]), draw.dot((x, y))]


def _track(draw: _Draw) -> list[Primitive]:
    times = draw.extra.get("times_ms")
    here = len(draw.points) - 1
    if isinstance(times, list):
        known = range(1, min(len(times), len(draw.points)))
        here = max((n for n in known if number(times[n], math.inf) <= draw.frame.at_ms + 1), default=0)
    r = 6 * draw.unit + 2 * draw.width
    made: list[Primitive] = []
    if len(rest := draw.points[here:]) > 1:
        made.append(replace(draw.path(rest), alpha=FAINT))
    if len(past := draw.points[: here + 1]) > 1:
        made.append(draw.path(past))
    if len(draw.points) <= 200:
        made += [draw.dot(one, draw.width, FAINT if n > here else 1.0) for n, one in enumerate(draw.points)]
    ring = ellipse(draw.points[here], r, r, 24)
    return [*made, replace(draw.path(ring), closed=True, dash=None)]


def _badge(draw: _Draw, text: str) -> list[Primitive]:
    """Words on a dark plate."""
    x, y = draw.points[0]
    wide = max(1.2 * draw.size, drawn.width_of(text, draw.size)) + 0.9 * draw.size
    return [draw.say(text, x, y, ink="white", plate=(wide, 1.6 * draw.size))]


def _sector(draw: _Draw, corner: Point, r: float, start: float, sweep: float) -> Path:
    count = max(2, math.ceil(abs(sweep) / 6) + 1)
    edge = [around(corner, r, start + sweep * n / (count - 1)) for n in range(count)]
    return draw.solid([corner, *edge], fill_alpha=0.35)


_MADE: Final[dict[str, Callable[[_Draw], list[Primitive]]]] = {
    "pencil": _pencil,
    "line": lambda draw: [draw.path(list(draw.two()))],
    "arrow": _arrow,
    "rectangle": _rectangle,
    "circle": _circle,
    "text": _text,
    "angle": _angle,
    "angle_horizontal": _leaning,
    "angle_vertical": _leaning,
    "distance": _distance,
    "stopwatch": _stopwatch,
    "counter": _counter,
    "spotlight": _spotlight,
    "magnifier": _magnifier,
    "grid": _grid,
    "plumb": _plumb,
    "track": _track,
}
