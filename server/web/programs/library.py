"""A trainer's programs: listed, begun, built, copied, put away and brought back; clients' copies are built here too."""

from dataclasses import replace
from typing import Any

from aiohttp import web

from server import access, ids
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.programs import printed, starters
from server.domain.programs import program as rules
from server.domain.programs.program import Program
from server.store import audit, clients, programs
from server.web import exercises as exercises_page
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.identity import signed_in
from server.web.letters import may_send
from server.web.programs.wire import AT, HERE, NewProgram, ProgramBody, begun, row, whole

BESIDE_MOST = 2000  # characters that an address brings along


async def index(request: web.Request) -> web.StreamResponse:
    """The list, with the starters below; as JSON without what is in them."""
    me = await signed_in(request)
    found = await programs.templates(db(request), me.id)
    if wants_json(request):
        return json({"programs": [row(one) for one in found]})
    return page(
        request,
        "programs/list.html",
        programs=found,
        starters=starters.STARTERS,
        deleted=await just_deleted(request, me),
    )


async def create(request: web.Request) -> web.StreamResponse:
    """Begins a program, or keeps one that is sent whole."""
    me = await signed_in(request)
    body = await read(request, NewProgram)
    try:
        details = begun(body)
    except KeyError:
        raise NotFound from None
    kept = await programs.count(db(request), me.id)
    program = rules.new_program(ids.new(), me.id, details, kept=kept, now_ms=now(request))
    await programs.add(db(request), program)
    await note(request, "program.added", program)
    return _kept(request, program, f"{program.name} is in your library.")


async def show(request: web.Request) -> web.StreamResponse:
    """The editor with a program in it; as JSON the whole program. `beside` of the address stands beside it."""
    me = await signed_in(request)
    program = await access.program(db(request), me, request.match_info["program"])
    if wants_json(request):
        return json({"program": whole(program)})
    return page(
        request,
        "programs/edit.html",
        program=program,
        client=await client_of(request, me, program),
        clients=await clients.list_for(db(request), me.id) if program.is_template else [],
        may_send=may_send(request),
        config={
            "program": whole(program),
            "here": HERE,
            "place": f"{AT}/{program.id}",
            "exercises": [
                {"key": one.key, "name": one.name, "spotter": one.details.needs_spotter}
                for one in (await exercises_page.list_of(db(request), me))[1:]
            ],
            "beside": request.query.get("beside", "")[:BESIDE_MOST],
        },
    )


async def weeks(request: web.Request) -> web.StreamResponse:
    """All weeks as the client reads them: what rules make of each, with dates."""
    me = await signed_in(request)
    program = await access.program(db(request), me, request.match_info["program"])
    client = await client_of(request, me, program)
    may_write = access.may_write(db(request))
    return page(
        request,
        "programs/weeks.html",
        program=program,
        client=client,
        weeks=printed.weeks(program),
        may_write=may_write,
    )


async def save(request: web.Request) -> web.StreamResponse:
    """Changes a program. Raises Stale when it was saved elsewhere since its sender opened it."""
    me = await signed_in(request)
    body = await read(request, ProgramBody)
    before = await access.program(db(request), me, request.match_info["program"], lock=True)
    after = rules.change(before, body.details, rev=body.rev, now_ms=now(request))
    await programs.save(db(request), after)
    await note(request, "program.changed", after)
    return _kept(request, after, "Saved.")


async def copy(request: web.Request) -> web.StreamResponse:
    """Keeps another one like it in the library; from a client's copy a template."""
    me = await signed_in(request)
    program = await access.program(db(request), me, request.match_info["program"])
    names = await programs.names(db(request), me.id)
    made = rules.copy(program, ids.new(), names=names, kept=len(names), now_ms=now(request))
    made = replace(made, trainer_id=me.id)
    await programs.add(db(request), made)
    await note(request, "program.added", made)
    return _kept(request, made, f"{made.name} is in your library.")


async def delete(request: web.Request) -> web.StreamResponse:
    """Puts a program away; for a day it can be brought back."""
    me = await signed_in(request)
    before = await access.program(db(request), me, request.match_info["program"], lock=True, deleted=True)
    after = replace(before, deleted_at_ms=before.deleted_at_ms or now(request))
    await programs.save(db(request), after)
    await note(request, "program.deleted", after)
    back = f"{HERE}?deleted={after.id}" if after.is_template else f"/clients/{after.client_id}?deleted={after.id}"
    return done(request, back, notice=f"{after.name} is deleted.")


async def restore(request: web.Request) -> web.StreamResponse:
    """Brings a deleted program back. Raises TooManyPrograms."""
    me = await signed_in(request)
    before = await access.program(db(request), me, request.match_info["program"], lock=True, deleted=True)
    if before.deleted_at_ms is not None and before.is_template:
        rules.check_room(await programs.count(db(request), me.id))
    after = replace(before, deleted_at_ms=None)
    await programs.save(db(request), after)
    await note(request, "program.restored", after)
    return done(request, f"{AT}/{after.id}", notice=f"{after.name} is back.")


async def client_of(request: web.Request, me: Account, program: Program) -> Client | None:
    """Whose copy it is; None for a template."""
    return await access.client(db(request), me, program.client_id) if program.client_id else None


async def just_deleted(request: web.Request, me: Account) -> Program | None:
    """The program that the page before put away: undo is on this page."""
    if "deleted" not in request.query:
        return None
    try:
        found = await access.program(db(request), me, request.query["deleted"], deleted=True)
    except NotFound:
        return None
    return found if found.deleted_at_ms is not None else None


async def note(request: web.Request, action: str, program: Program) -> None:
    """A line in the audit log."""
    about: dict[str, Any] = {"client": program.client_id} if program.client_id else {}
    actor = f"t:{(await signed_in(request)).id}"
    await audit.note(db(request), now(request), actor, action, f"program:{program.id}", **about)


def _kept(request: web.Request, program: Program, notice: str) -> web.StreamResponse:
    return done(request, f"{AT}/{program.id}", id=program.id, rev=program.rev, name=program.name, notice=notice)
