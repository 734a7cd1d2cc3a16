"""How exercises begin and end: a pose for how far through each the figure is, from 0 to 1, and what it holds."""

import math
from collections.abc import Callable

from drawings.figure import ANKLE, HIP, NECK, SHANK, SHOULDER, THIGH, TRUNK, Limb, Point, Pose, arm, leg
from drawings.poses import LEFT, RIGHT

FOOT = Point(0.02, 0.17, -0.05)
TALL = ANKLE + SHANK + THIGH - 0.008  # how high the hips are when standing
BACK = Point(0.5, -1, 0)
Hands = Callable[[Point, int, float], Point]  # from between the shoulders, the side and how far: where a hand is


def upright(
    share: float,
    *,
    drop: float,
    back: float,
    lean: float,
    hands: Hands,
    wide: float = 0.145,
    feet: tuple[float, float] = (0.0, 0.0),
    lift: float = 0.0,
    elbows: Point = BACK,
) -> Pose:
    """On the feet. drop, back: how far the hips go down and back, in metres; lean: of the upper body, in degrees.

    feet: how far forward the left and the right foot stand; one that stands back is on its toes. lift: into the air.
    """
    tilt = math.radians(lean * share)
    hips = Point(0, -back * share + sum(feet) / 2, TALL - drop * share + lift * share)
    chest = hips.plus(Point(0, math.sin(tilt), math.cos(tilt)), TRUNK)

    def leg_of(side: int) -> Limb:
        forward = feet[0 if side == LEFT else 1]
        is_behind = forward < -0.2
        height = ANKLE + lift * share + (0.1 if is_behind else 0.0)
        toes = Point(0, 0.1, -0.13) if is_behind or lift * share > 0 else Point(side * 0.03, 0.17, -0.05)
        out = Point(side * (0.1 + 0.3 * drop * share), 1, 0)
        return leg(hips.plus(Point(side * HIP, 0, 0)), Point(side * wide, forward, height), out, toes)

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, hands(chest, side, share), Point(side * elbows.x, elbows.y, elbows.z))

    head = chest.plus(Point(0, math.sin(tilt / 2), math.cos(tilt / 2)), NECK)
    face = Point(0, math.cos(tilt / 2), -math.sin(tilt / 2))
    return Pose(head, face, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))


# ---- where hands are


def hang(chest: Point, side: int, share: float) -> Point:
    """Straight down from the shoulders."""
    return chest.plus(Point(side * (SHOULDER + 0.05), 0.02, -0.575))


def in_front(chest: Point, side: int, share: float) -> Point:
    """From hanging to straight forward."""
    angle = math.radians(88 * share)
    return chest.plus(Point(side * SHOULDER, 0.58 * math.sin(angle), -0.58 * math.cos(angle)))


def at_chest(chest: Point, side: int, share: float) -> Point:
    """Both before the breastbone."""
    return chest.plus(Point(side * 0.05, 0.2, -0.1))


def on_stick(chest: Point, side: int, share: float) -> Point:
    """On a stick behind the back: one hand at the neck, the other at the seat."""
    angle = math.radians(62 * share)
    down = Point(0, math.sin(angle), math.cos(angle))
    behind = Point(0, -down.z, down.y)
    return chest.plus(down, 0.06 if side == LEFT else -0.4).plus(behind, 0.16).plus(Point(side * 0.03, 0, 0))


def at_shoulders(chest: Point, side: int, share: float) -> Point:
    """Beside the shoulders, before the body."""
    return chest.plus(Point(side * (SHOULDER + 0.02), 0.14, 0.02))


def behind_neck(chest: Point, side: int, share: float) -> Point:
    """On a bar that lies on the shoulders."""
    return chest.plus(Point(side * (SHOULDER + 0.12), -0.06, 0.05))


def pressed(chest: Point, side: int, share: float) -> Point:
    """From the shoulders to straight overhead."""
    return chest.plus(Point(side * (SHOULDER + 0.04), 0.14 - 0.12 * share, 0.04 + 0.54 * share))


def curled(chest: Point, side: int, share: float) -> Point:
    """From hanging to before the shoulders, the elbows where they are."""
    angle = math.radians(8 + 128 * share)
    elbow = chest.plus(Point(side * (SHOULDER + 0.03), 0, -0.29))
    return elbow.plus(Point(0, 0.29 * math.sin(angle), -0.29 * math.cos(angle)))


def rowed(chest: Point, side: int, share: float) -> Point:
    """From hanging to beside the ribs."""
    return chest.plus(Point(side * (SHOULDER + 0.05), 0.02 - 0.2 * share, -0.57 + 0.36 * share))


def swung(chest: Point, side: int, share: float) -> Point:
    """From between the knees to before the breast: share 1 is the bottom, where the back leans."""
    angle = math.radians(84 - 96 * share)
    return chest.plus(Point(side * 0.05, 0.56 * math.sin(angle), -0.56 * math.cos(angle)))


# ---- on the floor


def bridge(share: float) -> Pose:
    """On the back with bent knees; the hips come up until shoulders, hips and knees are one line."""
    hips = Point(0, -0.02, 0.11 + 0.24 * share)
    chest = Point(0, hips.y - math.sqrt(TRUNK**2 - (hips.z - 0.12) ** 2), 0.12)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        return leg(hip, Point(side * HIP, 0.43, ANKLE), Point(0, 0.3, 1), FOOT)

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, Point(side * (SHOULDER + 0.08), shoulder.y + 0.56, 0.05), Point(side, 0, 0))

    head = chest.plus(Point(0, -NECK, 0.01))
    return Pose(head, Point(0, 0.1, 1), chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))


def on_all_fours(share: float, *, reach: bool) -> Pose:
    """On hands and knees. reach: one arm and the leg across go out, else the back is as it is."""
    hips, chest = Point(0, -0.24, 0.51), Point(0, 0.23, 0.57)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        if reach and side == LEFT:
            away = Point(side * HIP, hips.y - 0.4 - 0.44 * share, 0.09 + 0.42 * share)
            return leg(hip, away, Point(0, 0.3, -1), Point(0, -0.16, -0.04))
        return leg(hip, Point(side * HIP, hips.y - 0.4, 0.09), Point(0, 0.3, -1), Point(0, -0.16, -0.04))

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        hand = Point(side * SHOULDER, chest.y + 0.02, 0.03)
        if reach and side == RIGHT:
            hand = Point(side * SHOULDER, chest.y + 0.02 + 0.56 * share, 0.03 + 0.55 * share)
        return arm(shoulder, hand, Point(0, -1, 0))

    head = chest.plus(Point(0, NECK, 0.03))
    face = Point(0, 0.5, -0.85)
    return Pose(head, face, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))
