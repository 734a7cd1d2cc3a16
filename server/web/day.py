"""The day's exercises outside the room: written on the session's page, and what a room's page is told of before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access
from server.domain import day_lines, day_words, seats, sessions, wall_clock
from server.domain.errors import Conflict, Stale
from server.domain.sessions import Delivery, Service, Session, State
from server.store import days
from server.store import sessions as store
from server.store.days import Listed
from server.web import exercise_pictures, exercises
from server.web.answers import db, done, now, read
from server.web.identity import signed_in
from server.web.training import in_session, lasts

LISTS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DayForm:
    """The list as it was typed, and the revision it was typed over."""

    text: str = ""
    rev: int = 0


async def save(request: web.Request) -> web.StreamResponse:
    """Keeps the list. Raises Conflict once the room was opened, Stale when it was saved elsewhere meanwhile."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    form = await read(request, DayForm)
    if session.opened_at_ms is not None:
        raise Conflict("The room was opened with its list. Change it there.")
    before = await days.get(db(request), session.id, lock=True)
    if form.rev != before.rev:
        raise Stale
    keys = {one.name.lower(): one.key for one in await exercises.list_of(db(request), me)}
    listed = Listed(rev=before.rev + 1, planned=day_lines.read_list(form.text, keys))
    await days.save(db(request), session.id, listed, now(request))
    return done(request, f"/sessions/{session.id}#day", rev=listed.rev, notice="The list is kept.")


async def for_page(request: web.Request, session: Session) -> dict[str, Any] | None:
    """What the session's page shows: the text, and lists to copy by ?day=<session>. None where there can be no list."""
    state = sessions.state(session, now(request))
    if session.delivery is Delivery.ASYNC or session.service is Service.CONSULTATION:
        return None
    if state not in (State.PLANNED, State.OPEN):
        return None
    listed = await days.get(db(request), session.id)
    before = await _earlier(request, session)
    copied = next((one for one in before if one["id"] == request.query.get("day")), None)
    planned = copied["planned"] if copied else listed.planned
    return {
        "rev": listed.rev,
        "text": day_lines.write_list(planned),
        "is_copied": copied is not None,
        "is_in_room": session.opened_at_ms is not None,
        # In person, each program's day stands on the sheet for the gym by itself.
        "programs": await in_session.offered(request, session) if session.has_room else [],
        "earlier": before,
    }


async def for_trainer(request: web.Request, session: Session) -> dict[str, Any]:
    """What the trainer's room is told: earlier lists, and what each client did last time."""
    lists = [
        {"title": one["title"], "entries": [each.wire() for each in one["planned"]]}
        for one in await _earlier(request, session)
    ]
    known = await exercises.known_to(db(request), session.trainer_id)
    return {
        "day_lists": lists,
        "lasts": await _lasts(request, session, session.client_ids),
        "pictures": await exercise_pictures.small(request, known),
    }


async def for_client(request: web.Request, session: Session, client_id: str, here: str) -> dict[str, Any]:
    """What a client's room is told: what they did last time themselves, and how exercises look. here: their page."""
    known = await exercises.known_to(db(request), session.trainer_id)
    return {
        "lasts": await _lasts(request, session, (client_id,)),
        "pictures": await exercise_pictures.small(request, known, f"{here}/program/pictures/{{}}"),
    }


async def _earlier(request: web.Request, session: Session) -> list[dict[str, Any]]:
    rooms = await days.earlier_rooms(db(request), session.client_ids, before_ms=session.starts_at_ms)
    lists = await days.lists_of(db(request), rooms)
    shown = [room for room in rooms if room in lists][:LISTS_SHOWN]
    there = {one.id: one for one in await store.get_many(db(request), shown)}
    found = []
    for id in shown:
        one = there.get(id)
        if one is not None and one.trainer_id == session.trainer_id:
            at = wall_clock.local(one.starts_at_ms, session.time_zone)
            title = f"{at.day} {day_words.MONTHS[at.month - 1]}, {one.title}"
            found.append({"id": id, "title": title, "planned": lists[id]})
    return found


async def _lasts(request: web.Request, session: Session, client_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    rooms = await days.earlier_rooms(db(request), client_ids, before_ms=session.starts_at_ms)
    sets = await days.sets_of(db(request), rooms, client_ids)
    sets = sorted([*sets, *await lasts.as_sets(request, client_ids)], key=lambda one: one[0])
    told = day_words.lasts(sets, session.time_zone)
    return {person: words for person, words in told.items() if person in {seats.client(id) for id in client_ids}}
