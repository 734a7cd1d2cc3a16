"""Our own STUN (RFC 8489): tells whoever asks from which address the question came, and nothing else.

async with stun.listening(host, port) as bound_port: …
"""

import asyncio
import ipaddress
import logging
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from signaling.rates import Bucket, Rate

log = logging.getLogger(__name__)

BINDING_REQUEST = 0x0001
BINDING_SUCCESS = 0x0101
XOR_MAPPED_ADDRESS = 0x0020
MAGIC = 0x2112A442
HEADER_BYTES = 20
MOST_BYTES = 548  # what RFC 8489, 6.1 lets a request be when nobody knows the path's MTU
AN_ADDRESS = Rate(10, 40)
ALL = Rate(2000, 4000)
ADDRESSES_KEPT = 20_000


def answer(request: bytes, host: str, port: int) -> bytes | None:
    """The answer to a datagram from `host` and `port`; None unless it is a plain binding request.

    What carries attributes that must be understood (an ICE check, a TURN allocation) is not for us. An answer has
    32 bytes, for IPv6 44, to a question of 20 at least: there is little to gain from a forged source.
    """
    if not HEADER_BYTES <= len(request) <= MOST_BYTES or port == 0:
        return None
    kind, length, magic = struct.unpack_from("!HHI", request)
    if kind != BINDING_REQUEST or magic != MAGIC or length % 4 or length != len(request) - HEADER_BYTES:
        return None
    if not _is_plain(request):
        return None
    attribute = mapped_address(request[8:HEADER_BYTES], host, port)
    if attribute is None:
        return None
    return struct.pack("!HHI", BINDING_SUCCESS, len(attribute), MAGIC) + request[8:HEADER_BYTES] + attribute


def mapped_address(transaction: bytes, host: str, port: int) -> bytes | None:
    """The attribute that tells an address to whoever asked in this transaction (12 bytes); None if it is none."""
    mask = struct.pack("!I", MAGIC) + transaction
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    packed = bytes(byte ^ over for byte, over in zip(address.packed, mask, strict=False))
    family = 1 if address.version == 4 else 2
    value = struct.pack("!BBH", 0, family, port ^ (MAGIC >> 16)) + packed
    return struct.pack("!HH", XOR_MAPPED_ADDRESS, len(value)) + value


def _is_plain(request: bytes) -> bool:
    """Whether its attributes are whole, and none of them must be understood."""
    at = HEADER_BYTES
    while at < len(request):
        if at + 4 > len(request):
            return False
        kind, length = struct.unpack_from("!HH", request, at)
        if kind < 0x8000:
            return False
        at += 4 + length + -length % 4
    return at == len(request)


class Stun(asyncio.DatagramProtocol):
    """The UDP port. Each address has a rate, and all together have one."""

    def __init__(self) -> None:
        self._transport: asyncio.DatagramTransport | None = None
        self._all = Bucket(ALL)
        self._addresses: dict[str, Bucket] = {}

    def connection_made(self, transport: Any) -> None:
        """The port is open."""
        self._transport = transport

    def datagram_received(self, data: bytes, source: Any) -> None:
        """Answers a question, if it is one and not one too many."""
        host, port = source[0], source[1]
        told = answer(data, host, port)
        if told is None or self._transport is None:
            return
        now_s = time.monotonic()
        if self._bucket(host).take(now_s) and self._all.take(now_s):
            self._transport.sendto(told, source)

    def error_received(self, problem: Exception) -> None:
        """The other side's host said that nobody listens there: nothing to do."""

    def _bucket(self, host: str) -> Bucket:
        bucket = self._addresses.get(host)
        if bucket is None:
            if len(self._addresses) >= ADDRESSES_KEPT:
                self._addresses.clear()
            bucket = self._addresses[host] = Bucket(AN_ADDRESS)
        return bucket


@asynccontextmanager
async def listening(host: str, port: int) -> AsyncIterator[int]:
    """Answers on this UDP port until the block ends; gives the port. Raises OSError when it is taken."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Stun, local_addr=(host, port))
    try:
        bound: int = transport.get_extra_info("sockname")[1]
        log.info("stun answers on udp port %s", bound)
        yield bound
    finally:
        transport.close()
