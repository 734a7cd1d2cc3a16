"""A figure: its measures, and how limbs bend between where they begin and where they must reach."""

import math
from dataclasses import dataclass
from typing import NamedTuple

# Metres, of somebody 1.75 m tall.
SHANK = 0.42
THIGH = 0.43
TRUNK = 0.48
UPPER_ARM = 0.29
FOREARM = 0.30  # to the middle of the hand
HIP = 0.095  # from the middle to a hip joint
SHOULDER = 0.185
ANKLE = 0.08
NECK = 0.19  # from between the shoulders to the middle of the head


class Point(NamedTuple):
    """A place in space: to the figure's left, forward, up; in metres from the floor between the feet."""

    x: float
    y: float
    z: float

    def plus(self, other: "Point", times: float = 1) -> "Point":
        """This place moved."""
        return Point(self.x + times * other.x, self.y + times * other.y, self.z + times * other.z)

    def minus(self, other: "Point") -> "Point":
        """The way from the other to this one."""
        return self.plus(other, -1)

    def dot(self, other: "Point") -> float:
        """How far two ways go together."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    @property
    def length(self) -> float:
        """How far it is."""
        return math.sqrt(self.dot(self))

    def scaled(self, length: float) -> "Point":
        """The same way, that long."""
        return Point(0, 0, 0).plus(self, length / (self.length or 1))


@dataclass(frozen=True, slots=True)
class Limb:
    """An arm or a leg."""

    root: Point
    middle: Point
    end: Point
    tip: Point  # of the foot; a hand has none of its own


@dataclass(frozen=True, slots=True)
class Pose:
    """Where everything is."""

    head: Point
    face: Point  # which way it looks
    chest: Point  # between the shoulders
    hips: Point
    left_arm: Limb
    right_arm: Limb
    left_leg: Limb
    right_leg: Limb
    waist: Point | None = None  # where a trunk that is not straight bends


def bend(root: Point, end: Point, upper: float, lower: float, towards: Point) -> tuple[Point, Point]:
    """The joint between, bent towards a side, and the end as near to where it should be as the limb reaches."""
    way = end.minus(root)
    distance = min(way.length, upper + lower - 1e-6)
    along = way.scaled(1)
    end = root.plus(along, distance)
    near = (upper**2 - lower**2 + distance**2) / (2 * distance)
    out = math.sqrt(max(0.0, upper**2 - near**2))
    side = towards.plus(along, -towards.dot(along)).scaled(1)
    return root.plus(along, near).plus(side, out), end


def leg(hip: Point, ankle: Point, knee_towards: Point, toes: Point) -> Limb:
    """toes: from the ankle to the tip of the foot."""
    knee, ankle = bend(hip, ankle, THIGH, SHANK, knee_towards)
    return Limb(hip, knee, ankle, ankle.plus(toes))


def arm(shoulder: Point, hand: Point, elbow_towards: Point) -> Limb:
    """From the shoulder to the hand."""
    elbow, hand = bend(shoulder, hand, UPPER_ARM, FOREARM, elbow_towards)
    return Limb(shoulder, elbow, hand, hand)
