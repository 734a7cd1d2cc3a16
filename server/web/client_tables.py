"""Clients that come in as a table of another program: looked at first, then all of it or nothing."""

import asyncio
from typing import Any

from aiohttp import web

from server import ids
from server.domain import client_table as tables
from server.domain import csv_rows, people, wall_clock
from server.domain.accounts import Account
from server.domain.client_table import Table
from server.domain.errors import DomainError
from server.store import audit, clients
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.fill import Fill
from server.web.identity import signed_in
from server.web.programs.tables import TableBody, text_of

SHOWN_MOST = 12


async def show(request: web.Request) -> web.StreamResponse:
    """The page that takes a table."""
    await signed_in(request)
    return _page(request, "", None)


async def check(request: web.Request) -> web.StreamResponse:
    """Whom a table would bring, and what is wrong with it. Changes nothing."""
    me = await signed_in(request)
    body = await read(request, TableBody)
    found = await _read(request, me, body)
    return json(_told(found)) if wants_json(request) else _page(request, body.text, found)


async def keep(request: web.Request) -> web.StreamResponse:
    """Keeps everybody of a table who is no client yet, or nobody. Raises BadRows, OutOfRange."""
    me = await signed_in(request)
    body = await read(request, TableBody)
    found: Table | None = None
    try:
        found = await _read(request, me, body)
        csv_rows.check(found.problems)
    except DomainError as problem:
        if wants_json(request):
            raise
        return _page(request, body.text, found, problem)
    moment = now(request)
    today = wall_clock.local(moment, me.time_zone).date()
    fresh = [people.new_client(ids.new(), me.id, one, now_ms=moment, today=today) for one in found.found]
    for client in fresh:
        await clients.add(db(request), client)
    await audit.note(db(request), moment, f"t:{me.id}", "clients.imported", f"account:{me.id}", count=len(fresh))
    notice = f"{_many(len(fresh))} added." if fresh else "All of them are your clients already."
    return done(request, "/clients", count=len(fresh), notice=notice)


async def _read(request: web.Request, me: Account, body: TableBody) -> Table:
    known = await clients.list_for(db(request), me.id) + await clients.list_for(db(request), me.id, archived=True)
    text = await text_of(body.text, body.xlsx)
    today = wall_clock.local(now(request), me.time_zone).date()
    return await asyncio.to_thread(tables.read, text, known, time_zone=me.time_zone or "UTC", today=today)


def _told(found: Table) -> dict[str, Any]:
    """What a page says of a table before it is kept."""
    there = f"Your clients already, and left as they are: {', '.join(found.there[:SHOWN_MOST])}." if found.there else ""
    lines = [" · ".join(part for part in (one.name, one.email) if part) for one in found.found[:SHOWN_MOST]]
    more = len(found.found) - len(lines)
    part = {
        "title": f"{_many(len(found.found))} new",
        "says": "",
        "hint": there,
        "lines": [*lines, f"And {more} more."] if more else lines,
    }
    return {"rows": found.rows, "parts": [part], "problems": [str(problem) for problem in found.problems]}


def _many(count: int) -> str:
    return "1 client" if count == 1 else f"{count:,} clients"


def _page(request: web.Request, text: str, found: Table | None, problem: DomainError | None = None) -> web.Response:
    told = _told(found) if found else None
    status = problem.status if problem else 200
    return page(request, "clients/import.html", status=status, fill=Fill(text, problem), told=told)
