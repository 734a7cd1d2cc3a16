"""Placeholder while the handlers are being written."""

from aiohttp import web


async def index(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def new(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def create(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def show(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def edit(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def save(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def cancel(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def repeat(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def set_outcome(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def calendar(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def invite(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def revoke_invite(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def mail_invite(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
