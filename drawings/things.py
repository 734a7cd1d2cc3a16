"""What a figure sits on, leans on or steps onto, as strokes that lie behind it."""

from drawings.figure import Point
from drawings.palette import BAND, FLOOR, HUB, MAT, SHADE, WOOD
from drawings.strokes import Camera, Stroke

WIDTH_M = 0.035
BENCH_M = 0.44  # how high a bench is


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
    return [line(camera, one, other) for one, other in lines]


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


def block(camera: Camera, from_y: float, to_y: float, below: float, above: float, colour: str = WOOD) -> list[Stroke]:
    """Something solid seen from the side, with corners that are only a little round."""
    edge = 0.03
    first, last, low, high = from_y + edge / 2, to_y - edge / 2, below + edge / 2, above - edge / 2
    is_tall = high - low > last - first
    rows = max(2, round(min(high - low, last - first) / (edge / 1.5)) + 1)
    found = []
    for row in range(rows):
        share = row / (rows - 1)
        y, z = first + (last - first) * share, low + (high - low) * share
        ends = (Point(0, y, low), Point(0, y, high)) if is_tall else (Point(0, first, z), Point(0, last, z))
        found.append(line(camera, *ends, edge, colour))
    return found


def bench(camera: Camera, from_y: float, to_y: float, height: float = BENCH_M) -> list[Stroke]:
    """A padded bench on two feet."""
    feet = [
        line(camera, Point(0, y, 0.02), Point(0, y, height - 0.06), 0.05, SHADE) for y in (from_y + 0.1, to_y - 0.1)
    ]
    return [*feet, line(camera, Point(0, from_y + 0.05, height - 0.05), Point(0, to_y - 0.05, height - 0.05), 0.1)]


def wall(camera: Camera, face_y: float, thick: float = 0.1, height: float = 2.0) -> list[Stroke]:
    """A wall seen from its end. face_y: where its side towards the figure is; thick below 0: it stands behind."""
    return block(camera, min(face_y, face_y + thick), max(face_y, face_y + thick), 0, height, SHADE)


def wall_ahead(camera: Camera) -> list[Stroke]:
    """A wall of stones that fills the picture behind somebody who is seen from the front."""
    found = []
    for row in range(9):
        height = 0.12 + row * 0.26
        found.append(line(camera, Point(-1.7, 0, height), Point(1.7, 0, height), 0.018, FLOOR))
        for stone in range(-4, 5):
            x = stone * 0.5 + (0.25 if row % 2 else 0)
            found.append(line(camera, Point(x, 0, height), Point(x, 0, height + 0.26), 0.018, FLOOR))
    return found


def post(camera: Camera, at: Point, height: float) -> list[Stroke]:
    """A post that holds a band."""
    foot = Point(at.x, at.y, 0)
    return [
        line(camera, foot, Point(at.x, at.y, height), 0.06, SHADE),
        line(camera, at, at, 0.1, WOOD),
    ]


def uprights(camera: Camera, places: tuple[Point, ...], height: float) -> list[Stroke]:
    """What carries a bar."""
    return [line(camera, Point(at.x, at.y, 0), Point(at.x, at.y, height), 0.05, SHADE) for at in places]


def mat(camera: Camera, from_y: float, to_y: float) -> list[Stroke]:
    """A mat on the floor, seen from its side."""
    return [line(camera, Point(0, from_y, -0.015), Point(0, to_y, -0.015), 0.035, MAT)]


def mat_from_above(camera: Camera, from_y: float, to_y: float) -> list[Stroke]:
    """A mat that one looks down on."""
    return block(camera, from_y, to_y, 0.34, 1.44, MAT)


def pulldown(camera: Camera) -> list[Stroke]:
    """A seat, a pad over the thighs, and the tower whose cable comes down over the figure."""
    return [
        line(camera, Point(0, 0.72, 0), Point(0, 0.72, 2.0), 0.07, SHADE),
        line(camera, Point(0, 0.72, 2.0), Point(0, 0.16, 2.0), 0.06, SHADE),
        line(camera, Point(0, -0.1, 0.02), Point(0, 0.72, 0.02), 0.05, SHADE),
        line(camera, Point(0, 0, 0.02), Point(0, 0, 0.42), 0.06, SHADE),
        line(camera, Point(0, 0.72, 0.7), Point(0, 0.3, 0.7), 0.04, SHADE),
        *block(camera, 0.62, 0.82, 0.1, 0.6, HUB),
        line(camera, Point(0, -0.14, 0.43), Point(0, 0.14, 0.43), 0.07),
    ]


def rower(camera: Camera) -> list[Stroke]:
    """A rowing machine: its rail, its feet, its wheel and the plate for the feet."""
    return [
        line(camera, Point(0, 0.72, 0.27), Point(0, -1.0, 0.22), 0.05, SHADE),
        line(camera, Point(0, -0.95, 0.22), Point(0, -0.95, 0.02), 0.05, SHADE),
        line(camera, Point(0, 0.95, 0.3), Point(0, 0.95, 0.02), 0.06, SHADE),
        line(camera, Point(0, 0.62, 0.2), Point(0, 0.76, 0.48), 0.05),
        line(camera, Point(0, 0.98, 0.42), Point(0, 0.98, 0.42), 0.42, WOOD),
        line(camera, Point(0, 0.98, 0.42), Point(0, 0.98, 0.42), 0.3, HUB),
    ]


def cable(camera: Camera, one: Point, other: Point, width: float = 0.022) -> Stroke:
    """A band, a rope or a cable that is taut."""
    return line(camera, one, other, width, BAND)


def line(camera: Camera, one: Point, other: Point, width: float = WIDTH_M, colour: str = WOOD) -> Stroke:
    """A straight piece of something; widths are metres."""
    return Stroke(*camera.see(one), *camera.see(other), width * camera.metre, colour)
