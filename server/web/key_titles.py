"""The titles of key frames that a trainer keeps at hand."""

from dataclasses import dataclass, field

from aiohttp import web

from server.domain.review import key_titles as rules
from server.store import key_titles
from server.web.answers import db, done, read
from server.web.identity import signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """All of them, in their order; none at all brings ours back."""

    titles: list[str] = field(default_factory=list)


async def save(request: web.Request) -> web.StreamResponse:
    """Keeps these titles for whoever is signed in, on every device of theirs. Raises OutOfRange, BadInput."""
    me = await signed_in(request)
    titles = rules.checked((await read(request, Titles)).titles)
    await key_titles.save(db(request), me.id, titles)
    return done(request, "/library", titles=list(titles), notice="Kept.")
