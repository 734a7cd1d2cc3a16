"""Rows of plans, of what was said about what is due, and of a trainer's own templates."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, delete, func, insert, or_, select, update

from server.domain.plans import json_shape
from server.domain.plans.due import Mark
from server.domain.plans.plan import Plan
from server.domain.plans.templates import Template
from server.store.database import Db
from server.store.tables import clients, group_members, groups, plan_marks, plan_templates, plans


async def of_client(db: Db, client_id: str, *, lock: bool = False) -> Plan | None:
    """A client's own plan, or None; with `lock` nobody else changes it until this transaction ends."""
    asked = select(plans).where(plans.c.client_id == client_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else _plan(row)


async def of_group(db: Db, group_id: str, *, lock: bool = False) -> Plan | None:
    """A group's plan, or None; with `lock` as for a client's."""
    asked = select(plans).where(plans.c.group_id == group_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else _plan(row)


async def about_client(db: Db, client_id: str) -> list[Plan]:
    """The client's own plan and those of the groups the client is in."""
    mine = select(group_members.c.group_id).where(group_members.c.client_id == client_id)
    asked = select(plans).where(or_(plans.c.client_id == client_id, plans.c.group_id.in_(mine)))
    rows = (await db.execute(asked.order_by(plans.c.group_id.is_not(None), plans.c.id))).mappings()
    return [_plan(row) for row in rows]


async def of_trainer(db: Db, trainer_id: str, *, after: str = "", most: int = 100) -> list[Plan]:
    """The plans of a trainer's clients in use and of their groups, so many whose ids come after one."""
    asked = select(plans).outerjoin(clients, clients.c.id == plans.c.client_id)
    asked = asked.where(plans.c.trainer_id == trainer_id, clients.c.archived_at_ms.is_(None), plans.c.id > after)
    return [_plan(row) for row in (await db.execute(asked.order_by(plans.c.id).limit(most))).mappings()]


async def names(db: Db, found: Collection[Plan]) -> dict[str, str]:
    """Plan id -> whose it is, for all of these."""
    wanted = [plan.id for plan in found]
    asked = (
        select(plans.c.id, func.coalesce(clients.c.name, groups.c.name).label("name"))
        .outerjoin(clients, clients.c.id == plans.c.client_id)
        .outerjoin(groups, groups.c.id == plans.c.group_id)
        .where(plans.c.id.in_(wanted))
    )
    return {row.id: row.name for row in await db.execute(asked)}


async def members(db: Db, found: Collection[Plan]) -> dict[str, tuple[str, ...]]:
    """Plan id -> ids of the clients it is for."""
    by_plan: dict[str, list[str]] = defaultdict(list)
    wanted = {plan.group_id: plan.id for plan in found if plan.group_id}
    asked = select(group_members).where(group_members.c.group_id.in_(list(wanted)))
    for row in await db.execute(asked.order_by(group_members.c.client_id)):
        by_plan[wanted[row.group_id]].append(row.client_id)
    own = {plan.id: (plan.client_id,) for plan in found if plan.client_id}
    return {**{plan.id: tuple(by_plan[plan.id]) for plan in found}, **own}


async def save(db: Db, plan: Plan) -> None:
    """Stores a plan, new or changed."""
    values = {**asdict(plan), "lines": [json_shape.of_line(line) for line in plan.lines]}
    changed = await db.execute(update(plans).where(plans.c.id == plan.id).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        await db.execute(insert(plans).values(**values))


# ---- what was said about what is due


async def marks(db: Db, plan_ids: Collection[str]) -> dict[str, list[Mark]]:
    """Everything that was said about these plans, by plan."""
    found: dict[str, list[Mark]] = defaultdict(list)
    wanted = list(plan_ids)
    for start in range(0, len(wanted), 500):
        asked = select(plan_marks).where(plan_marks.c.plan_id.in_(wanted[start : start + 500]))
        for row in (await db.execute(asked)).mappings():
            told = dict(row)
            found[told.pop("plan_id")].append(Mark(**told))
    return found


async def mark(db: Db, plan_id: str, line_id: str, slot: str) -> Mark:
    """What was said about one slot; nothing yet is an empty mark."""
    asked = select(plan_marks).where(plan_marks.c.plan_id == plan_id, plan_marks.c.line_id == line_id)
    row = (await db.execute(asked.where(plan_marks.c.slot == slot))).mappings().one_or_none()
    if row is None:
        return Mark(line_id=line_id, slot=slot)
    told = dict(row)
    del told["plan_id"]
    return Mark(**told)


async def save_mark(db: Db, plan_id: str, said: Mark) -> None:
    """Stores it; one that says nothing leaves no row."""
    same = (plan_marks.c.plan_id == plan_id) & (plan_marks.c.line_id == said.line_id) & (plan_marks.c.slot == said.slot)
    await db.execute(delete(plan_marks).where(same))
    if said != Mark(line_id=said.line_id, slot=said.slot):
        await db.execute(insert(plan_marks).values(plan_id=plan_id, **asdict(said)))


# ---- a trainer's own templates


async def templates_of(db: Db, trainer_id: str) -> list[Template]:
    """A trainer's own, by name."""
    asked = select(plan_templates).where(plan_templates.c.trainer_id == trainer_id)
    rows = await db.execute(asked.order_by(func.lower(plan_templates.c.name), plan_templates.c.id))
    return [_template(row) for row in rows.mappings()]


async def template(db: Db, template_id: str) -> Template | None:
    """The template with that id, or None."""
    asked = select(plan_templates).where(plan_templates.c.id == template_id)
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else _template(row)


async def add_template(db: Db, kept: Template) -> None:
    """Stores a template."""
    await db.execute(
        insert(plan_templates).values(
            id=kept.key,
            trainer_id=kept.trainer_id,
            name=kept.name,
            parts=[json_shape.of_part(part) for part in kept.parts],
            created_at_ms=kept.created_at_ms,
        )
    )


async def drop_template(db: Db, template_id: str) -> None:
    """Removes a template; plans made of it stay."""
    await db.execute(delete(plan_templates).where(plan_templates.c.id == template_id))


def _plan(row: RowMapping) -> Plan:
    told: dict[str, Any] = dict(row)
    return Plan(**{**told, "lines": tuple(json_shape.line_in(line) for line in told["lines"])})


def _template(row: RowMapping) -> Template:
    return Template(
        key=row["id"],
        name=row["name"],
        trainer_id=row["trainer_id"],
        parts=tuple(json_shape.part_in(part) for part in row["parts"]),
        created_at_ms=row["created_at_ms"],
    )
