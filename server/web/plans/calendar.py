"""The calendar: sessions and what is due, by week or by month, for all clients or for one."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from aiohttp import web

from server import access
from server.domain import sessions as session_rules
from server.domain import wall_clock, wording
from server.domain.accounts import Account
from server.domain.people import Client
from server.domain.plans import calendar_page
from server.domain.plans.calendar_page import Span, View
from server.domain.plans.due import STANDINGS, Due
from server.domain.plans.plan import Plan
from server.domain.sessions import Delivery, Outcome, Session, State
from server.store import clients, plans, sessions
from server.web.answers import db, now, page
from server.web.identity import signed_in
from server.web.plans import gathering

PLANS_MOST: dict[View, int] = {"week": 200, "month": 100}  # of one page, which says when there are more
SHOWN: dict[View, int] = {"week": 14, "month": 4}  # on one day, before "and 3 more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something on a day: a session, or what is due and nothing was made for."""

    title: str
    who: str = ""
    time: str = ""
    href: str
    standing: str = ""
    kind: str  # of its colour: workout, assessment, consultation, check_in
    move: str = ""  # where a move is posted; empty for what cannot be moved
    body: dict[str, Any] = field(default_factory=dict)  # what is posted with the new day
    is_due: bool = False
    by: bool = False  # due by this day, on any day before it
    is_home: bool = True  # where its line has it


