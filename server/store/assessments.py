"""Rows of assessments and of their steps."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, Select, and_, exists, insert, or_, select, update

from server.domain.assessments import Assessment, Step
from server.store.clients_of import in_care_of
from server.store.database import Db
from server.store.tables import assessment_steps, assessments, clients, clips


async def get(db: Db, assessment_id: str, *, lock: bool = False) -> Assessment | None:
    """The assessment with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(assessments).where(assessments.c.id == assessment_id)
    found = await _assessments(db, asked.with_for_update() if lock else asked)
    return found[0] if found else None


async def of_client(db: Db, client_id: str, *, most: int = 50) -> list[Assessment]:
    """What a client was given and nobody took back, the newest first."""
    asked = select(assessments).where(assessments.c.client_id == client_id, assessments.c.cancelled_at_ms.is_(None))
    return await _assessments(db, asked.order_by(assessments.c.created_at_ms.desc(), assessments.c.id).limit(most))


async def of_session(db: Db, session_id: str) -> list[Assessment]:
    """What is to be done together in a session, in the order it was given."""
    asked = select(assessments).where(assessments.c.session_id == session_id, assessments.c.cancelled_at_ms.is_(None))
    return await _assessments(db, asked.order_by(assessments.c.created_at_ms, assessments.c.id))


async def of_sheet(db: Db, sheet_id: str) -> list[Assessment]:
    """What belongs to a group's sheet and nobody took back."""
    asked = select(assessments).where(assessments.c.sheet_id == sheet_id, assessments.c.cancelled_at_ms.is_(None))
    return await _assessments(db, asked.order_by(assessments.c.created_at_ms, assessments.c.id))


async def waiting(db: Db, trainer_id: str, *, most: int = 50) -> list[Assessment]:
    """What clients in a trainer's care have sent and is still to be looked at, the oldest first.

    One whose clips were all looked at singly waits no more; one without any clip waits until the trainer has seen why.
    """
    in_use = and_(assessment_steps.c.assessment_id == assessments.c.id, assessment_steps.c.clip_id.is_not(None))
    new = exists().where(
        in_use,
        clips.c.id == assessment_steps.c.clip_id,
        clips.c.reviewed_at_ms.is_(None),
        clips.c.deleted_at_ms.is_(None),
    )
    asked = (
        select(assessments)
        .join(clients, clients.c.id == assessments.c.client_id)
        .where(
            in_care_of(trainer_id),
            clients.c.archived_at_ms.is_(None),
            assessments.c.sent_at_ms.is_not(None),
            assessments.c.reviewed_at_ms.is_(None),
            assessments.c.cancelled_at_ms.is_(None),
            or_(new, ~exists().where(in_use)),
            # What was asked for again is with the client.
            ~exists().where(assessment_steps.c.assessment_id == assessments.c.id, assessment_steps.c.redo != ""),
        )
    )
    return await _assessments(db, asked.order_by(assessments.c.sent_at_ms, assessments.c.id).limit(most))


async def steps_with(db: Db, clip_id: str, *, before: bool = False) -> list[tuple[Assessment, Step]]:
    """Where a clip stands for a step, the newest assessment last; with `before` also where it did until it was filmed
    again.
    """
    held = assessment_steps.c.clip_id == clip_id
    if before:
        held = or_(held, assessment_steps.c.redo_clip_id == clip_id)
    holding = select(assessment_steps.c.assessment_id).where(held)
    asked = select(assessments).where(assessments.c.id.in_(holding)).order_by(assessments.c.created_at_ms)
    found = await _assessments(db, asked)
    return [
        (each, step)
        for each in found
        for step in each.steps
        if step.clip_id == clip_id or (before and step.redo_clip_id == clip_id)
    ]


async def add(db: Db, assessment: Assessment) -> None:
    """Stores a new assessment with its steps."""
    await db.execute(insert(assessments).values(**_columns(assessment)))
    await db.execute(insert(assessment_steps), [_step_columns(assessment, step) for step in assessment.steps])


async def save(db: Db, assessment: Assessment) -> None:
    """Stores an assessment and its steps as they are now."""
    await db.execute(update(assessments).where(assessments.c.id == assessment.id).values(**_columns(assessment)))
    for step in assessment.steps:
        changed = update(assessment_steps).where(assessment_steps.c.id == step.id)
        await db.execute(changed.values(**_step_columns(assessment, step)))


async def _assessments(db: Db, asked: Select[Any]) -> list[Assessment]:
    rows: Sequence[RowMapping] = (await db.execute(asked)).mappings().all()
    steps = await _steps(db, [row["id"] for row in rows])
    return [Assessment(**row, steps=tuple(steps[row["id"]])) for row in rows]


async def _steps(db: Db, ids: Iterable[str]) -> dict[str, list[Step]]:
    """Steps by assessment, each with the state of its clip unless that was deleted."""
    in_use = and_(clips.c.id == assessment_steps.c.clip_id, clips.c.deleted_at_ms.is_(None))
    asked = (
        select(assessment_steps, clips.c.state.label("clip_state"))
        .outerjoin(clips, in_use)
        .where(assessment_steps.c.assessment_id.in_(list(ids)))
        .order_by(assessment_steps.c.position)
    )
    found: dict[str, list[Step]] = defaultdict(list)
    for row in (await db.execute(asked)).mappings():
        values = dict(row)
        assessment_id = values.pop("assessment_id")
        found[assessment_id].append(Step(**{**values, "clip_state": values["clip_state"] or ""}))
    return found


def _columns(assessment: Assessment) -> dict[str, Any]:
    return {column.name: getattr(assessment, column.name) for column in assessments.columns}


def _step_columns(assessment: Assessment, step: Step) -> dict[str, Any]:
    values = asdict(step) | {"assessment_id": assessment.id}
    del values["clip_state"]
    return values
