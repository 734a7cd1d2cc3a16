"""What a figure holds, as strokes that lie over it: weights, and what is pulled."""

import itertools
import math

from drawings.figure import Point, Pose
from drawings.palette import BAND, HUB, STEEL
from drawings.strokes import Camera, Stroke
from drawings.things import cable, line

PLATE_M = 0.27
HEAD_M = 0.1  # of a dumbbell


def bar(pose: Pose, camera: Camera) -> list[Stroke]:
    """A barbell in both hands."""
    return bar_at(_middle(pose), camera)


def bar_at(place: Point, camera: Camera) -> list[Stroke]:
    """A barbell whose middle is there: from the side one sees its plate."""
    if camera.view.startswith("side"):
        return [line(camera, place, place, PLATE_M, STEEL), line(camera, place, place, 0.08, HUB)]
    return [line(camera, place.plus(Point(0.6, 0, 0)), place.plus(Point(-0.6, 0, 0)), 0.04, STEEL)]


def grip(pose: Pose, camera: Camera) -> list[Stroke]:
    """A bar without plates, from its end."""
    place = _middle(pose)
    return [line(camera, place, place, 0.1, STEEL), line(camera, place, place, 0.04, HUB)]


def dumbbells(pose: Pose, camera: Camera) -> list[Stroke]:
    """One in each hand."""
    return [stroke for hand in (pose.right_arm.end, pose.left_arm.end) for stroke in _dumbbell(camera, hand)]


def left_dumbbell(pose: Pose, camera: Camera) -> list[Stroke]:
    """One in the left hand."""
    return _dumbbell(camera, pose.left_arm.end)


def upright_dumbbell(pose: Pose, camera: Camera) -> list[Stroke]:
    """One that both hands hold by its upper end."""
    return _dumbbell(camera, _middle(pose).plus(Point(0, 0.05, -0.08)), Point(0, 0, 0.1))


def end_on_dumbbells(pose: Pose, camera: Camera) -> list[Stroke]:
    """Two that point at whoever looks from the side: the far one, and the near one's head."""
    return [
        stroke
        for hand in (pose.right_arm.end, pose.left_arm.end)
        for stroke in (line(camera, hand, hand, 0.17, STEEL), line(camera, hand, hand, 0.06, HUB))
    ]


def kettlebell(pose: Pose, camera: Camera) -> list[Stroke]:
    """One in both hands."""
    return _kettlebell(camera, _middle(pose))


def left_kettlebell(pose: Pose, camera: Camera) -> list[Stroke]:
    """One in the left hand."""
    return _kettlebell(camera, pose.left_arm.end)


def racked_kettlebells(pose: Pose, camera: Camera) -> list[Stroke]:
    """Two that lie on the outside of the forearms."""
    found = []
    for hand, side in ((pose.right_arm, -1), (pose.left_arm, 1)):
        out = hand.end.minus(pose.chest)
        bell = hand.end.plus(Point(out.x, out.y * 0.2, 0).scaled(0.1)).plus(Point(0.02 * side, 0, -0.03))
        found += [line(camera, hand.end, bell, 0.05, STEEL), line(camera, bell, bell, 0.16, STEEL)]
    return found


def stick(pose: Pose, camera: Camera) -> list[Stroke]:
    """A stick along the back that touches head, back and seat."""
    way = pose.chest.minus(pose.hips).scaled(1)
    behind = Point(0, -way.z, way.y).scaled(0.13)
    low = pose.hips.plus(way, -0.12).plus(behind)
    return [line(camera, low, low.plus(way, 0.98), 0.035, BAND)]


def band_from(anchor: Point, pose: Pose, camera: Camera) -> list[Stroke]:
    """A band from its anchor to both hands."""
    return [cable(camera, anchor, arm.end, 0.028) for arm in (pose.right_arm, pose.left_arm)]


def rope(pose: Pose, camera: Camera, *, is_below: bool) -> list[Stroke]:
    """A skipping rope, overhead or under the feet, of somebody who is seen from the front."""
    left, right = pose.left_arm.end, pose.right_arm.end
    high = pose.head.z + 0.42
    low = 0.03
    found = []
    places = []
    for at in range(19):
        turn = math.pi * at / 18
        across = math.cos(turn)
        wide = left.x * across + (0.16 * math.sin(2 * turn) if not is_below else 0.1 * math.sin(2 * turn))
        bow = math.sin(turn) ** 0.7
        height = left.z + ((low if is_below else high) - left.z) * bow
        places.append(Point(wide, 0, height))
    places[0], places[-1] = left, right
    for one, other in itertools.pairwise(places):
        found.append(cable(camera, one, other, 0.025))
    return found


def _dumbbell(camera: Camera, hand: Point, way: Point | None = None) -> list[Stroke]:
    side = camera.view.startswith("side")
    half = way or (Point(0, 0.1, 0) if side else Point(0.1, 0, 0))
    thick = half.scaled(half.length - 0.03)
    handle = line(camera, hand.plus(half), hand.plus(half, -1), 0.045, STEEL)
    across = Point(0, -half.z, half.y) if side else Point(-half.z, 0, half.x)
    heads = []
    for end in (1, -1):
        at = hand.plus(thick, end)
        heads.append(line(camera, at.plus(across.scaled(0.035)), at.plus(across.scaled(0.035), -1), 0.065, STEEL))
    return [handle, *heads]


def _kettlebell(camera: Camera, hand: Point) -> list[Stroke]:
    below = hand.plus(Point(0, 0, -0.1))
    return [
        line(camera, hand, below, 0.06, STEEL),
        line(camera, below, below, 0.19, STEEL),
        line(camera, hand, hand, 0.03, HUB),
    ]


def _middle(pose: Pose) -> Point:
    both = pose.left_arm.end.plus(pose.right_arm.end)
    return both.scaled(both.length / 2)
