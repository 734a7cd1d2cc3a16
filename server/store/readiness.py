"""Rows of readiness: a client's history, added to and never changed, and who may exercise by it."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import RowMapping, Subquery, func, insert, or_, select

from server.domain import readiness as rules
from server.domain.readiness import Entry, Gate, Standing, State
from server.store.database import Db
from server.store.tables import clients
from server.store.tables import readiness as table

CHUNK = 400


async def history(db: Db, client_id: str) -> list[Entry]:
    """Everything about a client, oldest first."""
    return (await histories(db, [client_id]))[client_id]


async def histories(db: Db, client_ids: Collection[str]) -> dict[str, list[Entry]]:
    """By client; of each oldest first, and empty where nothing ever happened."""
    found: dict[str, list[Entry]] = {client_id: [] for client_id in client_ids}
    wanted = sorted(found)
    for start in range(0, len(wanted), CHUNK):
        asked = select(table).where(table.c.client_id.in_(wanted[start : start + CHUNK]))
        for row in (await db.execute(asked.order_by(table.c.at_ms, table.c.id))).mappings():
            found[row["client_id"]].append(_entry(row))
    return found


async def add(db: Db, *entries: Entry) -> None:
    """Stores entries."""
    for entry in entries:
        await db.execute(insert(table).values(**{**asdict(entry), "state": entry.state.value}))


async def may_exercise(db: Db, client_id: str, now_ms: int, session_id: str = "") -> Gate:
    """Whether a client may start or join exercise now. What every door to exercise asks:

        (await readiness.may_exercise(db(request), client.id, now(request))).check()   # raises NotCleared

    session_id: the session it is for, so that its trainer's override counts.
    """
    return rules.may_exercise(await history(db, client_id), now_ms, session_id)


async def gates(db: Db, client_ids: Collection[str], now_ms: int, session_id: str = "") -> dict[str, Gate]:
    """The same for several, by client."""
    found = await histories(db, client_ids)
    return {client_id: rules.may_exercise(rows, now_ms, session_id) for client_id, rows in found.items()}


async def standings(db: Db, client_ids: Collection[str], now_ms: int) -> dict[str, Standing]:
    """Where several stand, by client."""
    found = await histories(db, client_ids)
    return {client_id: rules.standing(rows, now_ms) for client_id, rows in found.items()}


async def to_watch(
    db: Db, trainer_id: str, *, states: Collection[State], ends_after_ms: int, ends_before_ms: int
) -> list[Entry]:
    """Where a trainer's clients in use stand who are in one of the states, or whose clearance ends in that time."""
    last = deciding()
    waits = table.c.state.in_([one.value for one in states])
    ends = table.c.valid_until_ms.between(ends_after_ms, ends_before_ms)
    asked = (
        select(table)
        .join(last, (last.c.client_id == table.c.client_id) & (last.c.at_ms == table.c.at_ms))
        .join(clients, clients.c.id == table.c.client_id)
        .where(clients.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_(None))
        .where(or_(waits, ends))
        .order_by(table.c.at_ms, table.c.id)
    )
    return [_entry(row) for row in (await db.execute(asked)).mappings()]


def deciding() -> Subquery:
    """Of each client, when they were last set where they stand: `client_id`, `at_ms`."""
    return (
        select(table.c.client_id, func.max(table.c.at_ms).label("at_ms"))
        .where(table.c.deed.not_in(("overridden", "override_ended")))
        .group_by(table.c.client_id)
        .subquery()
    )


def _entry(row: RowMapping) -> Entry:
    return Entry(**{**row, "state": State(row["state"])})
