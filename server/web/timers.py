"""The timers a trainer keeps: listed, built, named, copied, put away and brought back."""

from dataclasses import dataclass, fields, replace
from typing import Any

from aiohttp import web

from server import access, ids
from server.domain import saved_timers as rules
from server.domain import starter_timers, timer_words
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.saved_timers import Counts, SavedTimer, TimerDetails
from server.store import audit, saved_timers
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.identity import signed_in
from signaling.messages.timers import Interval

HERE = "/library/timers"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerBody:
    """A timer as the editor and the room send it. recipe: the fields of its format; none for a free plan.

    rev: the revision that was on the page; not asked for a new one.
    """

    name: str
    plan: list[Interval]
    counts: Counts = ""
    recipe: dict[str, Any] | None = None
    rev: int = 0


@dataclass(frozen=True, slots=True)
class NewName:
    """What a timer is to be called."""

    name: str


@dataclass(frozen=True, slots=True)
class Favourite:
    """Whether a timer stands first in its list."""

    on: bool


async def index(request: web.Request) -> web.StreamResponse:
    """The list, with the starters below; as JSON for the room, without plans."""
    me = await signed_in(request)
    found = await saved_timers.list_for(db(request), me.id)
    if wants_json(request):
        return json({"timers": [row(one) for one in found]})
    return page(
        request,
        "timers/list.html",
        timers=found,
        starters=starter_timers.STARTERS,
        most=rules.TIMERS_MOST,
        deleted=await _just_deleted(request, me),
        words=timer_words,
    )


async def new(request: web.Request) -> web.StreamResponse:
    """The editor for a new timer, filled with one of our starters when the address names it."""
    await signed_in(request)
    starter = starter_timers.BY_KEY.get(request.query.get("starter", ""))
    if starter is None and "starter" in request.query:
        raise NotFound
    return _editor(request, None, starter.wire if starter else None)


async def create(request: web.Request) -> web.StreamResponse:
    """Keeps a new timer."""
    me = await signed_in(request)
    body = await read(request, TimerBody)
    kept = len(await saved_timers.names(db(request), me.id))
    timer = rules.new_timer(ids.new(), me.id, _details(body), kept=kept, now_ms=now(request))
    await saved_timers.add(db(request), timer)
    await _note(request, "timer.added", timer)
    return _kept(request, timer, f"{timer.name} is kept.")


async def show(request: web.Request) -> web.StreamResponse:
    """The editor with a timer in it; as JSON the whole timer."""
    me = await signed_in(request)
    timer = await access.timer(db(request), me, request.match_info["timer"])
    return json({"timer": whole(timer)}) if wants_json(request) else _editor(request, timer, None)


async def save(request: web.Request) -> web.StreamResponse:
    """Changes a timer. Raises Stale when it was saved elsewhere since its sender opened it."""
    me = await signed_in(request)
    body = await read(request, TimerBody)
    before = await access.timer(db(request), me, request.match_info["timer"], lock=True)
    after = rules.change(before, _details(body), rev=body.rev, now_ms=now(request))
    await saved_timers.save(db(request), after)
    await _note(request, "timer.changed", after)
    return _kept(request, after, "Saved.")


async def copy(request: web.Request) -> web.StreamResponse:
    """Keeps another one like it."""
    me = await signed_in(request)
    timer = await access.timer(db(request), me, request.match_info["timer"])
    names = await saved_timers.names(db(request), me.id)
    made = rules.copy(timer, ids.new(), names=names, kept=len(names), now_ms=now(request))
    await saved_timers.add(db(request), made)
    await _note(request, "timer.added", made)
    return _kept(request, made, f"{made.name} is kept.")


async def rename(request: web.Request) -> web.StreamResponse:
    """Gives a timer another name."""
    me = await signed_in(request)
    body = await read(request, NewName)
    before = await access.timer(db(request), me, request.match_info["timer"], lock=True)
    after = rules.rename(before, body.name, now(request))
    await saved_timers.save(db(request), after)
    await _note(request, "timer.changed", after)
    return done(request, HERE, timer=row(after), notice=f"It is called {after.name} now.")


