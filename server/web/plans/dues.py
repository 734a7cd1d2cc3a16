"""What is said about one time something is due: moved, done, left out; and what is made of it."""

import logging
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from aiohttp import web

from server import given_notices, ids
from server.domain import assessments as assessment_rules
from server.domain import planning, protocols, wall_clock
from server.domain.assessments import Assessment
from server.domain.errors import BadInput, Conflict
from server.domain.plans import due as rules
from server.domain.plans.cadence import Slot
from server.domain.plans.due import Mark
from server.domain.plans.plan import Line, What
from server.domain.sessions import Delivery, Session
from server.store import assessments, audit, sessions
from server.store import plans as store
from server.store import protocols as own_protocols
from server.web.answers import db, done, now, read
from server.web.edge import SETTINGS
from server.web.forms import asking
from server.web.forms.asking import AskForm
from server.web.plans import gathering
from server.web.plans.whose import Whose, whose
from server.web.readiness import booking
from server.web.session_changes import tell

log = logging.getLogger(__name__)

FORMS: dict[What, str] = {"check_in": "check-in", "consultation": "intake"}  # which form asks, on the client's own time
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
    elif line.what in FORMS:
        made, location, notice = await _form(request, one, FORMS[line.what])
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
    notice = f"The session is planned.{await tell(request, None, session)}"
    notice += booking.words(await booking.ask(request, session))
    return f"session:{session.id}", f"/sessions/{session.id}", notice


async def _together(request: web.Request, one: Whose, line: Line, session: Session, body: SayDue) -> None:
    """What is to be done in the session, for each who takes part; without a protocol it is chosen there."""
    for client_id in one.members:
        given = await _given(request, line.protocol or body.protocol, client_id, session, body)
        if given is not None:
            await assessments.add(db(request), given)


async def _assessment(request: web.Request, one: Whose, line: Line, body: SayDue) -> tuple[str, str, str]:
    if one.client is None:
        raise BadInput("Press Give to all on the group's page, then say here that it is done.", "deed")
    assessment = await _given(request, line.protocol or body.protocol, one.client.id, None, body)
    if assessment is None:
        raise BadInput("Choose which one first: edit this line of the plan.", "protocol")
    await assessments.add(db(request), assessment)
    await given_notices.assessment_given(db(request), request.app[SETTINGS], one.client, assessment, now(request))
    where = f"/assessments/{assessment.id}"
    return f"assessment:{assessment.id}", where, f"It stands on {one.client.name}'s page now."


async def _form(request: web.Request, one: Whose, key: str) -> tuple[str, str, str]:
    if one.client is None:
        raise BadInput("Press Give to all on the group's page, then say here that it is done.", "deed")
    filled = await asking.give(request, one.me, one.client, AskForm(form=key))
    return f"form:{filled.id}", f"/forms/{filled.id}", f"{one.client.name} finds it on their page now."


async def asks_for_company(request: web.Request, one: Whose) -> set[str]:
    """Ids of lines whose assessment a client does on their own time, but not alone: who asks for it says that somebody
    will be near. Without those where it was said the last time.
    """
    if one.client is None:
        return set()
    before = await assessments.of_client(db(request), one.client.id)
    found = set()
    for line in one.plan.lines:
        if line.what != "assessment" or line.has_time:
            continue
        last = next((each for each in before if not line.protocol or each.protocol == line.protocol), None)
        if last is not None and not last.has_company:
            protocol = await own_protocols.of(db(request), last)
        elif last is None and line.protocol:
            protocol = protocols.get(line.protocol)
        else:
            continue
        if protocol.company == "helper":
            found.add(line.id)
    return found


async def _given(
    request: web.Request, key: str, client_id: str, session: Session | None, body: SayDue
) -> Assessment | None:
    """The assessment of that protocol, or what was done last once more: a reassessment in the words and with the camera
    set-up of its baseline. None when there is nothing to repeat and nothing was chosen.
    """
    before = await assessments.of_client(db(request), client_id)
    last = next((each for each in before if not key or each.protocol == key), None)
    if last is None and not key:
        return None
    protocol = protocols.get(key) if last is None else await own_protocols.of(db(request), last)
    delivery: Literal["in_person", "live", "async"] = "async"
    if session is not None:
        delivery = "in_person" if session.delivery is Delivery.IN_PERSON else "live"
    return assessment_rules.give(
        protocol,
        id=ids.new(),
        step_ids=[ids.new() for _ in protocol.steps],
        client_id=client_id,
        session_id=session.id if session else None,
        delivery=delivery,
        note="",
        has_company=body.has_company or (last is not None and last.has_company),
        baseline_id=None if last is None else last.baseline_id or last.id,
        now_ms=now(request),
    )
