"""The forms of a trainer: listed, built, copied, put away, brought back, looked at as clients see them, and blank."""

from dataclasses import dataclass, replace

from aiohttp import web

from server import access, ids
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.forms import checking
from server.domain.forms import library as rules
from server.domain.forms.filled import Filled
from server.domain.forms.form import Form, FormText, Version
from server.domain.forms.questions import KINDS
from server.domain.forms.starters import BY_KEY, OURS
from server.store import accounts, audit
from server.store.database import Db
from server.store.forms import library as store
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.forms import papers, view
from server.web.identity import signed_in

HERE = "/library/forms"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBody(FormText):
    """A form as the builder sends it. rev: the revision that was on the page; 0 for a new one and for ours."""

    rev: int = 0

    @property
    def text(self) -> FormText:
        """Its text alone."""
        return FormText(title=self.title, intro=self.intro, sections=self.sections)


async def index(request: web.Request) -> web.StreamResponse:
    """The list: ours first, then one's own."""
    me = await signed_in(request)
    found = await list_of(db(request), me)
    if wants_json(request):
        rows = [{"key": one.key, "title": one.title, "is_ours": one.is_ours} for one in found]
        return json({"forms": rows})
    key = request.query.get("deleted", "")
    gone = await store.get(db(request), me.id, key) if key else None
    return page(
        request,
        "forms/list.html",
        forms=found,
        ours=BY_KEY,
        deleted=gone if gone is not None and gone.deleted_at_ms is not None else None,
    )


async def new(request: web.Request) -> web.StreamResponse:
    """The builder with nothing in it."""
    await signed_in(request)
    return _builder(request, rules.blank(""), [])


async def create(request: web.Request) -> web.StreamResponse:
    """Keeps a new form. Raises TooManyForms, NameTaken, and what `checking.checked` raises."""
    me = await _one_at_a_time(request)
    rules.check_room(await store.count(db(request), me.id))
    return await _keep(request, me, rules.blank(ids.new()))


async def show(request: web.Request) -> web.StreamResponse:
    """The builder with a form in it; as JSON its text."""
    me = await signed_in(request)
    found = await access.form(db(request), me, request.match_info["form"])
    if wants_json(request):
        return json({"key": found.key, "rev": found.rev, "text": found.text.wire()})
    return _builder(request, found, await store.versions(db(request), me.id, found.key))


async def save(request: web.Request) -> web.StreamResponse:
    """Changes a form; one of ours becomes the trainer's own. Who was asked before keeps the words of then."""
    me = await _one_at_a_time(request)
    before = await access.form(db(request), me, request.match_info["form"])
    if before.is_ours:
        rules.check_room(await store.count(db(request), me.id))
    return await _keep(request, me, before)


async def copy(request: web.Request) -> web.StreamResponse:
    """Another form with the same questions."""
    me = await _one_at_a_time(request)
    before = await access.form(db(request), me, request.match_info["form"])
    rules.check_room(await store.count(db(request), me.id))
    taken = [one.title for one in await list_of(db(request), me)]
    title = rules.copy_title(before.title[: checking.TITLE_MOST - 10], taken)
    fresh = rules.blank(ids.new())
    text = replace(before.text, title=title)
    after = rules.save(fresh, text, id=ids.new(), trainer_id=me.id, rev=0, taken=taken, now_ms=now(request))
    await store.put(db(request), after)
    await _note(request, "form.added", after)
    return done(request, f"{HERE}/{after.key}", key=after.key, notice=f"{after.title} is yours now.")


async def delete(request: web.Request) -> web.StreamResponse:
    """Puts a form of one's own away, for a day to bring back; a changed one of ours is then as it came."""
    me = await _one_at_a_time(request)
    before = await access.form(db(request), me, request.match_info["form"])
    if before.is_ours:
        raise NotFound
    after = replace(before, deleted_at_ms=now(request))
    await store.put(db(request), after)
    await _note(request, "form.deleted", after)
    gone = "is as it came again" if after.key in BY_KEY else "is deleted"
    return done(request, f"{HERE}?deleted={after.key}", notice=f"{after.title} {gone}.")


async def restore(request: web.Request) -> web.StreamResponse:
    """Brings a form of one's own back. Raises TooManyForms."""
    me = await _one_at_a_time(request)
    before = await access.form(db(request), me, request.match_info["form"], deleted=True)
    if before.is_ours:
        raise NotFound
    if before.deleted_at_ms is not None:
        rules.check_room(await store.count(db(request), me.id))
    after = replace(before, deleted_at_ms=None)
    await store.put(db(request), after)
    await _note(request, "form.restored", after)
    return done(request, HERE, notice=f"{after.title} is back.")


async def preview(request: web.Request) -> web.StreamResponse:
    """What the builder has at this moment, as a client would see it. Raises what `checking.checked` raises."""
    await signed_in(request)
    body = await read(request, FormBody)
    text = checking.checked(body.text)
    version = Version(id="", key="preview", number=1, text=text)
    seen = view.made(Filled(id="preview", client_id="", version=version), names={})
    return page(request, "forms/preview.html", view=seen)


async def blank(request: web.Request) -> web.StreamResponse:
    """The form on paper, to be filled in by hand."""
    me = await signed_in(request)
    found = await access.form(db(request), me, request.match_info["form"])
    return await papers.blank(found.text, me)


async def list_of(db: Db, me: Account) -> list[Form]:
    """My whole list: ours, and my own."""
    return rules.merged(OURS, await store.list_for(db, me.id))


async def titles_of(db: Db, me: Account) -> list[tuple[str, str]]:
    """My whole list as (key, title), in the same order."""
    own = await store.titles(db, me.id)
    first = [(one.key, own.pop(one.key, one.title)) for one in OURS]
    return first + sorted(own.items(), key=lambda one: one[1].casefold())


async def _one_at_a_time(request: web.Request) -> Account:
    """Me; until this transaction ends no other of mine changes the list."""
    me = await signed_in(request)
    await accounts.get(db(request), me.id, lock=True)
    return me


async def _keep(request: web.Request, me: Account, before: Form) -> web.StreamResponse:
    body = await read(request, FormBody)
    own = await store.get(db(request), me.id, before.key)  # a deleted copy, whose place is taken
    after = rules.save(
        before,
        body.text,
        id=own.id if own else ids.new(),
        trainer_id=me.id,
        rev=body.rev,
        taken=[one.title for one in await list_of(db(request), me) if one.key != before.key],
        now_ms=now(request),
    )
    await store.put(db(request), after)
    await _note(request, "form.changed" if before.rev else "form.added", after)
    notice = "Saved." if before.rev else f"{after.title} is yours now."
    return done(request, f"{HERE}/{after.key}", key=after.key, rev=after.rev, notice=notice)


def _builder(request: web.Request, form: Form, versions: list[tuple[Version, int]]) -> web.StreamResponse:
    config = {
        "key": form.key,
        "rev": form.rev,
        "text": form.text.wire(),
        "save": f"{HERE}/{form.key}" if form.key else HERE,
        "preview": f"{HERE}/preview",
        "kinds": KINDS,
        "most": {"options": checking.OPTIONS_MOST, "questions": checking.QUESTIONS_MOST},
    }
    return page(request, "forms/builder.html", form=form, config=config, versions=versions, ours=BY_KEY, here=HERE)


async def _note(request: web.Request, action: str, form: Form) -> None:
    actor = f"t:{form.trainer_id}"
    await audit.note(db(request), now(request), actor, action, f"form:{form.id}", questions=len(form.text.questions))
