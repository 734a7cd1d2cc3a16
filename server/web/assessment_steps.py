"""The steps of an assessment as pages and scripts are told of them, the same for the trainer's and the client's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from aiohttp import web

from server.domain import assessments as rules
from server.domain import protocols
from server.domain.assessments import Assessment, Step, StepState
from server.domain.clips import Clip
from server.domain.protocols import Measure, results
from server.store import clips
from server.store import protocols as protocols_store
from server.store.database import Db
from server.web.answers import PAGES


@dataclass(frozen=True, slots=True)
class Line:
    """One step as a page shows it."""

    step: Step
    how: protocols.Step
    state: StepState
    clip: Clip | None
    earlier: Clip | None  # the take before, where it was filmed again


async def lines(db: Db, assessment: Assessment) -> list[Line]:
    """The steps of an assessment with how each is done and its clip, if that is in use."""
    protocol = await protocols_store.of(db, assessment)
    wanted = [id for step in assessment.steps for id in (step.clip_id, step.redo_clip_id) if id]
    found = await clips.get_many(db, wanted)
    by_id = {clip.id: clip for clip in found if clip.deleted_at_ms is None}
    return [
        Line(
            step,
            protocol.step(step.step),
            rules.state(assessment, step),
            by_id.get(step.clip_id or ""),
            by_id.get(step.redo_clip_id or "") if step.was_filmed_again else None,
        )
        for step in assessment.steps
    ]


async def name_clip(db: Db, assessment: Assessment, key: str, clip: Clip) -> None:
    """Calls a clip without a title after what it shows."""
    if not clip.title:
        how = (await protocols_store.of(db, assessment)).step(key)
        await clips.change(db, clip.id, title=title_of(assessment, how))


def title_of(assessment: Assessment, how: protocols.Step) -> str:
    """What a clip of a step is called: "Overhead squat: from the side"."""
    return f"{assessment.title}: {how.title[0].lower()}{how.title[1:]}"


def step_for_page(request: web.Request, how: protocols.Step) -> dict[str, Any]:
    """How a step is done, for a page's script."""
    camera = how.camera
    filmed = (
        {}
        if camera is None
        else {
            "view": camera.view,
            "view_words": protocols.VIEWS[camera.view],
            "distance_m": camera.distance_m,
            "camera_height_m": camera.height_m,
            "hold": camera.hold,
            "framing": framings(request)[camera.framing],
            "framing_key": camera.framing,
        }
    )
    return {
        "key": how.key,
        "title": how.title,
        "is_filmed": how.is_filmed,
        "words": how.words,
        **filmed,
        "measures": [_measure(one) for one in how.measures],
        "checkpoints": [
            {"key": one.key, "title": one.title, "places": _places(one.key, one.sides, 1)} for one in how.checkpoints
        ],
        "pace_bpm": how.pace.bpm if how.pace else None,
        "counts_pulse": how.counts_pulse,
        "reps": how.reps,
        "seconds": how.seconds,
        "longest_s": how.longest_s,
        "countdown_s": how.countdown_s,
    }


def _measure(one: Measure) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "unit": one.unit,
        "hint": one.hint,
        "choices": [{"value": choice.value, "words": choice.words} for choice in one.choices],
        "places": _places(one.key, one.sides, one.trials),
    }


def _places(key: str, sides: bool, trials: int) -> list[dict[str, str]]:
    """Where values go, as `server.domain.protocols.results.where` names them, with the side and the try in words."""
    return [
        {
            "place": results.where(key, side, trial),
            "words": " ".join(part for part in (side.capitalize(), str(trial) if trials > 1 else "") if part),
        }
        for side in protocols.places(sides)
        for trial in range(1, trials + 1)
    ]


def framings(request: web.Request) -> dict[str, str]:
    """The addresses of the silhouettes to stand in."""
    asset = cast(Callable[[str], str], request.app[PAGES].globals["asset"])
    return {key: asset(f"{protocols.FOLDER}/framing-{key}.svg") for key in protocols.FRAMINGS}


def summary(assessment: Assessment) -> dict[str, Any]:
    """Where it stands and what comes next."""
    following = rules.next_step(assessment)
    return {
        "standing": rules.standing(assessment),
        "done": rules.done(assessment),
        "of": len(assessment.steps),
        "next": None if following is None else following.step,
    }


def progress(assessment: Assessment, found: Sequence[Line]) -> dict[str, Any]:
    """The same with every step and its clip."""
    steps = [
        {
            "step": line.step.step,
            "state": line.state,
            "clip": line.clip.id if line.clip else None,
            "percent": line.clip.percent if line.clip else 0,
            "clip_state": line.clip.state if line.clip else "",
        }
        for line in found
    ]
    return {**summary(assessment), "steps": steps}
