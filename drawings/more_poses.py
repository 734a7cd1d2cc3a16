"""Poses of the later protocols: standing, seated and on the floor. Only their first and last moments are drawn."""

import math

from drawings.figure import ANKLE, HIP, NECK, SHANK, SHOULDER, THIGH, TRUNK, Limb, Point, Pose, arm, leg
from drawings.poses import FORWARD, LEFT, RIGHT, overhead_squat, single_leg_stance

FOOT = Point(0.02, 0.17, -0.05)
SEAT_M = 0.45  # a chair's height: where the hips are when sitting


def bend_and_lift(depth: float) -> Pose:
    """The squat with the arms hanging down, and the back a little lower."""
    squat = overhead_squat(depth)

    def arm_of(side: int) -> Limb:
        shoulder = squat.chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, shoulder.plus(Point(side * 0.06, 0.05 + 0.1 * depth, -0.57)), Point(side * 0.4, -1, 0))

    return Pose(
        squat.head, FORWARD, squat.chest, squat.hips, arm_of(LEFT), arm_of(RIGHT), squat.left_leg, squat.right_leg
    )


def hurdle_step(lift: float) -> Pose:
    """Hands on the hips; one knee is lifted to the height of the hip."""
    stance = single_leg_stance(lift, LEFT)
    hip = stance.hips.plus(Point(RIGHT * HIP, 0, 0))
    ankle = Point(RIGHT * 0.1, 0.36 * lift, ANKLE + 0.42 * lift)
    lifted = leg(hip, ankle, FORWARD, Point(0, 0.17, -0.05 - 0.06 * lift))
    return Pose(stance.head, FORWARD, stance.chest, stance.hips, *_hands_on_hips(stance), stance.left_leg, lifted)


def step_up(share: float) -> Pose:
    """Before a step, and with one foot on it."""
    stance = hurdle_step(0)
    hip = stance.hips.plus(Point(RIGHT * HIP, 0, 0))
    ankle = Point(RIGHT * 0.09, 0.34 * share, ANKLE + 0.305 * share)
    return Pose(
        stance.head,
        FORWARD,
        stance.chest,
        stance.hips,
        *_hanging(stance.chest),
        stance.left_leg,
        leg(hip, ankle, FORWARD, Point(0.02, 0.17, -0.05)),
    )


def chair_stand(share: float) -> Pose:
    """From sitting to standing with crossed arms."""
    if share >= 1:
        return _crossed(single_leg_stance(0, LEFT))
    hips = Point(0, -0.36, SEAT_M + 0.07)
    return _crossed(_seated(hips, lean=0.12))


def seated_turn(share: float) -> Pose:
    """Sitting upright with crossed arms; the upper body turns, the knees do not."""
    pose = _crossed(_seated(Point(0, 0, SEAT_M + 0.07), lean=0.0))
    turn = math.radians(50 * share)

    def turned(point: Point) -> Point:
        x, y = point.x - pose.hips.x, point.y - pose.hips.y
        return Point(
            pose.hips.x + x * math.cos(turn) - y * math.sin(turn),
            pose.hips.y + x * math.sin(turn) + y * math.cos(turn),
            point.z,
        )

    def limb(of: Limb) -> Limb:
        return Limb(turned(of.root), turned(of.middle), turned(of.end), turned(of.tip))

    face = Point(-math.sin(turn), math.cos(turn), 0)
    return Pose(
        turned(pose.head),
        face,
        pose.chest,
        pose.hips,
        limb(pose.left_arm),
        limb(pose.right_arm),
        pose.left_leg,
        pose.right_leg,
    )


def sit_and_reach(share: float) -> Pose:
    """On the floor with straight legs, reaching forward."""
    hips = Point(0, -0.5, 0.12)
    lean = math.radians(6 + 52 * share)
    chest = hips.plus(Point(0, math.sin(lean), math.cos(lean)), TRUNK)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        return leg(hip, Point(side * HIP, hips.y + SHANK + THIGH - 0.01, 0.1), Point(0, 0, 1), Point(0, 0.03, 0.18))

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, shoulder.plus(Point(-side * 0.12, 0.53, -0.2 - 0.02 * share)), Point(0, 0, -1))

    head = chest.plus(Point(0, math.sin(lean * 1.15), math.cos(lean * 1.15)), NECK)
    face = Point(0, math.cos(lean), -math.sin(lean))
    return Pose(head, face, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))


