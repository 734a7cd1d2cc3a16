"""The trainer's side of a filled form: asked, read, filled in together or from paper, talked about, accepted."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import access, given_notices, ids
from server.domain.accounts import Account
from server.domain.errors import DomainError, NotFound
from server.domain.forms import filled as rules
from server.domain.forms import library as library_rules
from server.domain.forms import words
from server.domain.forms.filled import SOURCES, Filled, Source
from server.domain.people import Client
from server.store import audit
from server.store.forms import filled as store
from server.store.forms import library
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.edge import DATABASE, SETTINGS
from server.web.forms import deeds, papers, view
from server.web.forms.news import FORM_NEWS
from server.web.identity import signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForm:
    """Which form, with which words; source: the trainer fills it in from what came that way, or in person."""

    form: str
    note: str = ""
    session: str = ""
    source: Source = ""


async def ask(request: web.Request) -> web.StreamResponse:
    """Gives a client a form, in the words it has now; with a source the trainer goes on to fill it in."""
    me = await signed_in(request)
    body = await read(request, AskForm)
    client = await access.client(db(request), me, request.match_info["client"])
    if body.session and client.id not in (await access.session(db(request), me, body.session)).client_ids:
        raise NotFound
    filled = await give(request, me, client, body)
    if body.source:
        return done(request, f"/forms/{filled.id}/fill", id=filled.id)
    notice = f"{client.name} finds it on their page now."
    return done(request, f"/clients/{client.id}#forms", id=filled.id, notice=notice)


async def give(request: web.Request, me: Account, client: Client, body: AskForm) -> Filled:
    """The form, asked of a client of theirs in the words it has now."""
    form = await access.form(db(request), me, body.form)
    last = await library.last_version(db(request), me.id, form.key)
    version = library_rules.next_version(last, form, id=ids.new(), now_ms=now(request))
    if version is not last:
        await library.add_version(db(request), me.id, version)
    filled = rules.ask(
        ids.new(),
        client.id,
        version,
        by=me.id,
        now_ms=now(request),
        note=body.note,
        session_id=body.session or None,
        source=body.source,
    )
    await store.add(db(request), filled)
    await audit.note(db(request), now(request), f"t:{me.id}", "form.asked", f"c:{client.id}", form=form.key)
    if not (body.source or body.session):  # together nobody needs a letter
        await given_notices.form_asked(db(request), request.app[SETTINGS], client, filled, now(request))
    return filled


async def show(request: web.Request) -> web.StreamResponse:
    """A filled form to be read: answers, talk, what changed. As JSON: what an open page is told."""
    me, client, filled = await theirs(request)
    seen = await view.of(db(request), filled, trainer=me, client=client)
    if wants_json(request):
        return json(seen.wire())
    return page(
        request,
        "forms/show.html",
        view=seen,
        filled=filled,
        client=client,
        here=f"/forms/{filled.id}",
        zone=me.time_zone,
        is_trainer=True,
        words=words,
        sources=SOURCES,
    )


async def fill(request: web.Request) -> web.StreamResponse:
    """The same to be filled in by the trainer: in person, together over video, or from a paper."""
    me, client, filled = await theirs(request)
    return await _fill_page(request, me, client, filled)


async def save_answers(request: web.Request) -> web.StreamResponse:
    """Keeps answers that the trainer writes."""
    me, client, filled = await theirs(request, lock=True)
    try:
        return await deeds.save_answers(request, filled, f"t:{me.id}", f"/forms/{filled.id}/fill")
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _fill_page(request, me, client, filled, problem)


async def send(request: web.Request) -> web.StreamResponse:
    """Sends the form in on the client's behalf."""
    me, client, filled = await theirs(request, lock=True)
    try:
        return await deeds.send(request, filled, f"t:{me.id}", f"/forms/{filled.id}")
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _fill_page(request, me, client, await store.get(db(request), filled.id) or filled, problem)


async def accept(request: web.Request) -> web.StreamResponse:
    """Accepts the whole form: its answers stay as they are."""
    me, client, filled = await theirs(request, lock=True)
    after = rules.accept(filled, now_ms=now(request))
    await store.save(db(request), after)
    await audit.note(db(request), now(request), f"t:{me.id}", "form.accepted", f"c:{client.id}", id=filled.id)
    return await deeds.moved(request, after, f"/forms/{filled.id}", "Accepted.")


async def reopen(request: web.Request) -> web.StreamResponse:
    """Opens it again for both."""
    me, client, filled = await theirs(request, lock=True)
    after = rules.reopen(filled, now_ms=now(request))
    await store.save(db(request), after)
    await audit.note(db(request), now(request), f"t:{me.id}", "form.reopened", f"c:{client.id}", id=filled.id)
    return await deeds.moved(request, after, f"/forms/{filled.id}", "It is open again.")


