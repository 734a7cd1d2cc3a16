"""Rows of groups, of who is in them, and of who trains with whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy import Select as Asked

from server.domain.people import Group
from server.store.database import Db
from server.store.tables import clients, group_members, group_pairs, groups


async def get(db: Db, group_id: str, *, lock: bool = False) -> Group | None:
    """The group with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(groups).where(groups.c.id == group_id)
    found = await _groups(db, asked.with_for_update() if lock else asked)
    return found[0] if found else None


async def list_for(db: Db, trainer_id: str) -> list[Group]:
    """A trainer's groups by name."""
    asked = select(groups).where(groups.c.trainer_id == trainer_id)
    return await _groups(db, asked.order_by(func.lower(groups.c.name), groups.c.id))


async def names(db: Db, group_ids: Collection[str]) -> dict[str, str]:
    """Group id -> name, for these."""
    if not group_ids:
        return {}
    found = await db.execute(select(groups.c.id, groups.c.name).where(groups.c.id.in_(list(group_ids))))
    return dict(found.all())


async def names_with(db: Db, client_id: str) -> dict[str, str]:
    """Group id -> name, for the groups a client is in, by name."""
    asked = select(groups.c.id, groups.c.name).join(group_members, group_members.c.group_id == groups.c.id)
    asked = asked.where(group_members.c.client_id == client_id).order_by(func.lower(groups.c.name), groups.c.id)
    return dict((await db.execute(asked)).all())


async def add(db: Db, group: Group) -> None:
    """Stores a new group with its members."""
    await db.execute(insert(groups).values(**_columns(group)))
    await _put_members(db, group)


async def save(db: Db, group: Group) -> None:
    """Stores a group, its members and their pairs as they are now."""
    await db.execute(update(groups).where(groups.c.id == group.id).values(**_columns(group)))
    await db.execute(delete(group_members).where(group_members.c.group_id == group.id))
    await _put_members(db, group)


async def remove(db: Db, group_id: str) -> None:
    """Forgets a group; its members stay clients."""
    await db.execute(delete(groups).where(groups.c.id == group_id))


async def _groups(db: Db, asked: Asked[Any]) -> list[Group]:
    rows: Sequence[RowMapping] = (await db.execute(asked)).mappings().all()
    members: dict[str, list[str]] = defaultdict(list)
    in_them = (
        select(group_members.c.group_id, group_members.c.client_id)
        .join(clients, clients.c.id == group_members.c.client_id)
        .where(group_members.c.group_id.in_([row["id"] for row in rows]))
        .order_by(func.lower(clients.c.name), clients.c.id)
    )
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    paired = select(group_pairs.c.group_id, group_pairs.c.client_id, group_pairs.c.partner_id).where(
        group_pairs.c.group_id.in_([row["id"] for row in rows]), group_pairs.c.client_id < group_pairs.c.partner_id
    )
    if rows:
        for group_id, client_id in await db.execute(in_them):
            members[group_id].append(client_id)
        for group_id, client_id, partner_id in await db.execute(paired):
            pairs[group_id].append((min(client_id, partner_id), max(client_id, partner_id)))
    return [Group(**row, members=tuple(members[row["id"]]), pairs=tuple(sorted(pairs[row["id"]]))) for row in rows]


async def _put_members(db: Db, group: Group) -> None:
    if group.members:
        await db.execute(insert(group_members), [{"group_id": group.id, "client_id": one} for one in group.members])
    both_ways = [
        {"group_id": group.id, "client_id": one, "partner_id": other}
        for pair in group.pairs
        for one, other in (pair, pair[::-1])
    ]
    if both_ways:
        await db.execute(insert(group_pairs), both_ways)


def _columns(group: Group) -> dict[str, Any]:
    return {column.name: getattr(group, column.name) for column in groups.columns}
