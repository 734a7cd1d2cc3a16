"""What a mark says, by its kind. Moments are ms on the clip's shown clock (0: the shown beginning), coordinates 0..1 of
the upright picture as it is shown without mirror and rotation.
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

Tool = Literal[
    "pencil", "line", "arrow", "rectangle", "circle", "text", "angle", "angle_horizontal", "angle_vertical",
    "distance", "stopwatch", "counter", "spotlight", "magnifier", "grid", "plumb", "track",
]  # fmt: skip
Colour = Literal["red", "amber", "green", "blue", "violet", "white", "black"]
Kind = Literal["shape", "key", "layer", "calibration", "view", "measure"]
Point = tuple[float, float]
Number = float | int | bool | str | None  # what a tool keeps beside its points
Unit = Literal["deg", "m", "cm", "ms", "s", "reps", "m/s", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a shape is drawn. width: 1 to 5, of which the canvas makes pixels."""

    colour: Colour = "amber"
    width: float = 2
    dashed: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A drawing. until_ms None: it belongs to its moment and fades around it within fade_ms."""

    tool: Tool
    at_ms: float
    frame: int | None = None
    until_ms: float | None = None
    fade_ms: float = 0
    points: list[Point] = field(default_factory=list)
    style: Style = field(default_factory=Style)
    text: str = ""
    layer: str = ""
    extra: dict[str, Number | list[Number]] = field(default_factory=dict)  # numbers of its tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key frame."""

    at_ms: float
    frame: int | None = None
    title: str = ""
    colour: Colour = "amber"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What shapes are put on. The client never sees a private one, nor what lies on it."""

    title: str = ""
    order: float = 0
    is_hidden: bool = False
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A known length in the picture: from a to b it is `length_m` metres. error_share: of a length read with it."""

    a: Point
    b: Point
    length_m: float
    error_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the clip is looked at."""

    rotate: Literal[0, 90, 180, 270] = 0
    mirror: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A value that was read off frames, and what proves it. measure: a key of a protocol's, or a tool's name."""

    measure: str
    value: float
    at_ms: float
    unit: Unit = "deg"
    frame: int | None = None
    shapes: list[str] = field(default_factory=list)  # ids of the marks it was read off
    title: str = ""
    assessment: str | None = None
    step: str | None = None
    place: str | None = None  # of the result, which has the number too: reach.left.2


Body = Shape | Key | Layer | Calibration | View | Measure
BODIES: dict[str, type[Body]] = {
    "shape": Shape,
    "key": Key,
    "layer": Layer,
    "calibration": Calibration,
    "view": View,
    "measure": Measure,
}


def wire(body: Body) -> dict[str, Any]:
    """A body as devices and the database have it."""
    told = {each.name: getattr(body, each.name) for each in fields(body)}  # not asdict: it copies thousands of points
    if isinstance(body, Shape):
        told["points"] = [list(each) for each in body.points]
        told["style"] = asdict(body.style)
    elif isinstance(body, Calibration):
        told["a"], told["b"] = list(body.a), list(body.b)
    return told
