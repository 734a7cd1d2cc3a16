"""The client's side of a filled form: answered with or without script, sent in, talked about. No account is needed."""

from aiohttp import web

from server import access
from server.domain.accounts import Account
from server.domain.errors import DomainError
from server.domain.forms import words
from server.domain.forms.filled import SOURCES, Filled
from server.domain.people import Client
from server.store.forms import filled as store
from server.web.answers import DB, db, json, page, wants_json
from server.web.client_page import coming, confirmed
from server.web.edge import DATABASE
from server.web.forms import deeds, papers, view
from server.web.forms.asking import fill_page, seen_rev
from server.web.forms.news import FORM_NEWS


async def show(request: web.Request) -> web.StreamResponse:
    """The form to be filled in, or once it is sent what was answered. As JSON: what an open page is told."""
    client, trainer, filled = await _mine(request)
    if wants_json(request):
        return json((await view.of(db(request), filled, trainer=trainer, client=client)).wire())
    if filled.state == "open":
        return await _fill(request, client, trainer, filled)
    seen = await view.of(db(request), filled, trainer=trainer, client=client)
    return page(
        request,
        "forms/mine.html",
        view=seen,
        filled=filled,
        client=client,
        trainer=trainer,
        here=_here(request, filled),
        back=f"/c/{request.match_info['token']}",
        to_join=next((one.session for one in await coming(request, client) if one.may_join), None),
        zone=client.time_zone,
        is_trainer=False,
        words=words,
        sources=SOURCES,
    )


async def save_answers(request: web.Request) -> web.StreamResponse:
    """Keeps answers."""
    client, trainer, filled = await _mine(request, lock=True)
    try:
        return await deeds.save_answers(request, filled, f"c:{client.id}", f"{_here(request, filled)}?saved=1")
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _fill(request, client, trainer, filled, problem)


async def send(request: web.Request) -> web.StreamResponse:
    """Sends the form in."""
    client, trainer, filled = await _mine(request, lock=True)
    try:
        return await deeds.send(request, filled, f"c:{client.id}", _here(request, filled))
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _fill(request, client, trainer, await store.get(db(request), filled.id) or filled, problem)


async def remark(request: web.Request) -> web.StreamResponse:
    """A remark of the client's at a question."""
    client, _, filled = await _mine(request, lock=True)
    return await deeds.remark(request, filled, f"c:{client.id}", _here(request, filled))


async def add_file(request: web.Request) -> web.StreamResponse:
    """A file for a question."""
    client, _, filled = await _mine(request, lock=True)
    return await deeds.add_file(request, filled, f"c:{client.id}", _here(request, filled))


async def drop_file(request: web.Request) -> web.StreamResponse:
    """Takes a file away."""
    client, _, filled = await _mine(request, lock=True)
    return await deeds.drop_file(request, filled, f"c:{client.id}", _here(request, filled))


async def show_file(request: web.Request) -> web.StreamResponse:
    """A file that came with the form."""
    _, _, filled = await _mine(request)
    return await deeds.show_file(request, filled)


async def paper(request: web.Request) -> web.StreamResponse:
    """The paper trail, as the trainer has it."""
    client, trainer, filled = await _mine(request)
    seen = await view.of(db(request), filled, trainer=trainer, client=client)
    return await papers.trail(seen, client, trainer, zone=client.time_zone)


async def news(request: web.Request) -> web.StreamResponse:
    """Waits until the form has another revision than `?rev=`, and tells what an open page needs."""
    database = request.app[DATABASE]
    async with database.reading() as opened:
        request[DB] = opened
        _, _, filled = await _mine(request)
    await request.app[FORM_NEWS].wait(filled.id, seen_rev(request))
    async with database.reading() as opened:
        request[DB] = opened
        client, trainer, filled = await _mine(request)
        return json((await view.of(opened, filled, trainer=trainer, client=client)).wire())


async def _mine(request: web.Request, *, lock: bool = False) -> tuple[Client, Account, Filled]:
    client = await confirmed(request)
    filled = await access.filled_form_of(db(request), client, request.match_info["filled"], lock=lock)
    return client, await access.trainer_of(db(request), client), filled


def _here(request: web.Request, filled: Filled) -> str:
    return f"/c/{request.match_info['token']}/forms/{filled.id}"


async def _fill(
    request: web.Request, client: Client, trainer: Account, filled: Filled, problem: DomainError | None = None
) -> web.StreamResponse:
    seen = await view.of(db(request), filled, trainer=trainer, client=client)
    here = _here(request, filled)
    return fill_page(
        request,
        seen,
        problem,
        here=here,
        after=here,
        back=(f"/c/{request.match_info['token']}", "Your page"),
        client=client,
        trainer=trainer,
        zone=client.time_zone,
        is_trainer=False,
        is_paper=False,
        saved="saved" in request.query,
    )
