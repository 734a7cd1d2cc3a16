"""Which pose shows which of our exercises, from where it is seen, and what is held."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from drawings import exercise_poses as poses
from drawings import more_poses, svg, things
from drawings.figure import Point, Pose
from drawings.poses import LEFT, push_up, single_leg_stance
from drawings.strokes import Camera, Stroke, strokes

SIDE = Camera(view="side_left", width=320, height=240, metre=100, middle=160, floor=222)
FRONT = replace(SIDE, view="front")
LYING = replace(SIDE, metre=165, middle=152, floor=190)
STEEL = "#aab6ba"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An exercise: its pose, the camera, and what it holds: dumbbells, one kettlebell or a bar."""

    pose: Callable[[float], Pose]
    camera: Camera = SIDE
    holds: str = ""
    behind: Callable[[Camera], list[Stroke]] | None = None


def _up(**how: Any) -> Callable[[float], Pose]:
    return partial(poses.upright, **how)


SQUAT: dict[str, Any] = {"drop": 0.43, "back": 0.3, "lean": 30}
HINGE: dict[str, Any] = {"drop": 0.1, "back": 0.26, "lean": 72}
LUNGE: dict[str, Any] = {"drop": 0.36, "back": 0.0, "lean": 4, "feet": (0.32, -0.42), "wide": 0.1}
STILL: dict[str, Any] = {"drop": 0.0, "back": 0.0, "lean": 0}
DRAWN: dict[str, Drawn] = {
    "bodyweight-squat": Drawn(_up(**SQUAT, hands=poses.in_front)),
    "goblet-squat": Drawn(_up(**SQUAT, hands=poses.at_chest), holds="kettlebell"),
    "front-squat": Drawn(_up(**SQUAT, hands=poses.at_shoulders, elbows=Point(0, 1, -0.3)), holds="bar"),
    "back-squat": Drawn(
        _up(**{**SQUAT, "lean": 36}, hands=poses.behind_neck, elbows=Point(0.2, -0.6, -1)), holds="bar"
    ),
    "box-squat": Drawn(_up(**SQUAT, hands=poses.in_front), behind=lambda camera: things.chair(camera, -0.42)),
    "hip-hinge": Drawn(_up(**{**HINGE, "lean": 62}, hands=poses.at_chest)),
    "romanian-deadlift": Drawn(_up(**HINGE, hands=poses.hang), holds="bar"),
    "deadlift": Drawn(_up(drop=0.26, back=0.3, lean=52, hands=poses.hang), holds="bar"),
    "kettlebell-deadlift": Drawn(_up(drop=0.28, back=0.3, lean=52, hands=poses.hang), holds="kettlebell"),
    "kettlebell-swing": Drawn(_up(**{**HINGE, "lean": 62}, hands=poses.swung), holds="kettlebell"),
    "split-squat": Drawn(_up(**LUNGE, hands=poses.hang)),
    "reverse-lunge": Drawn(_up(**LUNGE, hands=poses.at_chest)),
    "walking-lunge": Drawn(_up(**LUNGE, hands=poses.hang), holds="dumbbells"),
    "step-up": Drawn(more_poses.step_up, behind=lambda camera: things.step(camera, 0.2, 0.3)),
    "push-up": Drawn(push_up, LYING),
    "shoulder-press": Drawn(_up(**STILL, hands=poses.pressed, elbows=Point(0.5, 0.3, -1)), FRONT, "dumbbells"),
    "overhead-press": Drawn(_up(**STILL, hands=poses.pressed), SIDE, "bar"),
    "biceps-curl": Drawn(_up(**STILL, hands=poses.curled), SIDE, "dumbbells"),
    "bent-over-row": Drawn(
        lambda share: poses.upright(
            1, drop=0.12, back=0.26, lean=62, hands=lambda chest, side, _: poses.rowed(chest, side, share)
        ),
        holds="bar",
    ),
    "farmers-carry": Drawn(
        lambda share: poses.upright(0, **STILL, hands=poses.hang, feet=(0.2 * share, -0.19 * share)),
        holds="dumbbells",
    ),
    "march": Drawn(more_poses.hurdle_step),
    "squat-jump": Drawn(
        lambda share: (
            poses.upright(1, **SQUAT, hands=poses.hang)
            if share < 1
            else poses.upright(1, **STILL, hands=poses.hang, lift=0.22)
        )
    ),
    "single-leg-stand": Drawn(lambda share: single_leg_stance(share, LEFT), FRONT),
    "plank": Drawn(more_poses.front_plank, LYING),
    "side-plank": Drawn(more_poses.side_plank, LYING),
    "curl-up": Drawn(more_poses.curl_up, replace(LYING, middle=160)),
    "glute-bridge": Drawn(poses.bridge, replace(LYING, middle=165)),
    "bird-dog": Drawn(partial(poses.on_all_fours, reach=True), replace(LYING, metre=120)),
}


def pictures() -> Iterator[tuple[str, str]]:
    """Every SVG: its file's name and its text."""
    for key, one in DRAWN.items():
        for moment, share in (("start", 0.0), ("end", 1.0)):
            pose = one.pose(share)
            behind = one.behind(one.camera) if one.behind else []
            yield (
                f"{key}-{moment}.svg",
                svg.picture([*behind, *strokes(pose, one.camera), *_held(one, pose)], one.camera),
            )


def _held(one: Drawn, pose: Pose) -> Iterator[Stroke]:
    hands = (pose.left_arm.end, pose.right_arm.end)
    metre, camera = one.camera.metre, one.camera
    middle = hands[0].plus(hands[1]).scaled(hands[0].plus(hands[1]).length / 2)
    if one.holds == "kettlebell":
        below = middle.plus(Point(0, 0, -0.08))
        yield Stroke(*camera.see(middle), *camera.see(below), 0.05 * metre, STEEL)
        yield Stroke(*camera.see(below), *camera.see(below), 0.17 * metre, STEEL)
    if one.holds == "bar":
        if camera.view.startswith("side"):
            yield Stroke(*camera.see(middle), *camera.see(middle), 0.24 * metre, STEEL)
        else:
            yield Stroke(
                *camera.see(middle.plus(Point(0.6, 0, 0))),
                *camera.see(middle.plus(Point(-0.6, 0, 0))),
                0.04 * metre,
                STEEL,
            )
    if one.holds == "dumbbells":
        way = Point(0, 0.09, 0) if camera.view.startswith("side") else Point(0.09, 0, 0)
        for hand in hands:
            yield Stroke(*camera.see(hand.plus(way)), *camera.see(hand.plus(way, -1)), 0.07 * metre, STEEL)
