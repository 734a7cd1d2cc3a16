"""A session at the gym on the trainer's phone: people x exercises, which works without a signal and is sent later."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from server import access
from server.domain import wall_clock
from server.domain.day_lines import Planned
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.sessions import Service, Session
from server.domain.training import served
from server.store import clients, days, training
from server.web import exercise_pictures, files
from server.web.answers import db, json, now, page, read
from server.web.edge import training_page
from server.web.identity import signed_in
from server.web.training import course, gates, lasts, sync
from server.web.training.client import WORKER

ABOUT_MS = 2 * wall_clock.DAY_MS  # what was said around the session is on the sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class GymSending:
    """What the trainer's phone sends: each entry has its client beside what a client's own device would say."""

    after: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)


async def show(request: web.Request) -> web.StreamResponse:
    """The sheet."""
    me = await signed_in(request)
    session = await _session(request)
    here_now = await _people(request, session)
    linked = await training.room(db(request), session.id)
    listed = _listed(session, (await days.get(db(request), session.id)).planned)
    may = await gates.of_several(request, [one.id for one in here_now], session.id)
    people = [await _person(request, one, linked.get(one.id), listed, may[one.id]) for one in here_now]
    said = await training.since_of(db(request), session.client_ids, session.starts_at_ms - ABOUT_MS)
    here = f"/sessions/{session.id}"
    blocks = [block for one in people for block in one["day"]["blocks"]]
    keys = {entry["exercise"] for block in blocks for entry in block["entries"] if entry["exercise"]}
    known = await course.library(request, me.id, keys)
    config = {
        "base": here,
        "page": f"{here}/gym",
        "title": session.title,
        "people": people,
        "pictures": await exercise_pictures.small(request, known.values()),
        "now_ms": now(request),
        "log": [{"client": id, **one.wire()} for id, one in said],
        "worker": f"{here}/gym/worker.js?v={request.app[files.VERSION]}",
        "owner": f"t:{me.id}:{session.id}",
    }
    return training_page(page(request, "training/gym.html", session=session, config=config))


async def worker(request: web.Request) -> web.StreamResponse:
    """The script that keeps the sheet for when there is no signal, for this session and no other."""
    session = await _session(request)
    headers = {"Service-Worker-Allowed": f"/sessions/{session.id}/gym", "Cache-Control": "no-cache"}
    return web.FileResponse(WORKER, headers={**headers, "Content-Type": files.TYPES[".js"]})


async def log(request: web.Request) -> web.StreamResponse:
    """Takes what the trainer's phone kept; tells all that was said of these people around the session."""
    body = await read(request, GymSending)
    session = await _session(request)
    me = await signed_in(request)
    sent: dict[str, list[dict[str, Any]]] = {}
    taken = sync.Taken()
    for one in body.entries:
        client_id = str(one.get("client", ""))
        if client_id in session.client_ids:
            sent.setdefault(client_id, []).append({key: value for key, value in one.items() if key != "client"})
        else:
            taken.refuse(
                str(one.get("id", ""))[:64], NotFound("This person is not in this session any more.", "client")
            )
    for client_id in sorted(sent):
        client = await access.client(db(request), me, client_id, lock=True)
        theirs = await sync.take(request, client, sent[client_id], by="trainer", session_id=session.id)
        taken.kept += theirs.kept
        taken.refused += theirs.refused
    said = await training.since_of(db(request), session.client_ids, session.starts_at_ms - ABOUT_MS)
    told = [{"client": id, **one.wire()} for id, one in said]
    return json(
        {
            "kept": taken.kept,
            "refused": taken.refused,
            "entries": told,
            "seq": 0,
            "more": False,
            "now_ms": now(request),
        }
    )


async def _session(request: web.Request) -> Session:
    """A workout of mine. Raises NotFound for what is none."""
    me = await signed_in(request)
    found = await access.session(db(request), me, request.match_info["session"])
    if found.service is not Service.WORKOUT:
        raise NotFound
    return found


async def _people(request: web.Request, session: Session) -> list[Client]:
    """By name: somebody is looked for in a hurry."""
    return await clients.get_many(db(request), session.client_ids)


async def _person(
    request: web.Request, client: Client, linked: tuple[str, str] | None, listed: dict[str, Any], may: dict[str, Any]
) -> dict[str, Any]:
    """One person with what they are to do: the day of their program, or else the session's own list.

    linked: the program and the day that the session does.
    """
    theirs = await course.of_client(request, client)
    chosen = theirs.day(linked[1]) if linked and theirs.program and linked[0] == theirs.program.id else theirs.now
    if chosen is not None and theirs.program is not None:
        day, program = served.day(chosen, ()), theirs.program.id
    else:
        day, program = listed, ""
    return {
        "id": client.id,
        "name": client.name,
        "program": program,
        "day": day,
        "gate": may,
        "lasts": await lasts.of_client(request, client, day["id"], theirs),
    }


def _listed(session: Session, planned: tuple[Planned, ...]) -> dict[str, Any]:
    """The session's list as a day: its entries are found by their places."""
    return {
        "id": session.id,
        "title": session.title,
        "week": "",
        "when": "",
        "note": "",
        "blocks": [served.listed_block(str(place), one) for place, one in enumerate(planned, start=1)],
    }
