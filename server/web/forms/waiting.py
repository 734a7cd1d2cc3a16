"""What waits for a trainer of goals: those whose review date has come."""

from collections.abc import Sequence

from aiohttp import web

from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.threads.waiting import Waiting
from server.store.forms import goals
from server.web import names
from server.web.answers import db, now


async def due_goals(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Goals that want to be looked at again."""
    today = wall_clock.local(now(request), me.time_zone)
    found = await goals.due(db(request), me.id, today.date().isoformat())
    called = await names.of(request, [one.client_id for one in found])
    return [
        Waiting(
            kind="due",
            client=called[one.client_id],
            since_ms=now(request),
            link=f"/goals/{one.id}",
            words=f"Look at a goal of {called[one.client_id]}: {one.details.words.splitlines()[0][:80]}",
        )
        for one in found
        if one.client_id in called
    ]
