"""The relay's memory over rooms that open and close, and what a class takes while it lasts."""

import asyncio

from bench.figure import Figure, Measured, say
from bench.media_load import crowded, film, playing
from signaling.media.star import Policy

FIGURE = Figure(
    name="relay-memory",
    what="How much the relay's memory grows over 300 rooms of two that open, carry media and close.",
    unit="MiB",
    goal="<= 4, and <= 64 more than an empty relay's for a class of 13",
)
ROOMS = 300
WARM = 50
CLIENTS = 12


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
            await asyncio.sleep(8)
            class_of_13 = crowd.process.rss_kib()
    grown, taken = (after - before) / 1024, (class_of_13 - after) / 1024
    return Measured(
        value=grown,
        ok=grown <= 4 and taken <= 64,
        detail={
            "empty_mib": round(empty / 1024, 1),
            "after_mib": round(after / 1024, 1),
            "class_of_13_mib": round(taken, 1),
        },
    )
