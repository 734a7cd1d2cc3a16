"""A form beside the picture: the trainer shows a client's form in the session, and both write in it."""

from aiohttp import web

from server import access
from server.domain import seats
from server.domain.errors import NotFound
from server.domain.forms.filled import Filled
from server.domain.sessions import Session
from server.live import LIVE
from server.store.forms import filled as store
from server.web.answers import db, done, json
from server.web.forms.library import titles_of
from server.web.identity import signed_in
from signaling.log import Draft

SHOWN_MOST = 20  # forms of each client


async def choose(request: web.Request) -> web.StreamResponse:
    """What could be shown: the forms of the session's clients by person, and the forms one could ask."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    people = []
    for client_id in session.client_ids:
        client = await access.client(db(request), me, client_id)
        rows = [_row(one) for one in await store.of_client(db(request), client.id, most=SHOWN_MOST)]
        people.append(
            {
                "person": seats.client(client.id),
                "name": client.name,
                "ask": f"/clients/{client.id}/forms",
                "forms": rows,
            }
        )
    known = [{"key": key, "title": title} for key, title in await titles_of(db(request), me)]
    return json({"people": people, "known": known})


async def show(request: web.Request) -> web.StreamResponse:
    """Shows a form to the client it belongs to, and to the trainer."""
    session, filled = await _both(request)
    await _tell(request, session, filled, is_shown=True)
    return done(request, f"/forms/{filled.id}/fill")


async def hide(request: web.Request) -> web.StreamResponse:
    """Takes it from the picture again; what was written is kept."""
    session, filled = await _both(request)
    await _tell(request, session, filled, is_shown=False)
    return done(request, f"/forms/{filled.id}")


async def _both(request: web.Request) -> tuple[Session, Filled]:
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    filled = await access.filled_form(db(request), me, request.match_info["filled"])
    if filled.client_id not in session.client_ids:
        raise NotFound
    return session, filled


async def _tell(request: web.Request, session: Session, filled: Filled, *, is_shown: bool) -> None:
    """The room's log gets the form's id and title, never an answer; for trainers and the client alone."""
    await db(request).rollback()  # a room's log is written in a transaction of its own
    person = seats.client(filled.client_id)
    payload = {"person": person, "form": filled.id if is_shown else None, "title": filled.text.title}
    await request.app[LIVE].append(session.id, Draft(type="form", payload=payload, audience=(person,)))


def _row(filled: Filled) -> dict[str, str]:
    return {"id": filled.id, "title": filled.text.title, "state": filled.state}
