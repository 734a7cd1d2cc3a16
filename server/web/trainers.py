"""The owner's page about trainers: invite, close and reopen accounts, help with a forgotten password."""

import logging
from dataclasses import dataclass

from aiohttp import web

from server import ids, qr
from server.domain import accounts as rules
from server.domain import contact
from server.domain.accounts import Account, AccountInvite
from server.domain.errors import Conflict, NotFound
from server.mail import MailFailed
from server.store import accounts, audit
from server.web import identity, letters, limits
from server.web.answers import db, done, now, page, read
from server.web.edge import SETTINGS

log = logging.getLogger(__name__)

SHOWN_S = 600  # how long a fresh link can be copied from the page


class OwnerStays(Conflict):
    """The owner's account cannot be closed: nobody could open it again."""

    code = "owner-stays"
    sentence = "The owner's account cannot be closed."


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom to invite; the link is also mailed when `send` is set."""

    name: str = ""
    email: str = ""
    send: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whether a password link is also mailed."""

    send: bool = False


async def show(request: web.Request) -> web.StreamResponse:
    """All accounts, all open invites, and the link made last."""
    await identity.owner(request)
    everyone = await accounts.everyone(db(request))
    return page(
        request,
        "accounts/trainers.html",
        accounts=everyone,
        seen=await accounts.last_seen(db(request)),
        invites=await accounts.open_invites(db(request), now(request)),
        fresh=await _fresh(request, {account.id: account for account in everyone}),
        may_mail=letters.may_send(request),
    )


async def invite(request: web.Request) -> web.StreamResponse:
    """Makes a link for a new trainer, good for seven days; it is shown to be copied, and mailed if asked."""
    me = await identity.owner(request)
    body = await read(request, Invitation)
    name = contact.line(body.name, "name")
    email = contact.email(body.email, needed=body.send)
    await limits.check(request, "invite", me.id)
    if email and await accounts.by_email(db(request), email):
        raise rules.EmailTaken(where="email")
    if email:
        await accounts.drop_invites(db(request), purpose="trainer", email=email)
    secret = ids.secret()
    made = rules.make_invite(ids.digest(secret), "trainer", now(request), email=email, name=name)
    await accounts.add_invite(db(request), made)
    await audit.note(db(request), now(request), f"t:{me.id}", "trainer.invited", "house")
    letter = letters.trainer_invite(me, name, _url(request, secret)) if body.send else None
    return await _hand_over(request, secret, email, letter)


async def revoke_invite(request: web.Request) -> web.StreamResponse:
    """Takes an open link back."""
    me = await identity.owner(request)
    if not await accounts.drop_invite(db(request), request.match_info["invite"]):
        raise NotFound
    await audit.note(db(request), now(request), f"t:{me.id}", "trainer.invite-revoked", "house")
    return done(request, "/settings/trainers", notice="The link does not work any more.")


async def disable(request: web.Request) -> web.StreamResponse:
    """Closes an account: its logins and open rooms end at once, everything it made stays."""
    me = await identity.owner(request)
    account = await _account(request)
    if account.is_owner:
        raise OwnerStays
    await accounts.save(db(request), rules.disable(account, now(request)))
    await accounts.drop_invites(db(request), purpose="password", account_id=account.id)
    await audit.note(db(request), now(request), f"t:{me.id}", "trainer.disabled", f"t:{account.id}")
    await identity.end_logins(request, db(request), account.id)
    log.info("account %s was disabled", account.id)
    return done(request, "/settings/trainers", notice=f"{account.name} cannot sign in any more.")


async def enable(request: web.Request) -> web.StreamResponse:
    """Opens a closed account again, with the same password."""
    me = await identity.owner(request)
    account = await _account(request)
    await accounts.save(db(request), rules.enable(account))
    await audit.note(db(request), now(request), f"t:{me.id}", "trainer.enabled", f"t:{account.id}")
    log.info("account %s was enabled", account.id)
    return done(request, "/settings/trainers", notice=f"{account.name} can sign in again.")


async def password_link(request: web.Request) -> web.StreamResponse:
    """Makes a link by which the account sets a new password, good for an hour; any older one stops working."""
    me = await identity.owner(request)
    body = await read(request, Delivery)
    await limits.check(request, "invite", me.id)
    account = await _account(request)
    if account.is_disabled:
        raise Conflict("This account is closed. Open it first.")
    secret = ids.secret()
    await accounts.drop_invites(db(request), purpose="password", account_id=account.id)
    made = rules.make_invite(ids.digest(secret), "password", now(request), account_id=account.id)
    await accounts.add_invite(db(request), made)
    await audit.note(db(request), now(request), f"t:{me.id}", "password-link.made", f"t:{account.id}")
    letter = letters.new_password(account, _url(request, secret)) if body.send else None
    return await _hand_over(request, secret, account.email, letter)


async def _account(request: web.Request) -> Account:
    found = await accounts.get(db(request), request.match_info["account"], lock=True)
    if found is None:
        raise NotFound
    return found


async def _hand_over(
    request: web.Request, secret: str, email: str, letter: tuple[str, str] | None
) -> web.StreamResponse:
    """Leads back to the page, where a cookie lets the owner copy the link for a while: it is stored nowhere."""
    notice = "The link is ready. Copy it now."
    if letter is not None:
        try:
            await letters.send(request, email, *letter)
            notice = f"The link is on its way to {email}."
        except MailFailed:
            notice = "The mail could not be sent. Copy the link and send it another way."
    answer = done(request, "/settings/trainers#link", link=_url(request, secret), notice=notice)
    answer.set_cookie(
        _cookie(request),
        secret,
        max_age=SHOWN_S,
        path="/settings/trainers",
        httponly=True,
        samesite="Strict",
        secure=request.app[SETTINGS].is_https,
    )
    return answer


async def _fresh(request: web.Request, everyone: dict[str, Account]) -> dict[str, object] | None:
    """The link made last, its QR code and whom it is for, as long as it can be used and the cookie remembers it."""
    secret = request.cookies.get(_cookie(request), "")
    made: AccountInvite | None = await accounts.invite(db(request), ids.digest(secret)) if secret else None
    if made is None or not rules.is_open(made, now(request)):
        return None
    url = _url(request, secret)
    return {"invite": made, "account": everyone.get(made.account_id or ""), "url": url, "qr": qr.svg_uri(url)}


def _url(request: web.Request, secret: str) -> str:
    return f"{request.app[SETTINGS].public_url}/invite/{secret}"


def _cookie(request: web.Request) -> str:
    return "__Secure-link" if request.app[SETTINGS].is_https else "link"
