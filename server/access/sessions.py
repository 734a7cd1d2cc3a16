"""Doors to sessions, to who is invited to one, and to requests to move one."""

from collections.abc import Iterable

from server.access.doorway import must, there
from server.access.people import about_client
from server.access.shared import check_shared
from server.domain import invites, links
from server.domain.accounts import Account
from server.domain.invites import Invite
from server.domain.links import BrokenLink
from server.domain.people import Client
from server.domain.sessions import Session
from server.domain.threads.moves import MoveRequest
from server.store import invites as invites_store
from server.store import moves, sessions, shares
from server.store.database import Db


async def session(db: Db, me: Account, session_id: str, *, lock: bool = False) -> Session:
    """A session of mine, or one in which everybody who takes part is shared with me; with `lock` nobody else changes it
    until this transaction ends.
    """
    found = there(await sessions.get(db, session_id, lock=lock))
    if found.trainer_id != me.id:
        await check_shared(db, me, found.client_ids)
    return found


async def open_to(db: Db, me: Account, found: Iterable[Session]) -> list[Session]:
    """Those sessions that `session` would give me: mine, and those in which everybody is shared with me."""
    several = list(found)
    others = {client_id for one in several if one.trainer_id != me.id for client_id in one.client_ids}
    shared = set(await shares.get_many(db, others, me.id)) if others else set()
    return [one for one in several if one.trainer_id == me.id or (one.client_ids and shared.issuperset(one.client_ids))]


async def session_of(db: Db, client: Client, session_id: str) -> Session:
    """A session this client takes part in."""
    found = there(await sessions.get(db, session_id))
    must(found.trainer_id == client.trainer_id)
    must(client.id in found.client_ids)
    return found


async def invited(db: Db, key: str, token: str, now_ms: int) -> tuple[Invite, Session]:
    """The invite whose link this is and its session. Raises BrokenLink, the same for every reason."""
    found = there(await invites_store.get(db, links.id_in(token)), BrokenLink)
    must(links.is_invite_token(key, token, found.id, found.generation), BrokenLink)
    session = there(await sessions.get(db, found.session_id), BrokenLink)
    must(invites.is_valid(found, session, now_ms), BrokenLink)
    return found, session


async def move(db: Db, me: Account, move_id: str, *, lock: bool = False) -> MoveRequest:
    """A request of a client of mine to move a session; with `lock` nobody else changes it until this transaction
    ends.
    """
    return await about_client(db, me, await moves.get(db, move_id, lock=lock))
