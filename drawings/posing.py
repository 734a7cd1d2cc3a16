"""A pose from few numbers: where the hips are, how far the trunk leans, and where hands and feet are."""

import math
from dataclasses import replace

from drawings.figure import HIP, NECK, SHOULDER, TRUNK, Limb, Point, Pose, arm, leg
from drawings.poses import FORWARD, LEFT, RIGHT

FOOT = Point(0.02, 0.17, -0.05)  # from the ankle to the tip of a foot that stands
TIPTOE = Point(0.0, 0.1, -0.13)
LAID = Point(0.0, -0.16, -0.04)  # of a foot whose laces are down
BACK = Point(0.5, -1, 0)
Pair = tuple[Point, Point]  # of the left and of the right side
Sides = Point | Pair  # one point stands for the left side, and mirrored for the right


def posed(
    *,
    hips: Point,
    lean: float,
    feet: Sides,
    hands: Sides,
    nod: float | None = None,
    look: float = 0.0,
    knees: Sides = FORWARD,
    toes: Sides = FOOT,
    elbows: Sides = BACK,
    is_reached_from_chest: bool = True,
    waist: Point | None = None,
) -> Pose:
    """Somebody who faces forward.

    lean, nod, look: degrees; the trunk forward from upright (90 is prone, -90 supine), the head from the trunk, and the
    face from the head. hands: from between the shoulders, unless they are places (is_reached_from_chest False). feet:
    where the ankles are. knees, elbows: to which side they bend.
    """
    chest = hips.plus(along(lean), TRUNK)
    head_at = lean + (nod if nod is not None else -0.45 * lean if 0 < lean < 80 else 0)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        return leg(hip, _of(feet, side), _of(knees, side), _of(toes, side))

    def arm_of(side: int) -> Limb:
        hand = _of(hands, side)
        at = chest.plus(hand) if is_reached_from_chest else hand
        return arm(chest.plus(Point(side * SHOULDER, 0, 0)), at, _of(elbows, side))

    return Pose(
        chest.plus(along(head_at), NECK),
        along(head_at + 90 + look),
        chest,
        hips,
        arm_of(LEFT),
        arm_of(RIGHT),
        leg_of(LEFT),
        leg_of(RIGHT),
        waist,
    )


def along(lean: float) -> Point:
    """One metre upward and so many degrees forward."""
    angle = math.radians(lean)
    return Point(0, math.sin(angle), math.cos(angle))


def turned(pose: Pose, degrees: float) -> Pose:
    """The same, turned to its right: for a camera that sees it half from the front and half from its left."""
    angle = math.radians(degrees)

    def point(one: Point) -> Point:
        return Point(
            one.x * math.cos(angle) - one.y * math.sin(angle), one.x * math.sin(angle) + one.y * math.cos(angle), one.z
        )

    def limb(one: Limb) -> Limb:
        return Limb(point(one.root), point(one.middle), point(one.end), point(one.tip))

    return replace(
        pose,
        head=point(pose.head),
        face=point(pose.face),
        chest=point(pose.chest),
        hips=point(pose.hips),
        left_arm=limb(pose.left_arm),
        right_arm=limb(pose.right_arm),
        left_leg=limb(pose.left_leg),
        right_leg=limb(pose.right_leg),
    )


def raised(pose: Pose, by: Point) -> Pose:
    """The same pose elsewhere."""

    def limb(one: Limb) -> Limb:
        return Limb(one.root.plus(by), one.middle.plus(by), one.end.plus(by), one.tip.plus(by))

    return replace(
        pose,
        head=pose.head.plus(by),
        chest=pose.chest.plus(by),
        hips=pose.hips.plus(by),
        left_arm=limb(pose.left_arm),
        right_arm=limb(pose.right_arm),
        left_leg=limb(pose.left_leg),
        right_leg=limb(pose.right_leg),
    )


def _of(both: Sides, side: int) -> Point:
    # A Point is a tuple as well.
    if isinstance(both, Point):
        return Point(side * both.x, both.y, both.z)
    return both[0] if side == LEFT else both[1]
