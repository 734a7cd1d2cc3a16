"""Slow senders by the thousand: everybody else is served as if they were not there, and all are cut within 30 s."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.cast import open_spotter
from tests.conftest import Tenth

HEADERS = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
BODY = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nemail="


async def dribble(port: int, sent: bytes) -> float:
    """Sends the beginning of a request and waits to be cut; seconds that took."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await reader.read()
    writer.close()
    return time.monotonic() - began


async def test_slow_senders_slow_nobody_else(tmp_path: Path, tenth: Tenth, monkeypatch: pytest.MonkeyPatch) -> None:
    if not tenth.is_full:  # everyday: a tenth of the senders, and less patience with them
        monkeypatch.setattr("server.web.front.KEEP_ALIVE_S", 2.0)
        monkeypatch.setattr("server.web.answers.BODY_IDLE_S", 2.0)
    async with open_spotter(tmp_path) as spotter:
        port = spotter.settings.bind.port
        slow = [asyncio.create_task(dribble(port, HEADERS)) for _ in range(tenth(1000))]
        slow += [asyncio.create_task(dribble(port, BODY)) for _ in range(tenth(500))]
        await asyncio.sleep(1)
        browser, took = spotter.browser(), []
        for _ in range(100):
            began = time.perf_counter()
            assert (await browser.get("/sign-in")).status == 200
            took.append(time.perf_counter() - began)
        assert sorted(took)[98] <= 0.25
        assert max(await asyncio.gather(*slow)) <= 30
