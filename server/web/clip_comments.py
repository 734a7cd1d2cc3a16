"""Comments on a clip, by either side: written, answered, settled, taken back, and as pages are told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import ids, notices
from server.domain import clips as clip_rules
from server.domain import comments as rules
from server.domain import seats
from server.domain.comments import About, Comment
from server.domain.errors import BadInput, Conflict, NotFound
from server.store import accounts, clips, comments
from server.web import clip_cards, limits
from server.web.answers import db, done, now, read
from server.web.clip_cards import Card
from server.web.edge import SETTINGS
from server.web.pages import local
from server.web.watching import Watching, by_client, by_trainer


class IdTaken(Conflict):
    """An id that a page made for a comment belongs to another one."""

    code = "comment-id-taken"
    sentence = "This could not be written under that name. Please write it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A comment or an answer. at, until: moments as people type them, for a browser without script.

    id: made by the page, 24 hex, so that what is sent twice stands there once; to: the comment that is answered.
    """

    text: str = ""
    moment_ms: int | None = None
    until_ms: int | None = None
    frame: int | None = None
    shape: str = ""
    to: str = ""
    id: str = ""
    at: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """Whether a thread is settled, or open again."""

    on: bool = True


# ---- the trainer


async def comment(request: web.Request) -> web.StreamResponse:
    """Writes a comment."""
    return await _comment(request, await by_trainer(request, lock=True))


async def delete_comment(request: web.Request) -> web.StreamResponse:
    """Takes a comment of the trainer's own back."""
    return await _delete_comment(request, await by_trainer(request, lock=True))


async def resolve(request: web.Request) -> web.StreamResponse:
    """Says that what a thread is about is settled, or that it is not."""
    one = await by_trainer(request, lock=True)
    body = await read(request, Resolve)
    found = await _found(request, one)
    await comments.save(db(request), rules.resolve(found, one.actor, now(request), on=body.on))
    return done(request, f"{one.here}#comment-{found.id}")


# ---- the client


async def client_comment(request: web.Request) -> web.StreamResponse:
    """Writes a comment."""
    return await _comment(request, await by_client(request, lock=True))


async def client_delete_comment(request: web.Request) -> web.StreamResponse:
    """Takes a comment of the client's own back."""
    return await _delete_comment(request, await by_client(request, lock=True))


# ---- both


async def wires(request: web.Request, one: Watching, written: Sequence[Comment]) -> list[dict[str, Any]]:
    """Comments as pages are told of them, each followed by what answers it. written: all, those taken back too."""
    shown = [each for thread in rules.threads(written) for each in (thread.first, *thread.answers)]
    found = await clips.get_many(db(request), {each.media_id for each in shown if each.media_id})
    there = [clip for clip in found if clip.deleted_at_ms is None]
    if one.side == "trainer":
        cards = await clip_cards.for_trainer(db(request), one.actor, there)
    else:
        cards = await clip_cards.for_client(db(request), one.actor, there, request.match_info["token"])
    by_id = {card.clip.id: card for card in cards}
    names = await _names(request, one, shown)
    reads = await comments.reads(db(request), one.clip.id)
    return [_wire(each, one, names, by_id, reads) for each in shown]


async def _names(request: web.Request, one: Watching, shown: Sequence[Comment]) -> dict[str, str]:
    """Person -> name, of everybody who wrote here."""
    people = {each.person for each in shown if each.person.startswith("t:")} - {one.actor}
    found = [await accounts.get(db(request), person.removeprefix("t:")) for person in sorted(people)]
    return {seats.trainer(account.id): account.name for account in found if account is not None}


def _wire(
    comment: Comment, one: Watching, names: Mapping[str, str], cards: Mapping[str, Card], reads: rules.Reads
) -> dict[str, Any]:
    is_mine = comment.is_of(one.side, one.actor)
    is_gone = comment.deleted_at_ms is not None
    media = cards.get(comment.media_id) if comment.media_id and not is_gone else None
    return {
        "id": comment.id,
        "author": comment.author,
        "name": "You" if is_mine else names.get(comment.person) or one.names[comment.author],
        "is_mine": is_mine,
        "answers": comment.answers,
        "moment_ms": comment.moment_ms,
        "until_ms": comment.until_ms,
        "frame": comment.frame,
        "shape": comment.shape,
        "text": "" if is_gone else comment.text,
        "media": None if media is None else media.within,
        "has_lost_media": bool(comment.media_id) and media is None and not is_gone,
        "at_ms": comment.created_at_ms,
        "when": local(comment.created_at_ms, one.time_zone),
        "is_new": not is_gone and comment.is_new_for(one.actor, reads),
        "is_seen": is_mine and comment.is_seen(reads),
        "is_resolved": comment.resolved_at_ms is not None,
        "is_gone": is_gone,
    }


async def _comment(request: web.Request, one: Watching) -> web.StreamResponse:
    body = await read(request, Write)
    if body.id and (same := await comments.by_id(db(request), body.id)) is not None:
        return await _again(request, one, same)
    if body.id and not rules.is_device_id(body.id):
        raise BadInput(where="id")
    await limits.check(request, "comment", one.actor)
    to = await comments.get(db(request), body.to, one.clip.id) if body.to else None
    if body.to and to is None:
        raise NotFound
    written = rules.write(
        one.clip,
        id=body.id or ids.new(),
        author=one.side,
        person=one.actor,
        text=body.text,
        about=About(
            moment_ms=rules.moment(body.at) if body.at else body.moment_ms,
            until_ms=rules.moment(body.until, "until") if body.until else body.until_ms,
            frame=body.frame,
            shape=body.shape,
        ),
        to=to,
        count=await comments.count(db(request), one.clip.id),
        now_ms=now(request),
    )
    await comments.add(db(request), written)
    await notices.comment_written(db(request), request.app[SETTINGS], written, now(request))
    return await _told(request, one, written)


async def _again(request: web.Request, one: Watching, same: Comment) -> web.StreamResponse:
    """What a page sends a second time, because it never heard that it was taken. Raises IdTaken."""
    if same.clip_id != one.clip.id or not same.is_of(one.side, one.actor):
        raise IdTaken(where="id")
    return await _told(request, one, same)


async def _told(request: web.Request, one: Watching, written: Comment) -> web.StreamResponse:
    reads = await comments.reads(db(request), one.clip.id)
    return done(request, f"{one.here}#comments", comment=_wire(written, one, {}, {}, reads))


async def _delete_comment(request: web.Request, one: Watching) -> web.StreamResponse:
    """Taken back, with the voice note or film it came with."""
    found = await _found(request, one)
    moment = now(request)
    await comments.save(db(request), rules.delete(found, one.side, one.actor, moment))
    media = await clips.get(db(request), found.media_id, lock=True) if found.media_id else None
    if media is not None and media.deleted_at_ms is None:
        after = clip_rules.delete(media, moment, one.side)
        await clips.change(db(request), media.id, deleted_at_ms=after.deleted_at_ms, deleted_by=after.deleted_by)
    return done(request, f"{one.here}#comments")


async def _found(request: web.Request, one: Watching) -> Comment:
    found = await comments.get(db(request), request.match_info["comment"], one.clip.id)
    if found is None:
        raise NotFound
    return found
