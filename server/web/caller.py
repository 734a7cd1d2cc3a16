"""Where a request comes from: the peer, or what a trusted proxy says of it."""

import ipaddress

from aiohttp import web

from server.web.edge import SETTINGS

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


def address_of(request: web.Request) -> str:
    """The caller's address: the last X-Forwarded-For entry that no trusted proxy added, else the socket's peer."""
    here = request.remote or "127.0.0.1"
    if not is_proxy(request, here):
        return here
    for entry in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        entry = entry.strip()
        if entry and not is_proxy(request, entry):
            return entry if _is_address(entry) else here
    return here


def network_of(address: str) -> str:
    """The key under which tries are counted: the address, for IPv6 its /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def is_proxy(request: web.Request, address: str) -> bool:
    """Whether the address is one of TRUSTED_PROXIES."""
    if not _is_address(address):
        return False
    parsed = ipaddress.ip_address(address)
    return any(parsed in network for network in request.app[SETTINGS].trusted_proxies)


def is_trusted(request: web.Request) -> bool:
    """Whether this machine itself asks, or one of TRUSTED_PROXIES for itself.

    A proxy here that TRUSTED_PROXIES does not name makes the world look like this machine: what it forwards counts
    as a stranger's.
    """
    here = request.remote or ""
    if any(name in request.headers for name in FORWARDED) and not is_proxy(request, here):
        return False
    address = address_of(request)
    return _is_address(address) and (ipaddress.ip_address(address).is_loopback or is_proxy(request, address))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
