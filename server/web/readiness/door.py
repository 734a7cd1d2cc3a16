"""The gate at a room's door: what a client is told there, and what its trainer's page knows of each client."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from server.domain import readiness as rules
from server.domain import seats
from server.domain.accounts import Account
from server.domain.people import Client
from server.domain.readiness import Gate, State, words
from server.domain.sessions import Session
from server.store import readiness
from server.web.answers import db, now
from server.web.pages import local
from server.web.readiness import cards


async def of(request: web.Request, session: Session, client: Client) -> Gate | None:
    """The client's gate; None where the session is for talking."""
    if not rules.applies(session):
        return None
    return await readiness.may_exercise(db(request), client.id, now(request), session.id)


def for_page(gate: Gate | None, here: str) -> dict[str, Any] | None:
    """What the door shows a client; None: it lets them in to train. here: the address of their own page."""
    if gate is None or gate.is_open:
        return None
    told = words.FOR_CLIENT[gate.standing.state]
    is_missing = gate.standing.state in (State.NONE, State.EXPIRED)
    return {"title": told.title, "text": told.text, "health": f"{here}/health" if is_missing else None}


def words_for_client() -> dict[str, dict[str, str]]:
    """What a client reads in the room, by what holds them back."""
    return {state.value: {"title": told.title, "text": told.text} for state, told in words.FOR_CLIENT.items()}


def words_for_trainer() -> dict[str, dict[str, str]]:
    """What a trainer reads in the room, by what holds somebody back."""
    return {state.value: {"title": title, "text": text} for state, (title, text, _) in words.FOR_TRAINER.items()}


async def unsettled(request: web.Request, me: Account, people: Sequence[Client]) -> list[dict[str, str]]:
    """What the trainer's door says of clients to whom something happened that was never settled, and where it is."""
    found = await cards.unsettled(request, [one.id for one in people])
    return [
        {
            "text": f"{one.name} {words.HAPPENED[flag.kind]}, {local(flag.at_ms, me.time_zone)}: was it a red flag?",
            "review": f"/clients/{one.id}/health#flag-{flag.id}",
        }
        for one in people
        if (flag := found.get(one.id)) is not None
    ]


async def for_trainer(request: web.Request, session: Session) -> dict[str, Any]:
    """By person: what the trainer's page says of a client's health check, and where it is reviewed and overridden."""
    if not rules.applies(session):
        return {}
    found = await readiness.gates(db(request), session.client_ids, now(request), session.id)
    return {
        seats.client(id): {
            "limits": gate.standing.limits,
            "review": f"/clients/{id}/health",
            "override": f"/sessions/{session.id}/health/{id}/override",
        }
        for id, gate in found.items()
    }
