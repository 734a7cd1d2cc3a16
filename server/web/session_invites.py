"""Guests of one session: a trainer makes their links, mails them and takes them back."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain import contact, links, sessions, wording
from server.domain import invites as rules
from server.domain.accounts import Account
from server.domain.errors import Conflict, NotFound
from server.domain.invites import Invite
from server.domain.sessions import Session, State
from server.live import LIVE
from server.store import audit
from server.store import invites as store
from server.web import letters, limits
from server.web.answers import db, done, now, read
from server.web.edge import SETTINGS
from server.web.identity import signed_in
from server.web.pages import local


@dataclass(frozen=True, slots=True)
class NewInvite:
    """Whom the link is for."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class MailInvite:
    """Where the link goes; the address is not kept."""

    email: str = ""


async def invite(request: web.Request) -> web.StreamResponse:
    """Makes a link for a guest of this session."""
    me = await signed_in(request)
    body = await read(request, NewInvite)
    session = await _mine(request, me)
    if not session.has_room:
        raise Conflict("This session has no room to join by a link.")
    if sessions.state(session, now(request)) not in (State.PLANNED, State.OPEN):
        raise Conflict("This session takes nobody any more.")
    made = rules.invite(session, contact.line(body.name, "name"), id=ids.new(), now_ms=now(request))
    await store.add(db(request), made)
    await audit.note(db(request), now(request), f"t:{me.id}", "guest.invited", f"s:{session.id}", invite=made.id)
    notice = f"{made.name}'s link is ready."
    return done(request, f"/sessions/{session.id}#guests", id=made.id, url=_url(request, made), notice=notice)


async def revoke_invite(request: web.Request) -> web.StreamResponse:
    """Takes a guest's link back; whoever is in by it is out."""
    me = await signed_in(request)
    session = await _mine(request, me)
    before = await _invite(request, session)
    after = rules.revoke(before, now(request))
    await store.save(db(request), after)
    await request.app[LIVE].revoke(db(request), hangs_on=[after.id])
    await audit.note(db(request), now(request), f"t:{me.id}", "guest.revoked", f"s:{session.id}", invite=after.id)
    return done(request, f"/sessions/{session.id}#guests", notice=f"{after.name}'s link does not work any more.")


async def mail_invite(request: web.Request) -> web.StreamResponse:
    """Mails a guest the link."""
    me = await signed_in(request)
    body = await read(request, MailInvite)
    session = await _mine(request, me)
    made = await _invite(request, session)
    email = contact.email(body.email, needed=True)
    if not rules.is_valid(made, session, now(request)):
        raise Conflict("This link does not work any more. Make a new one.")
    await limits.check(request, "mail", me.id)
    await audit.note(db(request), now(request), f"t:{me.id}", "guest.mailed", f"s:{session.id}", invite=made.id)
    await letters.send(request, email, *_letter(made, session, me, _url(request, made)))
    return done(request, f"/sessions/{session.id}#guests", notice=f"The link is on its way to {email}.")


def _letter(made: Invite, session: Session, trainer: Account, url: str) -> tuple[str, str]:
    """Subject and text of the letter that brings a guest the link."""
    when = f"{local(session.starts_at_ms, session.time_zone, 'full')} ({session.time_zone.replace('_', ' ')})"
    title = wording.title_for_client(session, trainer.name)
    return (
        f"Your invitation: {title}",
        f"Hello {made.name},\n\n{trainer.name} invites you to a session by video:\n\n"
        f"{title}\n{when}, {wording.duration(session.duration_min)}\n\n{url}\n\n"
        "Open it on a phone or a computer with a camera; there is nothing to install. The door opens half an hour "
        f"before, and {trainer.name} lets you in.\n\n"
        "Please do not pass it on. If you did not expect this letter, you can ignore it.\n",
    )


def _url(request: web.Request, made: Invite) -> str:
    settings = request.app[SETTINGS]
    return f"{settings.public_url}/g/{links.invite_token(settings.secret_key, made.id, made.generation)}"


async def _mine(request: web.Request, me: Account) -> Session:
    return await access.session(db(request), me, request.match_info["session"], lock=request.method == "POST")


async def _invite(request: web.Request, session: Session) -> Invite:
    found = await store.get(db(request), request.match_info["invite"])
    if found is None or found.session_id != session.id:
        raise NotFound
    return found
