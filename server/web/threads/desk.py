"""The trainer's side of threads."""

from aiohttp import web

from server.web.threads import thread
from server.web.threads.reading import by_trainer, group_by_trainer


async def show(request: web.Request) -> web.StreamResponse:
    """A client's thread."""
    return await thread.show(request, await by_trainer(request))


async def write(request: web.Request) -> web.StreamResponse:
    """Writes to a client."""
    return await thread.write(request, await by_trainer(request, lock=True))


async def seen(request: web.Request) -> web.StreamResponse:
    """The trainer has read a client's thread."""
    return await thread.seen(request, await by_trainer(request, lock=True))


async def delete(request: web.Request) -> web.StreamResponse:
    """Takes a message to a client back."""
    return await thread.delete(request, await by_trainer(request, lock=True))


async def group_show(request: web.Request) -> web.StreamResponse:
    """A group's thread."""
    return await thread.show(request, await group_by_trainer(request))


async def group_write(request: web.Request) -> web.StreamResponse:
    """Writes to a group."""
    return await thread.write(request, await group_by_trainer(request, lock=True))


async def group_seen(request: web.Request) -> web.StreamResponse:
    """The trainer has read a group's thread."""
    return await thread.seen(request, await group_by_trainer(request, lock=True))


async def group_delete(request: web.Request) -> web.StreamResponse:
    """Takes a message to a group back."""
    return await thread.delete(request, await group_by_trainer(request, lock=True))


async def group_cheer(request: web.Request) -> web.StreamResponse:
    """Cheers at what a member wrote."""
    return await thread.cheer(request, await group_by_trainer(request, lock=True))
