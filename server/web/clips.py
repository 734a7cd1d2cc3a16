"""One clip: the page it is watched on, its state while it is made ready, its comments."""

from aiohttp import web

from server.domain.errors import NotFound


async def show(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def save(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def state(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def comment(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def delete_comment(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def retry(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_show(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_state(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_comment(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_delete_comment(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def client_delete(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound
