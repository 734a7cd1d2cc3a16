"""The only door to an object. One condition a line; what is missing and what is not yours raise the same NotFound."""

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from server.domain import links
from server.domain.errors import NotFound
from server.domain.links import BrokenLink
from server.domain.people import Client, Group
from server.store import clients, groups


class SignedIn(Protocol):
    """The account that asks."""

    @property
    def id(self) -> str:
        """The account's id."""


async def client(db: AsyncSession, me: SignedIn, client_id: str, *, lock: bool = False) -> Client:
    """A client of mine, archived or not; with `lock` nobody else changes it until this transaction ends."""
    found = await clients.get(db, client_id, lock=lock)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        raise NotFound
    return found


async def group(db: AsyncSession, me: SignedIn, group_id: str) -> Group:
    """A group of mine."""
    found = await groups.get(db, group_id)
    if found is None:
        raise NotFound
    if found.trainer_id != me.id:
        raise NotFound
    return found


async def linked_client(db: AsyncSession, key: str, token: str, *, lock: bool = False) -> Client:
    """The client whose personal link this is. Raises BrokenLink, the same for every reason."""
    found = await clients.get(db, links.id_in(token), lock=lock)
    if found is None:
        raise BrokenLink
    if not links.is_client_token(key, token, found.id, found.link_generation):
        raise BrokenLink
    if not found.has_link:
        raise BrokenLink
    return found
