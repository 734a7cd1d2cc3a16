"""Placeholder while the handlers are being written."""

from aiohttp import web


async def trainer_room(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def trainer_join(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def trainer_camera(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def client_room(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def client_join(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def client_camera(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
