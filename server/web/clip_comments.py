"""Comments on a clip, by either side."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from server import ids
from server.domain import comments as comment_rules
from server.domain.comments import Comment
from server.domain.errors import NotFound
from server.store import comments
from server.web.answers import db, done, now, read
from server.web.pages import local
from server.web.watching import Watching, by_client, by_trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A comment; `at` is its moment as people type it, for a browser without script."""

    text: str = ""
    moment_ms: int | None = None
    at: str = ""


# ---- the trainer


async def comment(request: web.Request) -> web.StreamResponse:
    """Writes a comment."""
    one = await by_trainer(request, lock=True)
    return await _comment(request, one)


async def delete_comment(request: web.Request) -> web.StreamResponse:
    """Takes a comment of the trainer's own back."""
    one = await by_trainer(request, lock=True)
    return await _delete_comment(request, one)


# ---- the client


async def client_comment(request: web.Request) -> web.StreamResponse:
    """Writes a comment."""
    return await _comment(request, await by_client(request, lock=True))


async def client_delete_comment(request: web.Request) -> web.StreamResponse:
    """Takes a comment of the client's own back."""
    return await _delete_comment(request, await by_client(request, lock=True))


# ---- both


def wire(comment: Comment, one: Watching) -> dict[str, Any]:
    """A comment as pages are told of it."""
    return {
        "id": comment.id,
        "author": comment.author,
        "moment_ms": comment.moment_ms,
        "text": comment.text,
        "at_ms": comment.created_at_ms,
        "when": local(comment.created_at_ms, one.time_zone),
        "is_new": comment.is_new_for(one.side),
    }


async def _comment(request: web.Request, one: Watching) -> web.StreamResponse:
    body = await read(request, Write)
    written = comment_rules.write(
        one.clip,
        id=ids.new(),
        author=one.side,
        text=body.text,
        moment_ms=comment_rules.moment(body.at) if body.at else body.moment_ms,
        count=await comments.count(db(request), one.clip.id),
        now_ms=now(request),
    )
    await comments.add(db(request), written)
    return done(request, f"{one.here}#comments", comment=wire(written, one))


async def _delete_comment(request: web.Request, one: Watching) -> web.StreamResponse:
    found = await comments.get(db(request), request.match_info["comment"], one.clip.id)
    if found is None:
        raise NotFound
    await comments.save(db(request), comment_rules.delete(found, one.side, now(request)))
    return done(request, f"{one.here}#comments")
