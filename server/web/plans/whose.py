"""Whose plan a page is about: a client's or a group's, with where it is and who acts."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids
from server.domain.accounts import Account
from server.domain.people import Client, Group
from server.domain.plans.plan import Plan
from server.store import plans as store
from server.web.answers import db, now
from server.web.identity import signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A plan, stored or still empty, and whom it is for."""

    me: Account
    plan: Plan
    client: Client | None = None
    group: Group | None = None

    @property
    def name(self) -> str:
        """Whose it is."""
        found = self.client or self.group
        return found.name if found is not None else ""

    @property
    def home(self) -> str:
        """The page of the client or the group."""
        return f"/clients/{self.client.id}" if self.client else f"/groups/{self.group.id if self.group else ''}"

    @property
    def here(self) -> str:
        """The page of the plan."""
        return f"{self.home}/plan"

    @property
    def subject(self) -> str:
        """As the audit names it."""
        return f"c:{self.client.id}" if self.client else f"g:{self.group.id if self.group else ''}"

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of the clients it is for."""
        if self.client is not None:
            return (self.client.id,)
        return self.group.members if self.group is not None else ()


async def whose(request: web.Request, *, lock: bool = False) -> Whose:
    """The plan of the client or the group in the path. Raises NotFound.

    lock: nobody else changes the client or the group, and so their plan, until this transaction ends.
    """
    me = await signed_in(request)
    if "group" in request.match_info:
        group = await access.group(db(request), me, request.match_info["group"], lock=lock)
        found = await store.of_group(db(request), group.id, lock=lock)
        return Whose(me=me, plan=found or _empty(request, me, group.trainer_id, group=group.id), group=group)
    client = await access.client(db(request), me, request.match_info["client"], lock=lock)
    found = await store.of_client(db(request), client.id, lock=lock)
    return Whose(me=me, plan=found or _empty(request, me, client.trainer_id, client=client.id), client=client)


def _empty(request: web.Request, me: Account, trainer_id: str, **of: str) -> Plan:
    return Plan(
        id=ids.new(),
        trainer_id=trainer_id,
        client_id=of.get("client"),
        group_id=of.get("group"),
        time_zone=me.time_zone or "UTC",
        created_at_ms=now(request),
    )
