"""What a drawing is made of before it is painted, and the plane geometry of it: the twin of static/js/review/paths.js,
angles.js, wording.js and fade.js. Pixels, y downwards; angles in degrees, 0 to the right, 90 upwards.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

Point = tuple[float, float]
Body = Mapping[str, Any]  # of a shape, as server/domain/review has it

HOLD_MS: Final = 20  # a drawing is whole for so long on either side of its moment
LONGEST_LINE: Final = 28  # characters
MOST_LINES: Final = 12
WIDE: Final = 0.58  # of its size, a character of our font on the average


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A line, open or closed. ink None: not stroked. fill None: not filled. alpha: of the whole of it."""

    points: list[Point]
    closed: bool = False
    ink: str | None = None
    width: float = 1
    dash: tuple[float, float] | None = None
    fill: str | None = None
    fill_alpha: float = 0
    alpha: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of text. y: its middle; down: so far below, as its reader sees below, since words are turned upright
    where the picture is turned. align: left, center or right of x. plate: width and height of a dark plate behind it.
    """

    x: float
    y: float
    down: float = 0
    text: str
    size: float
    ink: str
    align: str = "center"
    plate: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """All but an ellipse is dimmed."""

    x: float
    y: float
    rx: float
    ry: float
    alpha: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A part of the picture, larger. from_x, from_y: its middle in the picture."""

    x: float
    y: float
    r: float
    from_x: float
    from_y: float
    zoom: float


Primitive = Path | Words | Veil | Lens


def in_order(marks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The drawings among these marks from the bottom up, without those of hidden layers: as drawing.js has them."""
    layers = [one for one in marks if one["kind"] == "layer"]
    layers.sort(key=lambda one: (number(one["body"].get("order"), 0), one["id"]))
    levels = {one["id"]: place for place, one in enumerate(layers, start=1)}
    hidden = {one["id"] for one in layers if one["body"].get("is_hidden")}
    shapes = [one for one in marks if one["kind"] == "shape" and one["body"].get("layer", "") not in hidden]

    def height(one: Mapping[str, Any]) -> tuple[int, float, str]:
        return levels.get(one["body"].get("layer", ""), 0), number(_extra(one["body"]).get("z"), 0), one["id"]

    return sorted(shapes, key=height)


def alpha_at(body: Body, at_ms: float) -> float:
    """How much of a drawing is seen at a moment of the clip, 0 to 1."""
    if _extra(body).get("whole"):
        return 1.0
    first = float(body["at_ms"])
    until = body.get("until_ms")
    last = max(first, first if until is None else float(until))
    away = max(first - at_ms, at_ms - last) - HOLD_MS
    if away <= 0:
        return 1.0
    fade_ms = float(body.get("fade_ms") or 0)
    return 0.0 if away >= fade_ms else 1 - away / fade_ms


def bearing(start: Point, end: Point) -> float:
    """The way from one to the other, 0 to 360."""
    return math.degrees(math.atan2(start[1] - end[1], end[0] - start[0])) % 360


def angle_between(one: Point, corner: Point, other: Point) -> float:
    """0 to 180."""
    between = abs(bearing(corner, one) - bearing(corner, other))
    return 360 - between if between > 180 else between


def off_horizontal(corner: Point, end: Point) -> float:
    """How far a line is off the horizontal, 0 to 90."""
    way = bearing(corner, end) % 180
    return 180 - way if way > 90 else way


def around(centre: Point, r: float, degrees: float) -> Point:
    """The point so far away in that direction."""
    way = math.radians(degrees)
    return centre[0] + math.cos(way) * r, centre[1] - math.sin(way) * r


def ellipse(centre: Point, rx: float, ry: float, count: int = 48) -> list[Point]:
    """A closed line."""
    ways = [n / count * 2 * math.pi for n in range(count)]
    return [(centre[0] + math.cos(way) * rx, centre[1] + math.sin(way) * ry) for way in ways]


def smooth(points: Sequence[Point]) -> list[Point]:
    """A line of a hand made round: each corner cut at a quarter, twice (Chaikin), in bounds."""
    line = list(points)
    for _ in range(0 if len(line) < 3 else 2 if len(line) <= 200 else 1 if len(line) <= 800 else 0):
        made = [line[0]]
        for n in range(1, len(line)):
            a, b = line[n - 1], line[n]
            if n > 1:
                made.append((a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25))
            if n < len(line) - 1:
                made.append((a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75))
        line = [*made, line[-1]]
    return line


def lines(text: str) -> list[str]:
    """Words laid out."""
    made: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            rest = word
            while True:
                piece = rest[:LONGEST_LINE]
                if line and len(line) + 1 + len(piece) > LONGEST_LINE:
                    made.append(line)
                    line = piece
                else:
                    line = f"{line} {piece}" if line else piece
                if len(rest) <= LONGEST_LINE:
                    break
                rest = rest[LONGEST_LINE:]
        made.append(line)
    return made if len(made) <= MOST_LINES else [*made[: MOST_LINES - 1], f"{made[MOST_LINES - 1]}…"]


def width_of(line: str, size: float) -> float:
    """About how wide a line is."""
    return len(line) * size * WIDE


def length_words(a: Point, b: Point, film: tuple[float, float], calibration: Mapping[str, Any] | None) -> str:
    """A length between two points of the picture (0 to 1): in metres where one is known, else in pixels of the film."""

    def apart(one: Sequence[float], other: Sequence[float]) -> float:
        return math.hypot((other[0] - one[0]) * film[0], (other[1] - one[1]) * film[1])

    pixels = apart(a, b)
    known = apart(calibration["a"], calibration["b"]) if calibration else 0.0
    if not calibration or known < 1:
        return f"{whole_number(pixels)} px"
    metres = pixels / known * float(calibration["length_m"])
    if metres < 1:
        return f"{fixed(metres * 100, 1 if metres < 0.1 else 0)} cm"
    return f"{fixed(metres, 2)} m"


def whole_number(value: float) -> int:
    """Rounded as a browser does."""
    return math.floor(value + 0.5)


def fixed(value: float, digits: int) -> str:
    """With so many digits, as a browser's toFixed."""
    return str(Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def number(value: object, otherwise: float) -> float:
    """A number that may be missing."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return otherwise
    return float(value)


def _extra(body: Body) -> Mapping[str, Any]:
    found = body.get("extra")
    return found if isinstance(found, Mapping) else {}
