"""The sweep of check-ins: one client after the other, last week beside this one; who is late is asked by a press."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids, notices
from server.domain import seats
from server.domain.accounts import DAY_MS, Account
from server.domain.errors import NotFound
from server.domain.forms import starters
from server.domain.threads import check_ins as rules
from server.domain.threads import messages
from server.domain.threads.check_ins import Line
from server.domain.threads.messages import Thread
from server.store import check_ins, threads
from server.web import names
from server.web.answers import db, done, now, page, read
from server.web.edge import SETTINGS
from server.web.identity import signed_in

LOOK_BACK_MS = 25 * DAY_MS


@dataclass(frozen=True, slots=True)
class Choose:
    """On which day; -1: none."""

    weekday: int = -1


async def show(request: web.Request) -> web.StreamResponse:
    """The sweep; with ?client= at that client, else at the first."""
    me = await signed_in(request)
    lines = await lines_of(request, me)
    wanted = request.query.get("client", "")
    at = next((place for place, one in enumerate(lines) if one.check_in.client_id == wanted), 0)
    return page(
        request,
        "threads/sweep.html",
        lines=lines,
        at=at,
        chosen=lines[at] if lines else None,
        following=lines[at + 1] if at + 1 < len(lines) else None,
        days=rules.DAYS,
        now_ms=now(request),
    )


async def choose(request: web.Request) -> web.StreamResponse:
    """Says on which day a client checks in."""
    me = await signed_in(request)
    body = await read(request, Choose)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    before = await check_ins.get(db(request), client.id)
    after = rules.choose(before, client.id, body.weekday, now(request))
    await check_ins.put(db(request), client.id, after)
    words = (
        f"{client.name} checks in on {rules.DAYS[after.weekday]}s." if after else "No check-in is expected any more."
    )
    return done(request, f"/clients/{client.id}#messages", notice=words)


async def nudge(request: web.Request) -> web.StreamResponse:
    """Asks a client how the week was, by a message of which they are told. Raises NudgedAlready."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"], lock=True)
    found = await check_ins.get(db(request), client.id)
    if found is None:
        raise NotFound
    moment, thread = now(request), Thread(client_id=client.id)
    await check_ins.put(db(request), client.id, rules.nudge(found, moment))
    message = messages.write(
        thread,
        id=ids.new(),
        author=seats.trainer(me.id),
        text=rules.NUDGE,
        last_ms=await threads.last_ms(db(request), thread),
        now_ms=moment,
    )
    await threads.add(db(request), message)
    await notices.message_written(db(request), request.app[SETTINGS], message, moment)
    return done(request, f"/inbox/check-ins?client={client.id}", notice=f"{client.name} is asked.")


async def lines_of(request: web.Request, me: Account) -> list[Line]:
    """A trainer's clients with a day, as they are swept."""
    moment = now(request)
    found = await check_ins.of_trainer(db(request), me.id)
    people = await names.of_all(request, me)
    came = await check_ins.came(db(request), me.id, starters.CHECK_IN, moment - LOOK_BACK_MS)
    lines = []
    for one in found:
        name, time_zone = people[one.client_id]
        lines.append(rules.line(one, name, came.get(one.client_id, []), moment, time_zone))
    return rules.in_order(lines)
