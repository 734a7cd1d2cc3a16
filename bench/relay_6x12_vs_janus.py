"""Six people to each other and six more: the relay beside Janus."""

import asyncio

from bench.figure import Figure, Measured
from bench.janus_race import race
from bench.media_load import film

FIGURE = Figure(
    name="relay-6x12-vs-janus",
    what="The server's CPU time for one outgoing packet, 6 sending, 12 watching (VP8 480p30 and Opus).",
    unit="us of CPU (median of 5)",
    goal="<= 1.25 x Janus's video room with one event loop, as the median of five runs in turns",
    peer="Janus",
)


async def run() -> Measured:
    """Five times each, in turns, in one network namespace."""
    return await race(await asyncio.to_thread(film), 6, 12)
