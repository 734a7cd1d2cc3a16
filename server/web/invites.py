"""One-time links: the first one for the owner, those for new trainers, and those for a new password."""

import logging
from dataclasses import dataclass

from aiohttp import web

from server import ids
from server.domain import accounts as rules
from server.domain import contact
from server.domain.accounts import Account, AccountInvite, DeadLink
from server.passwords import check_new
from server.store import accounts, audit
from server.store.database import Db
from server.web import identity
from server.web.answers import db, done, now, page, read
from server.web.edge import DATABASE, PASSWORDS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the form behind a link sends; for a new password only `password`."""

    password: str
    name: str = ""
    email: str = ""
    time_zone: str = ""


async def show(request: web.Request) -> web.StreamResponse:
    """The form behind the link. Looking at it uses nothing up, so a mail scanner burns nothing."""
    invite, account = await _find(request, db(request))
    return page(request, "accounts/invite.html", invite=invite, account=account, zones=contact.time_zones())


async def accept(request: web.Request) -> web.StreamResponse:
    """Uses the link up: makes the account, or sets the password, and signs in. Of many at once exactly one succeeds."""
    body = await read(request, Acceptance)
    async with request.app[DATABASE].reading() as reading:
        invite, account = await _find(request, reading)
    wanted = account or _new_account(request, invite, body)
    check_new(body.password, email=wanted.email, name=wanted.name)
    password_hash = await request.app[PASSWORDS].hash(body.password)
    if not await accounts.use_invite(db(request), invite.id, now(request)):
        raise DeadLink
    if account is None:
        account = await _make(db(request), wanted, password_hash, invite)
    else:
        await _set_password(request, account, password_hash)
    secret = await identity.begin(request, db(request), account)
    await audit.note(db(request), now(request), f"t:{account.id}", f"{invite.purpose}-link.used", f"t:{account.id}")
    log.info("account %s came in by a %s link", account.id, invite.purpose)
    answer = done(request, "/today")
    identity.give(request, answer, account, secret)
    return answer


async def _find(request: web.Request, db: Db) -> tuple[AccountInvite, Account | None]:
    """The link in the path and, for a password link, its account. Raises DeadLink for one that opens nothing."""
    invite = await accounts.invite(db, ids.digest(request.match_info["token"]))
    if invite is None:
        raise DeadLink
    if not rules.is_open(invite, now(request)):
        raise DeadLink
    if invite.purpose == "owner" and await accounts.count(db):
        raise DeadLink
    if invite.purpose != "password":
        return invite, None
    account = await accounts.get(db, invite.account_id or "")
    if account is None:
        raise DeadLink
    if account.is_disabled:
        raise DeadLink
    return invite, account


def _new_account(request: web.Request, invite: AccountInvite, body: Acceptance) -> Account:
    return Account(
        id=ids.new(),
        name=contact.name(body.name),
        email=contact.email(body.email, needed=True),
        role="owner" if invite.purpose == "owner" else "trainer",
        time_zone=contact.time_zone(body.time_zone or "UTC"),
        created_at_ms=now(request),
    )


async def _make(db: Db, wanted: Account, password_hash: str, invite: AccountInvite) -> Account:
    if invite.purpose == "owner" and await accounts.count(db):
        raise DeadLink
    account = rules.with_password(wanted, password_hash)
    await accounts.add(db, account)
    return account


async def _set_password(request: web.Request, account: Account, password_hash: str) -> None:
    """Stores the new password; every older login and every other link for a password is over."""
    await accounts.set_password(db(request), account.id, password_hash)
    await accounts.drop_invites(db(request), purpose="password", account_id=account.id)
    await identity.end_logins(request, db(request), account.id)
