"""The sheet of an assessment's results: filled at the gym, in a session, or from what was sent; given to the client."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from server import access, given_notices, ids
from server.domain import assessments as rules
from server.domain import protocols, sessions, wall_clock
from server.domain.errors import BadInput, DomainError
from server.domain.protocols import results as result_rules
from server.domain.protocols import scoring
from server.domain.protocols.norms import SEXES
from server.domain.protocols.results import Delivery, Result
from server.live import LIVE
from server.store import assessments, audit, results
from server.store.forms import goals
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.assessment_steps import lines as step_lines
from server.web.comparing import offers
from server.web.edge import SETTINGS
from server.web.fill import Fill
from server.web.identity import signed_in
from server.web.protocols import about, entering, step_photos
from server.web.protocols.about import About
from server.web.protocols.entering import RecordResult
from server.web.reviews import measured
from signaling.log import Draft

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShareResult:
    """Gives a report, or with `undo` takes it back."""

    undo: bool = False


@dataclass(frozen=True, slots=True)
class RepeatAssessment:
    """How it is done this time."""

    delivery: Delivery = "in_person"
    has_company: bool = False


async def show(request: web.Request) -> web.StreamResponse:
    """The sheet: every step with its measures and checkpoints; as JSON what is in it, for the room."""
    _me, found = await about.of_trainer(request)
    if wants_json(request):
        return json(for_script(found))
    return await _sheet(request, found)


async def save(request: web.Request) -> web.StreamResponse:
    """Keeps what was entered; what is seen while its session is open becomes a marker in the log.

    Raises BadInput or OutOfRange at the place, and then nothing of it is kept.
    """
    body = await read(request, RecordResult)
    me, found = await about.of_trainer(request, lock=True)
    moment = now(request)
    try:
        await _check_proof(request, found, body)
        after = entering.entered(
            found.result, found.protocol, body, by="trainer", now_ms=moment, time_zone=me.time_zone
        )
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _sheet(request, found, Fill(body, problem), status=problem.status)
    if after != found.result:
        await results.put(db(request), after)
        await audit.note(
            db(request), moment, f"t:{me.id}", "result.saved", f"a:{after.assessment_id}", client=after.client_id
        )
    changed = await about.of(db(request), found.client, found.assessment)
    answer = done(
        request,
        f"/assessments/{after.assessment_id}/results",
        notice="Kept." if body.whole else None,
        **for_script(changed),
    )
    await _mark(request, found, after)
    return answer


async def complete(request: web.Request) -> web.StreamResponse:
    """The trainer has all they need of it."""
    me, found = await about.of_trainer(request, lock=True)
    after = rules.complete(found.assessment, now(request))
    await assessments.save(db(request), after)
    await audit.note(
        db(request), now(request), f"t:{me.id}", "assessment.completed", f"a:{after.id}", client=after.client_id
    )
    return done(request, f"/assessments/{after.id}/results", notice="Done. You can still change it.")


async def share(request: web.Request) -> web.StreamResponse:
    """Gives the report to the client, or with `undo` takes it back. Raises BadInput while nothing is in it."""
    body = await read(request, ShareResult)
    me, found = await about.of_trainer(request, lock=True)
    if found.result.is_empty:
        raise BadInput("Nothing is entered yet, so there is nothing to give.")
    after = result_rules.unshare(found.result) if body.undo else result_rules.share(found.result, now(request))
    await results.put(db(request), after)
    deed = "result.taken-back" if body.undo else "result.shared"
    await audit.note(db(request), now(request), f"t:{me.id}", deed, f"a:{after.assessment_id}", client=after.client_id)
    if not body.undo:
        await given_notices.report_given(db(request), request.app[SETTINGS], found.client, after, now(request))
    name = found.client.name
    notice = f"It is off {name}'s page." if body.undo else f"{name} has the report now."
    return done(request, f"/assessments/{after.assessment_id}/results", notice=notice)


async def repeat(request: web.Request) -> web.StreamResponse:
    """Gives the same assessment once more, beside the first of them: same version, same camera set-up."""
    body = await read(request, RepeatAssessment)
    me = await signed_in(request)
    before = await access.assessment(db(request), me, request.match_info["assessment"])
    client = await access.client(db(request), me, before.client_id)
    found = await about.of(db(request), client, before)
    again = rules.give(
        found.protocol,
        id=ids.new(),
        step_ids=[ids.new() for _ in found.protocol.steps],
        client_id=before.client_id,
        session_id=None,
        delivery=body.delivery,
        note="",
        has_company=body.has_company or before.has_company,
        baseline_id=before.baseline_id or before.id,
        now_ms=now(request),
    )
    await assessments.add(db(request), again)
    await given_notices.assessment_given(db(request), request.app[SETTINGS], client, again, now(request))
    await audit.note(
        db(request), now(request), f"t:{me.id}", "assessment.repeated", f"a:{again.id}", client=again.client_id
    )
    there = f"/assessments/{again.id}"
    return done(request, there if body.delivery == "async" else f"{there}/results", id=again.id)


def for_script(found: About) -> dict[str, Any]:
    """What stands in a result, and what it comes to, for a page's script."""
    return {
        **entering.told(found.result),
        "assessment": found.assessment.id,
        "title": found.assessment.title,
        "lines": [
            {
                "key": line.key,
                "side": line.side,
                "title": line.name,
                "words": line.words,
                "band": line.rating.band if line.rating else "",
                "why_none": line.why_none,
            }
            for line in found.lines
            if line.value is not None and not line.is_method
        ],
    }


