"""`python -m drawings [--videos]`: draws static/protocols/ and static/exercises/; the videos only when asked for."""

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from drawings import exercises, film, more_poses, svg, things
from drawings.figure import Pose
from drawings.poses import LEFT, RIGHT, overhead_squat, push_up, single_leg_stance
from drawings.strokes import Camera, Stroke, strokes

FOLDER = Path(__file__).resolve().parent.parent / "static" / "protocols"
EXERCISES = FOLDER.parent / "exercises"
STANDING = Camera(view="front", width=320, height=240, metre=100, middle=160, floor=222)
LYING = Camera(view="side_left", width=320, height=240, metre=165, middle=152, floor=190)
UPRIGHT = Camera(view="front", width=300, height=400, metre=170, middle=150, floor=384)
SIDEWAYS = Camera(view="side_left", width=400, height=300, metre=205, middle=188, floor=232)

# What is moved, from where it is seen, and how long going there, staying, coming back and resting take.
Movement = tuple[Callable[[float], Pose], Camera, tuple[float, float, float, float]]
MOVEMENTS: dict[str, Movement] = {
    "overhead-squat-front": (overhead_squat, STANDING, (2, 0.4, 2, 0.6)),
    "overhead-squat-side": (overhead_squat, replace(STANDING, view="side_left"), (2, 0.4, 2, 0.6)),
    "overhead-squat-back": (overhead_squat, replace(STANDING, view="back"), (2, 0.4, 2, 0.6)),
    "push-up-side": (push_up, LYING, (1, 0.1, 0.9, 0.2)),
    "single-leg-stance-left": (lambda lift: single_leg_stance(lift, LEFT), STANDING, (0.9, 3.4, 0.9, 0.8)),
    "single-leg-stance-right": (lambda lift: single_leg_stance(lift, RIGHT), STANDING, (0.9, 3.4, 0.9, 0.8)),
}
SIDE = replace(STANDING, view="side_left")
# Movements of which only the first and the last moment are drawn.
MOMENTS: dict[str, tuple[Callable[[float], Pose], Camera]] = {
    "bend-and-lift-front": (more_poses.bend_and_lift, STANDING),
    "bend-and-lift-side": (more_poses.bend_and_lift, SIDE),
    "hurdle-step-front": (more_poses.hurdle_step, STANDING),
    "step-up": (more_poses.step_up, SIDE),
    "chair-stand": (more_poses.chair_stand, SIDE),
    "seated-turn": (more_poses.seated_turn, replace(STANDING, metre=130)),
    "sit-and-reach": (more_poses.sit_and_reach, replace(LYING, middle=160)),
    "curl-up": (more_poses.curl_up, replace(LYING, middle=160)),
    "front-plank": (more_poses.front_plank, LYING),
    "side-plank": (more_poses.side_plank, LYING),
}
BEHIND: dict[str, Callable[[Camera], list[Stroke]]] = {
    "chair-stand": lambda camera: things.chair(camera, -0.36),
    "seated-turn": lambda camera: things.chair(camera, 0),
    "step-up": lambda camera: things.step(camera, 0.2, 0.3),
}
FRAMINGS: dict[str, tuple[Pose, Camera]] = {
    "arms-up-front": (overhead_squat(0), UPRIGHT),
    "arms-up-side": (overhead_squat(0), replace(UPRIGHT, view="side_left")),
    "standing-front": (single_leg_stance(0, LEFT), replace(UPRIGHT, metre=190)),
    "floor-side": (push_up(0), SIDEWAYS),
    "seated-front": (more_poses.seated_turn(0), replace(UPRIGHT, metre=230)),
    "seated-side": (more_poses.chair_stand(0), replace(UPRIGHT, view="side_left", metre=200, middle=165)),
}


def pictures() -> Iterator[tuple[str, str]]:
    """Every SVG: its file's name and its text."""
    drawn = {**{name: (moved, camera) for name, (moved, camera, _) in MOVEMENTS.items()}, **MOMENTS}
    for name, (moved, camera) in drawn.items():
        for moment, share in (("start", 0.0), ("end", 1.0)):
            behind = BEHIND[name](camera) if name in BEHIND else []
            yield f"{name}-{moment}.svg", svg.picture([*behind, *strokes(moved(share), camera)], camera)
    for framing, (pose, camera) in FRAMINGS.items():
        yield f"framing-{framing}.svg", svg.silhouette(strokes(pose, camera), camera)


def shares(times: tuple[float, float, float, float]) -> Iterator[float]:
    """How far the movement is at each frame of its loop; it begins and stops softly."""
    going, staying, coming, _resting = times
    for frame in range(round(sum(times) * film.FPS)):
        t = frame / film.FPS
        if t < going:
            yield _soft(t / going)
        elif t < going + staying:
            yield 1
        else:
            yield _soft(max(0, 1 - (t - going - staying) / coming))


def _soft(share: float) -> float:
    return (1 - math.cos(math.pi * share)) / 2


def main() -> None:
    """Draws."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pictures():
        (FOLDER / name).write_text(text, encoding="utf-8")
    EXERCISES.mkdir(exist_ok=True)
    for name, text in exercises.pictures():
        (EXERCISES / name).write_text(text, encoding="utf-8")
    if "--videos" in sys.argv:
        for name, (moved, camera, times) in MOVEMENTS.items():
            closer = camera.closer(2)
            film.write(FOLDER / name, [strokes(moved(share), closer) for share in shares(times)], closer)
            print(name)


if __name__ == "__main__":
    main()
