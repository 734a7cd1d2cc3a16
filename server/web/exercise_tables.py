"""A trainer's exercises as a table: taken out, and brought in after a look at what would change."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import ids
from server.domain import exercise_csv as tables
from server.domain import exercises as rules
from server.domain.errors import DomainError
from server.domain.exercise_csv import Table
from server.domain.exercises import Exercise
from server.domain.our_exercises import BY_KEY
from server.store import audit, exercises
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.exercises import HERE, list_of, one_at_a_time
from server.web.fill import Fill
from server.web.identity import signed_in

TABLE_MOST_BYTES = 2 * 1024 * 1024  # 5,000 rows with long names are 1.5 MB as JSON
SHOWN_MOST = 40  # exercises of a preview


@dataclass(frozen=True, slots=True)
class TableBody:
    """The text of a CSV file."""

    text: str


async def export(request: web.Request) -> web.StreamResponse:
    """The whole list as a file."""
    me = await signed_in(request)
    return _file("exercises.csv", tables.write(await list_of(db(request), me)))


async def template(request: web.Request) -> web.StreamResponse:
    """A file to begin with: the heading, and two exercises as an example."""
    await signed_in(request)
    return _file("exercises-template.csv", tables.write([BY_KEY["goblet-squat"], BY_KEY["side-plank"]]))


async def show(request: web.Request) -> web.StreamResponse:
    """The page that takes a table."""
    await signed_in(request)
    return _page(request, "", None)


async def check(request: web.Request) -> web.StreamResponse:
    """What a table would change, and what is wrong with it. Changes nothing."""
    me = await signed_in(request)
    body = await read(request, TableBody)
    table = await asyncio.to_thread(tables.read, body.text, await list_of(db(request), me))
    return json(_told(table)) if wants_json(request) else _page(request, body.text, table)


async def keep(request: web.Request) -> web.StreamResponse:
    """Keeps a whole table, or nothing of it. Raises BadRows, OutOfRange, TooManyExercises."""
    me = await one_at_a_time(request)
    body = await read(request, TableBody)
    known = await list_of(db(request), me)
    table = await asyncio.to_thread(tables.read, body.text, known)
    changed = [one for one in table.found if one.is_changed]
    try:
        tables.check(table)
        fresh = sum(one.before is None or one.before.is_ours for one in changed)
        rules.check_room(await exercises.count(db(request), me.id) + max(0, fresh - 1) if fresh else 0)
    except DomainError as problem:
        if wants_json(request):
            raise
        return _page(request, body.text, table, problem)
    rows = [_kept(one.before, one.details, me.id, now(request)) for one in changed]
    await exercises.put_many(db(request), me.id, rows)
    await audit.note(db(request), now(request), f"t:{me.id}", "exercises.imported", f"account:{me.id}", count=len(rows))
    notice = "All of it is in your list already." if not rows else f"{len(rows)} kept."
    return done(request, HERE, count=len(rows), notice=notice)


def _kept(before: Exercise | None, details: rules.ExerciseDetails, trainer_id: str, now_ms: int) -> Exercise:
    """A row of the table as an exercise of one's own; its name was found in the list, or is free."""
    base = before or rules.blank(ids.new())
    return rules.save(base, details, id=ids.new(), trainer_id=trainer_id, rev=base.rev, taken=(), now_ms=now_ms)


def _told(table: Table) -> dict[str, Any]:
    """What a page says of a table before it is kept."""
    new = [one for one in table.found if one.before is None]
    changed = [one for one in table.found if one.before is not None and one.is_changed]
    shown = [
        {"name": one.details.name, "cues": [cue.say for cue in one.details.cues], "is_new": one.before is None}
        for one in (*new, *changed)[:SHOWN_MOST]
    ]
    return {
        "rows": table.rows,
        "new": len(new),
        "changed": len(changed),
        "same": len(table.found) - len(new) - len(changed),
        "shown": shown,
        "problems": [str(problem) for problem in table.problems],
    }


def _page(request: web.Request, text: str, table: Table | None, problem: DomainError | None = None) -> web.Response:
    told = _told(table) if table else None
    status = problem.status if problem else 200
    return page(request, "exercises/import.html", status=status, fill=Fill(text, problem), told=told, columns=tables)


def _file(name: str, text: str) -> web.Response:
    """With a mark by which spreadsheets know UTF-8."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=("\ufeff" + text).encode(), content_type="text/csv", charset="utf-8", headers=headers)
