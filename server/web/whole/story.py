"""The whole-client page: everything that has happened, newest first, by kind, a page at a time."""

from collections.abc import Sequence

from aiohttp import web

from server import access
from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.whole import story as rules
from server.domain.whole.story import Happened, Show
from server.store import sessions
from server.store.whole import story
from server.web.answers import db, now, page
from server.web.identity import signed_in
from server.web.whole import export


async def show(request: web.Request) -> web.StreamResponse:
    """?show= one kind; ?before= where a page ended."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    asked = request.query.get("show", "")
    shown: Show = next((key for key in rules.SHOWS if key == asked), "")
    before = rules.cursor(request.query.get("before", ""))
    found = await _open(request, me, await story.newest(db(request), client.id, shown, before))
    lines, older = rules.page(found)
    days = [_day(request, me, line) for line in lines]
    return page(
        request,
        "whole/story.html",
        client=client,
        shown=shown,
        shows=rules.SHOWS,
        days=rules.by_day(lines, days),
        older=older,
        is_first=before is None,
        export=await export.standing(request, client),
    )


async def _open(request: web.Request, me: Account, found: Sequence[Happened]) -> list[Happened]:
    """Of a client who is shared, without sessions in which somebody takes part who is not."""
    if access.share_of(db(request)) is None:
        return list(found)
    ids = [one.id for one in found if one.kind == "session"]
    there = [one for one in [await sessions.get(db(request), id) for id in ids] if one is not None]
    is_open = {one.id for one in await access.open_to(db(request), me, there)}
    return [one for one in found if one.kind != "session" or one.id in is_open]


def _day(request: web.Request, me: Account, line: Happened) -> str:
    at = wall_clock.local(line.at_ms, me.time_zone)
    today = wall_clock.local(now(request), me.time_zone).date()
    if at.date() == today:
        return "Today"
    return f"{at:%A} {at.day} {at:%B %Y}"
