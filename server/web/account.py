"""Settings: one's own account, its password, and where it is signed in."""

import logging
from dataclasses import dataclass

from aiohttp import web

from server.domain import accounts as rules
from server.domain import contact
from server.domain.accounts import Account
from server.domain.errors import BadInput, SignInNeeded
from server.passwords import check_new
from server.store import accounts, audit, logins
from server.web import identity, limits
from server.web.answers import db, done, now, page, read
from server.web.edge import PASSWORDS
from server.web.identity import signed_in

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the form about oneself sends."""

    name: str
    time_zone: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class NewEmail:
    """Another address to sign in with."""

    email: str
    password: str


@dataclass(frozen=True, slots=True)
class NewPassword:
    """Another password."""

    current: str
    password: str


@dataclass(frozen=True, slots=True)
class SignOutEverywhere:
    """Whether this browser stays signed in."""

    keep_this: bool = False


async def show(request: web.Request) -> web.StreamResponse:
    """All settings of one's own on one page."""
    me = await signed_in(request)
    signed_in_on = await logins.of_account(db(request), me.id, now(request))
    return page(
        request,
        "accounts/settings.html",
        account=me,
        logins=signed_in_on,
        this=identity.login_of(request).id,
        zones=contact.time_zones(),
    )


async def save_profile(request: web.Request) -> web.StreamResponse:
    """Stores name, phone and time zone."""
    me = await signed_in(request)
    body = await read(request, Profile)
    before = await _locked(request, me)
    after = rules.with_profile(before, name=body.name, phone=body.phone, time_zone=body.time_zone)
    await accounts.save(db(request), after)
    return done(request, "/settings", notice="Saved.")


async def save_email(request: web.Request) -> web.StreamResponse:
    """Changes the address one signs in with; asks for the password, since it is half of what opens the account."""
    me = await signed_in(request)
    body = await read(request, NewEmail)
    email = contact.email(body.email, needed=True)
    await _check_password(request, me, body.password, where="password")
    before = await _locked(request, me)
    await accounts.save(db(request), rules.with_email(before, email))
    await audit.note(db(request), now(request), f"t:{me.id}", "email.changed", f"t:{me.id}")
    return done(request, "/settings", notice="Sign in with the new address from now on.")


async def change_password(request: web.Request) -> web.StreamResponse:
    """Stores another password and ends every other login."""
    me = await signed_in(request)
    body = await read(request, NewPassword)
    check_new(body.password, email=me.email, name=me.name)
    await _check_password(request, me, body.current, where="current")
    password_hash = await request.app[PASSWORDS].hash(body.password)
    await accounts.set_password(db(request), me.id, password_hash)
    await accounts.drop_invites(db(request), purpose="password", account_id=me.id)
    await audit.note(db(request), now(request), f"t:{me.id}", "password.changed", f"t:{me.id}")
    await identity.end_logins(request, db(request), me.id, but=identity.login_of(request).id)
    log.info("account %s changed its password", me.id)
    return done(request, "/settings", notice="Your password is changed. Other browsers are signed out.")


async def sign_out_everywhere(request: web.Request) -> web.StreamResponse:
    """Ends every login of one's own, or every other one."""
    me = await signed_in(request)
    body = await read(request, SignOutEverywhere)
    log.info("account %s signs out everywhere", me.id)
    if body.keep_this:
        await identity.end_logins(request, db(request), me.id, but=identity.login_of(request).id)
        return done(request, "/settings", notice="Every other browser is signed out.")
    await identity.end_logins(request, db(request), me.id)
    answer = done(request, "/sign-in")
    identity.take(request, answer)
    return answer


async def _locked(request: web.Request, me: Account) -> Account:
    """My account as it is now: it may have been closed since the request came. Raises SignInNeeded."""
    found = await accounts.get(db(request), me.id, lock=True)
    if found is None or found.is_disabled:
        raise SignInNeeded
    return found


async def _check_password(request: web.Request, me: Account, password: str, *, where: str) -> None:
    """Raises BadInput unless the password is right. Slow: before the first statement of the request."""
    await limits.check(request, "password", me.id)
    if not await request.app[PASSWORDS].matches(me.password_hash, password):
        raise BadInput("This is not your password.", where)
    await limits.forget(request, "password", me.id)
