"""Assessments a trainer gives to a client: chosen, followed, completed by hand, asked for again, looked at."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access, given_notices, ids, notices
from server.domain import assessments as rules
from server.domain import clips as clip_rules
from server.domain import protocols, sessions
from server.domain.accounts import Account
from server.domain.assessments import Assessment
from server.domain.errors import BadInput, DomainError, NotFound
from server.domain.people import Client
from server.domain.protocols.results import Delivery
from server.domain.sessions import Session, State
from server.store import assessments, audit, clips
from server.store import protocols as protocols_store
from server.store import sessions as sessions_store
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.assessment_steps import lines, name_clip, progress, step_for_page, title_of
from server.web.client_assessments import AttachClip
from server.web.client_page import address_of
from server.web.comparing import offers
from server.web.edge import SETTINGS
from server.web.fill import Fill
from server.web.identity import signed_in
from server.web.protocols import step_photos

log = logging.getLogger(__name__)
IN_PERSON = "in_person"


@dataclass(frozen=True, slots=True)
class GiveAssessment:
    """What the trainer chose."""

    protocol: str = ""
    note: str = ""
    session: str = ""  # done together in that session; in_person: together now; empty: on the client's own time
    has_company: bool = False  # the trainer knows that somebody will be near


@dataclass(frozen=True, slots=True)
class AskAgain:
    """What should be different this time."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Takes an assessment back, or with `undo` gives it again."""

    undo: bool = False


async def new(request: web.Request) -> web.StreamResponse:
    """The form: every protocol with what it contains; ?protocol= and ?session= are chosen already."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    given = GiveAssessment(protocol=request.query.get("protocol", ""), session=request.query.get("session", ""))
    return await _form(request, client, Fill(given))


async def create(request: web.Request) -> web.StreamResponse:
    """Gives it to the client, whose page shows it at once. The JSON answer tells the room's page of its steps."""
    me = await signed_in(request)
    body = await read(request, GiveAssessment)
    client = await access.client(db(request), me, request.match_info["client"])
    session = await _session(request, me, client, "" if body.session == IN_PERSON else body.session)
    try:
        assessment = await made(request, me, client, session, body)
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _form(request, client, Fill(body, problem), status=problem.status)
    await keep_given(request, me, client, assessment)
    there = f"/assessments/{assessment.id}"
    notice = f"It stands on {client.name}'s page now." if session is None else "It is ready for your session."
    return done(
        request,
        f"{there}/results" if body.session == IN_PERSON else there,
        notice=None if body.session == IN_PERSON else notice,
        **await _for_script(request, assessment),
    )


async def keep_given(request: web.Request, me: Account, client: Client, assessment: Assessment) -> None:
    """Stores one that was given, which a letter tells of where the client does it on their own time."""
    await assessments.add(db(request), assessment)
    await given_notices.assessment_given(db(request), request.app[SETTINGS], client, assessment, now(request))
    await _note(request, me, "assessment.given", assessment, protocol=assessment.protocol)
    log.info("assessment given: %s, %s, client %s", assessment.id, assessment.protocol, client.id)


async def show(request: web.Request) -> web.StreamResponse:
    """How far the client is, with every clip; as JSON for the room's page."""
    me = await signed_in(request)
    assessment = await access.assessment(db(request), me, request.match_info["assessment"])
    if wants_json(request):
        return json(await _for_script(request, assessment))
    client = await access.client(db(request), me, assessment.client_id)
    found = await lines(db(request), assessment)
    protocol = await protocols_store.of(db(request), assessment)
    return page(
        request,
        "assessments/show.html",
        client=client,
        assessment=assessment,
        session=await _session_of(request, me, assessment),
        protocol=protocol,
        protocols=protocols,
        photos=await step_photos.of_given(request, protocol, f"/assessments/{assessment.id}"),
        standing=rules.standing(assessment),
        is_with_client=rules.is_with_client(assessment),
        waits=_waits(assessment, [line.clip.reviewed_at_ms for line in found if line.clip]),
        lines=found,
        beside=await offers.of_steps(db(request), assessment),
        done_count=rules.done(assessment),
        link=f"{address_of(request, client)}/assessments/{assessment.id}" if client.has_link else None,
        came_by=clip_rules.CAME_BY,
    )


async def attach(request: web.Request) -> web.StreamResponse:
    """Puts a clip to a step: what came by mail or hand, or a take of a session."""
    me = await signed_in(request)
    body = await read(request, AttachClip)
    before = await access.assessment(db(request), me, request.match_info["assessment"], lock=True)
    key = request.match_info["step"]
    before.step(key)
    clip = await access.clip(db(request), me, body.clip, lock=True)
    after = rules.enter(before, key, clip, now(request))
    await assessments.save(db(request), after)
    await name_clip(db(request), after, key, clip)
    await _note(request, me, "assessment.entered", after, step=key, clip=clip.id)
    return done(request, f"/assessments/{after.id}", **await _for_script(request, after))


async def redo(request: web.Request) -> web.StreamResponse:
    """Asks for a step once more."""
    me = await signed_in(request)
    body = await read(request, AskAgain)
    before = await access.assessment(db(request), me, request.match_info["assessment"], lock=True)
    key = request.match_info["step"]
    await ask_again(request, me, before, key, body.words)
    return done(request, f"/assessments/{before.id}#step-{key}", notice="It stands on the client's page again.")


