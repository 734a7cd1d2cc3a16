"""What rooms that are open are told when it changes who may exercise."""

from aiohttp import web

from server.domain import readiness as rules
from server.domain import seats, sessions
from server.domain.sessions import State
from server.live import LIVE, gate_in_room
from server.store import readiness
from server.store import sessions as sessions_store
from server.web.answers import db, now
from signaling import gates
from signaling.log import Draft
from signaling.room import Room


async def tell_rooms(request: web.Request, client_id: str) -> None:
    """Commits, then tells the client's open workouts and assessments where the client stands, if that is news."""
    await db(request).commit()
    moment = now(request)
    theirs = await sessions_store.for_client(db(request), client_id, from_ms=moment - sessions.LONGEST_MS)
    rows = await readiness.history(db(request), client_id)
    open_now = [one for one in theirs if rules.applies(one) and sessions.state(one, moment) is State.OPEN]
    await db(request).rollback()  # a room's log is written in a transaction of its own
    person = seats.client(client_id)
    for session in open_now:
        gate = gate_in_room(rules.may_exercise(rows, moment, session.id))

        def told(room: Room, gate: gates.Gate = gate) -> list[Draft]:
            return gates.changed(room.gates, person, gate)

        await request.app[LIVE].write(session.id, told)
