"""The files of a clip, by HTTP range, after `access`: private, never sniffable, the original as a download only."""

from aiohttp import web

from server.domain.errors import NotFound


async def file(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_file(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound
