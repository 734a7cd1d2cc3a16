"""Signing in and out."""

import logging
from dataclasses import dataclass

from aiohttp import web

from server import ids
from server.domain import accounts as rules
from server.domain.errors import DomainError
from server.store import accounts, logins
from server.web import identity, limits
from server.web.answers import db, done, page, read, wants_json
from server.web.edge import DATABASE, PASSWORDS

log = logging.getLogger(__name__)


class WrongPassword(DomainError):
    """The address or the password is wrong; which of them is not said."""

    code = "wrong-password"
    status = 400
    sentence = "The e-mail address or the password is wrong."


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the sign-in form sends."""

    email: str
    password: str
    next: str = "/"


async def show(request: web.Request) -> web.StreamResponse:
    """The sign-in page; whoever is signed in goes on at once."""
    target = rules.own_path(request.query.get("next", "/"))
    if await identity.who(request):
        return web.Response(status=303, headers={"Location": _after(target)})
    return page(request, "accounts/sign_in.html", next=target, email="", problem=None)


async def sign_in(request: web.Request) -> web.StreamResponse:
    """A fresh login for whoever knows the password. An unknown address is answered like a wrong one, and as slowly."""
    body = await read(request, SignIn)
    email = body.email.strip().lower()[:254]
    async with request.app[DATABASE].reading() as reading:
        account = await accounts.by_email(reading, email)
    known = identity.known_browser(request, account)
    await _count(request, email, known)
    passwords = request.app[PASSWORDS]
    is_right = await passwords.matches(account.password_hash if account else None, body.password)
    if account is None or not is_right or account.is_disabled:
        log.info("sign-in refused: %s", account.id if account else "unknown address")
        return _again(request, body, WrongPassword(where="password"))
    fresh_hash = await passwords.hash(body.password) if passwords.is_outdated(account.password_hash) else None
    if await accounts.get(db(request), account.id, lock=True) != account:
        # Closed, or given another password, while we were hashing: nothing may begin that was just ended.
        return _again(request, body, WrongPassword(where="password"))
    if fresh_hash is not None:
        await accounts.set_password(db(request), account.id, fresh_hash)
    await logins.drop(db(request), ids.digest(identity.login_secret(request)))
    secret = await identity.begin(request, db(request), account)
    await _forget(request, email, known)
    log.info("account %s signed in", account.id)
    answer = done(request, _after(rules.own_path(body.next)))
    identity.give(request, answer, account, secret)
    return answer


async def sign_out(request: web.Request) -> web.StreamResponse:
    """Ends this login; harmless without one."""
    login_id = ids.digest(identity.login_secret(request))
    await logins.drop(db(request), login_id)
    await db(request).commit()
    await identity.tell_ended(request, [login_id])
    answer = done(request, "/sign-in")
    identity.take(request, answer)
    return answer


def _again(request: web.Request, body: SignIn, problem: WrongPassword) -> web.StreamResponse:
    """The refusal; without script the form again, with what was typed."""
    if wants_json(request):
        raise problem
    target = rules.own_path(body.next)
    return page(request, "accounts/sign_in.html", status=problem.status, next=target, email=body.email, problem=problem)


async def _count(request: web.Request, email: str, known: str | None) -> None:
    """Counts the try. A browser that signed in before has a bucket of its own, so nobody else can use it up."""
    if known is not None:
        await limits.check(request, "sign-in-known", f"{email}|{known}")
        return
    await limits.check(request, "sign-in")
    await limits.check(request, "sign-in-here", f"{email}|{limits.network(request)}")
    await limits.check(request, "sign-in-everywhere", email)


async def _forget(request: web.Request, email: str, known: str | None) -> None:
    if known is not None:
        await limits.forget(request, "sign-in-known", f"{email}|{known}")
    else:
        await limits.forget(request, "sign-in-here", f"{email}|{limits.network(request)}")


def _after(target: str) -> str:
    return "/today" if target == "/" else target
