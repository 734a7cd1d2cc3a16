"""What rooms that are open are told when it changes who may exercise."""

from aiohttp import web

from server.live import LIVE
from server.web.answers import db


async def tell_rooms(request: web.Request, client_id: str) -> None:
    """Commits, then tells the client's open workouts and assessments where the client stands, if that is news."""
    await db(request).commit()
    await request.app[LIVE].tell_gate(client_id)
