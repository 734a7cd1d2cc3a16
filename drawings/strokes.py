"""A pose looked at from one side, as strokes with round ends: what SVGs and frames are made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from drawings.figure import Limb, Point, Pose
from drawings.palette import HAIR, SHORTS, SHORTS_FAR, SKIN, SKIN_FAR, TOP, TOP_FAR


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line with round ends; one whose ends meet is a disc. x to the right, y down, in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Camera:
    """From where, and how much is seen. `middle` and `floor` say where in the picture the figure's feet are."""

    view: str  # front | side_left | side_right | back
    width: int
    height: int
    metre: float  # in pixels
    middle: float
    floor: float

    def see(self, point: Point) -> tuple[float, float]:
        """Where a point is in the picture."""
        across = {"front": point.x, "back": -point.x, "side_left": -point.y, "side_right": point.y}[self.view]
        return self.middle + across * self.metre, self.floor - point.z * self.metre

    def closer(self, times: float) -> "Camera":
        """The same picture with more pixels."""
        return Camera(
            self.view,
            round(self.width * times),
            round(self.height * times),
            self.metre * times,
            self.middle * times,
            self.floor * times,
        )

    def near(self, point: Point) -> float:
        """More for what is nearer."""
        return {"front": point.y, "back": -point.y, "side_left": point.x, "side_right": -point.x}[self.view]


def strokes(pose: Pose, camera: Camera) -> list[Stroke]:
    """All of it, what is far first."""
    parts = sorted(_parts(pose, camera), key=lambda part: part[0])
    return [stroke for _, stroke in parts]


def _parts(pose: Pose, camera: Camera) -> Iterator[tuple[float, Stroke]]:
    """Each stroke with how near it is. What is worn lies over what wears it, whichever is nearer."""
    for limb in (pose.left_leg, pose.right_leg):
        thigh = _near(camera, limb.root, limb.middle)
        skin, shorts = _of_side(pose, camera, limb, SKIN, SKIN_FAR), _of_side(pose, camera, limb, SHORTS, SHORTS_FAR)
        half = _between(limb.root, limb.middle, 0.55)
        yield _near(camera, limb.middle, limb.end), _stroke(camera, limb.middle, limb.end, 0.095, skin)
        yield _near(camera, limb.end, limb.tip), _stroke(camera, limb.end, limb.tip, 0.08, skin)
        yield thigh, _stroke(camera, limb.root, limb.middle, 0.125, skin)
        yield thigh + 0.001, _stroke(camera, limb.root, half, 0.15, shorts)
    for limb in (pose.left_arm, pose.right_arm):
        upper = _near(camera, limb.root, limb.middle) + 0.02
        skin, top = _of_side(pose, camera, limb, SKIN, SKIN_FAR), _of_side(pose, camera, limb, TOP, TOP_FAR)
        yield upper, _stroke(camera, limb.root, limb.middle, 0.09, skin)
        yield upper + 0.001, _stroke(camera, limb.root, _between(limb.root, limb.middle, 0.35), 0.11, top)
        yield _near(camera, limb.middle, limb.end) + 0.02, _stroke(camera, limb.middle, limb.end, 0.075, skin)
    yield from _trunk(pose, camera)
    yield from _head(pose, camera)


def _trunk(pose: Pose, camera: Camera) -> Iterator[tuple[float, Stroke]]:
    depth = _near(camera, pose.hips, pose.chest)
    left, right = pose.left_arm.root, pose.right_arm.root
    waist, ribs = _between(pose.hips, pose.chest, 0.28), _between(pose.hips, pose.chest, 0.8)
    hips = _stroke(camera, pose.left_leg.root, pose.right_leg.root, 0.17, SHORTS)
    yield _near(camera, pose.left_leg.root, pose.right_leg.root), hips
    for side in (left, right):
        out = side.minus(pose.chest)
        if pose.waist:
            bent = pose.waist.plus(out, 0.34)
            yield depth + 0.003, _stroke(camera, pose.hips.plus(out, 0.2), bent, 0.19, TOP)
            yield depth + 0.003, _stroke(camera, bent, ribs.plus(out, 0.45), 0.2, TOP)
        else:
            yield depth + 0.003, _stroke(camera, ribs.plus(out, 0.45), waist.plus(out, 0.28), 0.2, TOP)
    shoulders = _stroke(camera, _between(left, right, 0.1), _between(right, left, 0.1), 0.15, TOP)
    yield depth + 0.004, shoulders


def _head(pose: Pose, camera: Camera) -> Iterator[tuple[float, Stroke]]:
    """Skin where the face is and hair behind it: so that front and back differ."""
    depth = _near(camera, pose.head, pose.head)
    up = pose.head.minus(pose.chest).scaled(1)
    hair = pose.head.plus(pose.face, -0.012).plus(up, 0.012)
    face = pose.head.plus(pose.face, 0.03).plus(up, -0.018)
    yield depth - 0.02, _stroke(camera, pose.chest, pose.head, 0.085, SKIN)
    yield depth, _stroke(camera, hair, hair, 0.22, HAIR)
    yield depth + camera.near(pose.face) * 0.01 + 0.001, _stroke(camera, face, face, 0.185, SKIN)


def _stroke(camera: Camera, one: Point, other: Point, width: float, colour: str) -> Stroke:
    return Stroke(*camera.see(one), *camera.see(other), width * camera.metre, colour)


def _near(camera: Camera, one: Point, other: Point) -> float:
    return (camera.near(one) + camera.near(other)) / 2


def _between(one: Point, other: Point, share: float) -> Point:
    return one.plus(other.minus(one), share)


def _of_side(pose: Pose, camera: Camera, limb: Limb, colour: str, far: str) -> str:
    """Duller where a limb is beyond the body, as seen from the side."""
    is_far = camera.view.startswith("side") and camera.near(limb.root) < camera.near(pose.hips)
    return far if is_far else colour
