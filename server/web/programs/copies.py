"""Clients' copies of programs: given with a start and training days, ended, taken up again, and found by client."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

from aiohttp import web

from server import access, given_notices, ids
from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.programs import program as rules
from server.domain.programs import starters
from server.domain.programs.program import Program
from server.store import programs
from server.web import exercises as exercises_page
from server.web.answers import db, done, now, page, read
from server.web.edge import SETTINGS
from server.web.identity import signed_in
from server.web.programs.library import BESIDE_MOST, note
from server.web.programs.wire import AT, GiveProgram, NewProgram, begun


async def choose(request: web.Request) -> web.StreamResponse:
    """Which program a client is to have, from when and on which days. `beside` goes along to the editor."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    today = _today(request, client)
    return page(
        request,
        "programs/give.html",
        client=client,
        programs=await programs.templates(db(request), me.id),
        starters=starters.STARTERS,
        chosen=request.query.get("program", ""),
        monday=(today + timedelta(days=-today.weekday() % 7)).isoformat(),
        beside=request.query.get("beside", "")[:BESIDE_MOST],
    )


async def give(request: web.Request) -> web.StreamResponse:
    """Gives a client a copy. Raises NeedsSpotter, BadInput."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    body = await read(request, GiveProgram)
    copied = await copy_for(request, client, await to_give(request, me, body), body)
    asked = f"?{urlencode({'beside': body.beside[:BESIDE_MOST]})}" if body.beside else ""
    notice = f"{client.name} has a copy of their own now. What you change here is theirs alone."
    return done(request, f"{AT}/{copied.id}{asked}", id=copied.id, notice=notice)


async def to_give(request: web.Request, me: Account, body: GiveProgram) -> Program:
    """The program that copies are made of. Raises NeedsSpotter, NotFound."""
    source = await _source(request, me, body)
    rules.check_alone(source, await spotted(request, me))
    return source


async def copy_for(request: web.Request, client: Client, source: Program, body: GiveProgram) -> Program:
    """A client's own copy of it, which a letter tells of. Raises BadInput."""
    copied = rules.for_client(
        source, ids.new(), client.id, starts_on=body.starts_on, training_days=body.training_days, now_ms=now(request)
    )
    # Given by somebody with whom the client is shared, it is still of the client's own trainer.
    copied = replace(copied, trainer_id=client.trainer_id, from_id=body.program or None)
    await programs.add(db(request), copied)
    await note(request, "program.given", copied)
    await given_notices.program_given(db(request), request.app[SETTINGS], client, copied, now(request))
    return copied


async def current(request: web.Request) -> web.StreamResponse:
    """The editor of the program a client trains by, or the choice of one: the one step from a result to a change.

    `beside` of the address stands beside the editor.
    """
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    found = await programs.current(db(request), client.id, _today(request, client))
    to = f"{AT}/{found.id}" if found else f"/clients/{client.id}/programs/new"
    beside = request.query.get("beside", "")[:BESIDE_MOST]
    return web.Response(status=303, headers={"Location": f"{to}?{urlencode({'beside': beside})}" if beside else to})


async def end(request: web.Request) -> web.StreamResponse:
    """Ends a copy: the client does not train by it any more. It stays with all that was logged."""
    return await _set_end(request, now(request), "ended")


async def resume(request: web.Request) -> web.StreamResponse:
    """Takes an ended copy up again."""
    return await _set_end(request, None, "taken up again")


async def spotted(request: web.Request, me: Account) -> list[str]:
    """The keys of my exercises that need a spotter."""
    known = await exercises_page.list_of(db(request), me)
    return [one.key for one in known if one.details.needs_spotter]


async def _set_end(request: web.Request, at_ms: int | None, words: str) -> web.StreamResponse:
    me = await signed_in(request)
    before = await access.program(db(request), me, request.match_info["program"], lock=True)
    if before.is_template:
        raise NotFound
    after = replace(before, ended_at_ms=at_ms)
    await programs.save(db(request), after)
    await note(request, "program.ended" if at_ms else "program.resumed", after)
    return done(request, f"/clients/{after.client_id}", notice=f"{after.name} is {words}.")


async def _source(request: web.Request, me: Account, body: GiveProgram) -> Program:
    if body.program:
        return await access.program(db(request), me, body.program)
    try:
        details = begun(NewProgram(starter=body.starter))
    except KeyError:
        raise NotFound from None
    return rules.new_program(ids.new(), me.id, details, kept=0, now_ms=now(request))


def _today(request: web.Request, client: Client) -> date:
    return wall_clock.local(now(request), client.time_zone).date()
