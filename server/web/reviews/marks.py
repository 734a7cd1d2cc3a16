"""The marks on a clip, as pages keep them in step with the server."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from server import access
from server.domain.clips import Clip
from server.domain.review import marks, shown
from server.domain.review.reviews import Review
from server.store import reviews
from server.web import answers
from server.web.answers import db, json, now, read
from server.web.reviews import taking
from server.web.watching import Watching, by_client, by_trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What a device sends. since: the number of the last change it knows. Each mark is judged by itself."""

    since: int = 0
    marks: list[dict[str, Any]] = field(default_factory=list)


# ---- trainers


async def changed(request: web.Request) -> web.StreamResponse:
    """What changed since a number."""
    one = await by_trainer(request)
    since = taking.since_of(request.query.get("since", "0"))
    return await _answer(request, one, await reviews.get(db(request), one.clip.id), since)


async def take(request: web.Request) -> web.StreamResponse:
    """Takes what a device wrote, and tells what others wrote."""
    body = await read(request, Sending)
    one = await by_trainer(request, lock=True)
    taken = await taking.take(db(request), one.clip, body.marks, by=one.actor, now_ms=now(request))
    return await _answer(request, one, taken.review, max(body.since, 0), taken)


# ---- the client


async def client_changed(request: web.Request) -> web.StreamResponse:
    """What changed since a number, of what the client is shown; nothing before the review was sent."""
    one = await by_client(request)
    return json(await for_client(request, one.clip))


async def for_client(request: web.Request, clip: Clip, *, is_sent: bool = False) -> dict[str, Any]:
    """The same of any clip of theirs. is_sent: what the client was sent otherwise shows what is drawn on it."""
    since = taking.since_of(request.query.get("since", "0"))
    review = await reviews.get(db(request), clip.id)
    if review.sent_at_ms is None and not is_sent:
        return _told(request, review) | {"seq": 0, "marks": [], "more": False, "whole": True}
    since = since if since <= review.seq else 0  # the database was put back to an earlier day
    found = await reviews.after(db(request), clip.id, since, most=marks.TOLD_AT_ONCE + 1)
    is_whole = since == 0
    if not is_whole and any(each.kind == "layer" for each in found):  # what lies on it may be seen now, or no more
        is_whole = True
        found = await reviews.after(db(request), clip.id, 0, most=marks.TOLD_AT_ONCE + 1)
    layers = await reviews.living(db(request), clip.id, ["layer"])
    told = found[: marks.TOLD_AT_ONCE]
    visible = shown.for_client(told, shown.private_layers(layers))
    if is_whole:
        visible = [each for each in visible if not each.is_deleted]
    more = len(found) > len(told)
    answer = {"seq": told[-1].seq if more else review.seq, "more": more, "whole": is_whole}
    return _told(request, review) | answer | {"marks": [each.wire() for each in visible]}


# ---- both


def config(request: web.Request, one: Watching, review: Review) -> dict[str, Any]:
    """What a page of the clip knows of its review to begin with."""
    return {
        "url": f"{one.here}/review",
        "shelf": f"{one.actor}/{one.clip.id}",
        "may_write": one.side == "trainer" and one.clip.deleted_at_ms is None and access.may_write(db(request)),
        "now_ms": now(request),
        **standing(review),
    }


def standing(review: Review) -> dict[str, Any]:
    """How far a review is, as pages are told."""
    return {
        "standing": review.standing,
        "words": review.words if review.sent_at_ms is not None else "",
        "sent_at_ms": review.sent_at_ms,
        "opened_at_ms": review.opened_at_ms,
        "acknowledged_at_ms": review.acknowledged_at_ms,
    }


def _told(request: web.Request, review: Review) -> dict[str, Any]:
    return {"refused": [], "moved": [], "now_ms": now(request), "review": standing(review)}


async def _answer(
    request: web.Request, one: Watching, review: Review, since: int, taken: taking.Taken | None = None
) -> web.Response:
    since = since if since <= review.seq else 0
    told, more = await reviews.told_after(
        db(request), one.clip.id, since, most=marks.TOLD_AT_ONCE, most_bytes=marks.TOLD_BYTES
    )
    return json(
        _told(request, review)
        | {
            "seq": told[-1]["seq"] if more else review.seq,
            "marks": [{**each, "body": answers.written(each["body"])} for each in told],
            "more": more,
            "whole": False,
            "refused": taken.refused if taken else [],
            "moved": taken.moved if taken else [],
        }
    )
