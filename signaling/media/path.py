"""The way to one peer: which addresses have proved to be its own, and where to send now.

Nothing but checks is believed from an address that has not answered for itself. aiortc's DTLS reads and writes here as
if this were its own ICE transport.
"""

import asyncio
import os
import secrets
import time
from collections import deque
from collections.abc import Callable

from signaling.media import checks
from signaling.rates import Bucket, Rate
from signaling.stun import BINDING_REQUEST, BINDING_SUCCESS

Address = tuple[str, int] | tuple[str, int, int, int]
Send = Callable[[bytes, Address], None]

ADDRESSES_KEPT = 8
ASKED_KEPT = 8
HANDSHAKES_KEPT = 32  # datagrams that wait for the handshake; beyond, the newest is dropped
SILENT_S = 0.5  # an address unheard for so long may be overtaken by another that is proved
ASKS = Rate(4, 8)


class Path:
    """One peer's addresses, from an offer to its end. `turn` is shared by all: who takes a step of a handshake."""

    def __init__(self, send: Send, turn: asyncio.Lock | None = None) -> None:
        self.ufrag = secrets.token_hex(4)
        self.password = secrets.token_hex(16)
        self.their_ufrag = ""
        self.their_password = ""
        self.address: Address | None = None  # where to send
        self.heard_s = time.monotonic()  # when it last proved to be there
        self.on_media: Callable[[bytes], bool] = lambda packet: False  # whether the packet was the peer's own
        self.found = asyncio.Event()  # there is an address to send to
        self._heard_at_s: dict[Address, float] = {}  # by address that is proved, the most recent last
        self.round_trip_ms: float | None = None
        self._asked: dict[bytes, tuple[Address, float]] = {}
        self._asks = Bucket(ASKS)
        self._send_now = send
        self._handshake: deque[bytes] = deque()
        self._arrived = asyncio.Event()
        self._turn = turn or asyncio.Lock()
        self._is_closed = False

    def is_proved(self, address: Address) -> bool:
        """Whether a check of the peer's came from there."""
        return address in self._heard_at_s

    def take_check(self, message: bytes, check: checks.Check, address: Address) -> Address | None:
        """A check from that address. Gives the address if it is proved by it."""
        if self._is_closed:
            return None
        if check.kind == BINDING_REQUEST:
            if not checks.is_proved(message, check, self.password.encode()):
                return None
            answer = checks.answer(check, self.password.encode(), address[0], address[1])
            if answer is not None:
                self._send_now(answer, address)
        elif check.kind == BINDING_SUCCESS:
            asked, asked_s = self._asked.get(check.transaction, (None, 0.0))
            if asked != address or not checks.is_proved(message, check, self.their_password.encode()):
                return None
            del self._asked[check.transaction]
            self.round_trip_ms = (time.monotonic() - asked_s) * 1000
        else:
            return None
        self._heard(address, check.is_nominating)
        return address

    def take_media(self, packet: bytes, address: Address) -> None:
        """A media packet from an address that is proved."""
        if self.on_media(packet):
            self._heard(address, False)

    def take_handshake(self, datagram: bytes) -> None:
        """A DTLS datagram from an address that is proved."""
        if len(self._handshake) < HANDSHAKES_KEPT:
            self._handshake.append(datagram)
            self._arrived.set()

    def ask(self, address: Address | None = None) -> bytes | None:
        """Asks whether the peer is at that address, or where it was last; gives the transaction. Rated."""
        where = address or self.address
        now_s = time.monotonic()
        if where is None or not self.their_password or self._is_closed or not self._asks.take(now_s):
            return None
        transaction = bytes.fromhex(self.ufrag) + os.urandom(8)  # so the answer, which names nobody, finds its way
        while len(self._asked) >= ASKED_KEPT:
            self._asked.pop(next(iter(self._asked)))
        self._asked[transaction] = (where, now_s)
        name = f"{self.their_ufrag}:{self.ufrag}".encode()
        self._send_now(checks.ask(transaction, name, self.their_password.encode()), where)
        return transaction

    def close(self) -> None:
        """Ends whoever reads; nothing is sent or believed from now on."""
        self._is_closed = True
        self._arrived.set()

    def _heard(self, address: Address, is_nominating: bool) -> None:
        now_s = time.monotonic()
        last_s = self._heard_at_s.get(self.address, 0.0) if self.address else 0.0
        self._heard_at_s.pop(address, None)
        self._heard_at_s[address] = self.heard_s = now_s
        # A router that forgot its mapping moves the peer to a new address: the old one falls silent, and media follows.
        if self.address is None or is_nominating or (address != self.address and now_s - last_s >= SILENT_S):
            self.address = address
            self.found.set()
        while len(self._heard_at_s) > ADDRESSES_KEPT:
            oldest = next(each for each in self._heard_at_s if each != self.address)
            del self._heard_at_s[oldest]

    # ---- what aiortc's RTCDtlsTransport asks of its transport

    @property
    def role(self) -> str:
        """Only told; who begins the handshake is settled by the descriptions."""
        return "controlled"

    async def _recv(self) -> bytes:
        while not self._handshake:
            if self._is_closed:
                raise ConnectionError("The path is closed.")
            self._arrived.clear()
            await self._arrived.wait()
        async with self._turn:  # a step of a handshake takes a millisecond or two: media has its turn between any two
            await asyncio.sleep(0)
        return self._handshake.popleft()

    async def _send(self, datagram: bytes) -> None:
        if self._is_closed or self.address is None:
            raise ConnectionError("The path is closed.")
        self._send_now(datagram, self.address)
