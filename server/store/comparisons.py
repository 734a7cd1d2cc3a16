"""Rows of comparisons: two clips side by side, as they were kept."""

from dataclasses import asdict

from sqlalchemy import RowMapping, insert, or_, select, update

from server.domain import comparisons as rules
from server.domain.comparisons import Comparison
from server.store.database import Db
from server.store.tables import clips, comparisons


async def get(db: Db, comparison_id: str, *, lock: bool = False) -> Comparison | None:
    """The comparison with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(comparisons).where(comparisons.c.id == comparison_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else _comparison(row)


async def of_clip(db: Db, clip_id: str) -> list[Comparison]:
    """Those in which this clip is one of the two, the newest first."""
    mine = or_(comparisons.c.first_id == clip_id, comparisons.c.second_id == clip_id)
    asked = select(comparisons).where(mine, comparisons.c.deleted_at_ms.is_(None))
    rows = await db.execute(asked.order_by(comparisons.c.changed_at_ms.desc()))
    return [_comparison(row) for row in rows.mappings()]


async def sent_to(db: Db, client_id: str, *, most: int) -> list[Comparison]:
    """What a client was sent and can open, the newest first."""
    first, second = clips.alias(), clips.alias()
    asked = (
        select(comparisons)
        .join(first, first.c.id == comparisons.c.first_id)
        .join(second, second.c.id == comparisons.c.second_id)
        .where(
            comparisons.c.client_id == client_id,
            comparisons.c.sent_at_ms.is_not(None),
            comparisons.c.deleted_at_ms.is_(None),
            first.c.deleted_at_ms.is_(None),
            second.c.deleted_at_ms.is_(None),
        )
    )
    rows = await db.execute(asked.order_by(comparisons.c.sent_at_ms.desc()).limit(most))
    return [_comparison(row) for row in rows.mappings()]


async def add(db: Db, comparison: Comparison) -> None:
    """Stores a new one."""
    await db.execute(insert(comparisons).values(**_values(comparison)))


async def save(db: Db, comparison: Comparison) -> None:
    """Stores one as it is now."""
    await db.execute(update(comparisons).where(comparisons.c.id == comparison.id).values(**_values(comparison)))


def _values(comparison: Comparison) -> dict[str, object]:
    return asdict(comparison) | {"setup": rules.wire(comparison.setup)}


def _comparison(row: RowMapping) -> Comparison:
    return Comparison(**{**row, "setup": rules.read(row["setup"])})
