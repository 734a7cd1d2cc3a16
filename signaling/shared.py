"""Several processes, one set of rooms: carries news between them over Redis. It may lose; the log does not.

In place of python-socketio's own Redis manager because that one retries after up to 60 s, waits for ever on a Redis
that hangs, and does not notice when it has gone deaf. Here every process hears its own heartbeat, and starts anew
when it misses three. News waits while Redis is away, and until the others listen again; what Redis may or may not have
passed on is said once more, under the same number, and heard once.
"""

import asyncio
import contextlib
import itertools
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from socketio.async_pubsub_manager import AsyncPubSubManager

from signaling.transport import FanOut

log = logging.getLogger(__name__)

SERVERS = "@servers"  # what is emitted to this group is news for the processes, not for pages
BEAT_S = 1.0
DEAF_AFTER_S = 3.5
RETRY_S = 0.5
EARS_TRIES = 20  # within a beat: looks whether the others listen again
PATIENCE_S = 2.0
QUEUE_MOST = 10_000  # news that waits for Redis; the oldest go first, since the log gives back what matters

Hear = Callable[[str, Mapping[str, Any], str], Awaitable[None]]


class SharedFanOut(AsyncPubSubManager, FanOut):  # type: ignore[misc]
    """A FanOut whose process hears what the others tell. Set `hear` before the first socket comes."""

    name = "spotter"
    hear: Hear

    def __init__(self, url: str) -> None:
        super().__init__(channel="spotter", logger=logging.getLogger("signaling.socketio"))
        self._url = url
        self._waiting: deque[dict[str, Any]] = deque(maxlen=QUEUE_MOST)
        self._numbers = itertools.count(1)
        self._last: dict[str, int] = {}  # of each other process: the number of what it last said
        self._news = asyncio.Event()
        self._ears = 0  # how many processes heard our last beat
        self._heard_s = 0.0
        self._publishing: asyncio.Task[None] | None = None
        self.thread: asyncio.Task[None] | None = None

    def is_deaf(self) -> bool:
        """Whether the others cannot be heard now."""
        return time.monotonic() - self._heard_s > DEAF_AFTER_S

    def initialize(self) -> None:
        """Starts listening and publishing."""
        super().initialize()
        self._publishing = asyncio.create_task(self._publish_all(), name="news to other processes")

    async def close(self) -> None:
        """Stops both."""
        for task in (self.thread, self._publishing):
            # Once is not enough: while Redis goes away its client turns a cancellation into an error of its own.
            while task is not None and not task.done():
                task.cancel()
                await asyncio.wait([task], timeout=PATIENCE_S / 10)

    async def tell(self, kind: str, news: Mapping[str, Any]) -> None:
        """Tells the other processes; returns at once, and may be lost."""
        await self._publish({"method": "emit", "event": kind, "data": [news], "room": SERVERS, "host_id": self.host_id})

    async def _publish(self, data: dict[str, Any]) -> None:
        self._waiting.append({**data, "number": next(self._numbers)})
        self._news.set()

    async def _handle_emit(self, message: dict[str, Any]) -> None:
        host, number = message["host_id"], message["number"]
        if number <= self._last.get(host, 0):
            return
        self._last[host] = number
        if message.get("room") == SERVERS:
            await self.hear(message["event"], message["data"][0], message["host_id"])
        else:
            await super()._handle_emit(message)

    async def _publish_all(self) -> None:
        while True:
            try:
                async with self._connected() as redis:
                    await self._publish_on(redis)
            except (RedisError, OSError, TimeoutError):
                await asyncio.sleep(RETRY_S)

    async def _publish_on(self, redis: Redis) -> None:
        await self._wait_for_ears(redis)
        beaten_s = 0.0
        while True:
            if time.monotonic() - beaten_s >= BEAT_S:
                beaten_s = time.monotonic()
                self._ears = await self._beat(redis)
            while self._waiting:
                news = self._waiting.popleft()
                try:
                    await self._say(redis, news)
                except (RedisError, OSError, TimeoutError):
                    if len(self._waiting) < QUEUE_MOST:
                        self._waiting.appendleft(news)
                    raise
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), BEAT_S / 2)

    async def _wait_for_ears(self, redis: Redis) -> None:
        """As many as heard us before; one that ended in the meantime is waited for a second."""
        for _ in range(EARS_TRIES):
            if await self._beat(redis) >= self._ears:
                return
            await asyncio.sleep(BEAT_S / EARS_TRIES)

    async def _beat(self, redis: Redis) -> int:
        return await self._say(redis, {"method": "beat", "host_id": self.host_id})

    async def _say(self, redis: Redis, said: dict[str, Any]) -> int:
        """How many processes heard it, ourselves included."""
        async with asyncio.timeout(PATIENCE_S):
            return int(await redis.publish(self.channel, self.json.dumps(said)))

    async def _listen(self) -> AsyncIterator[Any]:
        was_deaf = False
        while True:
            try:
                async with self._connected() as redis, redis.pubsub(ignore_subscribe_messages=True) as ears:
                    await ears.subscribe(self.channel)
                    since_s = time.monotonic()
                    while True:
                        message = await ears.get_message(ignore_subscribe_messages=True, timeout=BEAT_S)
                        if message is not None:
                            since_s = self._heard_s = time.monotonic()
                            if was_deaf:
                                was_deaf = False
                                log.info("the other processes can be heard again")
                            yield message["data"]
                        elif time.monotonic() - since_s > DEAF_AFTER_S:
                            raise TimeoutError
            except (RedisError, OSError, TimeoutError) as problem:
                if not was_deaf:
                    log.warning("Redis cannot be heard: %s; rooms go on, news from other processes comes late", problem)
                was_deaf = True
                await asyncio.sleep(RETRY_S)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[Redis]:
        redis: Redis = Redis.from_url(self._url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S)
        try:
            yield redis
        finally:
            with contextlib.suppress(RedisError, OSError, TimeoutError):
                async with asyncio.timeout(PATIENCE_S):
                    await redis.aclose()
