"""Rows of programs: templates, and clients' copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, insert, select, update

from server.domain.programs import json_shape
from server.domain.programs.program import Program
from server.store.database import Db
from server.store.tables import programs

_WHOLE = tuple(column.name for column in programs.columns if column.name not in ("weeks", "weeks_count"))
_LIGHT = [programs.c[name] for name in (*_WHOLE, "weeks_count")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A program as a list shows it: `program.weeks` is empty, `weeks` says how many there are."""

    program: Program
    weeks: int


async def get(db: Db, program_id: str, *, lock: bool = False) -> Program | None:
    """The program with that id, deleted or not; with `lock` nobody else changes it until this transaction ends."""
    asked = select(programs).where(programs.c.id == program_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else _program(row)


async def templates(db: Db, trainer_id: str) -> list[Listed]:
    """A trainer's library by name, without what is in it."""
    asked = select(*_LIGHT).where(
        programs.c.trainer_id == trainer_id, programs.c.client_id.is_(None), programs.c.deleted_at_ms.is_(None)
    )
    return await _listed(db, asked.order_by(func.lower(programs.c.name), programs.c.id))


async def for_client(db: Db, client_id: str) -> list[Listed]:
    """A client's copies without what is in them, the one that starts last first; ended ones too."""
    asked = select(*_LIGHT).where(programs.c.client_id == client_id, programs.c.deleted_at_ms.is_(None))
    return await _listed(db, asked.order_by(programs.c.starts_on.desc(), programs.c.id.desc()))


async def current(db: Db, client_id: str, today: date, listed: Sequence[Listed] | None = None) -> Program | None:
    """The copy a client trains by: of those not ended the one that started last, else the one that starts next.

    listed: what `for_client` gives, where it is known.
    """
    if listed is None:
        listed = await for_client(db, client_id)
    running = [one.program for one in listed if one.program.ended_at_ms is None]
    begun = [one for one in running if one.starts_on <= today.isoformat()]
    found = begun[0] if begun else running[-1] if running else None
    return await get(db, found.id) if found else None


async def count(db: Db, trainer_id: str) -> int:
    """How many a trainer's library has."""
    asked = select(func.count()).where(
        programs.c.trainer_id == trainer_id, programs.c.client_id.is_(None), programs.c.deleted_at_ms.is_(None)
    )
    return (await db.execute(asked)).scalar_one()


async def names(db: Db, trainer_id: str) -> list[str]:
    """The names of a trainer's library."""
    asked = select(programs.c.name).where(
        programs.c.trainer_id == trainer_id, programs.c.client_id.is_(None), programs.c.deleted_at_ms.is_(None)
    )
    return list((await db.execute(asked)).scalars())


async def add(db: Db, *several: Program) -> None:
    """Stores new programs."""
    if several:
        await db.execute(insert(programs), [_columns(one) for one in several])


async def save(db: Db, program: Program) -> None:
    """Stores a program as it is now."""
    await db.execute(update(programs).where(programs.c.id == program.id).values(**_columns(program)))


async def drop_deleted(db: Db, before_ms: int) -> int:
    """Forgets programs that were deleted before that moment; returns how many."""
    gone = await db.execute(delete(programs).where(programs.c.deleted_at_ms < before_ms))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]


async def _listed(db: Db, asked: Select[Any]) -> list[Listed]:
    rows = (await db.execute(asked)).mappings()
    return [Listed(program=_program(row), weeks=row["weeks_count"]) for row in rows]


def _program(row: RowMapping) -> Program:
    whole = {name: row[name] for name in _WHOLE}
    weeks = json_shape.weeks(row["weeks"]) if "weeks" in row else ()
    return Program(**{**whole, "training_days": tuple(row["training_days"]), "weeks": weeks})


def _columns(program: Program) -> dict[str, Any]:
    return {
        **{name: getattr(program, name) for name in _WHOLE},
        "training_days": list(program.training_days),
        "weeks": [json_shape.told(week) for week in program.weeks],
        "weeks_count": sum(week.times for week in program.weeks),
    }
