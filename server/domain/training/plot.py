"""Where the points of an exercise's trend lie on a drawing, in its own units. Draws nothing itself."""

from dataclasses import dataclass

from server.domain.training.review import Point, Trend

WIDTH, HEIGHT = 320, 120
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 12  # what is left free around the points
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Mark:
    """A point where it is drawn."""

    x: float
    y: float
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """All that a template draws. ticks: (y, value) of the lines of the scale."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, float], ...]

    @property
    def line(self) -> str:
        """The points in order, as a polyline has them."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)


def plot(trend: Trend) -> Plot:
    """The drawing of a trend: days by their dates, values from a round number below to one above."""
    values = [point.value for point in trend.points]
    low, high = min(values), max(values)
    if high == low:
        low, high = low - 1, high + 1
    step = _step((high - low) / 3)
    floor, ceiling = step * (low // step), step * -(-high // step)
    begin, end = trend.points[0].at_ms, trend.points[-1].at_ms

    def x(at_ms: int) -> float:
        share = 0.5 if end == begin else (at_ms - begin) / (end - begin)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - floor) / (ceiling - floor) * (HEIGHT - TOP - BOTTOM), 1)

    count = round((ceiling - floor) / step)
    return Plot(
        marks=tuple(Mark(x(point.at_ms), y(point.value), point) for point in trend.points),
        ticks=tuple((y(floor + at * step), round(floor + at * step, 4)) for at in range(count + 1)),
    )


def _step(wanted: float) -> float:
    """The round number at or above it."""
    size = 1.0
    while size > wanted:
        size /= 10
    while size * 10 <= wanted:
        size *= 10
    return next(size * step for step in STEPS if size * step >= wanted)
