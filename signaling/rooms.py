"""The rooms that are open in this process: found or loaded, beaten once a second, let go when nobody needs them."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from signaling.calls import Calls
from signaling.folding import fold
from signaling.log import Entry, RoomLog
from signaling.open_room import Decide, OpenRoom
from signaling.refusals import Refused
from signaling.room import Room

log = logging.getLogger(__name__)

RESTART_MS = 3000  # after a restart pages come back within this time, not all at once
BEAT_S = 1.0


class Post(Protocol):
    """How a room reaches the pages: groups of sockets, and single ones. Nothing here waits for a page."""

    async def emit(self, event: str, data: Any, groups: Sequence[str], but: frozenset[str] = frozenset()) -> None:
        """Sends to every socket of these groups but some; a socket's id is a group too."""
        ...

    async def join(self, sid: str, group: str) -> None:
        """Puts a socket into a group."""
        ...

    async def part(self, sid: str, group: str) -> None:
        """Takes a socket out of a group."""
        ...

    async def close(self, sid: str, no: Refused, after_ms: int | None = None) -> None:
        """Tells a socket why and closes it."""
        ...

    async def tell(self, kind: str, news: Mapping[str, Any]) -> None:
        """Tells the other processes, if there are any; may be lost."""
        ...


class Rooms:
    """All rooms that are open in this process.

    log: where they are kept. now_ms: the server's time. Start `run` as a task; it beats until cancelled.
    """

    def __init__(self, log: RoomLog, now_ms: Callable[[], int], protocol: int) -> None:
        self.log = log
        self.now_ms = now_ms
        self.protocol = protocol
        self.post: Post
        self.calls: Calls | None = None  # where pictures may go through a relay
        self.is_shared = False  # whether other processes write these rooms too
        self.is_deaf: Callable[[], bool] = lambda: False
        self.on_beat: Callable[[], Awaitable[None]] | None = None
        self._open: dict[str, OpenRoom] = {}
        self._loading: dict[str, asyncio.Task[OpenRoom]] = {}
        self._errands: set[asyncio.Task[None]] = set()

    def __iter__(self) -> Any:
        return iter(list(self._open.values()))

    def get(self, id: str) -> OpenRoom | None:
        """The room if it is open in this process."""
        return self._open.get(id)

    async def open(self, id: str) -> OpenRoom:
        """The room, loaded from its log if it was not open yet."""
        if id in self._open:
            return self._open[id]
        task = self._loading.get(id)
        if task is None:
            task = self._loading[id] = asyncio.create_task(self._load(id), name=f"load room {id}")
            task.add_done_callback(lambda _: self._loading.pop(id, None))
        return await asyncio.shield(task)

    async def _load(self, id: str) -> OpenRoom:
        room = OpenRoom(id, self)
        for entry in await self.log.read(id):
            room.remember(entry)
        self._open[id] = room
        await self.post.tell("who", {"room": id})
        return room

    async def state(self, id: str) -> Room:
        """The room's state as the log has it now, without keeping it open."""
        if room := self._open.get(id):
            return room.room
        entries = await self.log.read(id)
        state = Room()
        for entry in entries:
            state = fold(state, entry)
        return state

    async def write(self, id: str, decide: Decide) -> list[Entry]:
        """Appends what `decide` makes of a room, open or not. Raises Refused."""
        return await (await self.open(id)).write(decide)

    async def expel(self, id: str, peers: Sequence[str], no: Refused) -> None:
        """Closes the sockets of these peers, here and in every other process, and writes that they left."""
        await self.post.tell("expel", {"room": id, "peers": list(peers), "code": no.code})
        if room := self._open.get(id):
            await room.expel(peers, no)

    def soon(self, errand: Awaitable[None]) -> None:
        """Does something after what is being done now: an answer goes out before the socket closes."""

        async def go() -> None:
            try:
                await errand
            except Exception:
                log.exception("an errand failed")

        task = asyncio.ensure_future(go())
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def run(self) -> None:
        """Beats once a second, for ever."""
        loop = asyncio.get_running_loop()
        due_s = loop.time() + BEAT_S
        while True:
            await asyncio.sleep(max(0.0, due_s - loop.time()))
            due_s = max(due_s + BEAT_S, loop.time())
            await self.tick()

    async def tick(self) -> None:
        """One beat of every open room; rooms nobody needs are let go."""
        if self.on_beat is not None:
            try:
                await self.on_beat()
            except Exception:
                log.exception("the other processes could not be asked")
        now_ms = self.now_ms()
        for room in list(self._open.values()):
            try:
                await room.tick(now_ms)
            except Exception:
                log.exception("room %s missed a beat", room.id)
            if room.is_idle():
                self._open.pop(room.id, None)

    async def restart(self) -> None:
        """Tells every page that the server goes away and when to come back."""
        for room in self:
            for attached in list(room.sockets.values()):
                await self.post.close(attached.sid, Refused("restart"), random.randrange(200, RESTART_MS))
