"""What of several plans is due, gathered in as few questions as one plan takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from server.domain import wall_clock
from server.domain.plans import due as rules
from server.domain.plans.due import Due
from server.domain.plans.plan import Plan
from server.store import plan_things, plans
from server.store.database import Db


@dataclass(frozen=True, slots=True)
class Waiting:
    """Slots of one line that stand alike, for a list in which three workouts a week are one row."""

    plan: Plan
    first: Due
    count: int


async def gather(db: Db, found: Sequence[Plan], now_ms: int, since: date, until: date) -> dict[str, list[Due]]:
    """Plan id -> what of it touches the days since..until, each in the plan's own calendar."""
    marks = await plans.marks(db, [plan.id for plan in found])
    of_client = [plan for plan in found if plan.client_id is not None]
    of_group = [plan for plan in found if plan.group_id is not None]
    zones = {str(plan.client_id or plan.group_id): plan.time_zone for plan in found}
    days = (since - timedelta(days=7), until + timedelta(days=7))
    things = await plan_things.of_clients(db, [str(plan.client_id) for plan in of_client], zones, *days)
    things |= await plan_things.of_groups(db, [str(plan.group_id) for plan in of_group], zones, *days)
    due = {}
    for plan in found:
        said = marks.get(plan.id, [])
        there = {thing.ref: thing for thing in things.get(str(plan.client_id or plan.group_id), [])}
        # What was made for a slot may lie on a far day by now, or a session in its place.
        named = [
            mark.made for mark in said if mark.made and (mark.made not in there or there[mark.made].state == "gone")
        ]
        for thing in await plan_things.made(db, named, plan.time_zone):
            there.pop(
                f"session:{thing.href.rpartition('/')[2]}", None
            )  # it stands under the ref of the one it replaced
            there[thing.ref] = thing
        today = wall_clock.local(now_ms, plan.time_zone).date()
        due[plan.id] = rules.due(plan, said, there.values(), today=today, since=since, until=until)
    return due


async def ahead(db: Db, found: Sequence[Plan], now_ms: int, *, days: int, back: int = 0) -> list[tuple[Plan, Due]]:
    """What of these plans is due from `back` days ago to `days` from now, by day; of each plan in its own calendar."""
    if not found:
        return []
    today = wall_clock.local(now_ms, found[0].time_zone).date()
    by_plan = await gather(db, found, now_ms, today - timedelta(days=back), today + timedelta(days=days))
    pairs = [(plan, one) for plan in found for one in by_plan[plan.id]]
    return sorted(pairs, key=lambda pair: (pair[1].last, pair[1].line.time))


def grouped(pairs: Sequence[tuple[Plan, Due]]) -> list[Waiting]:
    """The same with the slots of one line that stand alike as one, in the order of the first of each."""
    found: dict[tuple[str, str, str], Waiting] = {}
    for plan, one in pairs:
        key = (plan.id, one.line.id, one.standing)
        known = found.get(key)
        found[key] = Waiting(plan, one, 1) if known is None else Waiting(plan, known.first, known.count + 1)
    return list(found.values())
