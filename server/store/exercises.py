"""Rows of the exercises that trainers made their own."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update

from server.domain.exercises import Exercise, ExerciseCue, ExerciseDetails, Guide
from server.store.database import Db
from server.store.tables import exercises


async def get(db: Db, trainer_id: str, key: str) -> Exercise | None:
    """A trainer's own exercise of that key, deleted or not."""
    asked = select(exercises).where(exercises.c.trainer_id == trainer_id, exercises.c.key == key)
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else _exercise(row)


async def list_for(db: Db, trainer_id: str) -> list[Exercise]:
    """A trainer's own exercises that are not deleted, in no order."""
    asked = select(exercises).where(exercises.c.trainer_id == trainer_id, exercises.c.deleted_at_ms.is_(None))
    return [_exercise(row) for row in (await db.execute(asked)).mappings()]


async def count(db: Db, trainer_id: str) -> int:
    """How many a trainer keeps."""
    asked = select(func.count()).where(exercises.c.trainer_id == trainer_id, exercises.c.deleted_at_ms.is_(None))
    return (await db.execute(asked)).scalar_one()


async def put(db: Db, exercise: Exercise) -> None:
    """Stores a trainer's own exercise as it is now, new or not."""
    values = _columns(exercise)
    changed = await db.execute(update(exercises).where(exercises.c.id == exercise.id).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        await db.execute(insert(exercises).values(**values))


async def put_many(db: Db, trainer_id: str, several: Iterable[Exercise]) -> None:
    """Stores many of one trainer at once; each takes the place of the one of its key, deleted or not."""
    rows = [_columns(one) for one in several]
    for start in range(0, len(rows), _AT_ONCE):
        piece = rows[start : start + _AT_ONCE]
        keys = [row["key"] for row in piece]
        await db.execute(delete(exercises).where(exercises.c.trainer_id == trainer_id, exercises.c.key.in_(keys)))
        await db.execute(insert(exercises), piece)


async def drop_deleted(db: Db, before_ms: int) -> int:
    """Forgets exercises that were deleted before that moment; returns how many."""
    gone = await db.execute(delete(exercises).where(exercises.c.deleted_at_ms < before_ms))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]


_AT_ONCE = 200  # names in one statement


def _exercise(row: RowMapping) -> Exercise:
    details = ExerciseDetails(
        name=row["name"],
        pattern=row["pattern"],
        equipment=tuple(row["equipment"]),
        regions=tuple(row["regions"]),
        one_sided=row["one_sided"],
        load=row["load"],
        cues=tuple(ExerciseCue(**cue) for cue in row["cues"]),
        guide=_guide(row["guide"]),
        needs_spotter=row["needs_spotter"],
        clips=tuple(row["clips"]),
    )
    whole = {name: row[name] for name in _WHOLE}
    return Exercise(**whole, details=details)


def _guide(told: Mapping[str, Any]) -> Guide:
    parts = {name: tuple(told.get(name, ())) for name in ("phases", "faults", "avoid")}
    return Guide(setup=told.get("setup", ""), **parts)


_WHOLE = ("id", "trainer_id", "key", "rev", "created_at_ms", "updated_at_ms", "deleted_at_ms")


def _columns(exercise: Exercise) -> dict[str, Any]:
    details = exercise.details
    return {
        **{name: getattr(exercise, name) for name in _WHOLE},
        "name": details.name,
        "pattern": details.pattern,
        "equipment": list(details.equipment),
        "regions": list(details.regions),
        "one_sided": details.one_sided,
        "load": details.load,
        "cues": [asdict(cue) for cue in details.cues],
        "guide": asdict(details.guide),
        "needs_spotter": details.needs_spotter,
        "clips": list(details.clips),
    }
