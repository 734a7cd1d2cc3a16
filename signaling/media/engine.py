"""The relay itself: one UDP port, many rooms, and the clock that looks after them.

async with relaying(settings, tell) as relay: await relay.admit(…)
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from signaling.media.budget import Bookings
from signaling.media.incoming import Incoming
from signaling.media.lanes import Lane
from signaling.media.link import Address
from signaling.media.memory import Sweeper
from signaling.media.plane import Ear, News, PeerId, Refusal, RoomId, Signal
from signaling.media.port import Port
from signaling.media.room import Room, absent
from signaling.media.star import Policy, Seat

log = logging.getLogger(__name__)

TICK_S = 0.02  # gaps are looked at so often
LISTEN_EVERY = 15  # ticks
LOOK_EVERY = 50
TIDY_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RelaySettings:
    """host, port: where to bind (0: any port). public_ip: what peers are told, where it is another than host."""

    host: str = "127.0.0.1"
    port: int = 0
    public_ip: str | None = None
    most_share: float = 0.6  # of one core, with what rooms that have just begun will take; beyond it no new room begins


class Relay:
    """A MediaPlane that forwards. Made by `relaying`."""

    def __init__(self, settings: RelaySettings, tell: Callable[[News], None]) -> None:
        self.settings = settings
        self.rooms: dict[RoomId, Room] = {}
        self.port = Port()
        self.bound = 0
        self.share = 0.0  # of one core, lately
        self.lag_ms = 0.0  # how late the clock ticks, lately at worst
        self._tell = tell
        self._bookings = Bookings()
        self._sweeper = Sweeper()
        self._hungry: set[Incoming] = set()
        self._clock: asyncio.Task[None] | None = None

    @property
    def coming(self) -> float:
        """What rooms that have just begun will take on top of `share`, of one core."""
        return self._bookings.coming(time.monotonic())

    def open(self) -> None:
        """Binds the port and starts the clock. Raises OSError when the port is taken."""
        self.bound = self.port.open(self.settings.host, self.settings.port)
        self._clock = asyncio.create_task(self._tick(), name="the relay's clock")
        log.info("the relay listens on udp port %s", self.bound)

    async def close(self) -> None:
        """Ends all rooms; no task, socket or path is left."""
        for name in list(self.rooms):
            await self._close(name)
        if self._clock is not None:
            self._clock.cancel()
            await asyncio.gather(self._clock, return_exceptions=True)
        self._sweeper.close()
        self.port.close()

    async def admit(self, room: RoomId, seat: Seat, policy: Policy) -> None:
        """See MediaPlane."""
        there = self.rooms.get(room)
        if there is None:
            if self.share + self.coming > self.settings.most_share:
                raise Refusal("no-capacity", "This server is full. Try again when another session has ended.")
            address = Address(host=self.settings.public_ip or self.settings.host, port=self.bound)
            there = self.rooms[room] = Room(room, policy, self.port, address, self._hungry, self._tell)
            self._bookings.add(room, policy, time.monotonic())
            log.info("room %s opened", room)
        there.policy = policy
        there.admit(seat)
        await asyncio.sleep(0)  # many who join at once take turns with the packets of those who are there

    async def signal(self, room: RoomId, peer: PeerId, signal: Signal) -> None:
        """See MediaPlane."""
        if room not in self.rooms:
            raise absent()
        self.rooms[room].signal(peer, signal)

    async def leave(self, room: RoomId, peer: PeerId) -> None:
        """See MediaPlane."""
        there = self.rooms.get(room)
        if there is None:
            return
        await there.leave(peer)
        if not there.peers:
            await self._close(room)

    async def arrange(self, room: RoomId, policy: Policy) -> None:
        """See MediaPlane."""
        if room in self.rooms:
            self.rooms[room].arrange(policy)

    def peers(self, room: RoomId) -> list[Seat]:
        """See Recordable."""
        return [peer.seat for peer in self.rooms[room].peers.values()] if room in self.rooms else []

    def want_picture(self, room: RoomId, peer: PeerId, lane: Lane) -> None:
        """See Recordable."""
        there = self.rooms[room].peers.get(peer) if room in self.rooms else None
        if there is not None and lane in there.publications:
            there.publications[lane].want_picture()

    def listen(self, room: RoomId, peer: PeerId, ear: Ear) -> Callable[[], None]:
        """See Recordable."""
        if room not in self.rooms:
            raise absent()
        return self.rooms[room].listen(peer, ear)

    async def _close(self, name: RoomId) -> None:
        there = self.rooms.pop(name, None)
        self._bookings.drop(name)
        if there is not None:
            await there.close()
            self._sweeper.soon()
            log.info("room %s closed", name)

    async def _tidy(self, now_s: float) -> None:
        for name, room in list(self.rooms.items()):
            await room.tidy(now_s)
            if not room.peers:
                await self._close(name)

    async def _tick(self) -> None:
        count = 0
        due_s = time.monotonic()
        cpu_s, since_s = time.process_time(), due_s
        while True:
            due_s = max(due_s + TICK_S, time.monotonic())
            await asyncio.sleep(due_s - time.monotonic())
            now_s = time.monotonic()
            self.lag_ms = max(self.lag_ms * 0.98, (now_s - due_s) * 1000)
            count += 1
            try:
                for incoming in list(self._hungry):
                    incoming.look(now_s)
                if count % LISTEN_EVERY == 0:
                    for room in list(self.rooms.values()):
                        room.hear()
                if count % LOOK_EVERY == 0:
                    for room in list(self.rooms.values()):
                        room.look(now_s)
                    if count % TIDY_EVERY == 0:
                        await self._tidy(now_s)
                    spent = (time.process_time() - cpu_s) / (now_s - since_s)
                    self.share += (spent - self.share) / 3
                    cpu_s, since_s = time.process_time(), now_s
            except Exception:
                log.exception("the relay's clock met an error")  # the edge: it must go on for the other rooms


@asynccontextmanager
async def relaying(settings: RelaySettings, tell: Callable[[News], None]) -> AsyncIterator[Relay]:
    """A relay for the time of a block."""
    relay = Relay(settings, tell)
    relay.open()
    try:
        yield relay
    finally:
        await relay.close()
