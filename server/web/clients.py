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


async def archive(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def restore(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def renew_link(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def revoke_link(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def mail_link(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def make_code(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def record_consent(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
