"""The library: clips of a trainer's clients, newest first, with filters, bulk delete and undo."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from server import access
from server.domain import clip_words, seats
from server.domain import clips as rules
from server.domain.accounts import Account
from server.domain.clips import Clip
from server.domain.errors import OutOfRange
from server.store import audit, clients, clips
from server.store.clips import Wanted
from server.web import clip_cards
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.edge import SETTINGS
from server.web.identity import signed_in

PAGE = 48
MOST_AT_ONCE = 200
SHOWS = ("", "waiting", "bin")
FILTERS = ("show", "client", "session", "kind")


class TooManyChosen(OutOfRange):
    """More clips than are changed in one go."""

    code = "too-many-chosen"
    sentence = f"That is more than {MOST_AT_ONCE} clips at once. Please choose fewer."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Clips that are to be changed together. undo: back to how they were. back: the list they were chosen in."""

    clips: list[str] = field(default_factory=list)
    undo: bool = False
    back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list shows, as the address says it."""

    show: str = ""
    client: str = ""
    session: str = ""
    kind: str = ""

    @property
    def narrow(self) -> bool:
        """Whether it shows less than everything of its tab."""
        return bool(self.client or self.session or self.kind)

    def address(self, **other: str) -> str:
        """The list with some of it different; an empty value drops that filter."""
        said = {name: getattr(self, name) for name in FILTERS} | other
        asked = urlencode({name: value for name, value in said.items() if value})
        return f"/library?{asked}" if asked else "/library"


async def show(request: web.Request) -> web.StreamResponse:
    """The list; as JSON where the clips on it stand, for the page to look again."""
    me = await signed_in(request)
    filters = _filters(request)
    wanted = await _wanted(request, me, filters)
    before = await _before(request, me)
    found = await clips.list_for(db(request), wanted, most=PAGE + 1, before=before)
    people = {client.id: client.name for client in await _people(request, me)}
    cards = await clip_cards.for_trainer(db(request), seats.trainer(me.id), found[:PAGE], people)
    if wants_json(request):
        return json({"clips": [card.wire for card in cards]})
    return page(
        request,
        "clips/library.html",
        filters=filters,
        cards=cards,
        older=filters.address(before=found[PAGE - 1].id) if len(found) > PAGE else "",
        is_first=before is None,
        total=await clips.count(db(request), wanted),
        waiting=await clips.count(db(request), Wanted(trainer_id=me.id, waiting=True)),
        in_bin=await clips.count(db(request), Wanted(trainer_id=me.id, deleted=True)),
        session=await access.session(db(request), me, filters.session) if filters.session else None,
        undone=await _just_deleted(request, me),
        gone_at_ms=rules.gone_at_ms,
        words=clip_words,
        kinds=list(rules.SOURCES.items()),
        **await _stored(request, me, filters, people),
    )


async def delete(request: web.Request) -> web.StreamResponse:
    """Puts clips away for thirty days; `restore` brings them back."""
    me = await signed_in(request)
    body = await read(request, Chosen)
    found = [clip for clip in await _chosen(request, me, body) if clip.deleted_at_ms is None]
    changed = [clip.id for clip in found]
    await clips.change_many(db(request), changed, deleted_at_ms=now(request), deleted_by="trainer")
    await _note(request, me, "clip.deleted", found)
    back = _back(body.back)
    if changed:
        back += f"{'&' if '?' in back else '?'}deleted={'.'.join(changed)}"
    return done(request, back, clips=changed, notice=_notice("Deleted", changed))


async def restore(request: web.Request) -> web.StreamResponse:
    """Brings clips back that the trainer put away. Raises NotYoursToRestore when a client deleted one of them."""
    me = await signed_in(request)
    body = await read(request, Chosen)
    found = [clip for clip in await _chosen(request, me, body) if clip.deleted_at_ms is not None]
    changed = [rules.restore(clip).id for clip in found]
    await clips.change_many(db(request), changed, deleted_at_ms=None, deleted_by="")
    await _note(request, me, "clip.restored", found)
    return done(request, _back(body.back), clips=changed, notice=_notice("Brought back", changed))


async def reviewed(request: web.Request) -> web.StreamResponse:
    """Marks clips as looked at; with `undo` as waiting again."""
    me = await signed_in(request)
    body = await read(request, Chosen)
    found = await _chosen(request, me, body)
    if body.undo:
        changed = [clip.id for clip in found if clip.reviewed_at_ms is not None]
        await clips.change_many(db(request), changed, reviewed_at_ms=None)
        return done(request, _back(body.back), clips=changed, notice=_notice("Waiting for you again:", changed))
    changed = [clip.id for clip in found if clip.waits_for_review]
    await clips.change_many(db(request), changed, reviewed_at_ms=now(request))
    return done(request, _back(body.back), clips=changed, notice=_notice("Marked as looked at:", changed))


# ---- what is shown


def _filters(request: web.Request) -> Filters:
    said = {name: request.query.get(name, "")[:64] for name in FILTERS}
    if said["show"] not in SHOWS:
        said["show"] = ""
    if said["kind"] not in rules.SOURCES:
        said["kind"] = ""
    return Filters(**said)


async def _wanted(request: web.Request, me: Account, filters: Filters) -> Wanted:
    if filters.client:
        await access.client(db(request), me, filters.client)
    if filters.session:
        await access.session(db(request), me, filters.session)
    return Wanted(
        trainer_id=me.id,
        client_id=filters.client or None,
        session_id=filters.session or None,
        source=filters.kind or None,  # type: ignore[arg-type]  # one of SOURCES
        waiting=filters.show == "waiting",
        deleted=filters.show == "bin",
    )


async def _before(request: web.Request, me: Account) -> Clip | None:
    """The clip after which an older page goes on."""
    last = request.query.get("before", "")
    return await access.clip(db(request), me, last) if last else None


async def _people(request: web.Request, me: Account) -> list[Any]:
    in_use = await clients.list_for(db(request), me.id)
    return in_use + await clients.list_for(db(request), me.id, archived=True)


async def _stored(request: web.Request, me: Account, filters: Filters, people: dict[str, str]) -> dict[str, Any]:
    """Storage used: in all, by each client who has clips, and how much a client may use."""
    by_client = await clips.stored_by_client(db(request), me.id)
    in_all = await clips.stored(db(request), trainer_id=me.id)
    of = by_client.get(filters.client) if filters.client else None
    return {
        "people": [(id, people[id], by_client[id].size_bytes) for id in people if id in by_client],
        "stored": of.size_bytes if of else (0 if filters.client else in_all.size_bytes),
        "quota": request.app[SETTINGS].clip_quota_bytes if filters.client else None,
        "who": people.get(filters.client, ""),
    }


async def _just_deleted(request: web.Request, me: Account) -> list[str]:
    """The clips that the page before put away, for a browser without script: undo is on this page."""
    named = [one for one in request.query.get("deleted", "").split(".") if one][:MOST_AT_ONCE]
    if not named:
        return []
    found = await clips.get_many(db(request), named)
    mine = {client.id for client in await _people(request, me)}
    return [
        clip.id
        for clip in found
        if (clip.client_id in mine or clip.trainer_id == me.id) and clip.deleted_by == "trainer"
    ]


# ---- what is changed


async def _chosen(request: web.Request, me: Account, body: Chosen) -> list[Clip]:
    if len(body.clips) > MOST_AT_ONCE:
        raise TooManyChosen(where="clips")
    return await access.many_clips(db(request), me, body.clips, lock=True)


def _back(asked: str) -> str:
    """The list to go back to: one of ours, else the library; never another site."""
    parts = urlsplit(asked)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith(("/library", "/clients/", "/sessions/"))
    if not is_ours or not asked.isascii() or not asked.isprintable() or "\\" in asked:
        return "/library"
    kept = "&".join(one for one in parts.query.split("&") if one and not one.startswith("deleted="))
    return f"{parts.path}?{kept}" if kept else parts.path


def _notice(deed: str, changed: Sequence[str]) -> str:
    return f"{deed} {clip_words.many(len(changed))}." if changed else "Nothing was chosen."


async def _note(request: web.Request, me: Account, action: str, found: Sequence[Clip]) -> None:
    for clip in found:
        await audit.note(db(request), now(request), f"t:{me.id}", action, rules.subject(clip), clip=clip.id)
