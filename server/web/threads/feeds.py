"""A calendar program's address: a trainer's sessions, or a client's, for whoever holds it."""

from aiohttp import web

from server import access, notices
from server.domain import calendar as ics
from server.domain import links
from server.domain.accounts import DAY_MS, Account
from server.domain.links import BrokenLink
from server.domain.people import Client
from server.store import accounts, clients, notice_choices
from server.store import sessions as sessions_store
from server.web.answers import db, now
from server.web.edge import SETTINGS
from server.web.sessions import names_of

BACK_MS = 60 * DAY_MS
AHEAD_MS = 366 * DAY_MS
MOST = 1000


async def show(request: web.Request) -> web.StreamResponse:
    """The sessions of two months back and a year ahead, those that are off among them. Raises BrokenLink."""
    token = request.match_info["token"]
    name = links.person_in(token)
    number = (await notice_choices.get(db(request), name)).feed
    key = request.app[SETTINGS].secret_key
    if number <= 0 or not links.is_person_token(key, token, "calendar", name, number):
        raise BrokenLink
    side, _, id = name.partition(":")
    person = await clients.get(db(request), id) if side == "c" else await accounts.get(db(request), id)
    if person is None or not _is_open(person):
        raise BrokenLink
    body = await (_of_client(request, person) if isinstance(person, Client) else _of_trainer(request, person))
    return web.Response(body=body, content_type=ics.CONTENT_TYPE, charset="utf-8")


def _is_open(person: Client | Account) -> bool:
    return person.has_link if isinstance(person, Client) else not person.is_disabled


async def _of_trainer(request: web.Request, me: Account) -> bytes:
    moment, settings = now(request), request.app[SETTINGS]
    found = await sessions_store.list_for(
        db(request), me.id, from_ms=moment - BACK_MS, before_ms=moment + AHEAD_MS, limit=MOST
    )
    names = await names_of(request, found)
    return ics.feed_for_trainer(found, names=names, base=settings.public_url, host=settings.public_host, now_ms=moment)


async def _of_client(request: web.Request, client: Client) -> bytes:
    moment, settings = now(request), request.app[SETTINGS]
    found = await sessions_store.for_client(
        db(request), client.id, from_ms=moment - BACK_MS, before_ms=moment + AHEAD_MS, limit=MOST
    )
    trainer = await access.trainer_of(db(request), client)
    return ics.feed_for_client(
        found,
        trainer_name=trainer.name,
        trainer_phone=trainer.phone,
        url=notices.page_of(settings, client),
        host=settings.public_host,
        now_ms=moment,
    )
