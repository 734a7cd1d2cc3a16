"""Signing in and out."""

from dataclasses import dataclass

from aiohttp import web

from server import ids
from server.domain import accounts as rules
from server.domain.errors import BadInput, DomainError
from server.store import accounts, logins
from server.web import identity
from server.web.answers import db, done, page, read
from server.web.edge import DATABASE, PASSWORDS


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
        return done(request, "/today" if target == "/" else target)
    return page(request, "accounts/sign_in.html", next=target)


async def sign_in(request: web.Request) -> web.StreamResponse:
    """A fresh login for whoever knows the password. An unknown address is answered as a wrong password, and as slowly."""
    body = await read(request, SignIn)
    try:
        email = rules.clean_email(body.email)
    except BadInput:
        raise WrongPassword(where="password") from None
    async with request.app[DATABASE].reading() as reading:
        account = await accounts.by_email(reading, email)
    passwords = request.app[PASSWORDS]
    is_right = await passwords.matches(account.password_hash if account else None, body.password)
    if account is None or not is_right or account.is_disabled:
        raise WrongPassword(where="password")
    secret = await identity.begin(request, db(request), account)
    target = rules.own_path(body.next)
    answer = done(request, "/today" if target == "/" else target)
    identity.give(request, answer, secret)
    return answer


async def sign_out(request: web.Request) -> web.StreamResponse:
    """Ends this login; harmless without one."""
    secret = request.cookies.get(identity.cookie_name(request))
    if secret:
        await logins.drop(db(request), ids.digest(secret))
    answer = done(request, "/sign-in")
    identity.take(request, answer)
    return answer
