"""The client's side of threads, on the page without an account."""

from aiohttp import web

from server.web.threads import thread
from server.web.threads.reading import by_client, group_by_client


async def show(request: web.Request) -> web.StreamResponse:
    """The thread with the trainer."""
    return await thread.show(request, await by_client(request))


async def write(request: web.Request) -> web.StreamResponse:
    """Writes to the trainer."""
    return await thread.write(request, await by_client(request, lock=True))


async def seen(request: web.Request) -> web.StreamResponse:
    """The client has read the thread."""
    return await thread.seen(request, await by_client(request, lock=True))


async def delete(request: web.Request) -> web.StreamResponse:
    """Takes a message to the trainer back."""
    return await thread.delete(request, await by_client(request, lock=True))


async def group_show(request: web.Request) -> web.StreamResponse:
    """The thread of a group the client is in."""
    return await thread.show(request, await group_by_client(request))


async def group_write(request: web.Request) -> web.StreamResponse:
    """Writes to the group."""
    return await thread.write(request, await group_by_client(request, lock=True))


async def group_seen(request: web.Request) -> web.StreamResponse:
    """The client has read the group's thread."""
    return await thread.seen(request, await group_by_client(request, lock=True))


async def group_delete(request: web.Request) -> web.StreamResponse:
    """Takes a message to the group back."""
    return await thread.delete(request, await group_by_client(request, lock=True))


async def group_cheer(request: web.Request) -> web.StreamResponse:
    """Cheers at what somebody of the group wrote."""
    return await thread.cheer(request, await group_by_client(request, lock=True))
