"""Rows of groups' sheets."""

from dataclasses import asdict

from sqlalchemy import insert, select

from server.domain.protocols.sheets import Sheet
from server.store.database import Db
from server.store.tables import assessment_sheets


async def get(db: Db, sheet_id: str) -> Sheet | None:
    """The sheet with that id."""
    row = (
        (await db.execute(select(assessment_sheets).where(assessment_sheets.c.id == sheet_id))).mappings().one_or_none()
    )
    return None if row is None else Sheet(**row)


async def of_group(db: Db, group_id: str, *, most: int = 20) -> list[Sheet]:
    """A group's sheets, the latest first."""
    asked = select(assessment_sheets).where(assessment_sheets.c.group_id == group_id)
    rows = await db.execute(asked.order_by(assessment_sheets.c.created_at_ms.desc()).limit(most))
    return [Sheet(**row) for row in rows.mappings()]


async def add(db: Db, sheet: Sheet) -> None:
    """Stores a new one."""
    await db.execute(insert(assessment_sheets).values(**asdict(sheet)))
