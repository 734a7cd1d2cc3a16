"""A bad network between one peer and the relay: it loses, reorders and delays media, and forgets its mapping."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from signaling.media.plane import Offered


class Net(asyncio.DatagramProtocol):
    """Looks like the relay to a peer, and like a peer to the relay. loss and reorder: of media packets, 0..1."""

    def __init__(self, relay: tuple[str, int], seed: int = 1) -> None:
        self.relay = relay
        self.port = 0
        self.loss = 0.0
        self.reorder = 0.0
        self.is_cut = False
        self.lost = 0
        self.peer: Any = None
        self._chance = random.Random(seed)
        self._inner: Any = None
        self._outer: Any = None

    def through(self, offered: Offered) -> Offered:
        """The offer, with this network's address in it."""
        sdp = offered.sdp.replace(f" 127.0.0.1 {self.relay[1]} typ host", f" 127.0.0.1 {self.port} typ host")
        return _with_sdp(offered, sdp)

    async def open(self) -> None:
        """Opens both sides."""
        loop = asyncio.get_running_loop()
        self._inner, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self.port = self._inner.get_extra_info("sockname")[1]
        await self.rebind()

    async def rebind(self) -> None:
        """A router that forgot: from now on, the peer comes from another port."""
        if self._outer is not None:
            self._outer.close()
        loop = asyncio.get_running_loop()
        self._outer, _ = await loop.create_datagram_endpoint(lambda: _Outer(self), local_addr=("127.0.0.1", 0))

    def to_relay(self, data: bytes) -> None:
        """A datagram that did not come from the peer, from the peer's address."""
        self._outer.sendto(data, self.relay)

    def close(self) -> None:
        """Closes both sides."""
        self._inner.close()
        self._outer.close()

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """From the peer."""
        self.peer = addr
        self._pass(data, lambda: self._outer.sendto(data, self.relay))

    def from_relay(self, data: bytes) -> None:
        """From the relay."""
        if self.peer is not None:
            self._pass(data, lambda: self._inner.sendto(data, self.peer))

    def _pass(self, data: bytes, send: Any) -> None:
        if self.is_cut:
            return
        if 127 < data[0] < 192:
            if self._chance.random() < self.loss:
                self.lost += 1
                return
            if self._chance.random() < self.reorder:
                asyncio.get_running_loop().call_later(0.001 + 0.012 * self._chance.random(), self._late, send)
                return
        send()

    def _late(self, send: Any) -> None:
        if not self._outer.is_closing() and not self._inner.is_closing():
            send()


class _Outer(asyncio.DatagramProtocol):
    def __init__(self, net: Net) -> None:
        self._net = net

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._net.from_relay(data)


def _with_sdp(offered: Offered, sdp: str) -> Offered:
    return Offered(room=offered.room, peer=offered.peer, gen=offered.gen, sdp=sdp, shows=offered.shows)


@asynccontextmanager
async def network(port: int, seed: int = 1) -> AsyncIterator[Net]:
    """A network in front of the relay at that port of 127.0.0.1."""
    net = Net(("127.0.0.1", port), seed)
    await net.open()
    try:
        yield net
    finally:
        net.close()
