"""Placeholder while the handlers are being written."""

from aiohttp import web


async def show(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def chapters(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
