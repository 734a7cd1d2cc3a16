"""The library of assessments: ours, and a trainer's own, copied from ours or new, kept in versions."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from aiohttp import web

from server import access, ids
from server.domain import protocols
from server.domain.accounts import Account
from server.domain.clips import title_of
from server.domain.errors import NotFound, Stale
from server.domain.protocols import Protocol, drafts
from server.domain.protocols.drafts import Draft, DraftMeasure, DraftStep
from server.domain.protocols.norms import SCALES
from server.domain.uploads import MINE
from server.store import accounts, audit
from server.store import protocols as store
from server.store.protocols import Own
from server.web import files
from server.web.answers import db, done, now, page, read
from server.web.edge import SETTINGS
from server.web.identity import signed_in
from server.web.protocols import step_photos

HERE = "/library/protocols"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolBody(Draft):
    """What the editor sends. version: the one that was on the page, 0 for a new one; like: what it was copied from."""

    version: int = 0
    like: str = ""

    @property
    def draft(self) -> Draft:
        """Without what the editor says about it."""
        return Draft(**{name: getattr(self, name) for name in Draft.__dataclass_fields__})


async def index(request: web.Request) -> web.StreamResponse:
    """The list: a trainer's own, then ours."""
    me = await signed_in(request)
    return page(
        request,
        "protocols/list.html",
        own=await store.list_for(db(request), me.id),
        deleted=await _deleted(request, me),
        ours=protocols.PROTOCOLS.values(),
        protocols=protocols,
        here=HERE,
    )


async def new(request: web.Request) -> web.StreamResponse:
    """The editor, empty or with ?like= filled with one to begin from."""
    me = await signed_in(request)
    like = request.query.get("like", "")
    if not like:
        begun = Draft(steps=(DraftStep(measures=(DraftMeasure(),)),))
        return await _editor(request, "New assessment", begun)
    found = await access.protocol(db(request), me, like)
    draft = replace(drafts.draft_of(found), title=_own(found.title))
    return await _editor(request, f"Copy of {found.title}", draft, like=like, before=found)


async def create(request: web.Request) -> web.StreamResponse:
    """Keeps a new one. Raises TooManyProtocols, BadInput, OutOfRange, NotReady."""
    body = await read(request, ProtocolBody)
    me = await signed_in(request)
    await accounts.get(db(request), me.id, lock=True)
    if await store.count(db(request), me.id) >= drafts.PROTOCOLS_MOST:
        raise drafts.TooManyProtocols
    like = await access.protocol(db(request), me, body.like) if body.like else None
    id = ids.new()
    made = drafts.built(body.draft, key=id, version=1, like=like)
    await step_photos.check(request, me, made, like)
    await store.add(db(request), Own(id=id, trainer_id=me.id, protocol=made, updated_at_ms=now(request)))
    await _note(request, me, "protocol.added", id)
    return done(request, f"{HERE}/{id}", key=id, version=1, notice=f"{made.title} is yours now.")


async def show(request: web.Request) -> web.StreamResponse:
    """One of ours as it is done, or an own one in the editor."""
    me = await signed_in(request)
    key = request.match_info["protocol"]
    if key in protocols.PROTOCOLS:
        found = protocols.get(key)
        return page(
            request,
            "protocols/show.html",
            protocol=found,
            protocols=protocols,
            photos=step_photos.StepPhotos(),
            scales=SCALES,
            here=HERE,
        )
    own = await access.own_protocol(db(request), me, key)
    return await _editor(request, own.protocol.title, drafts.draft_of(own.protocol), own=own, before=own.protocol)