# By what a day is sorted (time, who, title), and what stands there: a session, or what is due of a plan.
Entry = tuple[str, str, str, Plan | None, Session | Due]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the page."""

    date: date
    items: Sequence[Item]
    more: int
    is_outside: bool  # of the month


async def show(request: web.Request) -> web.StreamResponse:
    """?view=week or month, ?at= a day of it, ?client= one client alone."""
    me = await signed_in(request)
    today = wall_clock.local(now(request), me.time_zone).date()
    view: View = "month" if request.query.get("view") == "month" else "week"
    span = calendar_page.span(view, _at(request, today))
    client_id = request.query.get("client", "")
    client = await access.client(db(request), me, client_id) if client_id else None
    by_day: dict[date, list[Entry]] = defaultdict(list)
    mine = {id: name for id, (name, _) in (await clients.briefly(db(request), me.id)).items()}
    found = await _plans(request, me, client, view)
    planned = found if client else found[: PLANS_MOST[view]]
    for day, entry in [*await _sessions(request, me, span, client, mine), *await _dues(request, span, planned)]:
        by_day[day].append(entry)
    moment = now(request)

    def written(entry: Entry) -> Item:
        _, who, _, plan, one = entry
        return _of_session(one, who, me, moment) if isinstance(one, Session) else _of_due(plan, one, who)

    return page(
        request,
        "plans/calendar.html",
        span=span,
        client=client,
        names=sorted(((id, name) for id, name in mine.items() if client is None or id != client.id), key=_by_name),
        days=[_day(day, by_day[day], span, written) for day in span.days],
        today=today,
        plans_shown=len(planned) if len(planned) < len(found) else 0,
        address=lambda **other: _address(span, client, **other),
    )


def _by_name(one: tuple[str, str]) -> str:
    return one[1].lower()


def _day(day: date, entries: list[Entry], span: Span, written: Callable[[Entry], Item]) -> Day:
    """Of a thousand clients most stand behind "more": only what is shown is written out."""
    most = SHOWN[span.view]
    shown = heapq.nsmallest(most, entries, key=itemgetter(0, 1, 2))
    outside = span.view == "month" and day.month != span.at.month
    return Day(day, [written(one) for one in shown], max(0, len(entries) - most), outside)


async def _sessions(
    request: web.Request, me: Account, span: Span, client: Client | None, mine: Mapping[str, str]
) -> list[tuple[date, Entry]]:
    from_ms = wall_clock.moment(span.first, wall_clock.MIDNIGHT, me.time_zone)
    until_ms = wall_clock.moment(span.last + calendar_page.DAY, wall_clock.MIDNIGHT, me.time_zone)
    if client is None:
        found = await sessions.list_for(db(request), me.id, from_ms=from_ms, before_ms=until_ms)
    else:
        found = await sessions.for_client(db(request), client.id, from_ms=from_ms, before_ms=until_ms)
        found = await access.open_to(db(request), me, found)
    others = {id for session in found for id in session.client_ids if id not in mine}  # put away, or shared
    names = {**mine, **await clients.names(db(request), others)}
    entries: list[tuple[date, Entry]] = []
    for one in found:
        if one.outcome is not Outcome.MOVED and not session_rules.is_cancelled(one):
            at = wall_clock.local(one.starts_at_ms, me.time_zone)
            who = ", ".join(names[id] for id in one.client_ids if id in names and names[id] not in one.title)
            time = "~" if one.delivery is Delivery.ASYNC else f"{at.hour:02}:{at.minute:02}"
            entries.append((at.date(), (time, who, one.title, None, one)))
    return entries


def _of_session(session: Session, who: str, me: Account, moment: int) -> Item:
    is_planned = session_rules.state(session, moment) is State.PLANNED and session.outcome is Outcome.UNSET
    at = wall_clock.local(session.starts_at_ms, me.time_zone)
    return Item(
        title=session.title,
        who=who,
        time="" if session.delivery is Delivery.ASYNC else f"{at:%H:%M}",
        href=f"/sessions/{session.id}",
        standing=wording.OUTCOMES[session.outcome].lower() if session.outcome else "",
        kind=session.service.value,
        move=f"/sessions/{session.id}/reschedule" if is_planned and session.opened_at_ms is None else "",
    )


async def _plans(request: web.Request, me: Account, client: Client | None, view: View) -> list[Plan]:
    if client is None:
        return list(await plans.of_trainer(db(request), me.id, most=PLANS_MOST[view] + 1))
    found = await plans.about_client(db(request), client.id)
    return [plan for plan in found if plan.trainer_id == me.id or plan.client_id]


async def _dues(request: web.Request, span: Span, found: Sequence[Plan]) -> list[tuple[date, Entry]]:
    names = await plans.names(db(request), found)
    due = await gathering.gather(db(request), found, now(request), span.first, span.last)
    entries: list[tuple[date, Entry]] = []
    for plan in found:
        titles = {line.id: (line.time or "~", names[plan.id], line.name, plan) for line in plan.lines}
        entries += [
            (min(one.last, span.last), (*titles[one.line.id], one))
            for one in due[plan.id]
            if not (one.thing and one.thing.ref.startswith("session:") and one.thing.state != "gone")
        ]
    return entries


def _of_due(plan: Plan | None, one: Due, name: str) -> Item:
    assert plan is not None, "what is due is of a plan"
    home = f"/clients/{plan.client_id}" if plan.client_id else f"/groups/{plan.group_id}"
    return Item(
        title=one.line.name,
        who=name,
        time=one.line.time,
        href=one.thing.href if one.thing and one.thing.href else f"{home}/plan#{one.line.id}.{one.slot}",
        standing="" if one.standing in ("ahead", "due") else STANDINGS[one.standing],
        kind=one.line.what,
        move=f"{home}/plan/due" if one.standing in ("ahead", "due", "missed") else "",
        body={"line": one.line.id, "slot": one.slot, "deed": "move"},
        is_due=True,
        by=one.first != one.last,
        is_home=not one.is_moved,
    )


def _at(request: web.Request, today: date) -> date:
    try:
        at = date.fromisoformat(request.query.get("at", ""))
    except ValueError:
        return today
    return at if 2000 <= at.year <= 2200 else today


def _address(span: Span, client: Client | None, **other: Any) -> str:
    told = {"view": span.view, "at": span.at.isoformat(), "client": client.id if client else "", **other}
    return "/calendar?" + "&".join(f"{name}={value}" for name, value in told.items() if value)
