"""Placeholder while the handlers are being written."""

from aiohttp import web


async def show(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def invite(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def disable(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def enable(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def password_link(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
