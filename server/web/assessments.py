"""Assessments a trainer gives to a client: made, followed, asked for again."""

from aiohttp import web

from server.domain.errors import NotFound


async def new(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def create(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def show(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def redo(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def attach(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound


async def cancel(request: web.Request) -> web.StreamResponse:
    """To come."""
    raise NotFound
