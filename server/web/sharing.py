"""Sharing a client with another trainer: by the client's own trainer, and by the owner for everybody."""

import logging
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access
from server.domain import seats
from server.domain import sharing as rules
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.sharing import ShareDetails
from server.live import LIVE
from server.store import accounts, audit, clients, comments, shares
from server.web.answers import db, done, now, page, read
from server.web.identity import owner, signed_in

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersShare(ShareDetails):
    """The same with whose client it is: the owner names any of the installation's."""

    client: str = ""


# ---- the client's own trainer


async def share(request: web.Request) -> web.StreamResponse:
    """Shares the client, or gives whom it is shared with another right."""
    me = await signed_in(request)
    details = await read(request, ShareDetails)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    account = await _share(request, me, client, details)
    return done(request, f"/clients/{client.id}#sharing", notice=_words(client, account, details.right))


async def end(request: web.Request) -> web.StreamResponse:
    """Ends a share at once: pages, files and rooms are closed to whom it was with."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    await _end(request, me, client)
    return done(request, f"/clients/{client.id}#sharing", notice=f"{client.name} is not shared with them any more.")


# ---- the owner


async def show_all(request: web.Request) -> web.StreamResponse:
    """Every share of the installation, and a form for one more. Names only: the owner sees nothing else of a client."""
    await owner(request)
    everyone = await accounts.everyone(db(request))
    people = [(one, await clients.list_for(db(request), one.id)) for one in everyone]
    return page(
        request,
        "sharing/all.html",
        lines=await shares.lines(db(request)),
        rights=rules.RIGHTS,
        accounts=[one for one in everyone if not one.is_disabled],
        people=[(account, found) for account, found in people if found],
    )


async def share_any(request: web.Request) -> web.StreamResponse:
    """Shares a client of any trainer, for instance while that trainer is away."""
    me = await owner(request)
    details = await read(request, OwnersShare)
    client = await clients.get(db(request), details.client, lock=True)
    if client is None:
        raise NotFound
    account = await _share(request, me, client, details)
    return done(request, "/settings/sharing", notice=_words(client, account, details.right))


async def end_any(request: web.Request) -> web.StreamResponse:
    """Ends a share of any trainer's client at once."""
    me = await owner(request)
    client = await clients.get(db(request), request.match_info["client"], lock=True)
    if client is None:
        raise NotFound
    await _end(request, me, client)
    return done(request, "/settings/sharing", notice="The share has ended.")


# ---- what they have in common


async def for_client(request: web.Request, me: Account, client: Client) -> dict[str, Any]:
    """What the client's page says of sharing: with whom, and who else could be; of another trainer's client, whose."""
    if client.trainer_id != me.id:
        trainer = await access.trainer_of(db(request), client)
        found = await shares.get(db(request), client.id, me.id)
        return {"is_own": False, "trainer": trainer.name, "right": found.right if found else "read"}
    lines = await shares.lines(db(request), client_id=client.id)
    others = [one for one in await accounts.everyone(db(request)) if one.id != me.id and not one.is_disabled]
    return {"is_own": True, "lines": lines, "others": [(one.id, one.name) for one in others], "rights": rules.RIGHTS}


async def _share(request: web.Request, me: Account, client: Client, details: ShareDetails) -> Account:
    account = await accounts.get(db(request), details.account) if details.account else None
    after = rules.share(client, account, details.right, by=me, now_ms=now(request))
    assert account is not None, "nobody is refused above"
    is_new = await shares.get(db(request), client.id, account.id) is None
    await shares.put(db(request), after)
    if is_new:
        await comments.read_on(db(request), client.id, seats.trainer(account.id), seats.trainer(client.trainer_id))
    if after.right == "read":
        await _out_of_rooms(request, client, account.id)
    await audit.note(
        db(request),
        now(request),
        f"t:{me.id}",
        "client.shared",
        f"c:{client.id}",
        account=account.id,
        right=after.right,
    )
    log.info("client %s was shared with account %s to %s", client.id, account.id, after.right)
    return account


async def _end(request: web.Request, me: Account, client: Client) -> None:
    account_id = request.match_info["account"]
    if not await shares.drop(db(request), client.id, account_id):
        raise NotFound
    await _out_of_rooms(request, client, account_id)
    await audit.note(
        db(request), now(request), f"t:{me.id}", "client.share-ended", f"c:{client.id}", account=account_id
    )
    log.info("client %s is not shared with account %s any more", client.id, account_id)


async def _out_of_rooms(request: web.Request, client: Client, account_id: str) -> None:
    """Whoever leads a session of this client by a share is out of its room."""
    if account_id == client.trainer_id:
        return
    held = await shares.seats_in_rooms_of(db(request), client.id, seats.trainer(account_id))
    if held:
        await request.app[LIVE].revoke(db(request), peers=held)


def _words(client: Client, account: Account, right: rules.Right) -> str:
    return f"{account.name} {rules.RIGHTS[right]} {'with' if right == 'read' else 'for'} {client.name} now."
