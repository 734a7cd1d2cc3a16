"""Exercises on a bench, on the back, on hands and feet: the pose in which each begins, and the one in which it ends."""

from dataclasses import replace

from drawings.figure import FOREARM, NECK, TRUNK, UPPER_ARM, Limb, Point, Pose, arm, leg
from drawings.poses import LEFT, RIGHT
from drawings.posing import LAID, TIPTOE, Pair, along, posed, raised

Two = tuple[Pose, Pose]
UP = Point(0, 0.3, 1)
TOES_UP = Point(0, 0.05, 0.16)
TUCKED = Point(0, 0.05, -0.1)
OVER = Point(0.06, 0, 0.58)  # a hand over its shoulder, the arm long
BESIDE = Point(0.3, 0.1, 0.2)  # a hand that came down beside the chest


def _on_back(hips: Point, foot: Point, hands: Point, elbows: Point) -> Pose:
    return posed(hips=hips, lean=-91, feet=foot, knees=UP, hands=hands, elbows=elbows)


def bench_press() -> Two:
    """On a bench, the feet flat on the floor."""
    hips, foot = Point(0, 0, 0.55), Point(0.16, 0.36, 0.08)
    out = Point(1, 0.5, -0.9)
    return _on_back(hips, foot, Point(0.27, 0.02, 0.57), out), _on_back(hips, foot, BESIDE, out)


def floor_press() -> Two:
    """On the floor, the knees bent: the upper arms end on the floor."""
    hips, foot = Point(0, 0, 0.11), Point(0.1, 0.45, 0.08)
    out = Point(1, 0.4, -0.3)
    return _on_back(hips, foot, Point(0.2, 0.02, 0.57), out), _on_back(hips, foot, Point(0.36, 0.16, 0.24), out)


def dead_bug() -> Two:
    """Arms to the ceiling, knees over the hips; then one leg and the other arm go long."""
    hips = Point(0, 0, 0.11)
    folded, overhead = Point(0.1, 0.42, 0.55), Point(-0.2, -0.56, 0.1)
    start = posed(
        hips=hips, lean=-91, feet=folded, knees=Point(0, -0.3, 1), toes=TOES_UP, hands=Point(0.19, 0.02, 0.58)
    )
    end = posed(
        hips=hips,
        lean=-91,
        feet=(Point(0.1, 0.83, 0.2), Point(-0.1, 0.42, 0.55)),
        knees=Point(0, -0.3, 1),
        toes=TOES_UP,
        hands=(Point(0.19, 0.02, 0.58), overhead),
        elbows=Point(0, 0, 1),
    )
    return start, end


def hip_thrust() -> Two:
    """The shoulder blades on a bench, a bar over the hips; the hips come up until the body is a table."""
    foot, bar = Point(0.12, 0.43, 0.08), Point(0.28, 0, 0.13)

    def at(hips: Point, lean: float, nod: float) -> Pose:
        hands = Point(bar.x, hips.y, hips.z + bar.z)
        return posed(
            hips=hips,
            lean=lean,
            nod=nod,
            feet=foot,
            knees=UP,
            hands=hands,
            elbows=Point(1, -0.2, -0.6),
            is_reached_from_chest=False,
        )

    return at(Point(0, -0.12, 0.19), -43, 14), at(Point(0, 0, 0.5), -87, 30)


def incline_push_up() -> Two:
    """Hands on a bench, the body one line."""
    hand = Point(0.2, 0.42, 0.48)

    def at(lean: float) -> Pose:
        return _board(Point(0, -0.75, 0.13), lean, hand)

    return at(49.5), at(68)


def mountain_climber() -> Two:
    """The push-up's upper place; then one knee comes towards the chest."""
    ankle, hand = Point(0, -0.88, 0.13), Point(0.2, 0.4, 0.03)
    start = _board(ankle, 71, hand)
    end = _board(ankle, 71, hand, near_foot=Point(0.1, 0.0, 0.2))
    return start, end


def inverted_row() -> Two:
    """Under a bar, heels on the floor, the body one line that faces up."""
    heel, bar = Point(0, 0.92, 0.1), Point(0.28, -0.22, 0.97)

    def at(lean: float) -> Pose:
        line = along(lean)
        hips = heel.plus(line, 0.848)
        return posed(
            hips=hips,
            lean=lean,
            feet=Point(0.09, heel.y, heel.z),
            knees=Point(0, 0, 1),
            toes=Point(0, 0.06, 0.15),
            hands=bar,
            elbows=Point(0.7, 0.5, -1),
            is_reached_from_chest=False,
        )

    return at(-76.5), at(-57.5)


def one_arm_row() -> Two:
    """One hand and one knee on a bench, the back long."""
    hips = Point(0, -0.2, 0.86)
    prop = Point(-0.2, 0.05, -0.55)

    def at(hand: Point) -> Pose:
        return posed(
            hips=hips,
            lean=70,
            nod=8,
            feet=(Point(0.16, -0.34, 0.08), Point(-0.1, -0.56, 0.52)),
            toes=(Point(0.02, 0.17, -0.05), LAID),
            hands=(hand, prop),
            elbows=(Point(0.3, -1, 0.5), Point(-0.6, -1, 0)),
        )

    return at(Point(0.22, 0.03, -0.57)), at(Point(0.22, -0.2, -0.3))


