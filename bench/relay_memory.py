"""The relay's memory over rooms that open and close, and over a class that lasts.

SPOTTER_BENCH_MINUTES=30 in the environment: a class of that length, where one of half a minute is usual.
"""

import asyncio
import os

from bench.figure import Figure, Measured, say
from bench.media_load import crowded, film, playing
from signaling.media.star import Policy

FIGURE = Figure(
    name="relay-memory",
    what="How much the relay's memory grows over 500 rooms of two that open, carry media and close, and over a class.",
    unit="MiB",
    goal="<= 4, <= 64 more than an empty relay's for a class of 13, and <= 4 more while that lasts",
)
ROOMS = 500
WARM = 50
CLIENTS = 12
SETTLE_S = 20
LOOK_S = 10


async def run() -> Measured:
    """Fifty rooms to warm up, then the rest; then a class."""
    shown = await asyncio.to_thread(film)
    async with crowded() as crowd:
        empty = crowd.process.rss_kib()
        policy = Policy()

        async def visit(name: str) -> None:
            trainer = await crowd.join("trainer", "trainer", policy, room=name)
            client = await crowd.join("client", "client", policy, room=name)
            async with playing([trainer, client], shown):
                await asyncio.sleep(0.15)
            await crowd.leave("client", room=name)
            await crowd.leave("trainer", room=name)
            crowd.news.clear()

        for at in range(WARM):
            await visit(f"warm-{at}")
        before = crowd.process.rss_kib()
        for at in range(ROOMS - WARM):
            await visit(f"room-{at}")
            if at % 100 == 99:
                say(f"  {at + 1 + WARM} rooms: {crowd.process.rss_kib() / 1024:.1f} MiB")
        after = crowd.process.rss_kib()
        policy = Policy(clients=CLIENTS)
        trainer = await crowd.join("trainer", "trainer", policy)
        clients = [await crowd.join(f"client-{at}", "client", policy) for at in range(CLIENTS)]
        async with playing([trainer, *clients], shown):
            await asyncio.sleep(SETTLE_S)
            class_of_13 = crowd.process.rss_kib()
            minutes = float(os.environ.get("SPOTTER_BENCH_MINUTES", "0.5"))
            for at in range(int(minutes * 60 / LOOK_S)):
                await asyncio.sleep(LOOK_S)
                crowd.news.clear()
                if at % 30 == 29:
                    say(f"  after {(at + 1) * LOOK_S / 60:.0f} min: {crowd.process.rss_kib() / 1024:.1f} MiB")
            at_its_end = crowd.process.rss_kib()
    grown, taken = (after - before) / 1024, (class_of_13 - after) / 1024
    lasted = (at_its_end - class_of_13) / 1024
    return Measured(
        value=grown,
        ok=grown <= 4 and taken <= 64 and lasted <= 4,
        detail={
            "empty_mib": round(empty / 1024, 1),
            "after_mib": round(after / 1024, 1),
            "class_of_13_mib": round(taken, 1),
            "class_minutes": minutes,
            "class_grown_mib": round(lasted, 2),
        },
    )
