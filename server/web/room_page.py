"""The room's page for trainer, client, guest and second camera: what it is told, and what stands there instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import ids, qr
from server.domain import contact, links, protocols, sessions, starter_timers, wording
from server.domain import seats as rules
from server.domain.accounts import Account
from server.domain.doors import TooEarly
from server.domain.errors import Conflict, DomainError
from server.domain.exercises import Exercise
from server.domain.people import Client
from server.domain.protocols import Protocol
from server.domain.saved_timers import SavedTimer
from server.domain.seats import Removed, Role, Seat
from server.domain.sessions import Session
from server.live import LIVE, Taken
from server.store import seats
from server.web import answers, exercises, limits, timers
from server.web.answers import db, now, page, read
from server.web.edge import SETTINGS, permissions
from signaling import ice
from signaling.ice import IceSettings
from signaling.messages.hello import PROTOCOL

CAMERA_LIVES_S = 600
LOOK_AGAIN_S = 30
CLIP_S = 15  # so much of the camera is kept at a press, until the trainer chooses otherwise

# Heading and text of the page that stands where a door is closed; without a text the refusal's own sentence.
CLOSED = {
    "no-room": ("There is no room for this session", ""),
    "cancelled": ("This session was cancelled", "Nobody can join it. Everything else is as it was."),
    "moved": ("This session was moved", "It takes place at another time; nobody can join here."),
    "session-over": ("This session is over", "What was said and timed in it is kept by the trainer."),
    "too-early": ("The door is not open yet", ""),
    "kicked": ("You were removed from this session", "If that was a mistake, talk to your trainer."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """What somebody says at the door; `resume` takes back the seat they had.

    talk: a client who may not exercise yet comes in all the same, to talk.
    """

    name: str = ""
    address: str = ""
    callback: str = ""
    helper: str = ""
    emergency: str = ""  # whom to call: a name and a number
    talk: bool = False
    resume: str | None = None


@dataclass(frozen=True, slots=True)
class AddCamera:
    """The secret of the seat whose person brings a second device, and what it is to be."""

    resume: str
    device: links.Second = "camera"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody at the door of a session, as its page knows them."""

    person: str  # as in a seat
    hangs_on: str
    kind: str  # account | client | guest
    role: Role
    name: str
    here: str  # the address under which join and camera lie
    back: str | None  # a page of their own; a guest has none
    phone: str | None  # the other's number, when known


async def show(
    request: web.Request, session: Session, trainer: Account, visitor: Visitor, **more: Any
) -> web.StreamResponse:
    """The room's page for this visitor. `more` goes into its configuration. Raises Removed."""
    await _check_barred(request, session, visitor.person)
    config = {
        **_common(request, session, trainer, visitor.role),
        "you": {
            "role": visitor.role,
            "device": "main",
            "name": visitor.name,
            "kind": visitor.kind,
            "first_time": await seats.last_door(db(request), visitor.person) is None,
        },
        "join": f"{visitor.here}/join",
        "back": visitor.back,
        "phone": visitor.phone,
        "camera_link": f"{visitor.here}/camera",
        **more,
    }
    return _page(request, config)


def show_second(
    request: web.Request,
    session: Session,
    trainer: Account,
    seat: Seat,
    device: links.Second,
    **more: Any,
) -> web.StreamResponse:
    """The room's page on a second device of somebody. `more` goes into its configuration."""
    here = request.path
    config = {
        **_common(request, session, trainer, seat.role),
        "you": {"role": seat.role, "device": device, "name": seat.name, "kind": device, "first_time": False},
        "join": f"{here}/join",
        "back": None,
        "phone": (trainer.phone or None) if seat.role == "client" else None,
        "camera_link": None,
        **more,
    }
    return _page(request, config)


async def join(request: web.Request, session: Session, visitor: Visitor) -> web.StreamResponse:
    """Gives the visitor a seat. Raises SessionOver, Removed, and BadInput for what cannot be said at a door."""
    said = await read_join(request)
    await limits.check(request, "join", f"{session.id}|{visitor.person}")
    name = contact.line(said.name, "name", most=120) if visitor.kind == "guest" else ""
    taken = await request.app[LIVE].take_seat(
        db(request),
        session,
        person=visitor.person,
        role=visitor.role,
        device="main",
        name=name or visitor.name,
        hangs_on=visitor.hangs_on,
        door=_door(said) if visitor.role == "client" else {},
        resume=said.resume,
    )
    agreed = await request.app[LIVE].agreed(session.id) if visitor.role == "trainer" else None
    return seat_given(taken, visitor.phone, agreed=None if agreed is None else sorted(agreed))


async def read_join(request: web.Request) -> Join:
    """What was said at a door."""
    return await read(request, Join)


def seat_given(
    taken: Taken, phone: str | None, moments: Mapping[str, Any] | None = None, agreed: Sequence[str] | None = None
) -> web.Response:
    """The answer to joining.

    moments: where a client's second camera sends them, and whether that is agreed to. agreed: for the trainer, who of
    the clients agreed to be recorded, by person; what they answer later is told in the room.
    """
    seat = {
        "room": taken.room,
        "peer": taken.peer,
        "resume": taken.resume,
        "role": taken.role,
        "device": taken.device,
    }
    return answers.json({"ok": True, "seat": seat, "phone": phone, "moments": moments, "agreed": agreed})


