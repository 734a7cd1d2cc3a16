"""The words of consents, for the owner: ours to begin with, their own from then on, every version kept."""

import logging
from dataclasses import dataclass

from aiohttp import web

from server import ids
from server.domain import consents as rules
from server.domain.consents import Words
from server.store import audit, consents
from server.store.consents import Written
from server.web.answers import db, done, now, page, read
from server.web.identity import owner

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditWords:
    """Heading and text of one purpose. version: the one that was on the screen."""

    title: str
    text: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One purpose as the page shows it. ours: what we wrote; before: the owner's earlier versions, newest first."""

    purpose: str
    words: Words
    ours: Words
    before: list[Written]


async def show(request: web.Request) -> web.StreamResponse:
    """Every purpose with its words."""
    await owner(request)
    written = await consents.versions(db(request))
    texts = await consents.texts(db(request))
    lines = [
        Line(
            purpose,
            rules.words(purpose, texts),
            rules.words(purpose),
            list(reversed(written.get(purpose, [])))[1:],
        )
        for purpose in rules.PURPOSES
    ]
    return page(request, "readiness/texts.html", lines=lines)


async def save(request: web.Request) -> web.StreamResponse:
    """Puts other words in force; whoever agreed to the old ones is asked again. The same words change nothing."""
    me = await owner(request)
    body = await read(request, EditWords)
    purpose = request.match_info["purpose"]
    before = rules.words(purpose, await consents.texts(db(request)))
    if body.version not in (0, before.version):
        raise rules.OutdatedWords
    after = rules.edit(before, body.title, body.text)
    here = f"/settings/consents#{purpose}"
    if after is None:
        return done(request, here, version=before.version)
    await consents.write(db(request), ids.new(), purpose, after, f"t:{me.id}", now(request))
    await audit.note(
        db(request), now(request), f"t:{me.id}", "consent.words", "installation", purpose=purpose, version=after.version
    )
    log.info("words of consent %s: version %d", purpose, after.version)
    notice = "Saved. Clients who agreed before are asked again."
    return done(request, here, version=after.version, notice=notice)
