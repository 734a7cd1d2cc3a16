"""Placeholder while the handlers are being written."""

from aiohttp import web


async def show(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def save_profile(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def change_password(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented


async def sign_out_everywhere(request: web.Request) -> web.StreamResponse:
    raise web.HTTPNotImplemented
