"""Whether a client may exercise now, and which exercises are not for doing alone."""

from typing import Any

from aiohttp import web

from server.domain.people import Client

FIRST = "Please finish your health check first"


async def of_client(_request: web.Request, _client: Client, _base: str) -> dict[str, Any]:
    """As the page is told: `may`, else words and where to go."""
    return {"may": True, "words": "", "href": ""}


async def spotted(_request: web.Request, _client: Client) -> frozenset[str]:
    """The keys of exercises that need somebody beside."""
    return frozenset({"back-squat", "bench-press"})
