"""Where a trend's points lie on a drawing, in its own units of width and height. Draws nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.protocols.comparing import Point, Trend

WIDTH, HEIGHT = 320, 140
LEFT, RIGHT, TOP, BOTTOM = 40, 14, 14, 24  # what is left free around the points
TICKS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the trend where it is drawn."""

    x: float
    y: float
    point: Point


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    y: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """All that a template draws. runs: points of one method that follow each other, to be joined by a line."""

    marks: tuple[Mark, ...]
    runs: tuple[tuple[Mark, ...], ...]
    ticks: tuple[Tick, ...]
    error: tuple[float, float] | None  # top and bottom of the band around the first value that may be error


def plot(trend: Trend) -> Plot:
    """The drawing of a trend."""
    values = [point.value for point in trend.points]
    spread = [trend.error.amount] if trend.error else []
    low, high = min([*values, *(values[0] - by for by in spread)]), max([*values, *(values[0] + by for by in spread)])
    if high == low:
        low, high = low - 1, high + 1
    step = _step((high - low) / 3)
    floor = step * (low // step)
    ceiling = step * -(-high // step)

    def y(value: float) -> float:
        share = (value - floor) / (ceiling - floor)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    marks = tuple(Mark(x, y(point.value), point) for x, point in zip(_xs(trend.points), trend.points, strict=True))
    count = round((ceiling - floor) / step)
    ticks = tuple(Tick(y(floor + place * step), round(floor + place * step, 4)) for place in range(count + 1))
    band = (y(values[0] + spread[0]), y(values[0] - spread[0])) if spread else None
    return Plot(marks=marks, runs=_runs(marks), ticks=ticks, error=band)


def _xs(points: Sequence[Point]) -> list[float]:
    begin, end = points[0].at_ms, points[-1].at_ms
    room = WIDTH - LEFT - RIGHT
    if end == begin:
        return [round(LEFT + room / 2, 1) for _ in points]
    return [round(LEFT + room * (point.at_ms - begin) / (end - begin), 1) for point in points]


def _runs(marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], ...]:
    found: list[list[Mark]] = []
    for mark in marks:
        if found and found[-1][-1].point.method == mark.point.method:
            found[-1].append(mark)
        else:
            found.append([mark])
    return tuple(tuple(run) for run in found)


def _step(wanted: float) -> float:
    """The round number at or above it."""
    size = 1.0
    while size > wanted:
        size /= 10
    while size * 10 <= wanted:
        size *= 10
    return next(size * tick for tick in TICKS if size * tick >= wanted)
