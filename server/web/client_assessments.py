"""An assessment on the client's page: led through all steps, and back to where they left off."""

import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access, notices
from server.domain import assessments as rules
from server.domain import clips as clip_rules
from server.domain import protocols
from server.domain.assessments import Assessment, Step
from server.domain.clips import Clip
from server.domain.people import Client
from server.domain.protocols import Protocol
from server.domain.protocols import results as result_rules
from server.domain.readiness import OPEN, Gate, words
from server.store import assessments, audit, clips, readiness
from server.store import protocols as protocols_store
from server.store.database import Db
from server.web import ghosts
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.assessment_steps import lines, name_clip, progress, step_for_page, summary, title_of
from server.web.client_page import confirmed
from server.web.edge import SETTINGS, room_page
from server.web.protocols import client_steps, entering, step_photos

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AttachClip:
    """The clip that stands for a step from now on."""

    clip: str


@dataclass(frozen=True, slots=True)
class SkipStep:
    """Why a step is left out, if the client says so."""

    note: str = ""


async def show(request: web.Request) -> web.StreamResponse:
    """The overview: what it is for, what to mind, how far they are, and where to go on. As JSON how far they are."""
    client = await confirmed(request)
    assessment = await access.assessment_of(db(request), client, request.match_info["assessment"])
    found = await lines(db(request), assessment)
    if wants_json(request):
        return json(progress(assessment, found))
    gate = await _gate(request, client, assessment)
    protocol = await protocols_store.of(db(request), assessment)
    return page(
        request,
        "assessments/overview.html",
        token=request.match_info["token"],
        here=_here(request, assessment),
        client=client,
        trainer=await access.trainer_of(db(request), client),
        assessment=assessment,
        protocol=protocol,
        protocols=protocols,
        photos=await step_photos.of_given(request, protocol, _here(request, assessment)),
        standing=rules.standing(assessment),
        lines=found,
        done_count=rules.done(assessment),
        following=rules.next_step(assessment),
        films_here=any(rules.is_filmed_by_client(assessment, line.step) for line in found),
        gate=None if gate.is_open else words.FOR_CLIENT[gate.standing.state],
    )


async def step(request: web.Request) -> web.StreamResponse:
    """One step: how to do it, the camera, and sending a file where there is no camera or no script.

    Raises NotCleared for who may not exercise.
    """
    client = await confirmed(request)
    assessment = await access.assessment_of(db(request), client, request.match_info["assessment"])
    (await _gate(request, client, assessment)).check()
    protocol = await protocols_store.of(db(request), assessment)
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
        photos=await step_photos.of_given(request, protocol, _here(request, assessment)),
        this=this,
        how=how,
        clip=clip,
        state=rules.state(assessment, this),
        films_here=rules.is_filmed_by_client(assessment, this),
        config={
            **_config(request, assessment, protocol, this, clip),
            "ghost": await ghosts.ghost(request, assessment, this),
        },
        told=entering.told(await client_steps.result_of(db(request), assessment)),
        rules=result_rules,
    )
    return room_page(answer)


async def attach(request: web.Request) -> web.StreamResponse:
    """Keeps a clip of the client's for a step. The answer says where to go on. Raises NotCleared as `step`."""
    body = await read(request, AttachClip)
    client = await confirmed(request, lock=True)
    before = await access.assessment_of(db(request), client, request.match_info["assessment"], lock=True)
    (await _gate(request, client, before)).check()
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
        await _tell_again(request, before, after)
    trainer = await access.trainer_of(db(request), client)
    return done(request, _here(request, after), notice=f"{trainer.name} has it now.", **summary(after))


# ---- what pages and answers are made of


async def _tell_again(request: web.Request, before: Assessment, after: Assessment) -> None:
    """Tells the trainers of the views they had asked for again."""
    asked = {step.step for step in before.steps if step.redo}
    protocol = await protocols_store.of(db(request), after)
    views = [protocol.step(step.step).title for step in after.steps if step.step in asked and step.was_filmed_again]
    if views:
        await notices.taken_again(db(request), request.app[SETTINGS], after, views, now(request))


def _config(
    request: web.Request, assessment: Assessment, protocol: Protocol, step: Step, clip: Clip | None
) -> dict[str, Any]:
    """What the step's script starts from; templates/assessments/step.html says what each entry means."""
    token = request.match_info["token"]
    here = _here(request, assessment)
    this = f"{here}/steps/{step.step}"
    how = protocol.step(step.step)
    is_open = rules.is_filmed_by_client(assessment, step) and rules.state(assessment, step) != "sent"
    return {
        "assessment": assessment.id,
        "step": step_for_page(request, how),
        "company": protocol.company,
        "records": is_open and how.is_filmed,
        "answers": is_open,
        "numbers": f"{this}/numbers",
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
        "title": title_of(assessment, how),
    }


async def _gate(request: web.Request, client: Client, assessment: Assessment) -> Gate:
    """Whether the client may do it now; of one that is done in a session, the room has asked before it was filmed."""
    if assessment.session_id or not rules.is_with_client(assessment):
        return OPEN
    if not (await protocols_store.of(db(request), assessment)).is_exercise:
        return OPEN
    return await readiness.may_exercise(db(request), client.id, now(request))


def _here(request: web.Request, assessment: Assessment) -> str:
    return f"/c/{request.match_info['token']}/assessments/{assessment.id}"


def _next_address(request: web.Request, assessment: Assessment, step: Step) -> str:
    """The next step to film, or the overview when there is none."""
    here = _here(request, assessment)
    following = rules.next_step(assessment, step)
    return here if following is None else f"{here}/steps/{following.step}"


async def answer(request: web.Request) -> web.StreamResponse:
    """Keeps the numbers that the client measured in a step; one that is not filmed is done with them."""
    body = await read(request, entering.RecordResult)
    client = await confirmed(request, lock=True)
    before = await access.assessment_of(db(request), client, request.match_info["assessment"], lock=True)
    (await _gate(request, client, before)).check()
    key = request.match_info["step"]
    protocol = await protocols_store.of(db(request), before)
    after = rules.answer(before, key, protocol, now(request))
    await client_steps.keep(db(request), before, protocol.step(key), body, now(request))
    await assessments.save(db(request), after)
    await _note(request, client, "assessment.measured", after, step=key)
    if protocol.step(key).is_filmed:
        there = f"{_here(request, after)}/steps/{key}"
        return done(request, there, notice="Kept.", **summary(after))
    return _on(request, after, after.step(key))


def _on(request: web.Request, assessment: Assessment, step: Step) -> web.StreamResponse:
    return done(request, _next_address(request, assessment, step), **summary(assessment))


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
