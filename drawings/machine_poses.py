"""Exercises on a bar that is fixed and on machines: the pose in which each begins, and the one in which it ends."""

from drawings.figure import Point, Pose
from drawings.posing import posed

Two = tuple[Pose, Pose]
BAR_Z = 2.2


def pull_up() -> Two:
    """Seen from the front: hanging, and the chin over the bar."""

    def at(hips_z: float, back: float) -> Pose:
        return posed(
            hips=Point(0, -back, hips_z),
            lean=0,
            feet=Point(0.07, -0.22, hips_z - 0.79),
            knees=Point(0, 1, 0),
            toes=Point(0, 0, -0.16),
            hands=Point(0.34, 0, BAR_Z),
            elbows=Point(0.9, -0.3, -1),
            is_reached_from_chest=False,
        )

    return at(1.155, 0.0), at(1.6, 0.12)


def lat_pulldown() -> Two:
    """Sitting under the bar; it comes to the top of the chest."""

    def at(lean: float, hands: Point) -> Pose:
        return posed(
            hips=Point(0, 0, 0.56),
            lean=lean,
            feet=Point(0.16, 0.38, 0.08),
            knees=Point(0, 0.6, 1),
            hands=hands,
            elbows=Point(0.5, -0.3, -1),
        )

    return at(-3, Point(0.34, 0.13, 0.53)), at(-14, Point(0.34, 0.22, 0.03))


def rowing() -> Two:
    """Shins upright and arms long; then legs long, a little back, the grip at the lowest ribs."""

    def at(hips: Point, lean: float, hands: Point, elbows: Point) -> Pose:
        return posed(
            hips=hips,
            lean=lean,
            nod=-lean * 0.5,
            feet=Point(0.1, 0.6, 0.32),
            knees=Point(0.1, 0, 1),
            toes=Point(0, 0.07, 0.15),
            hands=hands,
            elbows=elbows,
            is_reached_from_chest=False,
        )

    return (
        at(Point(0, 0.08, 0.4), 24, Point(0.12, 0.8, 0.66), Point(1, 0, -0.6)),
        at(Point(0, -0.24, 0.39), -16, Point(0.14, -0.2, 0.64), Point(0.4, -1, 0.1)),
    )
