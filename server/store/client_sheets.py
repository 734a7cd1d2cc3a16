"""Rows of clients' sheets: one for each client of a session, with every version that was approved."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from server.domain import client_sheets
from server.domain.client_sheets import Kept, Version
from server.store.database import Db
from server.store.tables import client_sheets as table


async def get(db: Db, session_id: str, client_id: str, *, lock: bool = False) -> Kept:
    """The sheet; with `lock` nobody else changes it until this transaction ends."""
    asked = select(table).where(table.c.session_id == session_id, table.c.client_id == client_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return Kept() if row is None else _kept(row)


async def of_session(db: Db, session_id: str) -> dict[str, Kept]:
    """By client."""
    rows = await db.execute(select(table).where(table.c.session_id == session_id))
    return {row["client_id"]: _kept(row) for row in rows.mappings()}


async def approved_for(db: Db, client_id: str, *, most: int) -> list[tuple[str, int]]:
    """What a client was given: (session, when), the newest first."""
    asked = select(table.c.session_id, table.c.approved_at_ms).where(
        table.c.client_id == client_id, table.c.approved_at_ms.is_not(None)
    )
    rows = await db.execute(asked.order_by(table.c.approved_at_ms.desc()).limit(most))
    return [(session, at_ms) for session, at_ms in rows]


async def save(db: Db, session_id: str, client_id: str, kept: Kept) -> None:
    """Stores a sheet; revision 1 is new."""
    values: dict[str, Any] = {
        "rev": kept.rev,
        "sheet": kept.sheet.wire(),
        "versions": [{"number": one.number, "at_ms": one.at_ms, "sheet": one.sheet.wire()} for one in kept.versions],
        "approved_at_ms": kept.approved.at_ms if kept.approved else None,
    }
    if kept.rev == 1:
        await db.execute(insert(table).values(session_id=session_id, client_id=client_id, **values))
        return
    theirs = update(table).where(table.c.session_id == session_id, table.c.client_id == client_id)
    await db.execute(theirs.values(values))


def _kept(row: RowMapping) -> Kept:
    return Kept(
        rev=row["rev"],
        sheet=client_sheets.read(row["sheet"]),
        versions=tuple(_version(one) for one in row["versions"]),
    )


def _version(told: Mapping[str, Any]) -> Version:
    return Version(number=told["number"], at_ms=told["at_ms"], sheet=client_sheets.read(told["sheet"]))
