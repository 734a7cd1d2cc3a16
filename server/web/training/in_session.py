"""A day of a program in a session: taken over into its list by one press; what is done of it there counts."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access
from server.domain.errors import Conflict
from server.domain.people import Client
from server.domain.programs import day_list
from server.domain.sessions import Session
from server.store import clients, days, training
from server.store.days import Listed
from server.web.answers import db, done, now, read
from server.web.identity import signed_in
from server.web.training import course
from server.web.training.course import Course


class NothingToTake(Conflict):
    """There is no program, or all its days are done."""

    code = "nothing-to-take"
    sentence = "There is no day of a program to take over."


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDay:
    """Whose day."""

    client: str


async def offered(request: web.Request, session: Session) -> list[dict[str, Any]]:
    """The days that could be done in a session: of each of its clients the next one. `taken`: it is in the list."""
    linked = await training.room(db(request), session.id)
    found = []
    for client in await clients.get_many(db(request), session.client_ids):
        theirs = await course.of_client(request, client)
        if theirs.program is not None and theirs.now is not None:
            taken = linked.get(client.id) == (theirs.program.id, theirs.now.id)
            found.append({"client": client, "day": theirs.now, "program": theirs.program, "taken": taken})
    return found


async def take(request: web.Request) -> web.StreamResponse:
    """Makes a client's day the session's list, in place of what was there. Who has a copy of the same program does the
    same day. Raises Conflict once the room was opened, NothingToTake.
    """
    me = await signed_in(request)
    body = await read(request, TakeDay)
    session = await access.session(db(request), me, request.match_info["session"])
    client = await access.client(db(request), me, body.client)
    if session.opened_at_ms is not None:
        raise Conflict("The room was opened with its list. Change it there.")
    theirs = await course.of_client(request, client)
    if client.id not in session.client_ids or theirs.program is None or theirs.now is None:
        raise NothingToTake
    before = await days.get(db(request), session.id, lock=True)
    listed = Listed(rev=before.rev + 1, planned=day_list.planned(theirs.now.day))
    await days.save(db(request), session.id, listed, now(request))
    await training.set_room(db(request), session.id, client.id, theirs.program.id, theirs.now.id)
    for other in await clients.get_many(db(request), [id for id in session.client_ids if id != client.id]):
        await _along(request, session, theirs, other)
    return done(request, f"/sessions/{session.id}#day", rev=listed.rev, notice=f"{theirs.now.title} is the list now.")


async def _along(request: web.Request, session: Session, first: Course, other: Client) -> None:
    """Who has a copy of the same program does the day of the same id."""
    theirs = await course.of_client(request, other)
    if first.program is None or first.now is None or theirs.program is None:
        return
    if theirs.program.from_id is None or theirs.program.from_id != first.program.from_id:
        return
    if theirs.day(first.now.id) is not None:
        await training.set_room(db(request), session.id, other.id, theirs.program.id, first.now.id)
