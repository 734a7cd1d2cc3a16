"""What clients are called, asked once for a whole page: its parts speak of the same people."""

from collections.abc import Iterable, Mapping

from aiohttp import web

from server.domain.accounts import Account
from server.store import clients
from server.web.answers import db

_KNOWN: web.RequestKey[dict[str, str]] = web.RequestKey("names", dict)
_ALL: web.RequestKey[Mapping[str, tuple[str, str]]] = web.RequestKey("names-of-all")


async def of_all(request: web.Request, me: Account) -> Mapping[str, tuple[str, str]]:
    """Client id -> name and time zone, of a trainer's clients in use; a page of many lists begins with it."""
    if _ALL not in request:
        request[_ALL] = found = await clients.briefly(db(request), me.id)
        request[_KNOWN] = request.get(_KNOWN, {}) | {id: name for id, (name, _) in found.items()}
    return request[_ALL]


async def of(request: web.Request, client_ids: Iterable[str | None]) -> dict[str, str]:
    """Client id -> name, for those of these ids that name somebody. Whether they may be named was asked before."""
    wanted = {id for id in client_ids if id}
    known = request.get(_KNOWN, {})
    missing = wanted - known.keys()
    if missing:
        request[_KNOWN] = known = known | await clients.names(db(request), missing)
    return {id: known[id] for id in wanted if id in known}