async def add_camera(request: web.Request, session: Session, person: str) -> web.StreamResponse:
    """A link for a person's second device, good for ten minutes. Raises Conflict unless they have a seat."""
    body = await read(request, AddCamera)
    seat = await seats.by_resume(db(request), ids.digest(body.resume))
    if seat is None or (seat.session_id, seat.person, seat.device) != (session.id, person, "main"):
        raise Conflict("Join with this device first, then add the second one.")
    settings = request.app[SETTINGS]
    expires_s = now(request) // 1000 + CAMERA_LIVES_S
    url = f"{settings.public_url}/d/{links.second_token(settings.secret_key, seat.id, expires_s, body.device)}"
    return answers.json({"ok": True, "url": url, "qr": qr.svg_uri(url)})


def closed(
    request: web.Request,
    problem: DomainError,
    session: Session,
    *,
    title: str,
    trainer: Account,
    time_zone: str,
    ways: Sequence[tuple[str, str]],
    phone: str | None = None,
) -> web.StreamResponse:
    """The page that stands there when the door is closed: why, what is safe, what next. ways: (words, address)."""
    heading, text = CLOSED[problem.code]
    answer = page(
        request,
        "doors/closed.html",
        problem=problem,
        heading=heading,
        text=text or problem.message,
        session=session,
        title=title,
        trainer=trainer,
        time_zone=time_zone,
        ways=ways,
        phone=phone,
        wording=wording,
        now_ms=now(request),
    )
    if isinstance(problem, TooEarly):
        left_s = (problem.opens_at_ms - now(request)) // 1000 + 1
        answer.headers["Refresh"] = str(max(1, min(LOOK_AGAIN_S, left_s)))
    return answer


async def remembered_door(request: web.Request, person: str, otherwise: Mapping[str, str]) -> dict[str, str]:
    """What this person said at the last door, to be said again with one tap."""
    last = await seats.last_door(db(request), person)
    return {key: (last or otherwise).get(key, "") for key in ("address", "callback", "helper", "emergency")}


def for_trainer(
    session: Session,
    kept: Sequence[SavedTimer],
    known_exercises: Sequence[Exercise],
    people: Sequence[Client],
    own_protocols: Sequence[Protocol] = (),
) -> dict[str, Any]:
    """What only a trainer's page is told.

    kept: their timers, without plans; known_exercises: their whole list; people: the session's clients; own_protocols:
    assessments they wrote.
    """
    here = f"/sessions/{session.id}"
    offered = (*protocols.PROTOCOLS.values(), *own_protocols)
    known = [{"key": one.key, "title": one.title, "company": one.company} for one in offered]
    return {
        "end": f"{here}/outcome",
        "sheet": f"{here}/sheet",
        "forms": "/forms",
        "choose_form": f"{here}/forms",
        "uploads": "/uploads",
        "files": "/clips",
        "protocols": known,
        # By person: what is on file for when somebody feels unwell and said nothing newer at the door.
        "safety": {
            rules.client(one.id): {
                "address": one.address,
                "phone": one.phone,
                "emergency_name": one.emergency_name,
                "emergency_phone": one.emergency_phone,
            }
            for one in people
        },
        # By person in the room: where an assessment of theirs is made, `{"protocol", "session"}`.
        "assessments": {rules.client(id): f"/clients/{id}/assessments" for id in session.client_ids},
        **exercises.for_room(known_exercises),
        "timers": {
            "here": timers.HERE,
            "saved": [timers.row(one) for one in kept],
            "starters": [starter.wire for starter in starter_timers.STARTERS],
        },
    }


def for_client(page: str, consents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What only a client's page is told: where clips go and come from. page: the address of their own."""
    return {
        "consents": consents,
        "uploads": f"{page}/uploads",
        "files": f"{page}/clips",
        "forms": f"{page}/forms",
        "splice_check": f"{page}/splice-check",
    }


async def _check_barred(request: web.Request, session: Session, person: str) -> None:
    if person in (await request.app[LIVE].state(session.id)).barred:
        raise Removed


def _common(request: web.Request, session: Session, trainer: Account, role: Role) -> dict[str, Any]:
    settings = request.app[SETTINGS]
    is_trainer = role == "trainer"
    # STUN only: TURN's credentials are for those who were let in.
    stun = IceSettings(host=settings.media_public_ip, port=settings.media_port, stun_urls=settings.stun_urls)
    return {
        "session": {
            "id": session.id,
            "title": session.title if is_trainer else wording.title_for_client(session, trainer.name),
            "service": session.service,
            "delivery": session.delivery,
            "starts_at_ms": session.starts_at_ms,
            "duration_min": session.duration_min,
            "place": session.place,
            "trainer_name": trainer.name,
            "state": sessions.state(session, now(request)),
            "time_zone": session.time_zone,
        },
        "meets": "" if is_trainer else trainer.name,
        "ice": ice.servers(stun, "", 0),
        "network_check": "/network-check",
        "end": None,
        "sheet": None,
        # Guests send no clips and have nowhere to look at one; a client's second camera hears by joining where to.
        "clips": {"seconds": CLIP_S},
        "uploads": None,
        "files": None,
        "splice_check": None,
        "protocol": PROTOCOL,
        "socket": "/live",
    }


def _page(request: web.Request, config: dict[str, Any]) -> web.StreamResponse:
    answer = page(request, "room.html", config=config)
    answer.headers["Permissions-Policy"] = permissions(room=True)
    return answer


def _door(said: Join) -> dict[str, str]:
    return {
        "address": contact.line(said.address, "address", most=300),
        "callback": contact.phone(said.callback, "callback"),
        "helper": contact.line(said.helper, "helper", most=120),
        "emergency": contact.line(said.emergency, "emergency", most=160),
    }
