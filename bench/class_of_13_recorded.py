"""The class of thirteen again, with all of them recorded: what the relay's process costs with its files."""

import asyncio
import time

from bench.class_of_13 import CLIENTS, SECONDS
from bench.figure import Figure, Measured, say
from bench.media_load import cost, film, playing, recorded
from signaling.media.star import Policy

FIGURE = Figure(
    name="class-of-13-recorded",
    what="The relay's share of one core for the same class with all thirteen recorded to disk.",
    unit="of one core",
    goal="<= 0.28",
)


async def run() -> Measured:
    """One class, first as it is, then recorded."""
    large = await asyncio.to_thread(film, 1280, 720, 1_500_000)
    small = await asyncio.to_thread(film)
    async with recorded() as (crowd, folder):
        assert crowd.plane is not None
        policy = Policy(clients=CLIENTS)
        trainer = await crowd.join("trainer", "trainer", policy)
        clients = [await crowd.join(f"client-{at}", "client", policy) for at in range(CLIENTS)]
        say("  13 are in")
        async with playing([trainer], large), playing(clients, small):
            before = await cost(crowd.process, [trainer, *clients], SECONDS)
            agreed = {each.name: time.time() * 1000 for each in (trainer, *clients)}
            await crowd.plane.record("gym", "gym", "recording-1", agreed)
            during = await cost(crowd.process, [trainer, *clients], SECONDS)
            counted = await crowd.plane.count()
            await crowd.plane.stop_recording("gym")
        films = [file for file in folder.rglob("*") if file.is_file() and file.stat().st_size > 1_000_000]
    assert len(films) == len(agreed), films
    return Measured(
        value=during.share,
        ok=during.share <= 0.28,
        detail={
            "not_recorded": round(before.share, 3),
            "recorded": len(films),
            "packets_s": round(during.packets / during.seconds),
            "lost": counted.lost,
        },
    )
