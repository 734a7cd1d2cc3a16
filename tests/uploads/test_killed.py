"""The server is killed in the middle of everybody's uploads: whatever it had acknowledged is there."""

import asyncio
import random
import time
from pathlib import Path

import aiohttp

from tests.conftest import Tenth
from tests.uploads.crowd import Sending, crowd
from tests.uploads.house import digest, house

KILLS = 5


async def test_no_acknowledged_byte_is_lost_when_the_server_is_killed(tmp_path: Path, tenth: Tenth) -> None:
    """200 files of 1-20 MB at once, five times SIGKILL at any moment: 0 bytes lost, all digests equal."""
    luck = random.Random(7)
    with house(tmp_path) as olgas:
        sendings = crowd(olgas, tenth(200), 20_000_000, seed=11)
        whole = sum(len(one.content) for one in sendings)
        began = time.monotonic()
        connector = aiohttp.TCPConnector(limit=0)  # all of them at once
        async with aiohttp.ClientSession(headers=olgas.headers, connector=connector) as http:
            sending = asyncio.gather(*[one.run(http) for one in sendings])
            for kill in range(1, KILLS + 1):
                await _reach(sendings, whole * kill // (KILLS + 2))
                await asyncio.sleep(luck.uniform(0, 0.3))
                if sending.done():
                    break
                await asyncio.to_thread(olgas.server.kill)
                await asyncio.to_thread(olgas.server.start)
            await asyncio.wait_for(sending, 600)
        took_s = time.monotonic() - began
        digests = [await asyncio.to_thread(olgas.kept, one.location, one.clip) for one in sendings]
        equal = sum(kept == digest(one.content) for kept, one in zip(digests, sendings, strict=True))
        lost = sum(one.lost for one in sendings)
        troubles = sum(one.troubles for one in sendings)
        print(
            f"\n{len(sendings)} uploads, {whole / 1e6:.0f} MB, {KILLS} SIGKILLs, {troubles} requests cut off, "
            f"{took_s:.0f} s: {lost} acknowledged bytes lost, {equal} of {len(sendings)} digests equal"
        )
        assert lost == 0
        assert equal == len(sendings)
        assert troubles >= KILLS


async def test_a_server_that_is_asked_to_stop_ends_soon_with_true_offsets(tmp_path: Path) -> None:
    with house(tmp_path) as olgas:
        sendings = crowd(olgas, 5, 6_000_000, seed=3)
        async with aiohttp.ClientSession(headers=olgas.headers) as http:
            sending = asyncio.gather(*[one.run(http) for one in sendings])
            await _reach(sendings, 1_000_000)
            began = time.monotonic()
            await asyncio.to_thread(olgas.server.stop)
            assert time.monotonic() - began < 10
            await asyncio.to_thread(olgas.server.start)
            await asyncio.wait_for(sending, 120)
        assert [one.lost for one in sendings] == [0] * 5
        for one in sendings:
            assert await asyncio.to_thread(olgas.kept, one.location, one.clip) == digest(one.content)


async def _reach(sendings: list[Sending], acknowledged: int) -> None:
    """Returns when so much is acknowledged in all."""
    until_s = time.monotonic() + 300
    while sum(one.acknowledged for one in sendings) < acknowledged:
        assert time.monotonic() < until_s
        await asyncio.sleep(0.02)
