"""A health check is asked for when a session that needs one is booked, so that nobody hears of it first at the door."""

from collections.abc import Sequence

from aiohttp import web

from server import notices
from server.domain import readiness as rules
from server.domain.people import Client
from server.domain.readiness.states import ASKED
from server.domain.sessions import Session
from server.store import accounts, clients, readiness
from server.web.answers import db, now
from server.web.edge import SETTINGS


async def ask(request: web.Request, booked: Session) -> list[Client]:
    """Writes to each client who has to answer before this session, once until they have; gives who that is.

    booked: the first of a series stands for all of it.
    """
    if not rules.applies(booked):
        return []
    moment = now(request)
    histories = await readiness.histories(db(request), booked.client_ids)
    lacking = {id for id, rows in histories.items() if rules.standing(rows, moment).state in ASKED}
    asked = [one for one in await clients.get_many(db(request), booked.client_ids) if one.id in lacking]
    trainer = await accounts.get(db(request), booked.trainer_id)
    for client in asked:
        since_ms = max((row.at_ms for row in histories[client.id]), default=0)
        await notices.health_asked(
            db(request), request.app[SETTINGS], client, trainer.name if trainer else "Your trainer", since_ms, moment
        )
    return asked


def words(asked: Sequence[Client]) -> str:
    """For the notice of who booked; empty when nobody was asked."""
    if not asked:
        return ""
    who = asked[0].name if len(asked) == 1 else f"{len(asked)} clients"
    return f" {who} is asked for a health check first." if len(asked) == 1 else f" {who} are asked for a health check."
