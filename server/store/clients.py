"""Rows of clients."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Result, func, insert, select, update

from server.domain.people import Client
from server.domain.sessions import LONGEST_MS, MINUTE_MS
from server.store.database import Db
from server.store.tables import clients, participants, sessions


async def get(db: Db, client_id: str, *, lock: bool = False) -> Client | None:
    """The client with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(clients).where(clients.c.id == client_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else Client(**row)


async def get_many(db: Db, client_ids: Iterable[str]) -> list[Client]:
    """The clients with these ids by name; ids that name nobody are left out."""
    wanted = list(client_ids)
    if not wanted:
        return []
    asked = select(clients).where(clients.c.id.in_(wanted)).order_by(func.lower(clients.c.name), clients.c.id)
    return _clients(await db.execute(asked))


async def names(db: Db, client_ids: Collection[str]) -> dict[str, str]:
    """Client id -> name, for those of these ids that name somebody: what a list says of the people in it."""
    wanted = [id for id in set(client_ids) if id]
    if not wanted:
        return {}
    found = await db.execute(select(clients.c.id, clients.c.name).where(clients.c.id.in_(wanted)))
    return dict(found.all())


async def briefly(db: Db, trainer_id: str) -> dict[str, tuple[str, str]]:
    """Client id -> name and time zone, of a trainer's clients in use: what lists of all of them need."""
    asked = select(clients.c.id, clients.c.name, clients.c.time_zone)
    asked = asked.where(clients.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_(None))
    return {id: (name, time_zone) for id, name, time_zone in (await db.execute(asked)).all()}


async def with_email(db: Db, email: str) -> list[Client]:
    """Clients of any trainer with that address, in whatever case it was typed."""
    asked = select(clients).where(func.lower(clients.c.email) == email.lower()).order_by(clients.c.id).limit(8)
    return [Client(**row) for row in (await db.execute(asked)).mappings()]


async def list_for(db: Db, trainer_id: str, *, archived: bool = False) -> list[Client]:
    """A trainer's clients by name: those in use, or with `archived` those put away."""
    put_away = clients.c.archived_at_ms.is_not(None) if archived else clients.c.archived_at_ms.is_(None)
    asked = select(clients).where(clients.c.trainer_id == trainer_id, put_away)
    return _clients(await db.execute(asked.order_by(func.lower(clients.c.name), clients.c.id)))


async def has_any(db: Db, trainer_id: str) -> bool:
    """Whether a trainer has a client in use."""
    asked = select(clients.c.id).where(clients.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_(None)).limit(1)
    return (await db.execute(asked)).first() is not None


async def count_archived(db: Db, trainer_id: str) -> int:
    """How many of a trainer's clients are put away."""
    asked = select(func.count()).where(clients.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_not(None))
    return (await db.execute(asked)).scalar_one()


async def next_starts(db: Db, trainer_id: str, from_ms: int) -> dict[str, int]:
    """Client id -> start of the session that is on or comes next, for all of a trainer's clients who have one."""
    asked = (
        select(participants.c.client_id, func.min(sessions.c.starts_at_ms).label("starts_at_ms"))
        .join(sessions, sessions.c.id == participants.c.session_id)
        .where(
            sessions.c.trainer_id == trainer_id,
            sessions.c.starts_at_ms >= from_ms - LONGEST_MS,
            sessions.c.starts_at_ms + sessions.c.duration_min * MINUTE_MS >= from_ms,
            sessions.c.cancelled_at_ms.is_(None),
            sessions.c.ended_at_ms.is_(None),
            sessions.c.outcome == "",
        )
        .group_by(participants.c.client_id)
    )
    return {row.client_id: row.starts_at_ms for row in await db.execute(asked)}


async def add(db: Db, client: Client) -> None:
    """Stores a new client."""
    await db.execute(insert(clients).values(**asdict(client)))


async def save(db: Db, client: Client) -> None:
    """Stores a client as it is now."""
    await db.execute(update(clients).where(clients.c.id == client.id).values(**asdict(client)))


def _clients(rows: Result[Any]) -> list[Client]:
    """Of a thousand rows; as mappings they take twice as long."""
    names = list(rows.keys())
    return [Client(**dict(zip(names, row, strict=True))) for row in rows.all()]
