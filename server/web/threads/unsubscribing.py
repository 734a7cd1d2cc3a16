"""No more letters: the page behind the link in each, and the one-click POST of mail programs (RFC 8058)."""

from dataclasses import dataclass, replace

from aiohttp import web

from server.domain import links
from server.domain.links import BrokenLink
from server.store import accounts, audit, clients, notice_choices
from server.web.answers import db, done, now, page, read
from server.web.edge import SETTINGS


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Whether letters are wanted again. A mail program sends List-Unsubscribe=One-Click, and means none."""

    again: bool = False


async def show(request: web.Request) -> web.StreamResponse:
    """Says what stands, with a button: opening the page changes nothing, however often a scanner does it."""
    person = await _person(request)
    choices = await notice_choices.get(db(request), person)
    return page(request, "threads/unsubscribe.html", by_mail=choices.by_mail, token=request.match_info["token"])


async def change(request: web.Request) -> web.StreamResponse:
    """Ends all letters that were not asked for, or begins them again."""
    person = await _person(request)
    body = await read(request, Unsubscribe)
    before = await notice_choices.get(db(request), person)
    await notice_choices.save(db(request), replace(before, by_mail=body.again))
    await audit.note(db(request), now(request), person, "letters.on" if body.again else "letters.off", person)
    return done(request, f"/unsubscribe/{request.match_info['token']}")


async def _person(request: web.Request) -> str:
    """Whose link this is. Raises BrokenLink, the same for every reason."""
    token = request.match_info["token"]
    person = links.person_in(token)
    if not links.is_person_token(request.app[SETTINGS].secret_key, token, "unsubscribe", person):
        raise BrokenLink
    side, _, id = person.partition(":")
    found = await clients.get(db(request), id) if side == "c" else await accounts.get(db(request), id)
    if found is None:
        raise BrokenLink
    return person
