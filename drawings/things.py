"""What a figure sits on or steps onto, as strokes that lie behind it."""

from drawings.figure import Point
from drawings.strokes import Camera, Stroke

WOOD = "#6d7f80"
WIDTH_M = 0.035


def chair(camera: Camera, seat_y: float) -> list[Stroke]:
    """A chair without arms whose seat's middle is at seat_y; the seat is 0.44 m high."""
    front, back = seat_y + 0.2, seat_y - 0.2
    lines = [
        (Point(side, end, 0), Point(side, end, 0.44 if end == front else 0.9))
        for side in (-0.2, 0.2)
        for end in (front, back)
    ]
    lines += [(Point(side, back, 0.42), Point(side, front, 0.42)) for side in (-0.2, 0.2)]
    lines += [(Point(-0.2, back, height), Point(0.2, back, height)) for height in (0.42, 0.88)]
    return [_line(camera, one, other) for one, other in lines]


def step(camera: Camera, from_y: float, height_m: float) -> list[Stroke]:
    """A step 0.4 m deep that begins at from_y."""
    thick = 0.06
    rows = int(height_m / thick)
    return [
        Stroke(
            *camera.see(Point(0, from_y + thick / 2, thick * (row + 0.5))),
            *camera.see(Point(0, from_y + 0.4, thick * (row + 0.5))),
            thick * camera.metre,
            WOOD,
        )
        for row in range(rows)
    ]


def _line(camera: Camera, one: Point, other: Point) -> Stroke:
    return Stroke(*camera.see(one), *camera.see(other), WIDTH_M * camera.metre, WOOD)
