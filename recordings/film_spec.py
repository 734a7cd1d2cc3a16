"""What a film is to be made of: plain data, as JSON beside the files it names. `rendering.py` makes it.

One clip with its drawings, a voice-over as it was performed, or two clips together. Moments of a clip are on its shown
clock, in milliseconds; those of the film begin at 0.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

Layout = Literal["one", "beside", "above", "over"]

MOST_MS = 20 * 60_000  # of a film


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One clip of a film. Its file comes as the source, or as the input "second"; with a voice it may be a photo.

    start_ms: where in the file its shown beginning lies. crop: [left, top, right, bottom] in shares of the upright
    picture before it is turned. shapes: marks of kind shape, from the bottom up; what is hidden or private is left
    out before.
    """

    start_ms: int = 0
    length_ms: int = 0
    rotate: Literal[0, 90, 180, 270] = 0
    mirror: bool = False
    crop: tuple[float, float, float, float] | None = None
    shapes: list[dict[str, Any]] = field(default_factory=list)
    calibration: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What is said between two moments."""

    from_ms: int
    to_ms: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice-over: its sound comes as the input "voice". events: as recordings/performance.py reads them."""

    events: list[list[Any]]
    captions: list[Caption] = field(default_factory=list)  # to be written into the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """The film.

    map: [[t_ms, first_ms, second_ms?], …], rising: at t of the film the clips stand at these moments, straight lines
    between; unused with a voice. opacity: of the second clip where it lies over the first; blend: whether there only
    what differs is seen. is_linked: what is drawn on one is seen on the other, too. sound: whose is heard. captions: on
    a track of their own, which a player shows or not.
    """

    length_ms: int
    sides: list[Side]
    map: list[list[float]] = field(default_factory=list)
    layout: Layout = "one"
    opacity: float = 0.5
    blend: Literal["plain", "difference"] = "plain"
    is_linked: bool = False
    captions: list[Caption] = field(default_factory=list)
    sound: Literal["", "first", "second", "voice"] = ""
    voice: Voice | None = None
    fps: int = 30
    longest_side: int = 1280
