"""The tries of all processes together, counted in Redis by `limits`."""

import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from server.web.limits import Bucket

T = TypeVar("T")

REST_S = 5.0  # how long a Redis that failed is not asked again
TIMEOUT_S = 1.0  # a Redis that hangs must not hang the sign-in


class RedisTally:
    """A Tally in Redis. Raises OSError when Redis does not answer."""

    def __init__(self, url: str) -> None:
        options: dict[str, Any] = {"socket_timeout": TIMEOUT_S, "socket_connect_timeout": TIMEOUT_S}
        self._storage = RedisStorage(
            f"async+{url}", wrap_exceptions=True, implementation="redispy", key_prefix="spotter", **options
        )
        self._rests_until = 0.0
        self._window = MovingWindowRateLimiter(self._storage)

    async def hit(self, key: str, bucket: Bucket) -> float:
        """See Tally."""
        if await self._ask(self._window.hit(self._item(bucket), key)):
            return 0
        return await self._wait_s(key, bucket) or 1

    async def peek(self, key: str, bucket: Bucket) -> float:
        """See Tally."""
        is_open = await self._ask(self._window.test(self._item(bucket), key))
        return 0 if is_open else await self._wait_s(key, bucket)

    async def forget(self, key: str, bucket: Bucket) -> None:
        """See Tally."""
        await self._ask(self._window.clear(self._item(bucket), key))

    async def close(self) -> None:
        """Ends the connections."""
        await self._storage.bridge.get_connection().aclose()  # type: ignore[attr-defined]

    async def _wait_s(self, key: str, bucket: Bucket) -> float:
        stats = await self._ask(self._window.get_window_stats(self._item(bucket), key))
        return max(0.0, stats.reset_time - time.time())

    async def _ask(self, answer: Coroutine[None, None, T]) -> T:
        if time.monotonic() < self._rests_until:
            answer.close()
            raise OSError("redis did not answer a moment ago")
        try:
            return await answer
        except StorageError as problem:
            self._rests_until = time.monotonic() + REST_S
            raise OSError(str(problem)) from None

    def _item(self, bucket: Bucket) -> RateLimitItemPerSecond:
        return RateLimitItemPerSecond(bucket.count, bucket.per_s)
