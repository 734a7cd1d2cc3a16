"""The library: clips of a trainer's clients, newest first, with filters, bulk delete and undo."""

from aiohttp import web

from server.domain.errors import NotFound


async def show(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def delete(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def restore(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def reviewed(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound
