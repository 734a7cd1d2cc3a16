"""A client's own page behind the personal link: opening it on a device, what is next, and what the client agrees to."""

from aiohttp import web

from server import access
from server.domain.devices import Device
from server.domain.links import DeviceNeeded
from server.domain.people import Client
from server.web import devices
from server.web.answers import db, wants_json
from server.web.edge import SETTINGS


async def linked(request: web.Request, *, lock: bool = False) -> Client:
    """The client whose link this is, on whatever device. Raises BrokenLink."""
    token = request.match_info["token"]
    return await access.linked_client(db(request), request.app[SETTINGS].secret_key, token, lock=lock)


async def confirmed(request: web.Request, *, lock: bool = False) -> Client:
    """The client whose link this is, on a confirmed device; `device_of` says which.

    Raises BrokenLink, or for a device that is not confirmed DeviceNeeded; a browser is led to the page where it can be.
    """
    client = await linked(request, lock=lock)
    device = await devices.of_client(request, client)
    if device is None:
        if wants_json(request):
            raise DeviceNeeded
        raise web.HTTPSeeOther(f"/c/{request.match_info['token']}")
    request["device"] = device
    return client


def device_of(request: web.Request) -> Device:
    """The device of a request that `confirmed` has let pass; its id is the digest a seat hangs on."""
    device: Device = request["device"]
    return device


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
