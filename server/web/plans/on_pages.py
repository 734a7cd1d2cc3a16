"""What other pages show of plans: Today, the page of a client or a group, and a client's own page."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aiohttp import web

from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.people import Client
from server.domain.plans.due import Due
from server.domain.plans.plan import Plan
from server.domain.sessions import Delivery
from server.store import plans
from server.web.answers import db, now
from server.web.plans import gathering
from server.web.plans.gathering import Waiting

ROWS_MOST = 6
TODAY_MOST = 12
AT_ONCE = 60  # plans; enough are looked at until there are rows enough
DAYS_AHEAD, DAYS_BACK = 7, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A few rows, the names of whose they are, and how to say today."""

    plan: Plan | None = None
    rows: list[Waiting]
    more: bool = False
    names: dict[str, str]
    today: date
    tomorrow: date


async def for_desk(request: web.Request, plan: Plan | None, time_zone: str) -> Card:
    """What is due of one plan in two weeks, or was missed in the last."""
    pairs = [] if plan is None else await gathering.ahead(db(request), [plan], now(request), days=14, back=DAYS_BACK)
    rows = gathering.grouped([pair for pair in pairs if pair[1].waits])
    today = _today(request, plan.time_zone if plan else time_zone)
    return _card(rows[:ROWS_MOST], today, plan=plan, more=len(rows) > ROWS_MOST)


async def for_today(request: web.Request, me: Account) -> Card:
    """What waits for the trainer: meetings to plan, assessments to ask for within a week, and what clients missed."""
    rows: list[Waiting] = []
    last = ""
    while len(rows) <= TODAY_MOST:
        found = await plans.of_trainer(db(request), me.id, after=last, most=AT_ONCE)
        pairs = await gathering.ahead(db(request), found, now(request), days=DAYS_AHEAD, back=DAYS_BACK)
        rows += gathering.grouped([pair for pair in pairs if _waits_for_trainer(pair[1])])
        if len(found) < AT_ONCE:
            break
        last = found[-1].id
    shown = sorted(rows[:TODAY_MOST], key=lambda row: row.first.last)
    names = await plans.names(db(request), [row.plan for row in shown])
    return _card(shown, _today(request, me.time_zone), more=len(rows) > TODAY_MOST, names=names)


async def for_client(request: web.Request, client: Client) -> Card:
    """What the client's own page says of the week: what is due on their own, done of it, and missed since yesterday."""
    found = await plans.about_client(db(request), client.id)
    pairs = await gathering.ahead(db(request), found, now(request), days=DAYS_AHEAD, back=1)
    shown = [(plan, one) for plan, one in pairs if _is_for_client(one) and one.standing != "skipped"]
    return _card(gathering.grouped(shown)[:ROWS_MOST], _today(request, client.time_zone))


def _waits_for_trainer(one: Due) -> bool:
    if one.standing == "missed":
        return True
    is_made = one.thing is not None and one.thing.state != "gone"
    asks = one.line.has_time or one.line.what == "assessment"
    return one.waits and asks and not is_made


def _is_for_client(one: Due) -> bool:
    return one.line.delivery is Delivery.ASYNC


def _card(rows: list[Waiting], today: date, *, plan: Plan | None = None, more: bool = False, names: Any = None) -> Card:
    return Card(plan=plan, rows=rows, more=more, names=names or {}, today=today, tomorrow=today + timedelta(days=1))


def _today(request: web.Request, time_zone: str) -> date:
    return wall_clock.local(now(request), time_zone).date()
