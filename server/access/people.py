"""Doors to clients and groups, and to whatever is about a client."""

from typing import Protocol, TypeVar

from server.access.doorway import must, owned, there
from server.access.shared import check_shared
from server.domain import links
from server.domain.accounts import Account
from server.domain.links import BrokenLink
from server.domain.people import Client, Group
from server.domain.sessions import Session
from server.store import accounts, clients, groups
from server.store.database import Db


class _AboutClient(Protocol):
    @property
    def client_id(self) -> str: ...


class _AboutSomebody(Protocol):
    @property
    def client_id(self) -> str | None: ...

    @property
    def trainer_id(self) -> str | None: ...


AboutClient = TypeVar("AboutClient", bound=_AboutClient)
AboutSomebody = TypeVar("AboutSomebody", bound=_AboutSomebody)


async def client(db: Db, me: Account, client_id: str, *, lock: bool = False) -> Client:
    """A client of mine, archived or not, or one shared with me; with `lock` nobody else changes it until this
    transaction ends.
    """
    found = there(await clients.get(db, client_id, lock=lock))
    if found.trainer_id != me.id:
        await check_shared(db, me, [found.id])
    return found


async def about_client(db: Db, me: Account, found: AboutClient | None) -> AboutClient:
    """What was asked for, if it is about a client whom `client` would give me."""
    thing = there(found)
    await client(db, me, thing.client_id)
    return thing


async def mine(db: Db, me: Account, found: AboutSomebody | None) -> AboutSomebody:
    """What is about a client is their trainer's, and who shares them; what is about nobody is whose it is alone."""
    thing = there(found)
    if thing.client_id is None:
        return owned(me, thing)
    await client(db, me, thing.client_id)
    return thing


async def trainer_of(db: Db, thing: Client | Session) -> Account:
    """The trainer a client or a session belongs to; these go with their trainer, so there is always one."""
    return there(await accounts.get(db, thing.trainer_id))


async def group(db: Db, me: Account, group_id: str, *, lock: bool = False) -> Group:
    """A group of mine; with `lock` nobody else changes it until this transaction ends."""
    return owned(me, await groups.get(db, group_id, lock=lock))


async def group_of(db: Db, client: Client, group_id: str, *, lock: bool = False) -> Group:
    """A group this client is in; with `lock` nobody else changes it until this transaction ends."""
    found = there(await groups.get(db, group_id, lock=lock))
    must(found.trainer_id == client.trainer_id)
    must(client.id in found.members)
    return found


async def linked_client(db: Db, key: str, token: str, *, lock: bool = False) -> Client:
    """The client whose personal link this is. Raises BrokenLink, the same for every reason."""
    found = there(await clients.get(db, links.id_in(token), lock=lock), BrokenLink)
    must(links.is_client_token(key, token, found.id, found.link_generation), BrokenLink)
    must(found.has_link, BrokenLink)
    return found
