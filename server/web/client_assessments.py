"""An assessment on the client's page: led through all steps, and back to where they left off."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from aiohttp import web

from server import access
from server.domain import assessments as rules
from server.domain import clips as clip_rules
from server.domain import protocols
from server.domain.assessments import Assessment, Step, StepState
from server.domain.clips import Clip
from server.domain.people import Client
from server.store import assessments, audit, clips
from server.store.database import Db
from server.web.answers import PAGES, db, done, json, now, page, read, wants_json
from server.web.client_page import confirmed
from server.web.edge import room_page

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AttachClip:
    """The clip that stands for a step from now on."""

    clip: str


@dataclass(frozen=True, slots=True)
class SkipStep:
    """Why a step is left out, if the client says so."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One step as a page shows it."""

    step: Step
    how: protocols.Step
    state: StepState
    clip: Clip | None


async def show(request: web.Request) -> web.StreamResponse:
    """The overview: what it is for, what to mind, how far they are, and where to go on. As JSON how far they are."""
    client = await confirmed(request)
    assessment = await access.assessment_of(db(request), client, request.match_info["assessment"])
    found = await lines(db(request), assessment)
    if wants_json(request):
        return json(_progress(assessment, found))
    return page(
        request,
        "assessments/overview.html",
        token=request.match_info["token"],
        here=_here(request, assessment),
        client=client,
        trainer=await access.trainer_of(db(request), client),
        assessment=assessment,
        protocol=protocols.get(assessment.protocol),
        protocols=protocols,
        standing=rules.standing(assessment),
        lines=found,
        done_count=rules.done(assessment),
        following=rules.next_step(assessment),
        films_here=any(rules.is_filmed_by_client(assessment, line.step) for line in found),
    )


async def step(request: web.Request) -> web.StreamResponse:
    """One step: how to do it, the camera, and sending a file where there is no camera or no script."""
    client = await confirmed(request)
    assessment = await access.assessment_of(db(request), client, request.match_info["assessment"])
    protocol = protocols.get(assessment.protocol)
    this = assessment.step(request.match_info["step"])
    how = protocol.step(this.step)
    clip = await _clip(db(request), this)
    answer = page(
        request,
        "assessments/step.html",
        token=request.match_info["token"],
        here=_here(request, assessment),
        client=client,
        trainer=await access.trainer_of(db(request), client),
        assessment=assessment,
        protocol=protocol,
        protocols=protocols,
        this=this,
        how=how,
        clip=clip,
        state=rules.state(assessment, this),
        films_here=rules.is_filmed_by_client(assessment, this),
        config=_config(request, assessment, this, clip),
    )
    return room_page(answer)


async def attach(request: web.Request) -> web.StreamResponse:
    """Keeps a clip of the client's for a step. The answer says where to go on."""
    body = await read(request, AttachClip)
    client = await confirmed(request, lock=True)
    before = await access.assessment_of(db(request), client, request.match_info["assessment"], lock=True)
    key = request.match_info["step"]
    clip = await access.clip_of(db(request), client, body.clip, lock=True)
    after = rules.keep(before, key, clip, now(request))
    await assessments.save(db(request), after)
    await name_clip(db(request), after, key, clip)
    await _let_go(request, before.step(key), clip)
    await _note(request, client, "assessment.kept", after, step=key, clip=clip.id)
    return _on(request, after, after.step(key))


async def skip(request: web.Request) -> web.StreamResponse:
    """Leaves a step out."""
    body = await read(request, SkipStep)
    client = await confirmed(request, lock=True)
    before = await access.assessment_of(db(request), client, request.match_info["assessment"], lock=True)
    key = request.match_info["step"]
    after = rules.skip(before, key, body.note, now(request))
    await assessments.save(db(request), after)
    await _note(request, client, "assessment.skipped", after, step=key)
    return _on(request, after, after.step(key))


async def send(request: web.Request) -> web.StreamResponse:
    """Hands the whole to the trainer."""
    client = await confirmed(request, lock=True)
    before = await access.assessment_of(db(request), client, request.match_info["assessment"], lock=True)
    after = rules.send(before, now(request))
    if after is not before:
        await assessments.save(db(request), after)
        await _note(request, client, "assessment.sent", after)
        log.info("assessment sent: %s, client %s, %d steps", after.id, client.id, len(after.steps))
    trainer = await access.trainer_of(db(request), client)
    return done(request, _here(request, after), notice=f"{trainer.name} has it now.", **_summary(after))


# ---- what pages and answers are made of


