"""Placeholder while the handlers are being written."""

from aiohttp import web


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


async def delete(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
