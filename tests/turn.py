"""A TURN client small enough to say anything: it asks for a place, and for leave to reach somebody from there."""

import asyncio
import hashlib
import hmac
import ipaddress
import os
import struct
from dataclasses import dataclass, field

COOKIE = 0x2112A442  # RFC 8489, section 5
ALLOCATE, CREATE_PERMISSION, CHANNEL_BIND = 0x003, 0x008, 0x009
USERNAME, INTEGRITY, ERROR_CODE, CHANNEL_NUMBER = 0x0006, 0x0008, 0x0009, 0x000C
PEER_ADDRESS, REALM, NONCE, FAMILY, TRANSPORT = 0x0012, 0x0014, 0x0015, 0x0017, 0x0019
UNAUTHORISED, FORBIDDEN, STALE, QUOTA_REACHED = 401, 403, 438, 486
UDP = 17
WAIT_S, TRIES = 1.0, 15


@dataclass
class Turn:
    """A client of the server at `address`, with a name and a password of draft-uberti-behave-turn-rest."""

    address: tuple[str, int]
    username: str
    password: str
    realm: bytes = b""
    nonce: bytes = b""
    sock: asyncio.DatagramTransport | None = None
    answers: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    async def allocate(self, *, ipv6: bool = False) -> int:
        """Asks for a place; 0 when it is given, else the code of the refusal."""
        wanted = [(TRANSPORT, struct.pack("!B3x", UDP))]
        if ipv6:
            wanted.append((FAMILY, b"\x02\0\0\0"))
        return await self.ask(ALLOCATE, wanted)

    async def permission(self, peer: str) -> int:
        """Asks to send to this address; 0 when it may."""
        return await self.ask(CREATE_PERMISSION, [(PEER_ADDRESS, None)], peer)

    async def channel(self, peer: str, number: int) -> int:
        """Asks for a channel to this address; 0 when there is one."""
        return await self.ask(CHANNEL_BIND, [(CHANNEL_NUMBER, struct.pack("!Hxx", number)), (PEER_ADDRESS, None)], peer)

    async def ask(self, method: int, wanted: list[tuple[int, bytes | None]], peer: str = "") -> int:
        """One request, said again with credentials, and with a fresh nonce where the old one is stale."""
        code = -1
        for _ in range(3):
            code, told = await self._once(method, wanted, peer)
            if code not in (UNAUTHORISED, STALE) or told.get(NONCE, self.nonce) == self.nonce:
                return code
            self.realm, self.nonce = told[REALM], told[NONCE]
        return code

    async def _once(
        self, method: int, wanted: list[tuple[int, bytes | None]], peer: str
    ) -> tuple[int, dict[int, bytes]]:
        transaction = os.urandom(12)
        body = b"".join(
            _attribute(kind, _address(peer, transaction) if value is None else value) for kind, value in wanted
        )
        if self.nonce:
            for kind, value in ((USERNAME, self.username.encode()), (REALM, self.realm), (NONCE, self.nonce)):
                body += _attribute(kind, value)
            head = struct.pack("!HHI", method, len(body) + 24, COOKIE) + transaction
            key = hashlib.md5(b":".join((self.username.encode(), self.realm, self.password.encode()))).digest()
            body += _attribute(INTEGRITY, hmac.new(key, head + body, hashlib.sha1).digest())
        request = struct.pack("!HHI", method, len(body), COOKIE) + transaction + body
        answer = await self._answer_to(request, transaction)
        told = dict(_attributes(answer[20:]))
        if struct.unpack("!H", answer[:2])[0] == method | 0x100:
            return 0, told
        high, low = told[ERROR_CODE][2:4]
        return (high & 7) * 100 + low, told

    async def _answer_to(self, request: bytes, transaction: bytes) -> bytes:
        for _ in range(TRIES):
            await self._send(request)
            try:
                async with asyncio.timeout(WAIT_S):
                    while True:
                        answer = await self.answers.get()
                        if answer[8:20] == transaction:
                            return answer
            except TimeoutError:
                continue
        raise TimeoutError(f"no answer from {self.address}")

    async def _send(self, request: bytes) -> None:
        if self.sock is None:
            loop = asyncio.get_running_loop()
            self.sock, _ = await loop.create_datagram_endpoint(lambda: _Ear(self.answers), remote_addr=self.address)
        self.sock.sendto(request)

    def close(self) -> None:
        """Lets go of the socket; the place goes by itself."""
        if self.sock is not None:
            self.sock.close()


class _Ear(asyncio.DatagramProtocol):
    def __init__(self, answers: asyncio.Queue[bytes]) -> None:
        self.answers = answers

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.answers.put_nowait(data)

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there yet: it is asked again."""


def _attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + b"\0" * (-len(value) % 4)


def _address(peer: str, transaction: bytes) -> bytes:
    ip = ipaddress.ip_address(peer)
    mask = struct.pack("!I", COOKIE) + transaction
    port = 9 ^ (COOKIE >> 16)
    hidden = bytes(one ^ other for one, other in zip(ip.packed, mask, strict=False))
    return struct.pack("!BBH", 0, 1 if ip.version == 4 else 2, port) + hidden


def _attributes(body: bytes) -> list[tuple[int, bytes]]:
    found = []
    while len(body) >= 4:
        kind, length = struct.unpack("!HH", body[:4])
        found.append((kind, body[4 : 4 + length]))
        body = body[4 + length + -length % 4 :]
    return found
