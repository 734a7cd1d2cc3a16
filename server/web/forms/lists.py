"""A client's forms and goals as the trainer's page of them and their own page list them."""

from typing import Any

from aiohttp import web

from server.domain import wall_clock
from server.domain.accounts import DAY_MS, Account
from server.domain.people import Client
from server.store.forms import filled, goals
from server.web.answers import db, now
from server.web.forms.library import titles_of

SHOWN_MOST = 20
SENT_STAYS_MS = 30 * DAY_MS  # how long what was sent stands on the client's page


async def for_trainer(request: web.Request, me: Account, client: Client) -> dict[str, Any]:
    """What `forms/of_client.html` needs."""
    return {
        "forms": await filled.of_client(db(request), client.id, most=SHOWN_MOST),
        "known_forms": await titles_of(db(request), me),
        "goals": await goals.of_client(db(request), client.id),
        "today": wall_clock.local(now(request), me.time_zone).date(),
    }


async def for_client(request: web.Request, client: Client) -> dict[str, Any]:
    """What `forms/of_me.html` needs: what is to do first, then what was sent lately."""
    found = await filled.of_client(db(request), client.id, most=SHOWN_MOST)
    since_ms = now(request) - SENT_STAYS_MS
    shown = [one for one in found if one.state == "open" or (one.sent_at_ms or 0) > since_ms]
    return {
        "forms": sorted((one for one in shown if one.source == "" or one.answers), key=lambda one: one.state != "open"),
        "goals": [one for one in await goals.of_client(db(request), client.id) if one.state != "dropped"],
    }
