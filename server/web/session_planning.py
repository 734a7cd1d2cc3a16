"""Planning a session and editing it: the form, what it means, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web

from server import access, ids
from server.domain import planning, seats, sessions, sharing, wall_clock, wording
from server.domain.accounts import Account
from server.domain.errors import BadInput, DomainError, OutOfRange
from server.domain.people import Client, Group
from server.domain.planning import Plan
from server.domain.sessions import Delivery, Media, Place, Service, Session
from server.live import LIVE
from server.store import audit, clients, groups, shares
from server.store import sessions as store
from server.web.answers import db, done, now, page, read, wants_json
from server.web.fill import Fill
from server.web.identity import signed_in
from server.web.readiness import booking
from server.web.session_changes import tell

HOUR_MS = 3_600_000
FORM_MOST = 500  # as many as a form may tick
WEEK_OPTIONS = [(1, "Once"), *((weeks, f"Weekly, {weeks} times") for weeks in range(2, planning.MAX_REPEATS + 1))]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionForm:
    """What the form sends. A chosen group stands for its members; otherwise the ticked clients take part."""

    service: Service = Service.WORKOUT
    delivery: Delivery = Delivery.LIVE
    group: str = ""
    clients: list[str] = field(default_factory=list)
    date: str = ""
    time: str = ""
    duration_min: int = 60
    live_place: str = Place.LINK.value
    real_place: str = Place.GYM.value
    place_note: str = ""
    title: str = ""
    notes: str = ""
    media: Media = ""
    weeks: int = 1  # how many sessions, a week apart; only when planning


async def new(request: web.Request) -> web.StreamResponse:
    """The form; ?client=<id> or ?group=<id> says who, the rest is as sessions mostly are."""
    me = await signed_in(request)
    soon = wall_clock.local(now(request) + HOUR_MS, me.time_zone)
    given = SessionForm(
        clients=[request.query["client"]] if "client" in request.query else [],
        group=request.query.get("group", ""),
        date=soon.date().isoformat(),
        time=f"{soon.hour:02}:00",
    )
    return await _form(request, me, Fill(given))


async def create(request: web.Request) -> web.StreamResponse:
    """Plans a session, or several a week apart."""
    me = await signed_in(request)
    given = await read(request, SessionForm)
    moment = now(request)
    try:
        plan, names, trainer_id = await _plan(request, me, given)
        first = planning.plan(
            plan, id=ids.new(), trainer_id=trainer_id, time_zone=me.time_zone or "UTC", names=names, now_ms=moment
        )
        made = _weekly(first, given.weeks, moment)
    except DomainError as problem:
        return await _again(request, me, given, problem)
    await store.add(db(request), *made)
    await audit.note(db(request), moment, f"t:{me.id}", "session.planned", f"s:{first.id}", count=len(made))
    notice = "The session is planned." if len(made) == 1 else f"{len(made)} sessions are planned."
    notice += await tell(request, None, first, len(made) - 1)
    notice += booking.words(await booking.ask(request, first))
    return done(request, f"/sessions/{first.id}", id=first.id, notice=notice)


async def edit(request: web.Request) -> web.StreamResponse:
    """The form filled with what is planned."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    return await _form(request, me, Fill(_given(session)), session)


async def save(request: web.Request) -> web.StreamResponse:
    """Changes a session; others of its series stay as they are."""
    me = await signed_in(request)
    given = await read(request, SessionForm)
    before = await access.session(db(request), me, request.match_info["session"], lock=True)
    try:
        plan, names, _ = await _plan(request, me, given, before)
        _, names_before, _ = await _who(request, me, before.group_id or "", before.client_ids, before)
        after = planning.change(before, plan, names=names, names_before=names_before)
    except DomainError as problem:
        return await _again(request, me, given, problem, before)
    await store.save(db(request), after)
    await audit.note(db(request), now(request), f"t:{me.id}", "session.changed", f"s:{after.id}")
    for client_id in sorted(set(before.client_ids) - set(after.client_ids)):
        await request.app[LIVE].revoke(db(request), session=after.id, person=seats.client(client_id))
    return done(request, f"/sessions/{after.id}", notice=f"Saved.{await tell(request, before, after)}")


async def _plan(
    request: web.Request, me: Account, given: SessionForm, before: Session | None = None
) -> tuple[Plan, list[str], str]:
    """What was typed as a plan, the names for its default title, and whose session it is.

    Raises BadInput for somebody else's people.
    """
    client_ids, names, trainer_id = await _who(request, me, given.group, given.clients, before)
    place = {Delivery.LIVE: given.live_place, Delivery.IN_PERSON: given.real_place}.get(given.delivery, "")
    plan = Plan(
        service=given.service,
        delivery=given.delivery,
        client_ids=client_ids,
        group_id=given.group or None,
        date=given.date,
        time=given.time,
        duration_min=given.duration_min,
        place=place,
        place_note=given.place_note if given.delivery is not Delivery.LIVE else "",
        title=given.title,
        notes=given.notes,
        media=given.media,
    )
    return plan, names, trainer_id


