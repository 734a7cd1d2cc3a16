"""Placeholder while the handlers are being written."""

from aiohttp import web


async def show(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def confirm(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def ask_code(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def record_consent(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def calendar(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