async def ask_again(
    request: web.Request, me: Account, before: Assessment, key: str, words: str, moment_ms: int | None = None
) -> None:
    """Asks the client for a step once more, and tells them by mail."""
    after = rules.ask_again(before, key, words, now(request), moment_ms)
    await assessments.save(db(request), after)
    await _note(request, me, "assessment.asked-again", after, step=key)
    how = (await protocols_store.of(db(request), after)).step(key)
    view = title_of(after, how)
    await notices.asked_again(db(request), request.app[SETTINGS], after, after.step(key), view, now(request))


async def reviewed(request: web.Request) -> web.StreamResponse:
    """All of it was looked at, each of its clips too."""
    me = await signed_in(request)
    before = await access.assessment(db(request), me, request.match_info["assessment"], lock=True)
    moment = now(request)
    await assessments.save(db(request), rules.review(before, moment))
    for step in before.steps:
        clip = await clips.get(db(request), step.clip_id, lock=True) if step.clip_id else None
        if clip is not None and clip.waits_for_review:
            await clips.save(db(request), clip_rules.review(clip, moment))
    await _note(request, me, "assessment.reviewed", before)
    return done(request, f"/assessments/{before.id}", notice="Looked at.")


async def cancel(request: web.Request) -> web.StreamResponse:
    """Takes it back from the client; what was filmed stays in the library. With `undo` gives it again."""
    me = await signed_in(request)
    body = await read(request, TakeBack)
    before = await access.assessment(db(request), me, request.match_info["assessment"], lock=True)
    after = rules.restore(before) if body.undo else rules.cancel(before, now(request))
    await assessments.save(db(request), after)
    await _note(request, me, "assessment.restored" if body.undo else "assessment.cancelled", after)
    notice = "It is on the client's page again." if body.undo else "It is off the client's page."
    return done(request, f"/assessments/{after.id}", notice=notice)


# ---- what pages and answers are made of


async def made(
    request: web.Request, me: Account, client: Client, session: Session | None, body: GiveAssessment
) -> Assessment:
    try:
        protocol = await access.protocol(db(request), me, body.protocol)
    except NotFound:
        raise BadInput("Choose what to do.", where="protocol") from None
    delivery: Delivery = "async"
    if session is not None:
        delivery = "in_person" if session.delivery is sessions.Delivery.IN_PERSON else "live"
    elif body.session == IN_PERSON:
        delivery = "in_person"
    return rules.give(
        protocol,
        id=ids.new(),
        step_ids=[ids.new() for _ in protocol.steps],
        client_id=client.id,
        session_id=None if session is None else session.id,
        note=body.note,
        has_company=body.has_company,
        delivery=delivery,
        now_ms=now(request),
    )


async def _form(
    request: web.Request, client: Client, fill: Fill[GiveAssessment], *, status: int = 200
) -> web.StreamResponse:
    me = await signed_in(request)
    own = [one.protocol for one in await protocols_store.list_for(db(request), me.id)]
    return page(
        request,
        "assessments/form.html",
        status=status,
        client=client,
        fill=fill,
        protocols=protocols,
        photos=await step_photos.of_library(request, own),
        offered=[*protocols.PROTOCOLS.values(), *own],
        sessions=await _sessions_ahead(request, client),
    )


async def _sessions_ahead(request: web.Request, client: Client) -> Sequence[Session]:
    """Sessions in which it can be done together."""
    moment = now(request)
    found = await sessions_store.for_client(db(request), client.id, from_ms=moment - sessions.LONGEST_MS, limit=50)
    ahead = (State.PLANNED, State.OPEN)
    return [
        one for one in found if one.delivery is not sessions.Delivery.ASYNC and sessions.state(one, moment) in ahead
    ]


async def _session(request: web.Request, me: Account, client: Client, session_id: str) -> Session | None:
    """The session it is done in. Raises NotFound unless it is one of mine with this client."""
    if not session_id:
        return None
    found = await access.session(db(request), me, session_id)
    if client.id not in found.client_ids:
        raise NotFound
    return found


async def _session_of(request: web.Request, me: Account, assessment: Assessment) -> Session | None:
    return None if assessment.session_id is None else await access.session(db(request), me, assessment.session_id)


def _waits(assessment: Assessment, reviewed_at: Sequence[int | None]) -> bool:
    """Whether it is sent and something of it was not looked at yet; the same as `store.assessments.waiting`."""
    return rules.waits_for_review(assessment) and (not reviewed_at or None in reviewed_at)


async def _for_script(request: web.Request, assessment: Assessment) -> dict[str, Any]:
    """Where it stands, with how each step is done under `how`."""
    found = await lines(db(request), assessment)
    told = progress(assessment, found)
    for step, line in zip(told["steps"], found, strict=True):
        step["how"] = step_for_page(request, line.how)
    return {
        "id": assessment.id,
        "client": assessment.client_id,
        "session": assessment.session_id,
        "protocol": assessment.protocol,
        "title": assessment.title,
        **told,
    }


async def _note(request: web.Request, me: Account, action: str, assessment: Assessment, **detail: str) -> None:
    actor = f"t:{me.id}"
    await audit.note(
        db(request), now(request), actor, action, f"a:{assessment.id}", client=assessment.client_id, **detail
    )
