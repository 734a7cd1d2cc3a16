"""The doors of a session's room for a guest with an invite, and for anybody's second device."""

from typing import Any

from aiohttp import web

from server import access
from server.domain import consents, doors, links, seats, wording
from server.domain.accounts import Account
from server.domain.errors import DomainError
from server.domain.invites import Invite
from server.domain.links import BrokenLink
from server.domain.seats import Seat
from server.domain.sessions import Session
from server.live import LIVE
from server.store import clients, saved_timers
from server.store import consents as consents_store
from server.store import seats as seats_store
from server.web import exercises, limits, room_page, timers
from server.web.answers import db, now, wants_json
from server.web.edge import SETTINGS
from server.web.room_page import Visitor
from server.web.rooms import CLOSED

REMOTE_TIMERS = 40  # of the trainer's own, so many are on their remote

# ---- a guest


async def guest_room(request: web.Request) -> web.StreamResponse:
    """A guest's room, behind the invite's link."""
    invite, session, trainer = await _guest_at(request)
    try:
        doors.check(session, now(request))
        visitor = _guest(request, invite, session, trainer)
        door = await room_page.remembered_door(request, visitor.person, {})
        return await room_page.show(request, session, trainer, visitor, door=door)
    except CLOSED as problem:
        return _closed(request, problem, session, trainer)


async def guest_join(request: web.Request) -> web.StreamResponse:
    """Gives a guest a seat, under the name they say or the one on the invite."""
    invite, session, trainer = await _guest_at(request)
    doors.check(session, now(request))
    return await room_page.join(request, session, _guest(request, invite, session, trainer))


async def guest_camera(request: web.Request) -> web.StreamResponse:
    """A link for a guest's second device."""
    invite, session, _ = await _guest_at(request)
    return await room_page.add_camera(request, session, seats.guest(invite.id))


async def _guest_at(request: web.Request) -> tuple[Invite, Session, Account]:
    token, key = request.match_info["token"], request.app[SETTINGS].secret_key
    invite, session = await access.invited(db(request), key, token, now(request))
    return invite, session, await access.trainer_of(db(request), session)


def _guest(request: web.Request, invite: Invite, session: Session, trainer: Account) -> Visitor:
    here = f"/g/{request.match_info['token']}"
    return Visitor(
        person=seats.guest(invite.id),
        hangs_on=invite.id,
        kind="guest",
        role="client",
        name=invite.name,
        here=here,
        back=None,
        phone=trainer.phone or None,
    )


# ---- a second device


async def camera_room(request: web.Request) -> web.StreamResponse:
    """The page of somebody's second device."""
    seat, device, session, trainer = await _second_at(request)
    try:
        doors.check_for_trainer(session, now(request))
        is_steering = device == "remote" and seat.role == "trainer"
        known = await _known_to_remote(request, session, trainer) if is_steering else {}
        return room_page.show_second(request, session, trainer, seat, device, **known)
    except CLOSED as problem:
        return _closed(request, problem, session, trainer)


async def camera_join(request: web.Request) -> web.StreamResponse:
    """Gives the second device a seat of its own, which lasts as long as the first one's."""
    seat, device, session, _ = await _second_at(request)
    doors.check_for_trainer(session, now(request))
    said = await room_page.read_join(request)
    await limits.check(request, "join", f"{session.id}|{seat.person}")
    taken = await request.app[LIVE].take_seat(
        db(request),
        session,
        person=seat.person,
        role=seat.role,
        device=device,
        name=seat.name,
        hangs_on=seat.id,
        resume=said.resume,
    )
    return room_page.seat_given(taken, None, await _moments(request, seat, taken.peer) if device == "camera" else None)


async def _moments(request: web.Request, first: Seat, peer: str) -> dict[str, Any] | None:
    """Where the camera with that seat sends moments of its client, who may take back meanwhile what is agreed now."""
    kind, _, client_id = first.person.partition(":")
    if kind != "c":
        return None
    texts = await consents_store.texts(db(request))
    agreed = consents.is_given(await consents_store.list_for(db(request), client_id), "clips", texts)
    here = f"/seats/{peer}"
    return {"uploads": f"{here}/uploads", "splice_check": f"{here}/splice-check", "agreed": agreed}


async def _known_to_remote(request: web.Request, session: Session, trainer: Account) -> dict[str, Any]:
    """What a trainer's remote needs of what the trainer's page is told.

    A remote has no login: what the trainer's page asks for when it is wanted comes here with the page, by its address.
    """
    people = await clients.get_many(db(request), session.client_ids)
    known = await exercises.list_of(db(request), trainer)
    kept = await saved_timers.whole_for(db(request), trainer.id, REMOTE_TIMERS)
    told = room_page.for_trainer(session, kept, known, people)
    return {
        **{name: told[name] for name in ("general", "exercises", "library", "timers", "safety")},
        "carried": {
            **{f"{exercises.HERE}/{one.key}": {"exercise": exercises.whole(one)} for one in known},
            **{f"{timers.HERE}/{one.id}": {"timer": timers.whole(one)} for one in kept},
        },
    }


async def _second_at(request: web.Request) -> tuple[Seat, links.Second, Session, Account]:
    """The first device's seat behind a second-device link. Raises BrokenLink, also when that seat was given up."""
    token, key = request.match_info["token"], request.app[SETTINGS].secret_key
    id, device = links.second_device(key, token, now(request) // 1000) or (None, "camera")
    grounds = (await seats_store.grounds(db(request), [id])).get(id) if id is not None else None
    if grounds is None:
        raise BrokenLink
    verdict = seats.verdict(grounds, now(request))
    if verdict == "revoked" or grounds.seat.device != "main":
        raise BrokenLink
    return grounds.seat, device, grounds.session, await access.trainer_of(db(request), grounds.session)


# ---- both


def _closed(request: web.Request, problem: DomainError, session: Session, trainer: Account) -> web.StreamResponse:
    if wants_json(request):
        raise problem
    return room_page.closed(
        request,
        problem,
        session,
        title=wording.title_for_client(session, trainer.name),
        trainer=trainer,
        time_zone=session.time_zone,
        ways=[],
    )
