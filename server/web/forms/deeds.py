"""What client and trainer both do with a filled form: answers, sending it in, remarks, files."""

from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from server import ids
from server.domain.errors import DomainError, NotFound
from server.domain.forms import answers as answer_rules
from server.domain.forms import filled as rules
from server.domain.forms.answers import About
from server.domain.forms.filled import Filled
from server.store import audit
from server.store.forms import filled as store
from server.web import disk
from server.web.answers import db, done, json, now, read, read_fields, wants_json
from server.web.forms import files, hooks
from server.web.forms.news import FORM_NEWS

SHOWN_FIELD = "_shown"  # a form without script says which questions stood on its page: none chosen is no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers by question."""

    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A remark at a question; a trainer may ask back with it."""

    text: str = ""
    ask_back: bool = False


async def save_answers(request: web.Request, before: Filled, by: str, here: str) -> web.StreamResponse:
    """Keeps answers, all of them or none."""
    after = await put(request, before, by)
    if wants_json(request):
        return await told(request, after)
    return done(request, here)


async def put(request: web.Request, before: Filled, by: str) -> Filled:
    """Keeps the answers that came with this request. Raises FormClosed and what an answer may raise."""
    given = await _given(request)
    if not given:
        return before
    known = frozenset(one.id for one in await store.files(db(request), before.id))
    fresh = [ids.new() for _ in given]
    after, changes = rules.put(before, given, by=by, about=About(now(request), known), ids=fresh)
    if changes:
        await store.save(db(request), after, changes)
    return after


async def send(request: web.Request, before: Filled, by: str, here: str) -> web.StreamResponse:
    """Keeps the answers that came along, and sends the form in. What was kept stays when something is missing."""
    kept = await put(request, before, by)
    try:
        after = rules.send(kept, by=by, now_ms=now(request))
    except DomainError:
        await db(request).commit()
        news(request, kept)
        raise
    await store.save(db(request), after)
    await hooks.tell(request, db(request), after, by, now(request))
    await audit.note(db(request), now(request), by, "form.sent", f"c:{after.client_id}", form=after.key, id=after.id)
    return await moved(request, after, here, "It is sent in.")


async def remark(request: web.Request, before: Filled, by: str, here: str) -> web.StreamResponse:
    """Adds a remark at a question; with `ask_back`, for trainers only, the form is open again."""
    said = await read(request, Remark)
    key = request.match_info["question"]
    after, note = rules.remark(
        before,
        key,
        said.text,
        id=ids.new(),
        by=by,
        now_ms=now(request),
        ask_back=said.ask_back and rules.is_trainer(by),
        kept=len(await store.notes(db(request), before.id)),
    )
    await store.add_note(db(request), note)
    await store.save(db(request), after)
    return await moved(request, after, f"{here}#q-{key}")


async def add_file(request: web.Request, before: Filled, by: str, here: str) -> web.StreamResponse:
    """Keeps a file, and where it answers a question adds it to the answer."""
    sent = await files.read_file(request)
    await disk.check_room(request, len(sent.content), "file")
    file = await files.keep(db(request), before, sent, by=by, now_ms=now(request))
    after = before
    if sent.question:
        there = answer_rules.files_in(before.answers.get(sent.question))
        after = await _with_files(request, before, sent.question, [*there, file.id], by)
    else:
        after = await _with_paper(request, before, by)
    return await moved(request, after, f"{here}#q-{sent.question}" if sent.question else here, file=file.id)


async def drop_file(request: web.Request, before: Filled, by: str, here: str) -> web.StreamResponse:
    """Takes a file out of its answer and forgets it."""
    file_id = request.match_info["form_file"]
    found = next((one for one in await store.files(db(request), before.id) if one.id == file_id), None)
    if found is None:
        raise NotFound
    if found.question:
        left = [id for id in answer_rules.files_in(before.answers.get(found.question)) if id != file_id]
        after = await _with_files(request, before, found.question, left, by)
    else:
        after = await _with_paper(request, before, by)
    await store.drop_file(db(request), before.id, file_id)
    return await moved(request, after, here)


async def show_file(request: web.Request, filled: Filled) -> web.StreamResponse:
    """A file that came with the form."""
    return await files.answer(db(request), filled, request.match_info["form_file"])


async def moved(
    request: web.Request, after: Filled, location: str, notice: str = "", **data: Any
) -> web.StreamResponse:
    """Commits, tells who looks at the form, and answers."""
    await db(request).commit()
    news(request, after)
    return done(request, location, rev=after.rev, state=after.state, **({"notice": notice} if notice else {}), **data)


async def told(request: web.Request, after: Filled) -> web.StreamResponse:
    """Commits, tells who looks at the form, and answers what an open page needs to go on."""
    await db(request).commit()
    news(request, after)
    return json({"ok": True, "rev": after.rev, "state": after.state, "missing": after.missing})


def news(request: web.Request, filled: Filled) -> None:
    """Tells who looks at the form that it changed. After the commit."""
    request.app[FORM_NEWS].tell(filled.id)


async def _with_files(request: web.Request, before: Filled, key: str, found: list[str], by: str) -> Filled:
    known = frozenset(one.id for one in await store.files(db(request), before.id))
    about = About(now(request), known)
    after, changes = rules.put(before, {key: found}, by=by, about=about, ids=[ids.new()])
    await store.save(db(request), after, changes)
    return after


async def _with_paper(request: web.Request, before: Filled, by: str) -> Filled:
    """A photo of the whole paper came or went: the trainer's to do, as long as the form is not accepted."""
    if not rules.is_trainer(by):
        raise NotFound
    if before.state == "accepted":
        raise rules.FormClosed
    after = replace(before, rev=before.rev + 1, updated_at_ms=now(request))
    await store.save(db(request), after)
    return after


async def _given(request: web.Request) -> dict[str, Any]:
    """The answers of JSON, or of a page's form: there each question that was shown has one, or none."""
    if request.content_type == "application/json":
        return (await read(request, Answers)).answers
    fields = await read_fields(request)
    shown = fields.get(SHOWN_FIELD, [])
    return {key: _one(fields.get(key, [])) for key in shown}


def _one(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values
