"""The one UDP port of the relay: each datagram finds its peer by its address or by a proved check, or is dropped.

A socket of our own instead of asyncio's transport: a wake-up reads many datagrams, and one that the kernel does not
take at once is lost, as datagrams are, instead of queueing without end.

Sound overtakes: a whole picture for twelve people is some hundred datagrams, and nobody's word waits for them.
"""

import asyncio
import logging
import socket
import time
from collections import deque
from typing import Any

from signaling.media import checks
from signaling.media.lanes import KIND, UP
from signaling.media.path import Address, Path
from signaling.rates import Bucket, Rate
from signaling.stun import Stun

log = logging.getLogger(__name__)

AT_ONCE = 64  # datagrams read in one look
PIECE = 16  # datagrams sent, or nearly; then we look whether a sound has come
TURN = 4  # pieces; then others on the loop have their turn
MOST_WAITING = 1024  # datagrams that were read and have had no turn yet
SOUNDS = frozenset(payload.number for lane, payloads in UP.items() if KIND[lane] == "audio" for payload in payloads)
MOST_BYTES = 2048
BUFFER_BYTES = 4 * 1024 * 1024
ADDRESSES_KEPT = 4096
COMPLAINTS = Rate(1, 5)


class Port:
    """The port. `open` before use; every path that is added must be removed."""

    def __init__(self) -> None:
        self.refused = 0  # datagrams from nobody we know
        self.sent = 0  # datagrams
        self.lost = 0  # the kernel took no more
        self.broken = 0  # an error of ours, which one datagram brought to light
        self._socket: socket.socket | None = None
        self._by_ufrag: dict[bytes, Path] = {}
        self._by_address: dict[Address, Path] = {}
        self._by_ssrc: dict[int, Path] = {}
        self.turn = asyncio.Lock()
        self._stun = Stun()
        self._is_reading = False
        self._outbox: list[tuple[bytes, Any]] = []
        self._waiting: deque[tuple[bytes, Address]] = deque()
        self._is_going_on = False
        self._complaints = Bucket(COMPLAINTS)

    def open(self, host: str, port: int) -> int:
        """Binds, and listens on the running loop; gives the port. Raises OSError when it is taken."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        opened = socket.socket(family, socket.SOCK_DGRAM)
        try:
            opened.setblocking(False)
            if family == socket.AF_INET6 and host == "::":
                opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            opened.bind((host, port))
        except OSError:
            opened.close()
            raise
        for force, plain in ((33, socket.SO_RCVBUF), (32, socket.SO_SNDBUF)):  # Linux: SO_RCVBUFFORCE, SO_SNDBUFFORCE
            try:
                opened.setsockopt(socket.SOL_SOCKET, force, BUFFER_BYTES)
            except OSError:
                opened.setsockopt(socket.SOL_SOCKET, plain, BUFFER_BYTES)  # as much of it as the system lets us have
        self._socket = opened
        self._stun.connection_made(self)
        asyncio.get_running_loop().add_reader(opened, self._readable)
        bound: int = opened.getsockname()[1]
        return bound

    def close(self) -> None:
        """Lets go of the port."""
        if self._socket is None:
            return
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        self._socket = None
        self._stun.connection_made(None)

    def add(self, path: Path) -> None:
        """From now on, checks for this path are heard."""
        self._by_ufrag[path.ufrag.encode()] = path

    def remove(self, path: Path) -> None:
        """Forgets a path and its addresses."""
        self._by_ufrag.pop(path.ufrag.encode(), None)
        for table in (self._by_address, self._by_ssrc):
            for key in [key for key, one in table.items() if one is path]:
                del table[key]  # type: ignore[arg-type]

    def expect(self, ssrc: int, path: Path) -> None:
        """Media of this SSRC from an address nobody knows may be that peer's, at a new one."""
        self._by_ssrc[ssrc] = path

    @property
    def paths(self) -> int:
        """How many there are."""
        return len(self._by_ufrag)

    def sendto(self, datagram: bytes, address: Any) -> None:
        """Sends, or loses it."""
        if self._is_reading:
            self._outbox.append((datagram, address))
            return
        if self._socket is None:
            return
        try:
            self._socket.sendto(datagram, address)
        except OSError:  # a full buffer, a network that is gone, an address that is none
            self.lost += 1

    def _readable(self) -> None:
        """A look, and some pieces of work with a look after each."""
        self._look()
        for _ in range(TURN):
            if not self._waiting:
                return
            self._work()
            self._look()
        if self._waiting and not self._is_going_on:
            self._is_going_on = True
            asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        self._is_going_on = False
        self._readable()

    def _look(self) -> None:
        """Reads what has come. Sounds are passed on at once, everything else waits in the order it came in."""
        if self._socket is None:
            self._waiting.clear()
            return
        receive, known, waiting = self._socket.recvfrom, self._by_address, self._waiting
        self._is_reading = True
        try:
            for _ in range(AT_ONCE):
                try:
                    datagram, address = receive(MOST_BYTES)
                except BlockingIOError:
                    return
                except OSError:
                    continue  # an answer that somebody's host gave to one of ours
                if len(datagram) > 1 and datagram[1] & 127 in SOUNDS and 127 < datagram[0] < 192 and address in known:
                    self._take_safely(datagram, address)
                elif len(waiting) < MOST_WAITING:
                    waiting.append((datagram, address))
                else:
                    self.lost += 1
        finally:
            self._send_all()

    def _work(self) -> None:
        """Takes what waits, until it has led to a piece."""
        waiting, self._is_reading = self._waiting, True
        try:
            for _ in range(PIECE):
                if not waiting or len(self._outbox) >= PIECE:
                    return
                self._take_safely(*waiting.popleft())
        finally:
            self._send_all()

    def _send_all(self) -> None:
        """Sends what a piece led to when all of it is read: on one machine, each sending may cost us the core."""
        self._is_reading = False
        outbox, self._outbox = self._outbox, []
        self.sent += len(outbox)
        if self._socket is None:
            return
        send = self._socket.sendto
        for datagram, address in outbox:
            try:
                send(datagram, address)
            except OSError:
                self.lost += 1

    def _take_safely(self, datagram: bytes, address: Address) -> None:
        try:
            self.take(datagram, address)
        except Exception:
            # The edge: no datagram may stop the others.
            self.broken += 1
            if self._complaints.take(time.monotonic()):
                log.exception("a datagram of %s bytes broke something", len(datagram))

    def take(self, datagram: bytes, address: Address) -> None:
        """One datagram from that address."""
        first = datagram[0] if datagram else 255
        if 127 < first < 192:
            path = self._by_address.get(address)
            if path is not None:
                path.take_media(datagram, address)
            else:
                self._strange_media(datagram, address)
        elif first < 4:
            self._check(datagram, address)
        elif 19 < first < 64:
            path = self._by_address.get(address)
            if path is not None:
                path.take_handshake(datagram)
            else:
                self.refused += 1
        else:
            self.refused += 1

    def _check(self, datagram: bytes, address: Address) -> None:
        check = checks.read(datagram)
        if check is None:
            self._stun.datagram_received(datagram, address)
            return
        # An answer names nobody, but bears the number of our question, which begins with the path's ufrag.
        path = self._by_ufrag.get(check.ours if check.username else check.transaction[:4].hex().encode())
        if path is None or path.take_check(datagram, check, address) is None:
            self.refused += 1
            return
        if self._by_address.get(address) is not path:
            if len(self._by_address) >= ADDRESSES_KEPT:
                self._tidy()
            self._by_address[address] = path

    def _strange_media(self, datagram: bytes, address: Address) -> None:
        """The peer may have moved: ask there, and believe nothing yet."""
        self.refused += 1
        path = self._by_ssrc.get(int.from_bytes(datagram[8:12], "big")) if len(datagram) >= 12 else None
        if path is not None:
            path.ask(address)

    def _tidy(self) -> None:
        """Forgets addresses that their paths have forgotten."""
        self._by_address = {each: path for each, path in self._by_address.items() if path.is_proved(each)}