def cat_cow() -> Two:
    """On hands and knees: the back round, the head down; then the back hangs, the head up."""

    def at(bow: float, lean: float, nod: float) -> Pose:
        hips = Point(0, -0.24, 0.5)
        return posed(
            hips=hips,
            lean=lean,
            nod=nod,
            feet=Point(0.1, -0.64, 0.09),
            knees=Point(0, 0.3, -1),
            toes=LAID,
            hands=Point(0.19, 0.25, 0.03),
            elbows=Point(0.3, -1, 0),
            is_reached_from_chest=False,
            waist=Point(0, 0.0, 0.55 + bow),
        )

    return at(0.15, 84, 62), at(-0.12, 80, -38)


def open_book() -> Two:
    """On one side, seen from above: the knees in front; the upper arm opens and the eyes follow."""
    hips, front = Point(0, -0.12, 0.34), Point(0, 0.38, 0.92)
    legs: Pair = (Point(0.1, -0.5, 0.66), Point(-0.1, -0.5, 0.6))
    start = posed(
        hips=hips,
        lean=90,
        feet=legs,
        knees=Point(0, 0.6, 1),
        toes=Point(0, -0.03, 0.15),
        hands=(Point(0.1, front.y, front.z), Point(-0.1, front.y - 0.04, front.z)),
        elbows=Point(0, -1, 0.2),
        look=180,
        is_reached_from_chest=False,
    )
    opened = posed(
        hips=hips,
        lean=90,
        feet=legs,
        knees=Point(0, 0.6, 1),
        toes=Point(0, -0.03, 0.15),
        hands=(Point(0.3, 0.5, -0.25), Point(-0.1, front.y - 0.04, front.z)),
        elbows=Point(0, -1, 0.2),
        is_reached_from_chest=False,
    )
    there = Point(0, 0, 0.5)  # in the middle of the mat
    return raised(start, there), raised(_opened(opened), there)


def _opened(pose: Pose) -> Pose:
    """The upper body turned on its back: the shoulders lie side by side, the face looks up at who looks down."""
    left, right = pose.chest.plus(Point(0.05, 0, -0.15)), pose.chest.plus(Point(-0.05, 0, 0.13))
    return replace(
        pose,
        face=Point(0.6, 0, -0.8),
        left_arm=arm(left, left.plus(Point(0, 0.12, -0.57)), Point(0, -1, 0)),
        right_arm=arm(right, pose.right_arm.end, Point(0, -1, 0)),
    )


def plank() -> Two:
    """On the forearms: the knees on the floor, and one line from the heels."""
    start = posed(
        hips=Point(0, -0.02, 0.37),
        lean=94,
        nod=-12,
        feet=Point(0.1, -0.72, 0.13),
        knees=Point(0, 0.3, -1),
        toes=TUCKED,
        hands=Point(0.16, 0.32, -0.28),
        elbows=Point(0, -0.2, -1),
    )
    end = _board(Point(0, -0.88, 0.13), 81.2, Point(0.16, 0.73, 0.05))
    return start, end


def side_plank() -> Two:
    """On one forearm, the front to whoever looks; the hips come up into one line."""
    feet = Point(0, -0.75, 0.1)

    def at(legs: float, trunk: float) -> Pose:
        hips = feet.plus(along(legs), 0.848)
        chest = hips.plus(along(trunk), TRUNK)
        low, top = chest.plus(Point(0, 0.03, -0.14)), chest.plus(Point(0, -0.02, 0.14))
        elbow = low.plus(Point(0.02, 0.02, -1).scaled(UPPER_ARM))
        hand = elbow.plus(Point(1, 0.2, 0).scaled(FOREARM))

        def leg_of(side: int) -> Limb:
            beside = Point(0.02 * side, 0, 0.045 * side)
            return leg(hips.plus(beside), feet.plus(beside), Point(1, 0, 0), Point(0.12, -0.03, 0))

        along_side = arm(top, hips.plus(Point(0.05, 0.03, 0.12)), Point(1, 0, 0.3))
        head = chest.plus(along(trunk - 14), NECK)
        return Pose(
            head, Point(1, 0, 0), chest, hips, along_side, Limb(low, elbow, hand, hand), leg_of(LEFT), leg_of(RIGHT)
        )

    return at(86.5, 50), at(74.5, 74.5)


def burpee_plank() -> Pose:
    """The plank in the middle of a burpee."""
    return _board(Point(0, -0.88, 0.13), 71, Point(0.2, 0.4, 0.03))


def _board(ankle: Point, lean: float, hand: Point, near_foot: Point | None = None) -> Pose:
    """One line from the ankles to the shoulders, hands on something."""
    hips = ankle.plus(along(lean), 0.848)
    far = Point(-0.08, ankle.y, ankle.z)
    return posed(
        hips=hips,
        lean=lean,
        nod=-8,
        feet=(near_foot or Point(0.08, ankle.y, ankle.z), far),
        knees=(Point(0, 1, 0.1) if near_foot else Point(0, 0, -1), Point(0, 0, -1)),
        toes=(TIPTOE if near_foot else TUCKED, TUCKED),
        hands=hand,
        elbows=Point(0.4, -1, 0.3),
        is_reached_from_chest=False,
    )
