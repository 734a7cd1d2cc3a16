"""A trainer's sessions: the lists, one session's page, and its calendar file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access, qr
from server.domain import calendar as ics
from server.domain import invites as invite_rules
from server.domain import links, planning, seats, sessions, wall_clock, wording
from server.domain.accounts import Account
from server.domain.people import Group
from server.domain.sessions import Session, State
from server.live import LIVE
from server.store import assessments, clients, clips, groups
from server.store import invites as invites_store
from server.store import sessions as store
from server.web import clip_cards, day, letters
from server.web import names as known_names
from server.web.answers import db, now, page
from server.web.client_page import address_of
from server.web.edge import SETTINGS
from server.web.identity import signed_in
from server.web.readiness import cards as health

SHOWN = 100
SHOWN_CLIPS = 6
MINUTE_MS = 60_000


async def index(request: web.Request) -> web.StreamResponse:
    """The lists: ?show=today, upcoming or past; ?at=<ms> goes on where a list ended."""
    me = await signed_in(request)
    shown = request.query.get("show", "upcoming")
    if shown not in ("today", "upcoming", "past"):
        shown = "upcoming"
    found, more_ms = await _listed(request, me, shown)
    return page(
        request,
        "sessions/list.html",
        shown=shown,
        sessions=found,
        more_ms=more_ms,
        names=await names_of(request, found),
        now_ms=now(request),
        wording=wording,
    )


async def show(request: web.Request) -> web.StreamResponse:
    """One session: facts, people and their links, guests, outcome."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    return page(request, "sessions/show.html", session=session, **await _around(request, me, session))


async def calendar(request: web.Request) -> web.StreamResponse:
    """The session for the trainer's calendar program."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    settings = request.app[SETTINGS]
    body = ics.for_trainer(
        session,
        names=[client.name for client in await clients.get_many(db(request), session.client_ids)],
        url=f"{settings.public_url}/sessions/{session.id}",
        host=settings.public_host,
        now_ms=now(request),
    )
    headers = {"Content-Disposition": f'attachment; filename="{ics.file_name(session)}"'}
    return web.Response(body=body, content_type=ics.CONTENT_TYPE, charset="utf-8", headers=headers)


async def names_of(request: web.Request, found: Sequence[Session]) -> dict[str, str]:
    """Client id -> name, for all who take part in these sessions."""
    return await known_names.of(request, (client_id for session in found for client_id in session.client_ids))


# ---- lists


async def _listed(request: web.Request, me: Account, shown: str) -> tuple[list[Session], int | None]:
    """The sessions of a list, and the start at which its next page begins; what starts together stands on both."""
    moment = now(request)
    if shown == "today":
        starts_ms, ends_ms = wall_clock.day_of(moment, me.time_zone)
        return await store.list_for(db(request), me.id, from_ms=starts_ms, before_ms=ends_ms), None
    at = request.query.get("at", "")
    at_ms = int(at) if at.isascii() and at.isdigit() and len(at) <= 15 else None
    if shown == "upcoming":
        found = await store.ahead(db(request), me.id, moment, from_ms=at_ms or 0, limit=SHOWN)
    else:
        before_ms = None if at_ms is None else at_ms + 1
        found = await store.past(db(request), me.id, moment, before_ms=before_ms, limit=SHOWN)
    return found, found[-1].starts_at_ms if len(found) == SHOWN else None


# ---- one session's page


@dataclass(frozen=True, slots=True)
class Guest:
    """An invite as the page shows it."""

    id: str
    name: str
    is_revoked: bool
    url: str
    qr: str


async def _around(request: web.Request, me: Account, session: Session) -> dict[str, Any]:
    moment = now(request)
    near = await store.list_for(
        db(request),
        me.id,
        from_ms=session.starts_at_ms - planning.MAX_DURATION_MIN * MINUTE_MS,
        before_ms=session.ends_at_ms + 1,
    )
    people = await clients.get_many(db(request), session.client_ids)
    link_of = {client.id: address_of(request, client) for client in people if client.has_link}
    if not access.may_write(db(request)):
        link_of = {}  # who reads along must not come in as somebody else
    of_session = clips.Wanted(trainer_id=me.id, session_id=session.id)
    kept = await clips.list_for(db(request), of_session, most=SHOWN_CLIPS)
    series = await store.in_series(db(request), session.series_id) if session.series_id else []
    series = await access.open_to(db(request), me, series)
    return {
        "wording": wording,
        "state": sessions.state(session, moment),
        "now_ms": moment,
        "people": people,
        "group": await _group_of(request, session),
        "mode": await _mode(request, session),
        "link_of": link_of,
        "qr_of": {id: qr.svg_uri(url) for id, url in link_of.items()},
        "may_mail": letters.may_send(request),
        "guests": await _guests(request, session) if access.may_write(db(request)) else [],
        "takes_guests": session.has_room and sessions.state(session, moment) in (State.PLANNED, State.OPEN),
        "overlaps": sessions.overlapping(session, near) if sessions.state(session, moment) is State.PLANNED else [],
        "moved_from": await store.moved_from(db(request), session.id),
        "series": series,
        "clips": await clip_cards.for_trainer(db(request), seats.trainer(me.id), kept),
        "clips_count": await clips.count(db(request), of_session),
        "later": [one for one in series if one.starts_at_ms > session.starts_at_ms and not sessions.is_cancelled(one)],
        "cancelled_with": _cancelled_with(session, series),
        "day": await day.for_page(request, session),
        "health": await health.of_session(request, session),
        "tests": await assessments.of_session(db(request), session.id),
        "has_log": session.opened_at_ms is not None,
        "begun": moment >= session.starts_at_ms or session.opened_at_ms is not None,
        "waits": sessions.waits_for_outcome(session, moment),
        "starts": wall_clock.local(session.starts_at_ms, session.time_zone),
        "this_year": wall_clock.local(moment, session.time_zone).year,
    }


async def _mode(request: web.Request, session: Session) -> sessions.Mode | None:
    """How pictures will go, or do in the open room, where it is settled; None where there are none to come."""
    state = sessions.state(session, now(request))
    if not session.has_room or state not in (State.PLANNED, State.OPEN):
        return None
    if state is State.OPEN:
        return (await request.app[LIVE].state(session.id)).mode
    invited = await invites_store.of_session(db(request), session.id)
    return sessions.mode(session, len(invite_rules.valid(invited, session, now(request))))


async def _group_of(request: web.Request, session: Session) -> Group | None:
    return await groups.get(db(request), session.group_id) if session.group_id else None


def _cancelled_with(session: Session, series: Sequence[Session]) -> list[Session]:
    """Those of the series that were called off in the same go."""
    if not sessions.is_cancelled(session):
        return []
    return [one for one in series if one.cancelled_at_ms == session.cancelled_at_ms and one.id != session.id]


async def _guests(request: web.Request, session: Session) -> list[Guest]:
    settings = request.app[SETTINGS]
    found = []
    for invite in await invites_store.of_session(db(request), session.id):
        url = f"{settings.public_url}/g/{links.invite_token(settings.secret_key, invite.id, invite.generation)}"
        takes_people = sessions.state(session, now(request)) in (State.PLANNED, State.OPEN)
        works = takes_people and invite_rules.is_valid(invite, session, now(request))
        square = qr.svg_uri(url) if works else ""
        found.append(Guest(invite.id, invite.name, invite.revoked_at_ms is not None, url, square))
    return found