async def save(request: web.Request) -> web.StreamResponse:
    """Keeps a changed one as its next version; what was given stays as it was. Raises Stale, BadInput, OutOfRange,
    NotReady.
    """
    body = await read(request, ProtocolBody)
    me = await signed_in(request)
    own = await access.own_protocol(db(request), me, request.match_info["protocol"], lock=True)
    before = own.protocol
    if body.version != before.version:
        raise Stale
    after = drafts.built(body.draft, key=own.id, version=before.version + 1, like=before)
    await step_photos.check(request, me, after, before)
    if replace(after, version=before.version) != before:
        await store.put(db(request), replace(own, protocol=after, updated_at_ms=now(request)))
        await _note(request, me, "protocol.changed", own.id)
    else:
        after = before
    there = f"{HERE}/{own.id}"
    return done(request, there, key=own.id, version=after.version, notice=f"Saved as version {after.version}.")


async def delete(request: web.Request) -> web.StreamResponse:
    """Offers one no more; for a day it can be brought back, and what was given keeps it for good."""
    me = await signed_in(request)
    own = await access.own_protocol(db(request), me, request.match_info["protocol"], lock=True)
    await store.put(db(request), replace(own, deleted_at_ms=now(request)))
    await _note(request, me, "protocol.deleted", own.id)
    return done(request, f"{HERE}?deleted={own.id}", notice=f"{own.protocol.title} is deleted.")


async def restore(request: web.Request) -> web.StreamResponse:
    """Brings one back. Raises TooManyProtocols."""
    me = await signed_in(request)
    own = await access.own_protocol(db(request), me, request.match_info["protocol"], lock=True, deleted=True)
    if own.deleted_at_ms is not None:
        if await store.count(db(request), me.id) >= drafts.PROTOCOLS_MOST:
            raise drafts.TooManyProtocols
        await store.put(db(request), replace(own, deleted_at_ms=None))
        await _note(request, me, "protocol.restored", own.id)
    return done(request, HERE, notice=f"{own.protocol.title} is back.")


async def _editor(
    request: web.Request,
    title: str,
    draft: Draft,
    *,
    own: Own | None = None,
    like: str = "",
    before: Protocol | None = None,
) -> web.StreamResponse:
    """before: what it begins as, whose drawings and photos it shows."""
    me = await signed_in(request)
    there = (await step_photos.of_library(request, [before] if before else [])).there
    config: dict[str, Any] = {
        "draft": asdict(draft),
        "key": own.id if own else "",
        "version": own.protocol.version if own else 0,
        "like": like,
        "here": HERE,
        "units": protocols.UNITS,
        "views": protocols.VIEWS,
        "framings": protocols.FRAMINGS,
        "company": protocols.COMPANY,
        "photos": {
            "owner": f"t:{me.id}:{MINE}:protocol",
            "client": MINE,
            "most": drafts.PHOTOS_MOST,
            "most_words": drafts.PHOTO_WORDS_MOST,
            "most_bytes": request.app[SETTINGS].clip_max_bytes,
            "offered": [{"clip": one.id, "title": title_of(one)} for one in await step_photos.offered(request, me)],
            "gone": [photo.clip for photo in (before.photos if before else ()) if photo.clip not in there],
            "drawn": _drawn(request, before),
        },
    }
    return page(request, "protocols/edit.html", title=title, own=own, config=config, here=HERE)


def _drawn(request: web.Request, before: Protocol | None) -> dict[str, list[dict[str, str]]]:
    """By step what we drew of it."""
    folder = f"/static/{request.app[files.VERSION]}/{protocols.FOLDER}"
    steps = before.steps if before else ()
    return {
        step.key: [{"src": f"{folder}/{one.file}", "words": one.words} for one in step.pictures]
        for step in steps
        if step.pictures
    }


async def _deleted(request: web.Request, me: Account) -> Own | None:
    """The one that the page before put away."""
    key = request.query.get("deleted", "")
    try:
        found = await access.own_protocol(db(request), me, key, deleted=True) if key else None
    except NotFound:
        return None
    return found if found is not None and found.deleted_at_ms is not None else None


def _own(title: str) -> str:
    return f"{title[:70]} (own)"


async def _note(request: web.Request, me: Account, action: str, id: str) -> None:
    await audit.note(db(request), now(request), f"t:{me.id}", action, f"protocol:{id}")
