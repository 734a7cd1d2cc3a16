"""How often somebody may try: every bucket lets N pass, tells N + 1 to wait, and opens again."""

import asyncio
import os
import signal

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from server.domain.errors import TooMany
from server.shared_tally import RedisTally
from server.web import caller, limits
from server.web.limits import BUCKETS, Bucket, MemoryTally, Tally
from tests import engines
from tests.cast import Clock, Spotter, open_spotter
from tests.stage import free_port


def request_from(spotter: Spotter, address: str, **headers: str) -> web.Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = make_mocked_request("GET", "/", headers=named, app=spotter.app)
    return request.clone(remote=address)


@pytest.mark.parametrize("bucket", BUCKETS)
async def test_a_bucket_lets_n_pass_and_tells_the_next_to_wait(spotter: Spotter, bucket: str) -> None:
    request = request_from(spotter, "203.0.113.9")
    size = BUCKETS[bucket]
    for _ in range(size.count):
        await limits.check(request, bucket)
    with pytest.raises(TooMany) as refused:
        await limits.check(request, bucket)
    assert 0 < refused.value.retry_after_s <= size.per_s
    spotter.clock.advance(s=refused.value.retry_after_s)
    await limits.check(request, bucket)


async def test_keys_are_counted_apart(spotter: Spotter) -> None:
    request = request_from(spotter, "203.0.113.9")
    for _ in range(BUCKETS["mail"].count):
        await limits.check(request, "mail", "alice")
    with pytest.raises(TooMany):
        await limits.check(request, "mail", "alice")
    await limits.check(request, "mail", "anna")
    await limits.check(request, "invite", "alice")


async def test_a_refused_try_does_not_count(spotter: Spotter) -> None:
    """Else whoever keeps hammering would keep the door shut for everybody behind the same address."""
    request = request_from(spotter, "203.0.113.9")
    for _ in range(BUCKETS["code-ask"].count):
        await limits.check(request, "code-ask")
    for _ in range(5):
        spotter.clock.advance(minutes=2)
        if spotter.clock.ahead_ms < 10 * 60_000:
            with pytest.raises(TooMany):
                await limits.check(request, "code-ask")
    await limits.check(request, "code-ask")


async def test_an_ipv6_network_counts_as_one(spotter: Spotter) -> None:
    for number in range(BUCKETS["bad-link"].count):
        await limits.check(request_from(spotter, f"2001:db8:1:2::{number:x}"), "bad-link")
    with pytest.raises(TooMany):
        await limits.check(request_from(spotter, "2001:db8:1:2:ffff::1"), "bad-link")
    await limits.check(request_from(spotter, "2001:db8:1:3::1"), "bad-link")


async def test_a_flood_of_new_keys_costs_no_memory() -> None:
    tally = MemoryTally(Clock())
    tally.MOST_KEYS = 100
    for number in range(1000):
        await tally.hit(str(number), Bucket(1, 60, "any"))
    assert len(tally._tries) == 100


async def test_only_a_trusted_proxy_says_where_somebody_comes_from(tmp_path: object) -> None:
    async with open_spotter(tmp_path, TRUSTED_PROXIES="10.0.0.0/8 127.0.0.1/32") as spotter:  # type: ignore[arg-type]

        def seen(address: str, forwarded: str) -> str:
            return caller.address_of(request_from(spotter, address, X_Forwarded_For=forwarded))

        assert seen("203.0.113.9", "198.51.100.1") == "203.0.113.9"
        assert seen("10.0.0.1", "198.51.100.1") == "198.51.100.1"
        assert seen("10.0.0.1", "1.2.3.4, 198.51.100.1") == "198.51.100.1"
        assert seen("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2") == "198.51.100.1"
        assert seen("10.0.0.1", "") == "10.0.0.1"
        assert seen("10.0.0.1", "nonsense") == "10.0.0.1"


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
async def tally(request: pytest.FixtureRequest) -> Tally:
    """Both ways to count, held to one contract."""
    if request.param == "memory":
        return MemoryTally(Clock())
    return RedisTally(request.getfixturevalue("redis_url"))


async def test_a_tally_counts_peeks_and_forgets(tally: Tally) -> None:
    bucket = Bucket(3, 60, "any")
    assert await tally.peek("a", bucket) == 0
    assert [await tally.hit("a", bucket) for _ in range(3)] == [0, 0, 0]
    assert 55 < await tally.hit("a", bucket) <= 60
    assert 55 < await tally.peek("a", bucket) <= 60
    assert await tally.peek("b", bucket) == 0
    await tally.forget("a", bucket)
    assert await tally.hit("a", bucket) == 0
    if isinstance(tally, RedisTally):
        await tally.close()


@pytest.mark.redis
async def test_two_processes_count_together(tmp_path: object, redis_url: str) -> None:
    async with (
        open_spotter(tmp_path / "a", REDIS_URL=redis_url) as one,  # type: ignore[operator]
        open_spotter(tmp_path / "b", REDIS_URL=redis_url) as two,  # type: ignore[operator]
    ):
        for number in range(BUCKETS["code-ask"].count):
            await limits.check(request_from((one, two)[number % 2], "203.0.113.9"), "code-ask")
        for each in (one, two):
            with pytest.raises(TooMany):
                await limits.check(request_from(each, "203.0.113.9"), "code-ask")


@pytest.mark.redis
async def test_without_its_redis_a_process_counts_alone_and_nothing_hangs(tmp_path: object) -> None:
    with engines.redis(free_port()) as (url, process):
        async with open_spotter(tmp_path, REDIS_URL=url) as spotter:  # type: ignore[arg-type]
            request = request_from(spotter, "203.0.113.9")
            await limits.check(request, "code-ask")
            os.kill(process.pid, signal.SIGSTOP)
            async with asyncio.timeout(5):
                await limits.check(request, "code-ask")
            os.kill(process.pid, signal.SIGCONT)
            engines.end(process)
            for _ in range(BUCKETS["code-ask"].count - 1):
                await limits.check(request, "code-ask")
            with pytest.raises(TooMany):
                await limits.check(request, "code-ask")
