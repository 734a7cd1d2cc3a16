"""A review as files: its key frames and comments as WebVTT and SRT, all of it as JSON, and that JSON coming in."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from recordings import chapters
from recordings.chapters import Chapter
from server.domain import clips as clip_rules
from server.domain import comments as comment_rules
from server.domain.comments import Comment
from server.domain.errors import NotFound
from server.domain.review import export, marks, shown
from server.domain.review.marks import Mark
from server.domain.review.reviews import Review
from server.store import accounts, audit, comments, reviews
from server.web.answers import db, done, now, read
from server.web.reviews import taking
from server.web.watching import Watching, by_client, by_trainer

TYPES = {"vtt": "text/vtt", "srt": "application/x-subrip", "json": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of a clip's review by who asks."""

    one: Watching
    review: Review
    marks: list[Mark]
    comments: list[Comment]
    names: dict[str, str]  # by side, and by person where other trainers wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class BringIn:
    """A review that was taken along."""

    format: str = ""
    version: int = 0
    marks: list[dict[str, Any]] = field(default_factory=list)


async def trainer_file(request: web.Request) -> web.StreamResponse:
    """A file of it, for trainers."""
    return _file(request, await of_trainer(request))


async def client_file(request: web.Request) -> web.StreamResponse:
    """A file of it, for the client, once it was sent."""
    return _file(request, await of_client(request))


async def bring_in(request: web.Request) -> web.StreamResponse:
    """Adds the marks of a review that was taken along, from this clip or another. Raises NoReview.

    Of a mark that is here already the one written last stays.
    """
    body = await read(request, BringIn)
    told = export.marks_in({"format": body.format, "version": body.version, "marks": body.marks})
    one = await by_trainer(request, lock=True)
    moment = now(request)
    before = await reviews.get(db(request), one.clip.id)
    after = before
    refused: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    for at in range(0, len(told), marks.AT_ONCE):
        some = told[at : at + marks.AT_ONCE]
        took = await taking.take(db(request), one.clip, some, by=one.actor, now_ms=moment)
        after = took.review
        refused += took.refused
        moved += took.moved
    taken = after.seq - before.seq
    await audit.note(
        db(request), moment, one.actor, "review.brought-in", clip_rules.subject(one.clip), clip=one.clip.id, marks=taken
    )
    many = "1 mark was" if taken == 1 else f"{taken} marks were"
    notice = f"{many} brought in."
    if moved:
        notice += f" {len(moved)} lay outside this picture or clip: moved to its edge."
    if refused:
        notice += f" {len(refused)} were not taken: {refused[0]['message']}"
    return done(request, one.here, notice=notice, taken=taken, refused=refused[:100], moved=moved[:100])


async def of_trainer(request: web.Request) -> Known:
    """All of it."""
    one = await by_trainer(request)
    return await _known(request, one, await reviews.living(db(request), one.clip.id))


async def of_client(request: web.Request) -> Known:
    """What the client is shown. Raises NotFound before it was sent."""
    one = await by_client(request)
    review = await reviews.get(db(request), one.clip.id)
    if review.sent_at_ms is None:
        raise NotFound
    found = await reviews.living(db(request), one.clip.id)
    seen = shown.for_client(found, shown.private_layers(found))
    return await _known(request, one, [each for each in seen if not each.is_deleted])


def vtt(known: Known) -> str:
    """Its key frames and comments as WebVTT."""
    return chapters.webvtt(_lines(known))


def srt(known: Known) -> str:
    """The same as SubRip."""
    return chapters.srt(_lines(known))


async def _known(request: web.Request, one: Watching, found: list[Mark]) -> Known:
    review = await reviews.get(db(request), one.clip.id)
    threads = comment_rules.threads(await comments.of(db(request), one.clip.id))
    written = [each for thread in threads for each in (thread.first, *thread.answers) if each.deleted_at_ms is None]
    names: dict[str, str] = {str(side): name for side, name in one.names.items()}
    for person in sorted({each.person for each in written if each.person.startswith("t:")}):
        account = await accounts.get(db(request), person.removeprefix("t:"))
        names |= {person: account.name} if account else {}
    return Known(one=one, review=review, marks=found, comments=written, names=names)


def _lines(known: Known) -> list[Chapter]:
    found = export.cues(known.marks, known.comments, known.names, known.one.clip.duration_ms or 0)
    return [Chapter(start_ms=each.start_ms, end_ms=each.end_ms, title=each.title) for each in found]


def _file(request: web.Request, known: Known) -> web.Response:
    kind = request.match_info["file"].partition(".")[2]
    if kind not in TYPES or request.match_info["file"] != f"review.{kind}":
        raise NotFound
    if kind == "json":
        whole = export.whole(known.one.clip, known.review, known.marks, known.comments, known.names)
        body = json.dumps(whole, indent=1, ensure_ascii=False).encode()
    else:
        body = (vtt(known) if kind == "vtt" else srt(known)).encode()
    headers = {
        "Content-Disposition": f'attachment; filename="review-{known.one.clip.id[:8]}.{kind}"',
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=body, content_type=TYPES[kind], charset="utf-8", headers=headers)
