"""What is said about one time something is due: moved, done, left out; and what is made of it."""

import logging
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from aiohttp import web

from server import ids
from server.domain import assessments as assessment_rules
from server.domain import planning, protocols, wall_clock
from server.domain.assessments import Assessment
from server.domain.errors import BadInput, Conflict
from server.domain.plans import due as rules
from server.domain.plans.cadence import Slot
from server.domain.plans.due import Mark
from server.domain.plans.plan import Line
from server.domain.sessions import Session
from server.store import assessments, audit, sessions
from server.store import plans as store
from server.web.answers import db, done, now, read
from server.web.plans import gathering
from server.web.plans.whose import Whose, whose

log = logging.getLogger(__name__)

Deed = Literal["move", "home", "done", "skip", "reopen", "make"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SayDue:
    """Which time of which line, and what of it. to: the new day, for `move`. protocol: where the line names none."""

    line: str = ""
    slot: str = ""
    deed: Deed = "done"
    to: str = ""
    time: str = ""
    protocol: str = ""
    has_company: bool = False


class MadeAlready(Conflict):
    """Something stands for this time already."""

    code = "made-already"
    sentence = "That was planned already. Open it from the plan."


async def say(request: web.Request) -> web.StreamResponse:
    """Moves it, says it is done or left out, takes that back, or makes what is due: a session, an assessment."""
    body = await read(request, SayDue)
    one = await whose(request, lock=True)
    line, slot = rules.find(one.plan, body.line, body.slot)
    before = await store.mark(db(request), one.plan.id, line.id, slot.key)
    if body.deed == "make":
        return await _make(request, one, line, slot, before, body)
    after = _said(before, slot, body, now(request))
    await store.save_mark(db(request), one.plan.id, after)
    await audit.note(
        db(request), now(request), f"t:{one.me.id}", f"plan.{body.deed}", one.subject, line=line.id, slot=slot.key
    )
    words = {
        "move": f"{line.name}: moved.",
        "home": f"{line.name}: back on its day.",
        "done": f"{line.name}: done.",
        "skip": f"{line.name}: left out this once.",
        "reopen": f"{line.name}: due again.",
    }
    return done(request, one.here, moved_to=after.moved_to, notice=words[body.deed])


def _said(before: Mark, slot: Slot, body: SayDue, now_ms: int) -> Mark:
    if body.deed == "move":
        return rules.move(before, slot, wall_clock.read_date(body.to, "to"))
    if body.deed == "home":
        return rules.unmove(before)
    if body.deed == "done":
        return rules.done(before, now_ms)
    return rules.skip(before, now_ms) if body.deed == "skip" else rules.reopen(before)


# ---- what is made of it


async def _make(
    request: web.Request, one: Whose, line: Line, slot: Slot, before: Mark, body: SayDue
) -> web.StreamResponse:
    day = date.fromisoformat(before.moved_to) if before.moved_to else slot.first
    shown = await gathering.gather(db(request), [one.plan], now(request), min(day, slot.first), max(day, slot.last))
    if any(due.slot == slot.key and due.line.id == line.id and due.thing for due in shown[one.plan.id]):
        raise MadeAlready
    if line.has_time:
        made, location, notice = await _session(request, one, line, day, body)
    elif line.what == "assessment":
        made, location, notice = await _assessment(request, one, line, body)
    else:
        raise BadInput("There is nothing to make for this: the client does it on their own.", "deed")
    await store.save_mark(db(request), one.plan.id, replace(before, made=made, skipped_at_ms=None))
    await audit.note(
        db(request), now(request), f"t:{one.me.id}", "plan.made", one.subject, line=line.id, slot=slot.key, made=made
    )
    return done(request, location, made=made, notice=notice)


async def _session(request: web.Request, one: Whose, line: Line, day: date, body: SayDue) -> tuple[str, str, str]:
    assert line.service is not None, "what has a time of day is a service"
    given = planning.Plan(
        service=line.service,
        delivery=line.delivery,
        client_ids=one.members,
        group_id=one.group.id if one.group else None,
        date=day.isoformat(),
        time=body.time or line.time,
        duration_min=line.duration_min,
        place=line.place,
        place_note=line.place_note,
        title=f"{line.title} with {one.name}" if line.title else "",
    )
    session = planning.plan(
        given,
        id=ids.new(),
        trainer_id=one.plan.trainer_id,
        time_zone=one.plan.time_zone,
        names=[one.name],
        now_ms=now(request),
    )
    await sessions.add(db(request), session)
    if line.what == "assessment":
        await _together(request, one, line, session, body)
    log.info("plan %s: session %s was made", one.plan.id, session.id)
    return f"session:{session.id}", f"/sessions/{session.id}", "The session is planned."


async def _together(request: web.Request, one: Whose, line: Line, session: Session, body: SayDue) -> None:
    """What is to be done in the session, for each who takes part; without a protocol it is chosen there."""
    for client_id in one.members:
        key = line.protocol or body.protocol or await _last_protocol(request, client_id)
        if key:
            await assessments.add(db(request), _given(request, key, client_id, session, body))


async def _assessment(request: web.Request, one: Whose, line: Line, body: SayDue) -> tuple[str, str, str]:
    if one.client is None:
        raise BadInput("Give it to each of the group on their own page.", "deed")
    key = line.protocol or body.protocol or await _last_protocol(request, one.client.id)
    if not key:
        location = f"/clients/{one.client.id}/assessments/new"
        raise BadInput(f"Choose which one first: edit this line, or give one at {location}.", "protocol")
    assessment = _given(request, key, one.client.id, None, body)
    await assessments.add(db(request), assessment)
    where = f"/assessments/{assessment.id}"
    return f"assessment:{assessment.id}", where, f"It stands on {one.client.name}'s page now."


def _given(request: web.Request, key: str, client_id: str, session: Session | None, body: SayDue) -> Assessment:
    protocol = protocols.get(key)
    return assessment_rules.give(
        protocol,
        id=ids.new(),
        step_ids=[ids.new() for _ in protocol.steps],
        client_id=client_id,
        session_id=session.id if session else None,
        note="",
        has_company=body.has_company,
        now_ms=now(request),
    )


async def _last_protocol(request: web.Request, client_id: str) -> str:
    """A reassessment repeats what was done last; "" when there was nothing."""
    found = await assessments.of_client(db(request), client_id, most=1)
    return found[0].protocol if found else ""
