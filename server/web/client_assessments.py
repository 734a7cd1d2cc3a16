"""An assessment on the client's page: led through all steps, and back to where they left off."""

from aiohttp import web

from server.domain.errors import NotFound


async def show(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def step(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def attach(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def skip(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def send(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound
