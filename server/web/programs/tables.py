"""Programs that come in as a table: looked at first, then all of it or nothing, with word of how far it is."""

import asyncio
import base64
import binascii
import csv
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import ids, sheets
from server.domain import csv_rows
from server.domain import exercises as exercise_rules
from server.domain.errors import BadInput, DomainError
from server.domain.programs import program as rules
from server.domain.programs import table, words
from server.domain.programs.program import ProgramDetails
from server.domain.programs.table import Table
from server.store import audit, programs
from server.web import exercises as exercises_page
from server.web import progress
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.fill import Fill
from server.web.identity import signed_in
from server.web.programs.wire import AT, HERE
from server.web.progress import Heard

TABLE_MOST_BYTES = 3 * 1024 * 1024  # 5,000 rows of Excel as base64
SHOWN_MOST = 12  # lines of a preview
USUAL_NAME = "Imported program"
TEMPLATE = (
    "program,week,day,block,kind,rounds,round rest,exercise,side,sets,reps,seconds,load,unit,effort,rest,note\n"
    "My program,1,Monday,A,,,,Goblet squat,,3,8-10,,20,kg,8,90,heels down\n"
    "My program,1,Monday,B,superset,3,60,One-arm dumbbell row,each,3,10,,14,kg,,,\n"
    "My program,1,Monday,B,superset,3,60,Front plank,,3,,30,,,,,\n"
    "My program,2,Monday,A,,,,Goblet squat,,3,8-10,,22.5,kg,8,90,\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBody:
    """A CSV file's text, or an Excel file in base64. name: what a program is called that the table gives no name."""

    text: str = ""
    xlsx: str = ""
    name: str = ""


async def show(request: web.Request) -> web.StreamResponse:
    """The page that takes a table."""
    await signed_in(request)
    return _page(request, "", None)


async def template(request: web.Request) -> web.StreamResponse:
    """A file to begin with."""
    await signed_in(request)
    headers = {"Content-Disposition": 'attachment; filename="program-template.csv"'}
    return web.Response(body=f"\ufeff{TEMPLATE}".encode(), content_type="text/csv", charset="utf-8", headers=headers)


async def check(request: web.Request) -> web.StreamResponse:
    """What a table would bring, and what is wrong with it. Changes nothing. Listeners hear how far it is."""
    await signed_in(request)
    body = await read(request, TableBody)
    heard = Heard()

    async def looked() -> dict[str, Any]:
        return _told(await _read(request, body, heard))

    if progress.is_wanted(request):
        return await progress.told(request, heard, looked)
    found = await _read(request, body, heard)
    return json(_told(found)) if wants_json(request) else _page(request, body.text, found)


async def keep(request: web.Request) -> web.StreamResponse:
    """Keeps all programs of a table, or nothing of it. Listeners hear how far it is.

    Raises BadRows, OutOfRange, TooManyPrograms.
    """
    await signed_in(request)
    body = await read(request, TableBody)
    heard = Heard()
    found: Table | None = None

    async def kept() -> dict[str, Any]:
        nonlocal found
        found = await _read(request, body, heard)
        return await _keep(request, found)

    if progress.is_wanted(request):
        return await progress.told(request, heard, kept)
    try:
        answer = await kept()
    except DomainError as problem:
        if wants_json(request):
            raise
        return _page(request, body.text, found, problem)
    return done(request, **answer)


async def _keep(request: web.Request, found: Table) -> dict[str, Any]:
    """What is answered when all of it is kept."""
    me = await signed_in(request)
    csv_rows.check(found.problems)
    kept = await programs.count(db(request), me.id)
    fresh = await asyncio.to_thread(_made, found, me.id, kept, now(request))
    await programs.add(db(request), *fresh)
    about = {"count": len(fresh), "rows": found.rows}
    await audit.note(db(request), now(request), f"t:{me.id}", "programs.imported", f"account:{me.id}", **about)
    is_one = len(fresh) == 1
    return {
        "location": f"{AT}/{fresh[0].id}" if is_one else HERE,
        "ids": [one.id for one in fresh],
        "notice": f"{fresh[0].name} is in your library." if is_one else f"{len(fresh)} programs are in your library.",
    }


def _made(found: Table, trainer_id: str, kept: int, now_ms: int) -> list[rules.Program]:
    return [
        rules.new_program(ids.new(), trainer_id, details, kept=kept + number, now_ms=now_ms)
        for number, details in enumerate(found.found)
    ]


async def _read(request: web.Request, body: TableBody, heard: Heard) -> Table:
    me = await signed_in(request)
    known = await exercises_page.list_of(db(request), me)
    keys = {exercise_rules.name_key(one.name): one.key for one in known}
    text = await text_of(body.text, body.xlsx)
    usual = " ".join(body.name.split())[: rules.NAME_MOST] or USUAL_NAME
    heard.of = max(text.count("\n") - 1, 0)
    return await asyncio.to_thread(table.read, text, keys, usual, heard.hear)


async def text_of(text: str, xlsx: str) -> str:
    """The table as CSV, whichever way it came. Raises BadInput, BadRows."""
    if not xlsx:
        return text
    try:
        content = base64.b64decode(xlsx, validate=True)
    except (binascii.Error, ValueError):
        raise BadInput("The file arrived damaged. Choose it again, please.", "file") from None
    lines = csv_rows.Lines()
    csv.writer(lines).writerows(await sheets.rows_in(content))
    return "".join(lines.lines)


def _told(found: Table) -> dict[str, Any]:
    """What a page says of a table before it is kept."""
    parts = [_told_of(one) for one in found.found]
    return {"rows": found.rows, "parts": parts, "problems": [str(problem) for problem in found.problems]}


def _told_of(details: ProgramDetails) -> dict[str, Any]:
    entries = [entry for week in details.weeks for day in week.days for entry in day.entries]
    days = sum(len(week.days) for week in details.weeks)
    counts = ((len(details.weeks), "week"), (days, "day"), (len(entries), "exercise"))
    unknown = sorted({entry.name for entry in entries if entry.exercise is None})
    return {
        "title": details.name,
        "says": ", ".join(f"{count} {word if count == 1 else f'{word}s'}" for count, word in counts),
        "hint": f"Not in your exercises, kept by their name: {', '.join(unknown[:SHOWN_MOST])}." if unknown else "",
        "lines": [f"{entry.name}: {words.entry(entry)}" for entry in entries[:SHOWN_MOST]],
    }


def _page(request: web.Request, text: str, found: Table | None, problem: DomainError | None = None) -> web.Response:
    told = _told(found) if found else None
    status = problem.status if problem else 200
    return page(
        request,
        "programs/import.html",
        status=status,
        fill=Fill(text, problem),
        told=told,
        columns=table.COLUMNS,
        most=csv_rows.ROWS_MOST,
    )