def curl_up(share: float) -> Pose:
    """On the back with bent knees; head and shoulders come up."""
    hips = Point(0, 0.0, 0.12)
    rise = math.radians(4 + 26 * share)
    chest = hips.plus(Point(0, -math.cos(rise), math.sin(rise)), TRUNK)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        return leg(hip, Point(side * HIP, 0.52, ANKLE), Point(0, 0.3, 1), Point(0, 0.17, -0.05))

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, shoulder.plus(Point(side * 0.04, 0.56, -0.02 - 0.1 * share)), Point(side, 0, 0.2))

    head = chest.plus(Point(0, -math.cos(rise + 0.35 * share), math.sin(rise + 0.35 * share)), NECK)
    face = Point(0, math.sin(rise + 0.5 * share), math.cos(rise + 0.5 * share))
    return Pose(head, face, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))


def front_plank(share: float) -> Pose:
    """On the forearms; from lying to one straight line on the toes."""
    ankle = Point(0, -0.88, 0.13)
    length = SHANK + THIGH + TRUNK - 0.001
    height = 0.1 + 0.22 * share - 0.03
    line = Point(0, math.sqrt(length**2 - height**2), height).scaled(1)
    chest, hips = ankle.plus(line, length), ankle.plus(line, SHANK + THIGH - 0.001)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        return leg(hip, ankle.plus(Point(side * 0.07, 0, 0)), Point(0, 0, -1), Point(0, 0.05, -0.1))

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        elbow = Point(shoulder.x, shoulder.y + 0.02, 0.04)
        hand = Point(shoulder.x - side * 0.04, shoulder.y + 0.3, 0.04)
        return Limb(shoulder, elbow, hand, hand)

    up = Point(0, -line.z, line.y)
    head = chest.plus(line, NECK - 0.02).plus(up, 0.05)
    face = up.scaled(-1).plus(line, 0.4).scaled(1)
    return Pose(head, face, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))


def side_plank(share: float) -> Pose:
    """On one forearm, the front to the camera; the hips come up into one line."""
    feet = Point(0, -0.75, 0.1)
    chest = Point(0, feet.y + 1.28, 0.4)
    middle = feet.plus(chest.minus(feet), (SHANK + THIGH) / (SHANK + THIGH + TRUNK))
    hips = Point(0, middle.y, 0.14 + (middle.z - 0.14) * share)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(0.02 * side, 0, 0.05 * side))
        return leg(hip, feet.plus(Point(0.02 * side, 0, 0.04 * side)), Point(1, 0, 0), Point(0.12, -0.03, 0))

    low = chest.plus(Point(0, 0, -0.15))
    elbow = Point(0, low.y + 0.02, 0.04)
    below = Limb(low, elbow, Point(0.28, elbow.y, 0.04), Point(0.28, elbow.y, 0.04))
    top = chest.plus(Point(0, 0, 0.13))
    along = arm(top, hips.plus(Point(0.04, 0.05, 0.11)), Point(1, 0, 0.4))
    head = chest.plus(Point(0, 0.18, 0.09))
    return Pose(head, Point(1, 0, 0), chest, hips, along, below, leg_of(LEFT), leg_of(RIGHT))


def _seated(hips: Point, lean: float) -> Pose:
    chest = hips.plus(Point(0, math.sin(lean), math.cos(lean)), TRUNK)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        return leg(hip, Point(side * 0.1, hips.y + THIGH, ANKLE), Point(0, 0.6, 1), FOOT)

    head = chest.plus(Point(0, 0.01, NECK))
    return Pose(head, FORWARD, chest, hips, *_hanging(chest), leg_of(LEFT), leg_of(RIGHT))


def _crossed(pose: Pose) -> Pose:
    def arm_of(side: int) -> Limb:
        shoulder = pose.chest.plus(Point(side * SHOULDER, 0, 0))
        hand = pose.chest.plus(Point(-side * 0.1, 0.16, -0.1 if side == LEFT else -0.06))
        return arm(shoulder, hand, Point(side * 1.2, 0.2, -1))

    return Pose(pose.head, pose.face, pose.chest, pose.hips, arm_of(LEFT), arm_of(RIGHT), pose.left_leg, pose.right_leg)


def _hands_on_hips(pose: Pose) -> tuple[Limb, Limb]:
    def arm_of(side: int) -> Limb:
        shoulder = pose.chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, pose.hips.plus(Point(side * 0.15, 0.05, 0.06)), Point(side, -0.4, 0))

    return arm_of(LEFT), arm_of(RIGHT)


def _hanging(chest: Point) -> tuple[Limb, Limb]:
    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, shoulder.plus(Point(side * 0.06, 0.04, -0.57)), Point(side * 0.4, -1, 0))

    return arm_of(LEFT), arm_of(RIGHT)
