"""Placeholder while the handlers are being written."""

from aiohttp import web


async def guest_room(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def guest_join(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def guest_camera(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def camera_room(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def camera_join(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
