"""How long a cue takes while the same server has fifty other rooms to serve."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.cue_latency import HEAR_KEYS, press
from bench.fanout_vs_node import ROOMS, seats_of
from bench.figure import Figure, Measured, percentile, say
from server.store.database import open_database
from tests import stage
from tests.meeting import meeting

FIGURE = Figure(
    name="cue-latency-50-rooms",
    what="Key press to painted frame while 50 rooms of 13 have a cue a second each; cameras off, all on one machine.",
    unit="ms (p50)",
    goal="p50 <= 25 and p99 <= 60",
)
PRESSES = 60
CLEAR_MS = 1600  # the next cue takes the screen at once when the one before was there for 1.2 s
LOAD_S = PRESSES * CLEAR_MS // 1000 + 15
BEGIN_S = 4  # until the rooms are busy


async def run() -> Measured:
    """Presses a key sixty times; each press is paired with the first paint after it."""
    with stage.server(TRUSTED_PROXIES="127.0.0.1/32", LOG_FORMAT="text") as server:
        async with meeting(server) as both, _busy(server) as load:
            trainer = await both.trainer_page()
            client = await both.client_in_the_lobby()
            await both.let_in(trainer)
            await client.locator("#standing").wait_for()
            for page in (trainer, client):
                await page.locator("#camera").click()
            await trainer.evaluate(HEAR_KEYS)
            told = asyncio.create_task(_stretch(load), name="load")
            await asyncio.sleep(BEGIN_S)
            latencies = await press(trainer, client, PRESSES, CLEAR_MS)
            say("  waiting for the load to end")
            busy = await told
    p50, p99 = percentile(latencies, 0.5), percentile(latencies, 0.99)
    is_whole = len(latencies) == PRESSES and busy["pages_that_lack_some"] == 0 and busy["cues"] >= ROOMS * LOAD_S * 0.9
    return Measured(
        value=p50,
        ok=p50 <= 25 and p99 <= 60 and is_whole,
        detail={
            "p95": round(percentile(latencies, 0.95), 1),
            "p99": round(p99, 1),
            "max": round(max(latencies), 1),
            "cues": len(latencies),
            "cues_of_the_rooms": int(busy["cues"]),
            "p50_of_the_rooms": busy["p50_ms"],
            "pages_that_lack_some": int(busy["pages_that_lack_some"]),
        },
    )


@asynccontextmanager
async def _busy(server: stage.Server) -> AsyncIterator[Process]:
    """The load in a process of its own, its pages in their rooms and quiet."""
    seats = await seats_of(open_database(f"sqlite+aiosqlite:///{server.data_dir / 'spotter.db'}"))
    command = [sys.executable, "-m", "bench.fanout_load", server.url, str(LOAD_S)]
    load = await asyncio.create_subprocess_exec(*command, cwd=stage.ROOT, stdin=PIPE, stdout=PIPE)
    assert load.stdin is not None
    assert load.stdout is not None
    try:
        load.stdin.write(json.dumps(seats).encode() + b"\n")
        if await load.stdout.readline() != b"ready\n":
            raise RuntimeError("the load did not come in")
        yield load
    finally:
        load.stdin.close()
        try:
            await asyncio.wait_for(load.wait(), 30)
        except TimeoutError:
            load.kill()
            await load.wait()


async def _stretch(load: Process) -> dict[str, float]:
    """Has every room cued for LOAD_S seconds; what came of it."""
    assert load.stdin is not None
    assert load.stdout is not None
    load.stdin.write(b"\n")
    told: dict[str, float] = json.loads(await asyncio.wait_for(load.stdout.readline(), LOAD_S + 60))
    return told
