"""How often somebody may try: one table of buckets, counted in memory or, for several processes, in Redis."""

import logging
import math
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from server.domain.accounts import DeadLink
from server.domain.errors import TooMany
from server.domain.links import BrokenLink
from server.web.caller import address_of, network_of
from server.web.edge import Handler

log = logging.getLogger(__name__)

MINUTE_S = 60
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Bucket:
    """`count` tries in any stretch of `per_s` seconds, for each `key`."""

    count: int
    per_s: int
    key: str  # what is told apart; the callers pass it, or leave it out for the caller's network


BUCKETS: dict[str, Bucket] = {
    # Signing in. See "Somebody hammers a trainer's sign-in" in THREATS.md for why there are four.
    "sign-in": Bucket(30, 10 * MINUTE_S, "network"),
    "sign-in-here": Bucket(5, 10 * MINUTE_S, "e-mail and network"),
    "sign-in-everywhere": Bucket(50, HOUR_S, "e-mail"),
    "sign-in-known": Bucket(10, 10 * MINUTE_S, "e-mail and a browser that signed in before"),
    "password": Bucket(10, 10 * MINUTE_S, "account that is asked for its password again"),
    # Links and codes. Only those that open nothing are counted, so a good link always opens.
    "bad-link": Bucket(10, 10 * MINUTE_S, "network"),
    "code-ask": Bucket(5, 10 * MINUTE_S, "client"),
    "magic-ask": Bucket(10, HOUR_S, "network"),
    "code-try": Bucket(10, 10 * MINUTE_S, "client"),
    # What costs somebody something.
    "invite": Bucket(30, HOUR_S, "account"),
    "mail": Bucket(60, HOUR_S, "account"),
    "mail-to": Bucket(6, HOUR_S, "address"),
    "message": Bucket(60, 10 * MINUTE_S, "person"),
    "comment": Bucket(240, 10 * MINUTE_S, "person"),
    "join": Bucket(60, 10 * MINUTE_S, "session and person"),
    "splice-check": Bucket(30, 10 * MINUTE_S, "client"),
    "network-check": Bucket(30, MINUTE_S, "network"),
}


class Tally(Protocol):
    """Counts tries. Both methods return the seconds until a try counts again; 0: one may try now.

    `hit` counts a try that is let pass, `peek` counts nothing, `forget` starts a key afresh.
    """

    async def hit(self, key: str, bucket: Bucket) -> float: ...

    async def peek(self, key: str, bucket: Bucket) -> float: ...

    async def forget(self, key: str, bucket: Bucket) -> None: ...


class MemoryTally:
    """Tries within this process. A flood of new keys pushes out the oldest, never the memory."""

    MOST_KEYS = 50_000

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, deque[int]] = OrderedDict()

    async def hit(self, key: str, bucket: Bucket) -> float:
        """See Tally."""
        wait_s = await self.peek(key, bucket)
        if wait_s > 0:
            return wait_s
        self._tries.setdefault(key, deque(maxlen=bucket.count)).append(self._clock())
        self._tries.move_to_end(key)
        if len(self._tries) > self.MOST_KEYS:
            self._tries.popitem(last=False)
        return 0

    async def peek(self, key: str, bucket: Bucket) -> float:
        """See Tally."""
        tries = self._tries.get(key)
        if tries is None or len(tries) < bucket.count:
            return 0
        return max(0.0, (tries[0] - self._clock()) / 1000 + bucket.per_s)

    async def forget(self, key: str, bucket: Bucket) -> None:
        """See Tally."""
        self._tries.pop(key, None)


TALLY: web.AppKey[Tally] = web.AppKey("tally", Tally)
SPARE: web.AppKey[Tally] = web.AppKey("spare-tally", Tally)


async def check(request: web.Request, bucket: str, key: str | None = None) -> None:
    """Counts a try. Raises TooMany when the bucket is full; such a try is not counted."""
    tally = request.app[TALLY]
    name, found = _name(request, bucket, key)
    try:
        wait_s = await tally.hit(name, found)
    except (OSError, TimeoutError):
        log.warning("limits: redis does not answer; counting in this process alone")
        wait_s = await request.app[SPARE].hit(name, found)
    if wait_s > 0:
        log.info("limits: %s is full", bucket)
        raise TooMany(math.ceil(wait_s))


async def forget(request: web.Request, bucket: str, key: str | None = None) -> None:
    """Starts a bucket afresh: the tries were right after all."""
    name, found = _name(request, bucket, key)
    await request.app[SPARE].forget(name, found)
    try:
        await request.app[TALLY].forget(name, found)
    except (OSError, TimeoutError):
        log.warning("limits: redis does not answer")


def network(request: web.Request) -> str:
    """The caller's network: the address, for IPv6 its /64."""
    return network_of(address_of(request))


def _name(request: web.Request, bucket: str, key: str | None) -> tuple[str, Bucket]:
    return f"{bucket}:{network(request) if key is None else key}", BUCKETS[bucket]


@web.middleware
async def count_bad_links(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Counts links that open nothing, by network; after a few, others are told to wait. A good one always opens."""
    try:
        return await handler(request)
    except (BrokenLink, DeadLink):
        await check(request, "bad-link")
        raise