async def _sheet(
    request: web.Request, found: About, fill: Fill[RecordResult] | None = None, *, status: int = 200
) -> web.StreamResponse:
    steps = await step_lines(db(request), found.assessment)
    told = entering.told(found.result)
    if fill is not None:
        told["values"] |= dict(zip(fill.given.place, fill.given.value, strict=False))
    return page(
        request,
        "protocols/results.html",
        status=status,
        about=found,
        assessment=found.assessment,
        client=found.client,
        protocol=found.protocol,
        result=found.result,
        steps=steps,
        told=told,
        read_off={
            line.how.key: await measured.of_step(db(request), line.clip.id, found.assessment.id, line.how.key)
            for line in steps
            if line.clip is not None
        },
        worked=[line for line in found.lines if line.value is not None and not line.is_method],
        comparison=found.comparison,
        beside=await offers.of_steps(db(request), found.assessment),
        standing=rules.standing(found.assessment),
        goals=await goals.open_of(db(request), found.client.id),
        today=wall_clock.local(now(request), found.client.time_zone).date(),
        problem=fill.problem if fill else None,
        protocols=protocols,
        photos=await step_photos.of_given(request, found.protocol, f"/assessments/{found.assessment.id}"),
        scoring=scoring,
        rules=result_rules,
        sexes=SEXES,
        to_program=f"/clients/{found.client.id}/program?{urlencode({'beside': _in_short(found)})}",
    )


def _in_short(found: About) -> str:
    """The result in a line, to stand beside the editor of the program that it changes."""
    lines = [f"{line.name} {line.words}" for line in found.lines if line.value is not None and not line.is_method]
    titles = {point.key: point.title for point in found.protocol.checkpoints}
    for one in found.result.observations:
        if one.seen and one.checkpoint in titles:
            lines.append(f"{titles[one.checkpoint]}, {one.side}" if one.side else titles[one.checkpoint])
    return f"{found.assessment.title}: {'; '.join(lines)}"


async def _check_proof(request: web.Request, found: About, body: RecordResult) -> None:
    """Proof is a clip of this client. Raises NotFound or BadInput."""
    named = {at.clip for at in body.moments.values() if at.clip}
    if not named:
        return
    me = await signed_in(request)
    for clip in await access.many_clips(db(request), me, named):
        if clip.client_id != found.client.id:
            raise BadInput("That clip shows somebody else.", "moments")


async def _mark(request: web.Request, found: About, after: Result) -> None:
    """Commits, then puts what was seen just now into the log of the session, if that is open."""
    new = [one for one in after.observations if one.seen and not one.proof and one not in found.result.observations]
    if not new or found.assessment.session_id is None:
        return
    me = await signed_in(request)
    session = await access.session(db(request), me, found.assessment.session_id)
    if sessions.state(session, now(request)) is not sessions.State.OPEN:
        return
    await db(request).commit()
    titles = {point.key: point.title for point in found.protocol.checkpoints}
    for one in new:
        label = f"{titles[one.checkpoint]}, {one.side}" if one.side else titles[one.checkpoint]
        draft = Draft(type="marker", payload={"label": label[:80], "kind": "checkpoint"}, audience="trainers")
        await request.app[LIVE].append(session.id, draft)
