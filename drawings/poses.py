"""The movements of the built-in protocols: a pose for how far through each of them the figure is, from 0 to 1."""

import math

from drawings.figure import ANKLE, HIP, NECK, SHANK, SHOULDER, THIGH, TRUNK, Limb, Point, Pose, arm, leg

LEFT, RIGHT = 1, -1
FORWARD = Point(0, 1, 0)


def overhead_squat(depth: float) -> Pose:
    """Arms overhead all the time; hips back and down, knees over the toes."""
    lean = math.radians(32 * depth)
    hips = Point(0, -0.33 * depth, ANKLE + SHANK + THIGH - 0.008 - 0.43 * depth)
    up = Point(0, math.sin(lean), math.cos(lean))
    chest = hips.plus(up, TRUNK)
    raised = math.radians(22 * depth)  # the arms stay closer to upright than the back
    reach = Point(0, math.sin(raised), math.cos(raised))

    def leg_of(side: int) -> Limb:
        out = Point(side * (0.1 + 0.25 * depth), 1, 0)
        ankle = Point(side * 0.145, 0, ANKLE)
        return leg(hips.plus(Point(side * HIP, 0, 0)), ankle, out, Point(side * 0.03, 0.17, -0.05))

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, shoulder.plus(reach, 0.585).plus(Point(side * 0.07, 0, 0)), Point(side, -0.3, 0))

    head = chest.plus(Point(0, math.sin(lean / 2), math.cos(lean / 2)), NECK)
    return Pose(head, FORWARD, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))


def push_up(depth: float) -> Pose:
    """One line from the ankles to the shoulders that turns about the toes; the hands stay where they are."""
    ankle = Point(0, -0.88, 0.13)
    length = SHANK + THIGH + TRUNK - 0.001
    height = 0.56 - 0.2 * depth - ankle.z
    line = Point(0, math.sqrt(length**2 - height**2), height).scaled(1)
    chest = ankle.plus(line, length)
    hips = ankle.plus(line, SHANK + THIGH - 0.001)
    up = Point(0, -line.z, line.y)

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        return leg(hip, ankle.plus(Point(side * 0.07, 0, 0)), Point(0, 0, -1), Point(0, 0.05, -0.1))

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        return arm(shoulder, Point(side * (SHOULDER + 0.02), 0.4, 0.03), Point(side * 0.4, -1, 0.2))

    head = chest.plus(line, NECK - 0.02).plus(up, 0.05)
    face = up.scaled(-1).plus(line, 0.4).scaled(1)
    return Pose(head, face, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))


def single_leg_stance(lift: float, stands_on: int) -> Pose:
    """Arms crossed over the chest; the weight moves over the one foot while the other is lifted beside its ankle."""
    hips = Point(stands_on * 0.075 * lift, 0, ANKLE + SHANK + THIGH - 0.006)
    chest = hips.plus(Point(-stands_on * 0.012 * lift, 0.01, TRUNK).scaled(TRUNK))

    def leg_of(side: int) -> Limb:
        hip = hips.plus(Point(side * HIP, 0, 0))
        if side == stands_on:
            return leg(hip, Point(side * 0.09, 0, ANKLE), FORWARD, Point(side * 0.02, 0.17, -0.05))
        ankle = Point(side * (0.09 - 0.03 * lift), -0.12 * lift, ANKLE + 0.26 * lift)
        return leg(hip, ankle, FORWARD, Point(side * 0.02, 0.17 - 0.05 * lift, -0.05 - 0.07 * lift))

    def arm_of(side: int) -> Limb:
        shoulder = chest.plus(Point(side * SHOULDER, 0, 0))
        hand = chest.plus(Point(-side * 0.1, 0.16, -0.1 if side == LEFT else -0.06))
        return arm(shoulder, hand, Point(side * 1.2, 0.2, -1))

    head = chest.plus(Point(0, 0.01, NECK))
    return Pose(head, FORWARD, chest, hips, arm_of(LEFT), arm_of(RIGHT), leg_of(LEFT), leg_of(RIGHT))
