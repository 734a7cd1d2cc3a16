"""The cookie of a confirmed device: one secret for each client whose page opens in this browser, the newest first."""

from collections.abc import Iterable

from aiohttp import web

from server import ids
from server.domain.devices import COOKIE_LIVES_S, SEEN_EVERY_MS, Device
from server.domain.people import Client
from server.store import devices
from server.web.answers import db, now
from server.web.edge import SAFE, SETTINGS
from server.web.identity import device_words

MOST = 8  # a family's tablet, a trainer trying links; older ones are asked for a code again
_BETWEEN = "."  # no character of a secret


async def of_client(request: web.Request, client: Client, *, is_noted: bool = True) -> Device | None:
    """The device that asks, if this client confirmed it with the present link; unsafe requests note it as seen.

    is_noted: False where the transaction only reads.
    """
    digests = [ids.digest(secret) for secret in _secrets(request)]
    if not digests:
        return None
    device = await devices.find(db(request), digests, client.id, client.link_generation)
    if device is None:
        return None
    if is_noted and request.method not in SAFE and now(request) - device.seen_at_ms >= SEEN_EVERY_MS:
        await devices.touch(db(request), device.id, now(request))
    return device


async def trust(request: web.Request, client: Client) -> tuple[Device, str]:
    """Remembers the device that asks; returns it and its secret for `give`."""
    secret = ids.secret()
    moment = now(request)
    device = Device(
        id=ids.digest(secret),
        client_id=client.id,
        generation=client.link_generation,
        name=device_words(request.headers.get("User-Agent", "")),
        created_at_ms=moment,
        seen_at_ms=moment,
    )
    await devices.forget_older(db(request), client.id, client.link_generation)
    await devices.add(db(request), device)
    return device, secret


def give(request: web.Request, answer: web.StreamResponse, secret: str) -> None:
    """Sets the cookie with this secret first; the oldest falls off."""
    _set(request, answer, [secret, *_secrets(request)])


def renew(request: web.Request, answer: web.StreamResponse) -> None:
    """Sets the cookie as it is for another 400 days: whoever comes back is not asked for a code again."""
    _set(request, answer, _secrets(request))


def cookie_name(request: web.Request) -> str:
    """`__Host-device` under HTTPS: no other host and no insecure page can plant it."""
    return "__Host-device" if request.app[SETTINGS].is_https else "device"


def _secrets(request: web.Request) -> list[str]:
    held = request.cookies.get(cookie_name(request), "").split(_BETWEEN)
    return [secret for secret in held if 20 <= len(secret) <= 64][:MOST]


def _set(request: web.Request, answer: web.StreamResponse, secrets: Iterable[str]) -> None:
    answer.set_cookie(
        cookie_name(request),
        _BETWEEN.join(list(secrets)[:MOST]),
        max_age=COOKIE_LIVES_S,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=request.app[SETTINGS].is_https,
    )
