"""Whether a client may exercise now, and which exercises are not for doing alone."""

from collections.abc import Collection, Iterable
from typing import Any

from aiohttp import web

from server.domain.exercises import Exercise
from server.domain.people import Client
from server.domain.readiness import Gate, State, words
from server.store import readiness
from server.web.answers import db, now

FIRST = "Please finish your health check first"
THEIRS = (State.NONE, State.EXPIRED)  # what the client can do something about


async def of_client(request: web.Request, client: Client, base: str, session_id: str = "") -> dict[str, Any]:
    """As the page is told: `may`, else words and where to go; in a session also by its trainer's override."""
    return told(await readiness.may_exercise(db(request), client.id, now(request), session_id), base)


async def of_several(request: web.Request, client_ids: Collection[str], session_id: str) -> dict[str, dict[str, Any]]:
    """The same by client, for their trainer in a session."""
    found = await readiness.gates(db(request), client_ids, now(request), session_id)
    return {id: told(gate, "") for id, gate in found.items()}


def told(gate: Gate, base: str) -> dict[str, Any]:
    """A gate as the page is told of it."""
    if gate.is_open:
        return {"may": True, "words": "", "href": ""}
    state = gate.standing.state
    return {
        "may": False,
        "words": FIRST if state in THEIRS else words.FOR_CLIENT[state].title,
        "href": f"{base}/health",
    }


def spotted(known: Iterable[Exercise]) -> frozenset[str]:
    """The keys of exercises that need somebody beside."""
    return frozenset(one.key for one in known if one.details.needs_spotter)
