"""tus 1.0 over HTTP: the doors of trainers and clients to recordings.upload."""

from aiohttp import web

from server.domain.errors import NotFound


async def options(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def create(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def head(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def patch(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def terminate(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def override(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_options(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_create(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_head(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_patch(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_terminate(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_override(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound
