"""A trainer lets a client who is not cleared train in one session all the same: with a typed reason, in the audit."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.readiness import changes
from server.domain.sessions import Session
from server.store import readiness
from server.web.answers import db, now, read
from server.web.identity import signed_in
from server.web.readiness.review import keep


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Why, in the trainer's own words."""

    reason: str = ""


async def begin(request: web.Request) -> web.StreamResponse:
    """Lets the client train in this session."""
    body = await read(request, Override)
    me, session, client = await _both(request)
    entry = changes.override(
        await readiness.history(db(request), client.id),
        id=ids.new(),
        client_id=client.id,
        session_id=session.id,
        reason=body.reason,
        by=f"t:{me.id}",
        now_ms=now(request),
    )
    notice = f"{client.name} may train in this session. It is kept with your name."
    return await keep(request, me, client, entry, notice, f"/sessions/{session.id}")


async def end(request: web.Request) -> web.StreamResponse:
    """Takes that back."""
    me, session, client = await _both(request)
    entry = changes.end_override(
        await readiness.history(db(request), client.id),
        id=ids.new(),
        client_id=client.id,
        session_id=session.id,
        by=f"t:{me.id}",
        now_ms=now(request),
    )
    return await keep(request, me, client, entry, "Taken back.", f"/sessions/{session.id}")


async def _both(request: web.Request) -> tuple[Account, Session, Client]:
    """The session and one of its clients, who are locked. Raises NotFound."""
    me = await signed_in(request)
    session = await access.session(db(request), me, request.match_info["session"])
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    if client.id not in session.client_ids:
        raise NotFound
    return me, session, client
