"""The relays as the web side knows them: found by their rows, held by a connection each, and chosen for rooms.

A relay is there as long as it answers on its socket. One that does not is struck out, and its rooms go to another.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from server.store import relays
from server.store.database import Database
from server.store.relays import RelayRow
from signaling.calls import Held
from signaling.media.client import RemotePlane, connected
from signaling.media.plane import News, Refusal
from signaling.media.wire import Counted

log = logging.getLogger(__name__)

LOOK_S = 1.0  # so often each is asked how it is
IDLE_S = 5.0  # and so often a process that knows of none looks for one; a room that needs one looks at once
ANSWER_S = 2.5  # one that is silent for longer is asked once more, for it may be us who slept
AGAIN_S = 0.5  # and then it is gone
FIND_S = 8.0  # so long a room is looked for a relay, one that is only just starting included
TRY_S = 0.1
MOST_SHARE = 0.6  # of its core: beyond, a relay gets no new room


class Relays:
    """The Planes of this process.

    start: begins a relay where none is, if this process may; returns when it answers. Raises Refusal `unavailable`.
    """

    def __init__(
        self, database: Database, now_ms: Callable[[], int], start: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._database = database
        self._now_ms = now_ms
        self._start = start
        self._planes: dict[str, RemotePlane] = {}
        self._counts: dict[str, Counted] = {}
        self._holding: dict[str, asyncio.Task[None]] = {}
        self._rooms: dict[str, str] = {}  # room -> relay, as far as this process asked
        self._starting: asyncio.Task[None] | None = None
        self.hear: Callable[[str, News], None] = lambda _via, _news: None
        self.lost: Callable[[str, list[str]], None] = lambda _via, _rooms: None

    # ---- for calls

    def _known(self, room: str) -> Held | None:
        via = self._rooms.get(room)
        plane = self._planes.get(via) if via is not None else None
        return None if via is None or plane is None or plane.gone.is_set() else Held(via, plane)

    async def holding(self, room: str) -> Held | None:
        """See Planes."""
        if (held := self._known(room)) is not None:
            return held
        await self._learn(room)
        return self._known(room)

    async def of(self, room: str) -> Held:
        """See Planes."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + FIND_S
        while True:
            if (held := self._known(room)) is not None:
                return held
            await self._find(room)
            if (held := self._known(room)) is not None:
                return held
            if not self._holding and self._start is not None:
                await self.warm()
            if loop.time() > until_s:
                raise Refusal("unavailable", "The media relay does not answer. Pictures come back as soon as it does.")
            await asyncio.sleep(TRY_S)

    async def warm(self) -> None:
        """Sees to it that there is a relay. Raises Refusal `unavailable`."""
        await self._look()
        if self._planes or self._start is None:
            return
        if self._starting is None or self._starting.done():
            self._starting = asyncio.ensure_future(self._start())
        await asyncio.shield(self._starting)
        await self._look()

    async def counts(self) -> Sequence[tuple[str, Counted]]:
        """How each relay is, as it said a second ago."""
        return [(id, count) for id, count in self._counts.items() if id in self._planes]

    # ---- the connections

    async def run(self) -> None:
        """Finds relays and asks how they are, for ever."""
        try:
            while True:
                try:
                    await self._look()
                    await asyncio.gather(*(self._ask(id, plane) for id, plane in list(self._planes.items())))
                except Exception:
                    log.exception("the relays could not be looked at")
                await asyncio.sleep(LOOK_S if self._planes else IDLE_S)
        finally:
            tasks = list(self._holding.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _look(self) -> None:
        """Connects to every relay there is a row of and no connection to."""
        async with self._database.reading() as db:
            rows = await relays.all_of(db)
        fresh = [row for row in rows if row.id not in self._holding]
        for row in fresh:
            task = asyncio.create_task(self._hold(row), name=f"relay {row.id}")
            self._holding[row.id] = task
        deadline = asyncio.get_running_loop().time() + ANSWER_S
        while any(row.id in self._holding and row.id not in self._planes for row in fresh):
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(0.01)

    async def _hold(self, row: RelayRow) -> None:
        try:
            async with connected(Path(row.socket), partial(self._heard, row.id)) as plane:
                self._planes[row.id] = plane
                log.info("relay %s carries at %s", row.id, row.address)
                await plane.gone.wait()
        except (OSError, Refusal) as problem:
            log.info("relay %s is not there: %s", row.id, problem)
        finally:
            self._planes.pop(row.id, None)
            self._counts.pop(row.id, None)
            self._holding.pop(row.id, None)
        await self._strike_out(row.id)

    async def _ask(self, id: str, plane: RemotePlane) -> None:
        for patience_s in (ANSWER_S, AGAIN_S):
            with contextlib.suppress(TimeoutError, Refusal):
                async with asyncio.timeout(patience_s):
                    self._counts[id] = await plane.count()
                return
        log.warning("relay %s does not answer", id)
        plane.gone.set()

    async def _strike_out(self, id: str) -> None:
        """It is gone: its row too, and its rooms are told."""
        rooms = [room for room, via in self._rooms.items() if via == id]
        for room in rooms:
            del self._rooms[room]
        try:
            async with self._database.writing() as db, db.begin():
                await relays.remove(db, id)
        finally:
            log.warning("relay %s is gone with %d rooms", id, len(rooms))
            self.lost(id, rooms)

    async def _find(self, room: str) -> None:
        """Learns who holds a room, or gives it to the relay that has most to spare. Raises Refusal `no-capacity`."""
        if await self._learn(room):
            return
        free = [id for id in self._planes if self._share(id) <= MOST_SHARE]
        if self._planes and not free:
            raise Refusal("no-capacity", "This server is full. Try again when another session has ended.")
        if not free:
            await self._look()
            return
        chosen = min(free, key=lambda id: (self._share(id), id))
        async with self._database.writing() as db, db.begin():
            await relays.hold(db, room, chosen, self._now_ms())
        await self._learn(room)

    async def _learn(self, room: str) -> bool:
        """Whether there is a row that says who holds a room, which this process then knows too."""
        async with self._database.reading() as db:
            via = await relays.holder(db, room)
        if via is None:
            return False
        self._rooms[room] = via
        if via not in self._planes:
            await self._look()
        return True

    def _share(self, id: str) -> float:
        count = self._counts.get(id)
        return count.share + count.coming if count is not None else 0.0

    def _heard(self, via: str, news: News) -> None:
        self.hear(via, news)


@contextlib.asynccontextmanager
async def running(found: Relays) -> AsyncIterator[None]:
    """The connections for the time of a block."""
    task = asyncio.create_task(found.run(), name="relays")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
