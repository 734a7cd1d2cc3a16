"""Placeholder while the handlers are being written."""

from aiohttp import web


async def show(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def sign_in(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def sign_out(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
