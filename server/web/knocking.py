"""Who stands before a room's door while its trainer is somewhere else."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from server.domain import sessions
from server.domain.sessions import Session, State
from server.live import LIVE
from server.store import events
from server.web.answers import db


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody stands before a room's door."""

    session: Session
    name: str


async def at_doors(request: web.Request, found: Sequence[Session], moment: int) -> list[Knock]:
    """Who waits, of these sessions, to be let in by a trainer who is not in the room."""
    doors = [
        one
        for one in found
        if one.has_room
        and sessions.door_opens_at_ms(one) <= moment
        and sessions.state(one, moment) in (State.PLANNED, State.OPEN)
    ]
    begun = await events.begun(db(request), [one.id for one in doors])  # most doors are nobody's yet
    knocks = []
    for session in doors:
        if session.id not in begun:
            continue
        peers = (await request.app[LIVE].state(session.id)).peers.values()
        if not any(peer.role == "trainer" and peer.state == "in" for peer in peers):
            knocks += [Knock(session, peer.name) for peer in peers if peer.state == "lobby" and peer.device == "main"]
    return knocks
