"""The doors of a session's room for the trainer and for a client: the page, joining, and a link for a second device."""

from collections.abc import Sequence

from aiohttp import web

from server import access, notices
from server.domain import doors, seats, wording
from server.domain.accounts import Account
from server.domain.errors import DomainError
from server.domain.people import Client
from server.domain.seats import Removed, SessionOver
from server.domain.sessions import Session
from server.live import LIVE
from server.store import clients, groups, protocols, saved_timers
from server.store import seats as seats_store
from server.web import day, exercises, room_page
from server.web.answers import db, now, wants_json
from server.web.assessment_steps import framings
from server.web.client_page import confirmed, device_of
from server.web.consents import consents_for_page
from server.web.edge import SETTINGS
from server.web.identity import login_of, signed_in
from server.web.readiness import door as door_gate
from server.web.room_page import Visitor

CLOSED = (doors.NoRoom, doors.SessionCancelled, doors.SessionMoved, doors.TooEarly, SessionOver, Removed)


# ---- the trainer


async def trainer_room(request: web.Request) -> web.StreamResponse:
    """The trainer's room."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    try:
        doors.check_for_trainer(session, now(request))
        kept = await saved_timers.list_for(db(request), me.id)
        people = await clients.get_many(db(request), session.client_ids)
        own = [one.protocol for one in await protocols.list_for(db(request), me.id)]
        known = room_page.for_trainer(session, kept, await exercises.list_of(db(request), me), people, own)
        known |= await day.for_trainer(request, session)
        known["meets"] = await _company(request, session, people)
        known["gate_words"] = door_gate.words_for_trainer()
        known["unsettled"] = await door_gate.unsettled(request, me, people)
        known["health"] = await door_gate.for_trainer(request, session)
        return await room_page.show(request, session, me, await _trainer(request, me, session), **known)
    except CLOSED as problem:
        return _closed_to_trainer(request, problem, session, me)


async def trainer_join(request: web.Request) -> web.StreamResponse:
    """Gives the trainer a seat."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    doors.check_for_trainer(session, now(request))
    return await room_page.join(request, session, await _trainer(request, me, session))


async def trainer_camera(request: web.Request) -> web.StreamResponse:
    """A link for the trainer's second device."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    return await room_page.add_camera(request, session, seats.trainer(me.id))


async def _trainer(request: web.Request, me: Account, session: Session) -> Visitor:
    return Visitor(
        person=seats.trainer(me.id),
        hangs_on=login_of(request).id,
        kind="account",
        role="trainer",
        name=me.name,
        here=f"/sessions/{session.id}",
        back=f"/sessions/{session.id}",
        phone=await _clients_phone(request, session),
    )


async def _company(request: web.Request, session: Session, people: Sequence[Client]) -> str:
    """Whom the trainer meets, as the door says it: the group by its name, else the clients."""
    group = await groups.get(db(request), session.group_id) if session.group_id else None
    return group.name if group else wording.company([one.name for one in people])


async def _clients_phone(request: web.Request, session: Session) -> str | None:
    """The number of the one client who takes part: the one last given at a door, else the one on file."""
    if len(session.client_ids) != 1:
        return None
    door = await seats_store.last_door(db(request), seats.client(session.client_ids[0]))
    client = await clients.get(db(request), session.client_ids[0])
    return (door or {}).get("callback") or (client.phone if client else "") or None


def _closed_to_trainer(request: web.Request, problem: DomainError, session: Session, me: Account) -> web.StreamResponse:
    if wants_json(request):
        raise problem
    ways = [("Back to the session", f"/sessions/{session.id}")]
    if session.opened_at_ms is not None:
        ways.append(("Session sheet", f"/sessions/{session.id}/sheet"))
    return room_page.closed(
        request, problem, session, title=session.title, trainer=me, time_zone=session.time_zone, ways=ways
    )


# ---- a client


async def client_room(request: web.Request) -> web.StreamResponse:
    """A client's room, behind the personal link on a confirmed device."""
    client, session, trainer = await _client_at(request)
    try:
        doors.check(session, now(request))
        visitor = _client(request, client, session, trainer)
        here = f"/c/{request.match_info['token']}"
        asked = await consents_for_page(
            request, client, lambda purpose: f"{here}/consents/{purpose}?session={session.id}"
        )
        return await room_page.show(
            request,
            session,
            trainer,
            visitor,
            door=await room_page.remembered_door(
                request,
                visitor.person,
                {"address": client.address, "callback": client.phone, "emergency": _emergency(client)},
            ),
            **room_page.for_client(here, asked),
            **await day.for_client(request, session, client.id, here),
            framings=framings(request),
            gate_words=door_gate.words_for_client(),
            gate=door_gate.for_page(await door_gate.of(request, session, client), here),
        )
    except CLOSED as problem:
        if wants_json(request):
            raise
        return room_page.closed(
            request,
            problem,
            session,
            title=wording.title_for_client(session, trainer.name),
            trainer=trainer,
            time_zone=client.time_zone,
            ways=[("Back to my page", f"/c/{request.match_info['token']}")],
            phone=trainer.phone or None,
        )


async def client_join(request: web.Request) -> web.StreamResponse:
    """Gives a client a seat; what they said at the door stays with it.

    Raises NotCleared where exercise is what the session is for and their health check is not done, unless they come to
    talk.
    """
    client, session, trainer = await _client_at(request)
    doors.check(session, now(request))
    gate = await door_gate.of(request, session, client)
    if gate is not None and not (await room_page.read_join(request)).talk:
        gate.check()
    answer = await room_page.join(request, session, _client(request, client, session, trainer))
    peers = (await request.app[LIVE].state(session.id)).peers.values()
    if not any(peer.role == "trainer" and peer.state == "in" for peer in peers):
        await notices.arrived(db(request), request.app[SETTINGS], session, client, now(request))
    return answer


async def client_camera(request: web.Request) -> web.StreamResponse:
    """A link for a client's second device."""
    client, session, _ = await _client_at(request)
    return await room_page.add_camera(request, session, seats.client(client.id))


async def _client_at(request: web.Request) -> tuple[Client, Session, Account]:
    client = await confirmed(request)
    session = await access.session_of(db(request), client, request.match_info["session"])
    return client, session, await access.trainer_of(db(request), session)


def _emergency(client: Client) -> str:
    """Whom to call, as it is on file."""
    return ", ".join(part for part in (client.emergency_name, client.emergency_phone) if part)


def _client(request: web.Request, client: Client, session: Session, trainer: Account) -> Visitor:
    token = request.match_info["token"]
    return Visitor(
        person=seats.client(client.id),
        hangs_on=device_of(request).id,
        kind="client",
        role="client",
        name=client.name,
        here=f"/c/{token}/sessions/{session.id}",
        back=f"/c/{token}",
        phone=trainer.phone or None,
    )
