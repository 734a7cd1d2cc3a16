"""What a client's own page says of their program."""

from typing import Any

from aiohttp import web

from server.domain.people import Client
from server.domain.training import served
from server.web.training import course


async def of_client(request: web.Request, client: Client) -> dict[str, Any] | None:
    """The day to do now, and how far they are; None without a program."""
    found = await course.of_client(request, client)
    if found.program is None:
        return None
    return {
        "title": found.program.name,
        "now": served.day(found.now, ()) if found.now else None,
        "is_begun": found.now is not None and found.standing.is_begun(found.program.id, found.now.id),
        "days": len(found.days),
    }
