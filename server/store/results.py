"""Rows of results: one for each assessment of which something was measured or seen."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import msgspec
from sqlalchemy import RowMapping, insert, select, update

from server.domain.protocols.results import Result
from server.store.database import Db
from server.store.tables import assessments, results


async def get(db: Db, assessment_id: str, *, lock: bool = False) -> Result | None:
    """The result of an assessment; with `lock` nobody else changes it until this transaction ends."""
    asked = select(results).where(results.c.assessment_id == assessment_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else _result(row)


async def of_client(db: Db, client_id: str, *, most: int = 500) -> list[Result]:
    """A client's results, the latest first."""
    asked = select(results).where(results.c.client_id == client_id)
    rows = await db.execute(asked.order_by(results.c.taken_at_ms.desc(), results.c.assessment_id).limit(most))
    return [_result(row) for row in rows.mappings()]


@dataclass(frozen=True, slots=True)
class Given:
    """A report that a client was given."""

    assessment_id: str
    title: str
    taken_at_ms: int


async def given_to(db: Db, client_id: str, *, most: int) -> list[Given]:
    """The reports a client was given, the latest test first."""
    asked = (
        select(results.c.assessment_id, assessments.c.title, results.c.taken_at_ms)
        .join(assessments, assessments.c.id == results.c.assessment_id)
        .where(results.c.client_id == client_id, results.c.shared_at_ms.is_not(None))
        .order_by(results.c.taken_at_ms.desc(), results.c.assessment_id)
    )
    return [Given(*row) for row in await db.execute(asked.limit(most))]


async def of_many(db: Db, assessment_ids: Sequence[str]) -> dict[str, Result]:
    """Results by their assessments."""
    rows = await db.execute(select(results).where(results.c.assessment_id.in_(list(assessment_ids))))
    return {row["assessment_id"]: _result(row) for row in rows.mappings()}


async def put(db: Db, result: Result) -> None:
    """Stores a result as it is now."""
    values = _columns(result)
    changed = await db.execute(update(results).where(results.c.assessment_id == result.assessment_id).values(**values))
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        await db.execute(insert(results).values(**values))


def _result(row: RowMapping) -> Result:
    return msgspec.convert({field.name: row[field.name] for field in fields(Result)}, Result)


def _columns(result: Result) -> dict[str, Any]:
    found = msgspec.to_builtins(result)
    assert isinstance(found, dict)
    return found