async def lines(db: Db, assessment: Assessment) -> list[Line]:
    """The steps of an assessment with how each is done and its clip, if that is in use."""
    protocol = protocols.get(assessment.protocol)
    found = await clips.get_many(db, [step.clip_id for step in assessment.steps if step.clip_id])
    by_id = {clip.id: clip for clip in found if clip.deleted_at_ms is None}
    return [
        Line(step, protocol.step(step.step), rules.state(assessment, step), by_id.get(step.clip_id or ""))
        for step in assessment.steps
    ]


async def name_clip(db: Db, assessment: Assessment, key: str, clip: Clip) -> None:
    """Calls a clip without a title after what it shows."""
    if not clip.title:
        how = protocols.get(assessment.protocol).step(key)
        await clips.change(db, clip.id, title=f"{assessment.title}: {how.title[0].lower()}{how.title[1:]}")


def step_for_page(request: web.Request, how: protocols.Step) -> dict[str, Any]:
    """How a step is done, for a page's script."""
    asset = cast(Callable[[str], str], request.app[PAGES].globals["asset"])
    return {
        "key": how.key,
        "title": how.title,
        "view": how.view,
        "view_words": protocols.VIEWS[how.view],
        "words": how.words,
        "distance_m": how.distance_m,
        "camera_height_m": how.camera_height_m,
        "hold": how.hold,
        "framing": asset(f"{protocols.FOLDER}/framing-{how.framing}.svg"),
        "reps": how.reps,
        "seconds": how.seconds,
        "longest_s": how.longest_s,
        "countdown_s": how.countdown_s,
    }


def _config(request: web.Request, assessment: Assessment, step: Step, clip: Clip | None) -> dict[str, Any]:
    """What the step's script starts from; templates/assessments/step.html says what each entry means."""
    token = request.match_info["token"]
    here = _here(request, assessment)
    this = f"{here}/steps/{step.step}"
    how = protocols.get(assessment.protocol).step(step.step)
    return {
        "assessment": assessment.id,
        "step": step_for_page(request, how),
        "company": protocols.get(assessment.protocol).company,
        "records": rules.is_filmed_by_client(assessment, step) and rules.state(assessment, step) != "sent",
        "uploads": f"/c/{token}/uploads",
        "attach": f"{this}/clip",
        "skip": f"{this}/skip",
        "next": _next_address(request, assessment, step),
        "back": here,
        "files": f"/c/{token}/clips",
        "state": rules.state(assessment, step),
        "clip": None if clip is None else clip.id,
        "clip_state": None if clip is None else clip.state,
        "clip_percent": None if clip is None else clip.percent,
        "title": f"{assessment.title}: {how.title[0].lower()}{how.title[1:]}",
    }


def _here(request: web.Request, assessment: Assessment) -> str:
    return f"/c/{request.match_info['token']}/assessments/{assessment.id}"


def _next_address(request: web.Request, assessment: Assessment, step: Step) -> str:
    """The next step that is open, or the overview when none is."""
    here = _here(request, assessment)
    following = rules.next_step(assessment, step)
    return here if following is None else f"{here}/steps/{following.step}"


def _on(request: web.Request, assessment: Assessment, step: Step) -> web.StreamResponse:
    return done(request, _next_address(request, assessment, step), **_summary(assessment))


def _summary(assessment: Assessment) -> dict[str, Any]:
    following = rules.next_step(assessment)
    return {
        "standing": rules.standing(assessment),
        "done": rules.done(assessment),
        "of": len(assessment.steps),
        "next": None if following is None else following.step,
    }


def _progress(assessment: Assessment, found: Sequence[Line]) -> dict[str, Any]:
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
    return {**_summary(assessment), "steps": steps}


async def _clip(db: Db, step: Step) -> Clip | None:
    found = await clips.get(db, step.clip_id) if step.clip_id else None
    return found if found is not None and found.deleted_at_ms is None else None


async def _let_go(request: web.Request, before: Step, clip: Clip) -> None:
    """Puts away the take that another has replaced, unless the trainer had it already."""
    if before.clip_id is None or before.clip_id == clip.id or before.redo or before.clip_state == "":
        return
    old = await clips.get(db(request), before.clip_id, lock=True)
    if old is None or old.source != "assessment" or await assessments.steps_with(db(request), old.id):
        return
    await clips.save(db(request), clip_rules.delete(old, now(request), by="client"))


async def _note(request: web.Request, client: Client, action: str, assessment: Assessment, **detail: str) -> None:
    actor = f"c:{client.id}"
    await audit.note(db(request), now(request), actor, action, f"a:{assessment.id}", client=client.id, **detail)