async def withdraw(request: web.Request) -> web.StreamResponse:
    """Takes back a form that nobody answered yet. Raises FormClosed once there is an answer."""
    me, client, filled = await theirs(request, lock=True)
    if filled.answers or filled.state != "open":
        raise rules.FormClosed("There are answers in it already, so it stays.")
    await store.drop(db(request), filled.id)
    await audit.note(db(request), now(request), f"t:{me.id}", "form.withdrawn", f"c:{client.id}", form=filled.key)
    await db(request).commit()
    deeds.news(request, filled)
    return done(request, f"/clients/{client.id}#forms", notice="It is taken back.")


async def accept_answer(request: web.Request) -> web.StreamResponse:
    """Accepts one answer."""
    _, _, filled = await theirs(request, lock=True)
    key = request.match_info["question"]
    after = rules.accept_answer(filled, key, now_ms=now(request))
    await store.save(db(request), after)
    return await deeds.moved(request, after, f"/forms/{filled.id}#q-{key}")


async def remark(request: web.Request) -> web.StreamResponse:
    """A remark of the trainer's at a question."""
    me, client, filled = await theirs(request, lock=True)
    answer = await deeds.remark(request, filled, f"t:{me.id}", f"/forms/{filled.id}")
    after = await store.get(db(request), filled.id)
    if after is not None and after.state == "open" and after.sent_at_ms is not None:
        await given_notices.form_asked(db(request), request.app[SETTINGS], client, after, now(request))
    return answer


async def add_file(request: web.Request) -> web.StreamResponse:
    """A file for a question, or a photo of the whole paper."""
    me, _, filled = await theirs(request, lock=True)
    return await deeds.add_file(request, filled, f"t:{me.id}", f"/forms/{filled.id}/fill")


async def drop_file(request: web.Request) -> web.StreamResponse:
    """Takes a file away."""
    me, _, filled = await theirs(request, lock=True)
    return await deeds.drop_file(request, filled, f"t:{me.id}", f"/forms/{filled.id}/fill")


async def show_file(request: web.Request) -> web.StreamResponse:
    """A file that came with the form."""
    _, _, filled = await theirs(request)
    return await deeds.show_file(request, filled)


async def paper(request: web.Request) -> web.StreamResponse:
    """The paper trail: answers, who changed what, and the talk."""
    me, client, filled = await theirs(request)
    seen = await view.of(db(request), filled, trainer=me, client=client)
    return await papers.trail(seen, client, me, zone=me.time_zone)


async def news(request: web.Request) -> web.StreamResponse:
    """Waits until the form has another revision than `?rev=`, and tells what an open page needs."""
    me = await signed_in(request)
    database = request.app[DATABASE]
    async with database.reading() as opened:
        opened.info["needs"] = "read"
        filled = await access.filled_form(opened, me, request.match_info["filled"])
    await request.app[FORM_NEWS].wait(filled.id, seen_rev(request))
    async with database.reading() as opened:
        opened.info["needs"] = "read"
        filled = await access.filled_form(opened, me, filled.id)
        client = await access.client(opened, me, filled.client_id)
        return json((await view.of(opened, filled, trainer=me, client=client)).wire())


def seen_rev(request: web.Request) -> int:
    """The revision a page has, from its address; nonsense is none."""
    said = request.query.get("rev", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


async def theirs(request: web.Request, *, lock: bool = False) -> tuple[Account, Client, Filled]:
    """Me, a client of mine, and the form of the address."""
    me = await signed_in(request)
    filled = await access.filled_form(db(request), me, request.match_info["filled"], lock=lock)
    return me, await access.client(db(request), me, filled.client_id), filled


async def _fill_page(
    request: web.Request, me: Account, client: Client, filled: Filled, problem: DomainError | None = None
) -> web.StreamResponse:
    seen = await view.of(db(request), filled, trainer=me, client=client)
    return fill_page(
        request,
        seen,
        problem,
        here=f"/forms/{filled.id}",
        after=f"/forms/{filled.id}",
        back=(f"/forms/{filled.id}", "Answers"),
        client=client,
        zone=me.time_zone,
        is_trainer=True,
        is_paper=filled.source in ("paper", "mail", "text"),
    )


def fill_page(request: web.Request, seen: view.View, problem: DomainError | None, **more: Any) -> web.StreamResponse:
    """The page on which a form is filled in, for whoever does; a refusal stands at its question."""
    return page(
        request,
        "forms/fill_desk.html" if more["is_trainer"] else "forms/fill.html",
        status=problem.status if problem else 200,
        view=seen,
        filled=seen.filled,
        problem=problem,
        words=words,
        sources=SOURCES,
        **more,
    )
