"""Which poses show which of our exercises, from where they are seen, what is held and what stands behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from drawings import exercise_poses as poses
from drawings import held, machine_poses, more_poses, svg, things
from drawings import lying_poses as lying
from drawings import standing_poses as standing
from drawings.figure import Point, Pose
from drawings.palette import STEEL
from drawings.poses import LEFT, push_up, single_leg_stance
from drawings.strokes import Camera, Stroke, strokes

SIDE = Camera(view="side_left", width=320, height=240, metre=112, middle=160, floor=224)
FRONT = replace(SIDE, view="front")
HIGH = replace(SIDE, metre=98)  # for what goes overhead
LYING = replace(SIDE, metre=165, middle=152, floor=190)
ON_BENCH = replace(SIDE, metre=140, middle=132, floor=212)
Two = tuple[Pose, Pose]
Things = Callable[[Camera], list[Stroke]]
Held = Callable[[Pose, Camera], list[Stroke]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """An exercise: the poses in which it begins and ends, the camera, what is held, and what stands behind."""

    poses: Two
    camera: Camera = SIDE
    holds: Held | tuple[Held, Held] | None = None
    behind: Things | None = None
    pulls: Held | None = None  # what lies behind the figure and ends in its hands


def _moved(pose: Callable[[float], Pose]) -> Two:
    return pose(0.0), pose(1.0)


def _up(**how: Any) -> Two:
    return _moved(partial(poses.upright, **how))


def _back(two: Two) -> Two:
    return two[1], two[0]


def _anchored(anchor: Point) -> Held:
    return partial(held.band_from, anchor)


SQUAT: dict[str, Any] = {"drop": 0.43, "back": 0.3, "lean": 30}
HINGE: dict[str, Any] = {"drop": 0.1, "back": 0.26, "lean": 72}
LUNGE: dict[str, Any] = {"drop": 0.36, "back": 0.0, "lean": 4, "feet": (0.32, -0.42), "wide": 0.1}
STILL: dict[str, Any] = {"drop": 0.0, "back": 0.0, "lean": 0}
SQUATS: dict[str, Drawn] = {
    "bodyweight-squat": Drawn(_up(**SQUAT, hands=poses.in_front)),
    "goblet-squat": Drawn(_up(**SQUAT, hands=poses.at_chest), holds=held.upright_dumbbell),
    "front-squat": Drawn(_up(**SQUAT, hands=poses.at_shoulders, elbows=Point(0, 1, -0.3)), holds=held.bar),
    "back-squat": Drawn(
        _up(**{**SQUAT, "lean": 36}, hands=poses.behind_neck, elbows=Point(0.2, -0.6, -1)), holds=held.bar
    ),
    "box-squat": Drawn(_back(_up(**SQUAT, hands=poses.in_front)), behind=lambda camera: things.chair(camera, -0.42)),
    "wall-sit": Drawn(standing.wall_sit(), behind=lambda camera: things.wall(camera, -0.11, -0.12)),
}
HINGES: dict[str, Drawn] = {
    "hip-hinge": Drawn(_up(**{**HINGE, "lean": 62}, hands=poses.on_stick), holds=held.stick),
    "romanian-deadlift": Drawn(_up(**HINGE, hands=poses.hang), holds=held.dumbbells),
    "deadlift": Drawn(_back(_up(drop=0.37, back=0.33, lean=60, hands=poses.hang)), holds=held.bar),
    "kettlebell-deadlift": Drawn(_back(_up(drop=0.34, back=0.32, lean=56, hands=poses.hang)), holds=held.kettlebell),
    "kettlebell-swing": Drawn(_back(_up(**{**HINGE, "lean": 62}, hands=poses.swung)), holds=held.kettlebell),
    "single-leg-deadlift": Drawn(standing.single_leg_deadlift(), replace(SIDE, middle=140), held.left_dumbbell),
    "glute-bridge": Drawn(_moved(poses.bridge), replace(LYING, middle=165)),
    "hip-thrust": Drawn(
        lying.hip_thrust(),
        replace(LYING, metre=150, middle=148, floor=196),
        held.bar,
        lambda camera: things.bench(camera, -0.82, -0.36, 0.41),
    ),
}
LUNGES: dict[str, Drawn] = {
    "split-squat": Drawn(_up(**LUNGE, hands=poses.hang)),
    "rear-foot-elevated-split-squat": Drawn(
        standing.split_squat_on_bench(),
        holds=held.dumbbells,
        behind=lambda camera: things.bench(camera, -0.86, -0.42, 0.42),
    ),
    "reverse-lunge": Drawn(standing.reverse_lunge()),
    "walking-lunge": Drawn(standing.walking_lunge()),
    "lateral-lunge": Drawn(standing.lateral_lunge(), FRONT),
    "step-up": Drawn(
        standing.step_up(),
        replace(SIDE, metre=104, middle=182),
        behind=lambda camera: things.block(camera, 0.24, 0.74, 0, 0.32),
    ),
}
PUSHES: dict[str, Drawn] = {
    "push-up": Drawn(_moved(push_up), LYING),
    "incline-push-up": Drawn(
        lying.incline_push_up(),
        replace(SIDE, metre=140, middle=145, floor=208),
        behind=lambda camera: things.bench(camera, 0.3, 0.8, 0.46),
    ),
    "bench-press": Drawn(
        lying.bench_press(),
        ON_BENCH,
        held.bar,
        lambda camera: [
            *things.uprights(camera, (Point(0, -0.72, 0),), 1.2),
            *things.bench(camera, -0.82, 0.16),
        ],
    ),
    "dumbbell-bench-press": Drawn(
        lying.bench_press(), ON_BENCH, held.end_on_dumbbells, lambda camera: things.bench(camera, -0.82, 0.16)
    ),
    "floor-press": Drawn(
        lying.floor_press(),
        replace(LYING, middle=132),
        held.end_on_dumbbells,
        lambda camera: things.mat(camera, -0.82, 0.62),
    ),
    "shoulder-press": Drawn(
        _up(**STILL, hands=poses.pressed, elbows=Point(0.5, 0.3, -1)), replace(HIGH, view="front"), held.dumbbells
    ),
    "overhead-press": Drawn(_up(**STILL, hands=poses.pressed), HIGH, held.bar),
    "half-kneeling-press": Drawn(
        standing.half_kneeling_press(),
        replace(SIDE, metre=118),
        held.left_dumbbell,
        lambda camera: things.mat(camera, -0.6, 0.2),
    ),
}
POST = Point(0, 1.05, 1.2)
FACE_HIGH = Point(-1.1, 0.6, 1.62)
ASIDE = Point(1.05, 0.02, 1.25)
PULLS: dict[str, Drawn] = {
    "pull-up": Drawn(
        machine_poses.pull_up(),
        replace(FRONT, metre=88, floor=230),
        lambda _, camera: [
            things.line(camera, Point(-0.62, 0, machine_poses.BAR_Z), Point(0.62, 0, machine_poses.BAR_Z), 0.05, STEEL)
        ],
        lambda camera: things.uprights(camera, (Point(-0.62, 0, 0), Point(0.62, 0, 0)), machine_poses.BAR_Z),
    ),
    "lat-pulldown": Drawn(
        machine_poses.lat_pulldown(),
        replace(SIDE, metre=106, middle=190),
        lambda pose, camera: [
            things.cable(camera, Point(0, 0.16, 2.0), pose.left_arm.end),
            *held.grip(pose, camera),
            things.line(camera, Point(0, 0.3, 0.7), Point(0, 0.3, 0.7), 0.13),
        ],
        things.pulldown,
    ),
    "inverted-row": Drawn(
        lying.inverted_row(),
        replace(SIDE, metre=140, middle=188, floor=212),
        held.grip,
        lambda camera: things.uprights(camera, (Point(0, -0.22, 0),), 1.15),
    ),
    "one-arm-row": Drawn(
        lying.one_arm_row(),
        replace(SIDE, metre=140, floor=216),
        held.left_dumbbell,
        lambda camera: things.bench(camera, -0.72, 0.5),
    ),
    "bent-over-row": Drawn(
        _moved(
            lambda share: poses.upright(
                1, drop=0.12, back=0.26, lean=62, hands=lambda chest, side, _: poses.rowed(chest, side, share)
            )
        ),
        holds=held.bar,
    ),
    "band-row": Drawn(
        standing.band_row(),
        replace(SIDE, middle=200),
        _anchored(POST),
        lambda camera: things.post(camera, POST, 1.6),
    ),
    "face-pull": Drawn(
        standing.face_pull(),
        replace(FRONT, middle=200),
        behind=lambda camera: things.post(camera, FACE_HIGH, 1.8),
        pulls=_anchored(FACE_HIGH),
    ),
    "biceps-curl": Drawn(_up(**STILL, hands=poses.curled, elbows=Point(0.1, -0.3, -1)), SIDE, held.dumbbells),
}
CARRIES: dict[str, Drawn] = {
    "farmers-carry": Drawn(
        (
            poses.upright(1, drop=0.37, back=0.33, lean=60, hands=poses.hang),
            poses.upright(0, **STILL, hands=poses.hang, feet=(0.2, -0.19)),
        ),
        holds=held.dumbbells,
    ),
    "suitcase-carry": Drawn(standing.suitcase_carry(), FRONT, held.left_kettlebell),
    "front-rack-carry": Drawn(standing.front_rack_carry(), FRONT, held.racked_kettlebells),
    "march": Drawn(_moved(more_poses.hurdle_step)),
}
JUMPS: dict[str, Drawn] = {
    "squat-jump": Drawn(
        _moved(
            lambda share: (
                poses.upright(1, **SQUAT, hands=poses.hang)
                if share < 1
                else poses.upright(1, **STILL, hands=poses.hang, lift=0.22)
            )
        )
    ),
    "box-jump": Drawn(
        standing.box_jump(),
        replace(SIDE, middle=190),
        behind=lambda camera: things.block(camera, 0.42, 0.96, 0, 0.42),
    ),
    "pogo-hops": Drawn(standing.pogo_hops()),
    "rope-skipping": Drawn(
        standing.rope_skipping(),
        replace(FRONT, metre=96),
        (partial(held.rope, is_below=False), partial(held.rope, is_below=True)),
    ),
    "rowing": Drawn(
        machine_poses.rowing(),
        replace(SIDE, metre=132, middle=168, floor=206),
        lambda pose, camera: [
            things.cable(camera, Point(0, 0.9, 0.52), pose.left_arm.end),
            *held.grip(pose, camera),
            things.line(camera, pose.hips.plus(Point(0, -0.1, -0.11)), pose.hips.plus(Point(0, 0.1, -0.11)), 0.06),
        ],
        things.rower,
    ),
    "burpee": Drawn((lying.burpee_plank(), standing.burpee_jump()), replace(SIDE, metre=100, middle=150)),
}
STEADY: dict[str, Drawn] = {
    "single-leg-stand": Drawn(_moved(lambda share: single_leg_stance(share, LEFT)), FRONT),
    "single-leg-reach": Drawn(standing.single_leg_reach()),
    "plank": Drawn(lying.plank(), LYING),
    "side-plank": Drawn(lying.side_plank(), LYING),
    "curl-up": Drawn(_moved(more_poses.curl_up), replace(LYING, middle=160)),
    "bird-dog": Drawn(_moved(partial(poses.on_all_fours, reach=True)), replace(LYING, metre=128, middle=142)),
    "dead-bug": Drawn(
        lying.dead_bug(), replace(LYING, metre=138, middle=146), behind=lambda camera: things.mat(camera, -0.9, 0.9)
    ),
    "mountain-climber": Drawn(lying.mountain_climber(), LYING),
    "pallof-press": Drawn(
        standing.pallof_press(),
        replace(FRONT, middle=140),
        _anchored(ASIDE),
        lambda camera: things.post(camera, ASIDE, 1.5),
    ),
    "cat-cow": Drawn(lying.cat_cow(), replace(LYING, metre=170, middle=156)),
    "hip-flexor-stretch": Drawn(
        standing.hip_flexor_stretch(), replace(SIDE, metre=130), behind=lambda camera: things.mat(camera, -0.62, 0.2)
    ),
    "ankle-rock": Drawn(
        standing.ankle_rock(),
        replace(SIDE, metre=130, middle=180),
        behind=lambda camera: things.wall(camera, 0.6),
    ),
    "open-book": Drawn(
        lying.open_book(),
        replace(SIDE, metre=140, floor=240),
        behind=lambda camera: things.mat_from_above(camera, -0.95, 0.95),
    ),
    "wall-slide": Drawn(standing.wall_slide(), replace(HIGH, view="front"), behind=things.wall_ahead),
}
DRAWN: dict[str, Drawn] = {**SQUATS, **HINGES, **LUNGES, **PUSHES, **PULLS, **CARRIES, **JUMPS, **STEADY}


def pictures() -> Iterator[tuple[str, str]]:
    """Every SVG: its file's name and its text."""
    for key, one in DRAWN.items():
        behind = one.behind(one.camera) if one.behind else []
        holds = one.holds if isinstance(one.holds, tuple) else (one.holds, one.holds)
        for moment, pose, hold in zip(("start", "end"), one.poses, holds, strict=True):
            pulled = one.pulls(pose, one.camera) if one.pulls else []
            in_hand = hold(pose, one.camera) if hold else []
            all = [*behind, *pulled, *strokes(pose, one.camera), *in_hand]
            yield f"{key}-{moment}.svg", svg.picture(all, one.camera)
