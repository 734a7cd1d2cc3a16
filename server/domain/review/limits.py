"""What a mark may say: checked, and set right where it lies outside its picture or clip, so that nothing is lost."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from server.domain.clips import Clip
from server.domain.comments import LONGEST_MS
from server.domain.errors import BadInput, OutOfRange
from server.domain.review.bodies import Body, Calibration, Key, Layer, Measure, Point, Shape

POINTS_MOST = 2000  # of a shape
TEXT_MOST = 500
TITLE_MOST = 120
FADE_MOST_MS = 60_000
FRAME_MOST = 24 * 3600 * 1000  # a day at 1000 pictures a second
EXTRA_MOST = 20  # numbers that a tool keeps, lists as long as its points
OUTSIDE = 1.0  # so many pictures beyond its edge a point may lie: an arrow comes from outside
MOVED_MS = 100  # so much nearer is no news: a page may think the clip a few frames longer than it is
MOVED_SHARE = 0.001  # of a picture
LENGTH_MOST_M = 100.0
DIGITS = 5  # of a coordinate: a fiftieth of a pixel
ID = re.compile(r"[0-9a-f]{24}")
_NAME = re.compile(r"[A-Za-z0-9_.-]{0,64}")
Timed = TypeVar("Timed", Shape, Key, Measure)


class TooManyPoints(OutOfRange):
    """A shape has so many points and no more."""

    code = "too-many-points"
    sentence = f"A drawing has {POINTS_MOST} points at most. Please lift the pen now and then."


def checked(body: Body, clip: Clip) -> Body:
    """The body as it may stand on that clip. Raises BadInput, OutOfRange, TooManyPoints."""
    if isinstance(body, Shape):
        return _shape(body, clip)
    if isinstance(body, Key):
        return _timed(replace(body, title=_words(body.title, "title", TITLE_MOST)), clip)
    if isinstance(body, Layer):
        return replace(body, title=_words(body.title, "title", TITLE_MOST), order=_finite(body.order, "order"))
    if isinstance(body, Calibration):
        return _calibration(body)
    if isinstance(body, Measure):
        return _measure(body, clip)
    return body


def moved(body: Body, kept: Body, clip: Clip) -> str:
    """What of it was outside and is not in `kept`, its `checked` form: points, at_ms, or nothing ("")."""
    if isinstance(body, Shape) and isinstance(kept, Shape):
        ends = list(zip(body.points, kept.points, strict=True))
    elif isinstance(body, Calibration) and isinstance(kept, Calibration):
        ends = [(body.a, kept.a), (body.b, kept.b)]
    else:
        ends = []
    if any(abs(was - now) > MOVED_SHARE for one, other in ends for was, now in zip(one, other, strict=True)):
        return "points"
    if isinstance(body, Shape | Key | Measure) and isinstance(kept, Shape | Key | Measure) and clip.media != "photo":
        return "at_ms" if abs(body.at_ms - kept.at_ms) > MOVED_MS else ""
    return ""


def within(points: Sequence[Point]) -> list[Point]:
    """The points where they can be seen: what lies wholly outside the picture is moved to its edge as it is, and no
    point lies further out than a picture's width.
    """
    moved = list(points)
    for axis in (0, 1):
        low, high = min(each[axis] for each in moved), max(each[axis] for each in moved)
        by = -high if high < 0 else 1 - low if low > 1 else 0.0
        if by:
            moved = [(x + by, y) if axis == 0 else (x, y + by) for x, y in moved]
    return [(_clamped(x), _clamped(y)) for x, y in moved]


def _shape(body: Shape, clip: Clip) -> Shape:
    if not body.points:
        raise BadInput("A drawing needs a point.", "points")
    if len(body.points) > POINTS_MOST:
        raise TooManyPoints(where="points")
    for x, y in body.points:
        _finite(x, "points")
        _finite(y, "points")
    if body.layer and not ID.fullmatch(body.layer):
        raise BadInput("That is no layer.", "layer")
    if len(body.extra) > EXTRA_MOST:
        raise OutOfRange(f"A drawing keeps {EXTRA_MOST} numbers of its tool at most.", "extra")
    for name, value in body.extra.items():
        if not _NAME.fullmatch(name):
            raise BadInput("That is no name of a number.", "extra")
        several = value if isinstance(value, list) else [value]
        if len(several) > POINTS_MOST or any(isinstance(each, str) and len(each) > TITLE_MOST for each in several):
            raise OutOfRange("What a tool keeps beside its points is too long.", "extra")
    timed = _timed(body, clip)
    until_ms = body.until_ms
    if until_ms is not None:
        until_ms = min(max(_finite(until_ms, "until_ms"), timed.at_ms), _length_ms(clip))
    return replace(
        timed,
        until_ms=until_ms,
        fade_ms=min(max(_finite(body.fade_ms, "fade_ms"), 0), FADE_MOST_MS),
        points=within(body.points),
        style=replace(body.style, width=min(max(_finite(body.style.width, "style"), 1), 5)),
        text=_words(body.text, "text", TEXT_MOST),
    )


def _calibration(body: Calibration) -> Calibration:
    for x, y in (body.a, body.b):
        _finite(x, "a")
        _finite(y, "b")
    if not 0 < _finite(body.length_m, "length_m") <= LENGTH_MOST_M:
        raise OutOfRange(f"A known length is more than 0 and at most {LENGTH_MOST_M:.0f} metres.", "length_m")
    if body.error_share is not None and not 0 <= _finite(body.error_share, "error_share") <= 1:
        raise OutOfRange("An error is between 0 and 1 of the length.", "error_share")
    (ax, ay), (bx, by) = body.a, body.b
    kept = replace(body, a=(_clamped(ax), _clamped(ay)), b=(_clamped(bx), _clamped(by)))
    if kept.a == kept.b:  # where they lie, not where they were said to
        raise BadInput("A known length needs two ends.", "b")
    return kept


def _measure(body: Measure, clip: Clip) -> Measure:
    if not _NAME.fullmatch(body.measure) or not body.measure:
        raise BadInput("That is no measure.", "measure")
    if abs(_finite(body.value, "value")) > 1e9:
        raise OutOfRange("That is no value of a measure.", "value")
    if len(body.shapes) > 20 or any(not ID.fullmatch(each) for each in body.shapes):
        raise BadInput("A measure is proven by 20 marks at most.", "shapes")
    for name in ("assessment", "step", "place"):
        if not _NAME.fullmatch(getattr(body, name) or ""):
            raise BadInput("That is no step of an assessment.", name)
    return _timed(replace(body, title=_words(body.title, "title", TITLE_MOST)), clip)


def _timed(body: Timed, clip: Clip) -> Timed:
    """Within the clip: a moment past its end means the end, and then another frame than the one it named."""
    if body.frame is not None and not 0 <= body.frame <= FRAME_MOST:
        raise OutOfRange("A clip's pictures are counted from 0.", "frame")
    at_ms = min(max(_finite(body.at_ms, "at_ms"), 0), _length_ms(clip))
    if clip.media == "photo":
        return replace(body, at_ms=0.0)
    return replace(body, at_ms=at_ms, frame=body.frame if abs(at_ms - body.at_ms) <= MOVED_MS else None)


def _length_ms(clip: Clip) -> int:
    return LONGEST_MS if clip.duration_ms is None else clip.duration_ms


def _clamped(value: float) -> float:
    return round(min(max(value, -OUTSIDE), 1 + OUTSIDE), DIGITS)


def _finite(value: float, where: str) -> float:
    if not math.isfinite(value):
        raise BadInput("That is no number.", where)
    return value


def _words(text: str, where: str, most: int) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > most:
        raise OutOfRange(f"At most {most} letters fit here.", where)
    return text
