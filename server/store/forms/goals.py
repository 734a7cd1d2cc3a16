"""Rows of clients' goals."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, select, update

from server.domain.forms import goals as rules
from server.domain.forms.goals import Goal, GoalDetails
from server.store.database import Db
from server.store.tables import clients, goals

_DETAILS = [one.name for one in fields(GoalDetails)]
_OWN = ["id", "client_id", "state", "rev", "created_at_ms", "updated_at_ms"]


async def get(db: Db, goal_id: str, *, lock: bool = False) -> Goal | None:
    """The goal with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(goals).where(goals.c.id == goal_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else _goal(row)


async def of_client(db: Db, client_id: str) -> Sequence[Goal]:
    """A client's goals: those that are open first, then the last changed."""
    asked = select(goals).where(goals.c.client_id == client_id)
    rows = await db.execute(asked.order_by(goals.c.state != "open", goals.c.updated_at_ms.desc(), goals.c.id))
    return [_goal(row) for row in rows.mappings()]


async def open_of(db: Db, client_id: str) -> list[Goal]:
    """What a client is on the way to."""
    return [one for one in await of_client(db, client_id) if one.state == "open"]


async def due(db: Db, trainer_id: str, day: str) -> Sequence[Goal]:
    """Open goals of a trainer's clients whose review date has come. day: an ISO date."""
    asked = (
        select(goals)
        .join(clients, clients.c.id == goals.c.client_id)
        .where(
            clients.c.trainer_id == trainer_id,
            clients.c.archived_at_ms.is_(None),
            goals.c.state == "open",
            goals.c.review_date != "",
            goals.c.review_date <= day,
        )
    )
    return [_goal(row) for row in (await db.execute(asked.order_by(goals.c.review_date, goals.c.id))).mappings()]


async def count(db: Db, client_id: str) -> int:
    """How many goals a client has."""
    return (await db.execute(select(func.count()).where(goals.c.client_id == client_id))).scalar_one()


async def add(db: Db, goal: Goal) -> None:
    """Stores a new one."""
    await db.execute(insert(goals).values(**_columns(goal)))


async def save(db: Db, goal: Goal) -> None:
    """Stores it as it is now."""
    await db.execute(update(goals).where(goals.c.id == goal.id).values(**_columns(goal)))


async def drop(db: Db, goal_id: str) -> None:
    """Forgets one."""
    await db.execute(delete(goals).where(goals.c.id == goal_id))


def _goal(row: RowMapping) -> Goal:
    return Goal(
        **{name: row[name] for name in _OWN},
        details=GoalDetails(**{name: row[name] for name in _DETAILS}),
        reviews=tuple(rules.read_review(one) for one in row["reviews"]),
    )


def _columns(goal: Goal) -> dict[str, Any]:
    return {
        **{name: getattr(goal, name) for name in _OWN},
        **{name: getattr(goal.details, name) for name in _DETAILS},
        "reviews": rules.reviews_wire(goal),
    }