async def favourite(request: web.Request) -> web.StreamResponse:
    """Puts a timer first in its list, or back in its row."""
    me = await signed_in(request)
    body = await read(request, Favourite)
    before = await access.timer(db(request), me, request.match_info["timer"], lock=True)
    after = replace(before, is_favourite=body.on)
    await saved_timers.save(db(request), after)
    where = "stands first now" if after.is_favourite else "stands in its row again"
    return done(request, HERE, timer=row(after), notice=f"{after.name} {where}.")


async def delete(request: web.Request) -> web.StreamResponse:
    """Puts a timer away; for a day it can be brought back."""
    me = await signed_in(request)
    before = await access.timer(db(request), me, request.match_info["timer"], lock=True)
    after = replace(before, deleted_at_ms=now(request))
    await saved_timers.save(db(request), after)
    await _note(request, "timer.deleted", after)
    return done(request, f"{HERE}?deleted={after.id}", timer=row(after), notice=f"{after.name} is deleted.")


async def restore(request: web.Request) -> web.StreamResponse:
    """Brings a deleted timer back. Raises TooManyTimers."""
    me = await signed_in(request)
    before = await access.timer(db(request), me, request.match_info["timer"], lock=True, deleted=True)
    if before.deleted_at_ms is not None:
        rules.check_room(len(await saved_timers.names(db(request), me.id)))
    after = replace(before, deleted_at_ms=None)
    await saved_timers.save(db(request), after)
    await _note(request, "timer.restored", after)
    return done(request, HERE, timer=row(after), notice=f"{after.name} is back.")


def row(timer: SavedTimer) -> dict[str, Any]:
    """A timer as a list shows it."""
    return {
        "id": timer.id,
        "name": timer.name,
        "format": timer.format,
        "length_ms": timer.length_ms,
        "is_favourite": timer.is_favourite,
        "rev": timer.rev,
    }


def whole(timer: SavedTimer) -> dict[str, Any]:
    """A timer with its plan and its recipe."""
    return {**row(timer), "plan": timer.plan, "counts": timer.counts, "recipe": timer.recipe}


async def _just_deleted(request: web.Request, me: Account) -> SavedTimer | None:
    """The timer that the page before put away, for a browser without script: undo is on this page."""
    if "deleted" not in request.query:
        return None
    try:
        found = await access.timer(db(request), me, request.query["deleted"], deleted=True)
    except NotFound:
        return None
    return found if found.deleted_at_ms is not None else None


def _editor(request: web.Request, timer: SavedTimer | None, start: dict[str, Any] | None) -> web.StreamResponse:
    """The editor's page. start: what a new timer begins with."""
    config = {"timer": whole(timer) if timer else None, "start": start, "here": HERE}
    return page(request, "timers/edit.html", timer=timer, config=config)


def _details(body: TimerBody) -> TimerDetails:
    plan = tuple(_sparse(interval) for interval in body.plan)
    return TimerDetails(name=body.name, plan=plan, counts=body.counts, recipe=body.recipe)


def _sparse(interval: Interval) -> dict[str, Any]:
    """An interval without what is as it is by default."""
    values = {one.name: getattr(interval, one.name) for one in fields(interval)}
    return {one.name: values[one.name] for one in fields(interval) if values[one.name] != one.default}


def _kept(request: web.Request, timer: SavedTimer, notice: str) -> web.StreamResponse:
    return done(request, f"{HERE}/{timer.id}", id=timer.id, timer=row(timer), notice=notice)


async def _note(request: web.Request, action: str, timer: SavedTimer) -> None:
    actor = f"t:{timer.trainer_id}"
    await audit.note(db(request), now(request), actor, action, f"timer:{timer.id}", length_ms=timer.length_ms)