async def _who(
    request: web.Request, me: Account, group_id: str, client_ids: Sequence[str], before: Session | None
) -> tuple[tuple[str, ...], list[str], str]:
    """Ids of those who take part, the names for the title, and whose clients they are; a group is named as one."""
    whose = before.trainer_id if before else me.id
    if group_id:
        group = next((one for one in await _groups(request, me, before) if one.id == group_id), None)
        if group is None:
            raise BadInput("This group is not one of yours. Please choose again.", where="group")
        # Who is in the group now; for a session planned for it before, those it was planned for.
        return before.client_ids if before and before.group_id == group_id else group.members, [group.name], whose
    if len(client_ids) > FORM_MOST:  # a database takes only so many values in one question
        raise OutOfRange(f"A session holds up to {planning.MAX_PARTICIPANTS} people.", where="clients")
    found = await clients.get_many(db(request), client_ids)
    shared = await shares.get_many(db(request), client_ids, me.id)
    mine = {one.id for one in found if one.trainer_id == me.id or sharing.is_enough(shared.get(one.id), "write")}
    if mine != set(client_ids):
        raise BadInput("One of these people is not among your clients. Please choose again.", where="clients")
    trainers = {client.trainer_id for client in found} | ({before.trainer_id} if before else set())
    if len(trainers) > 1:
        raise BadInput("A session is with clients of one trainer. Please choose again.", where="clients")
    return tuple(client.id for client in found), [client.name for client in found], next(iter(trainers), whose)


async def _groups(request: web.Request, me: Account, session: Session | None) -> list[Group]:
    """My groups; for a session of another trainer's that I may change, the group it is for."""
    if session is None or session.trainer_id == me.id:
        return await groups.list_for(db(request), me.id)
    group = await groups.get(db(request), session.group_id) if session.group_id else None
    return [] if group is None else [group]


def _weekly(first: Session, weeks: int, now_ms: int) -> list[Session]:
    """The session and those that repeat it, so many weeks in all."""
    if not 1 <= weeks <= planning.MAX_REPEATS:
        raise OutOfRange(f"Plan 1 to {planning.MAX_REPEATS} weeks at once.", where="weeks")
    if weeks == 1:
        return [first]
    new_ids = [ids.new() for _ in range(weeks - 1)]
    later = planning.repeat(first, new_ids, series_id=first.id, after_ms=first.starts_at_ms, now_ms=now_ms)
    return [planning.begin_series(first), *later]


def _given(session: Session) -> SessionForm:
    """A session as the form shows it."""
    starts = wall_clock.local(session.starts_at_ms, session.time_zone)
    is_async = session.delivery is Delivery.ASYNC
    return SessionForm(
        service=session.service,
        delivery=session.delivery,
        group=session.group_id or "",
        clients=list(session.client_ids),
        date=starts.date().isoformat(),
        time="09:00" if is_async else f"{starts:%H:%M}",  # unused until it gets a time of day
        duration_min=session.duration_min or 60,
        live_place=session.place.value if session.place in sessions.LIVE_PLACES else Place.LINK.value,
        real_place=session.place.value if session.place in sessions.REAL_PLACES else Place.GYM.value,
        place_note=session.place_note,
        title=session.title,
        notes=session.notes,
        media=session.media,
    )


async def _form(
    request: web.Request, me: Account, fill: Fill[SessionForm], session: Session | None = None, *, status: int = 200
) -> web.Response:
    found = await _groups(request, me, session)
    return page(
        request,
        "sessions/form.html",
        status=status,
        fill=fill,
        session=session,
        time_zone=session.time_zone if session else me.time_zone or "UTC",
        clients=await _choosable(request, me, fill.given, session),
        groups=found,
        group_options=[(group.id, f"{group.name} ({len(group.members)})") for group in found],
        place_options=[(place.value, wording.PLACES[place]) for place in sessions.REAL_PLACES],
        week_options=WEEK_OPTIONS,
        wording=wording,
    )


async def _choosable(request: web.Request, me: Account, given: SessionForm, session: Session | None) -> list[Client]:
    """Clients in use, and those who take part already although they were put away since; the chosen ones first."""
    trainer_id = session.trainer_id if session else None
    found = await clients.list_for(db(request), me.id) if trainer_id in (None, me.id) else []
    shared = await shares.clients_of(db(request), me.id, right="write")
    found += [client for client, _, _ in shared if trainer_id in (None, client.trainer_id)]
    known = {client.id for client in found}
    missing = [client_id for client_id in (session.client_ids if session else ()) if client_id not in known]
    found += await clients.get_many(db(request), missing)
    return sorted(found, key=lambda client: client.id not in given.clients)


async def _again(
    request: web.Request, me: Account, given: SessionForm, problem: DomainError, session: Session | None = None
) -> web.Response:
    """The form as typed with the sentence at its field, for a browser without script."""
    if wants_json(request):
        raise problem
    return await _form(request, me, Fill(given, problem), session, status=problem.status)
