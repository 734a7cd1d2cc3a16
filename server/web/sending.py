"""Pages to send files: a client's own, and a trainer's for what came by mail or hand."""

from aiohttp import web

from server.domain.errors import NotFound


async def client_page(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def trainer_page(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound
