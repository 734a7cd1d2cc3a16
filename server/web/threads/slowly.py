"""What of the inbox changes slowly and is long to work out: what plans, goals and check-ins ask for.

Every page of the desk looks every few seconds how much waits. For those looks it is worked out once a minute, and anew
when the trainer did something in between; who opens the inbox itself always gets it as it is now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from server.domain.accounts import Account
from server.domain.threads.waiting import Waiting
from server.web import names
from server.web.answers import now
from server.web.identity import DEEDS
from server.web.threads.providers import PROVIDERS, SLOW

KEPT_MS: Final = 60_000


@dataclass(slots=True)
class Slowly:
    """By account: when its slow lines were worked out, and the lines."""

    known: dict[str, tuple[int, Sequence[Waiting]]] = field(default_factory=dict)


SLOWLY: web.AppKey[Slowly] = web.AppKey("slowly", Slowly)


async def looked_at(request: web.Request, me: Account) -> list[Waiting]:
    """All lines; the slow ones as they were within the last minute."""
    await names.of_all(request, me)
    found: list[Waiting] = []
    for provider in PROVIDERS:
        if provider not in SLOW:
            found += await provider(request, me)
    moment = now(request)
    made_ms, lines = request.app[SLOWLY].known.get(me.id, (-KEPT_MS, ()))
    if not made_ms <= moment < made_ms + KEPT_MS or request.app[DEEDS].get(me.id, -1) >= made_ms:
        lines = [line for provider in SLOW for line in await provider(request, me)]
        request.app[SLOWLY].known[me.id] = (moment, lines)
    return [*found, *lines]
