"""Rows of the timers that trainers keep."""

from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update

from server.domain.saved_timers import SavedTimer
from server.store.database import Db
from server.store.tables import saved_timers

_LIGHT = [column for column in saved_timers.columns if column.name not in ("plan", "recipe")]


async def get(db: Db, timer_id: str, *, lock: bool = False) -> SavedTimer | None:
    """The timer with that id, deleted or not; with `lock` nobody else changes it until this transaction ends."""
    asked = select(saved_timers).where(saved_timers.c.id == timer_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else _timer(row)


async def list_for(db: Db, trainer_id: str) -> list[SavedTimer]:
    """A trainer's timers without their plans and recipes: favourites first, then by name."""
    asked = select(*_LIGHT).where(saved_timers.c.trainer_id == trainer_id, saved_timers.c.deleted_at_ms.is_(None))
    asked = asked.order_by(saved_timers.c.is_favourite.desc(), func.lower(saved_timers.c.name), saved_timers.c.id)
    return [SavedTimer(**row, plan=(), recipe=None) for row in (await db.execute(asked)).mappings()]


async def whole_for(db: Db, trainer_id: str, most: int) -> list[SavedTimer]:
    """The first of a trainer's timers in the same order, with all that belongs to them."""
    asked = select(saved_timers).where(saved_timers.c.trainer_id == trainer_id, saved_timers.c.deleted_at_ms.is_(None))
    asked = asked.order_by(saved_timers.c.is_favourite.desc(), func.lower(saved_timers.c.name), saved_timers.c.id)
    return [_timer(row) for row in (await db.execute(asked.limit(most))).mappings()]


async def names(db: Db, trainer_id: str) -> list[str]:
    """The names of a trainer's timers."""
    asked = select(saved_timers.c.name).where(
        saved_timers.c.trainer_id == trainer_id, saved_timers.c.deleted_at_ms.is_(None)
    )
    return list((await db.execute(asked)).scalars())


async def add(db: Db, timer: SavedTimer) -> None:
    """Stores a new timer."""
    await db.execute(insert(saved_timers).values(**_columns(timer)))


async def save(db: Db, timer: SavedTimer) -> None:
    """Stores a timer as it is now."""
    await db.execute(update(saved_timers).where(saved_timers.c.id == timer.id).values(**_columns(timer)))


async def drop_deleted(db: Db, before_ms: int) -> int:
    """Forgets timers that were deleted before that moment; returns how many."""
    gone = await db.execute(delete(saved_timers).where(saved_timers.c.deleted_at_ms < before_ms))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]


def _timer(row: RowMapping) -> SavedTimer:
    return SavedTimer(**{**row, "plan": tuple(row["plan"])})


def _columns(timer: SavedTimer) -> dict[str, Any]:
    values = {column.name: getattr(timer, column.name) for column in saved_timers.columns}
    return {**values, "plan": list(timer.plan)}
