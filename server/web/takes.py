"""A view filmed again: asked for from its clip, and the take before beside the new one."""

from dataclasses import dataclass

from aiohttp import web

from server import access
from server.domain import assessments as rules
from server.domain.assessments import Assessment, Step
from server.domain.clips import Clip
from server.domain.errors import Conflict
from server.store import assessments
from server.web.answers import db, done, read
from server.web.assessments import ask_again
from server.web.ghosts import in_use
from server.web.identity import signed_in
from server.web.watching import Watching, by_trainer


class NotOfAnAssessment(Conflict):
    """Only a step of an assessment can be asked for again."""

    code = "not-of-an-assessment"
    sentence = (
        "This clip is of no assessment, so there is no step to film again. Write what you would like to see instead."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo:
    """What should be different, and which moment shows it."""

    words: str = ""
    moment_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Take:
    """The step of an assessment that a clip stands for, now or before it was filmed again."""

    assessment: Assessment
    step: Step
    is_asked_for: bool  # it is with the client to be filmed again
    earlier: Clip | None  # the take before this one
    later: Clip | None  # the take that took its place


async def redo(request: web.Request) -> web.StreamResponse:
    """Asks the client to film again what this clip shows. Raises NotOfAnAssessment."""
    me = await signed_in(request)
    one = await by_trainer(request, lock=True)
    body = await read(request, Redo)
    found = await assessments.steps_with(db(request), one.clip.id)
    if not found:
        raise NotOfAnAssessment
    assessment, step = found[-1]
    before = await access.assessment(db(request), me, assessment.id, lock=True)
    await ask_again(request, me, before, step.step, body.words, body.moment_ms)
    return done(request, one.here, notice="It stands on the client's page again, and they are told.")


async def of_clip(request: web.Request, one: Watching) -> Take | None:
    """Which step the clip of a page stands for; None: none."""
    found = await assessments.steps_with(db(request), one.clip.id, before=True)
    if one.client is None or not found:
        return None
    assessment, step = max(found, key=lambda each: each[1].clip_id == one.clip.id)
    is_now = step.clip_id == one.clip.id
    return Take(
        assessment,
        step,
        is_asked_for=rules.state(assessment, step) == "again",
        earlier=await in_use(request, step.redo_clip_id) if is_now and step.was_filmed_again else None,
        later=None if is_now else await in_use(request, step.clip_id),
    )
