"""A class as it is taught: the trainer in 720p to twelve clients, and all twelve to the trainer."""

import asyncio
import time

from bench.figure import Figure, Measured, percentile, say
from bench.media_load import cost, crowded, film, playing
from signaling.media.star import Policy

FIGURE = Figure(
    name="class-of-13",
    what="The relay's share of one core for a class: 720p30 to 12 clients, 12 x 480p30 to the trainer, all with sound.",
    unit="of one core",
    goal="<= 0.20, and p99 of forwarding a sound <= 3 ms, from socket to socket of this bench",
)
CLIENTS = 12
SECONDS = 10.0


async def run() -> Measured:
    """One class; one client opens what it gets, and so tells how long a sound was under way."""
    large = await asyncio.to_thread(film, 1280, 720, 1_500_000)
    small = await asyncio.to_thread(film)
    async with crowded() as crowd:
        policy = Policy(clients=CLIENTS)
        trainer = await crowd.join("trainer", "trainer", policy)
        clients = [await crowd.join(f"client-{at}", "client", policy, listens=at == 0) for at in range(CLIENTS)]
        say("  13 are in")
        delays: list[float] = []
        listener = clients[0]

        async def hear(data: bytes, arrival_time_ms: int) -> None:
            listener.arrived += 1
            if data[1] & 127 == 109:  # sound
                delays.append((time.monotonic_ns() - int.from_bytes(data[-8:], "big")) / 1e6)

        listener.dtls._handle_rtp_data = hear
        async with playing([trainer], large, stamped=True), playing(clients, small):
            measured = await cost(crowd.process, [trainer, *clients], SECONDS)
        assert crowd.plane is not None
        counted = await crowd.plane.count()
    p99 = percentile(delays, 0.99)
    return Measured(
        value=measured.share,
        ok=measured.share <= 0.2 and p99 <= 3,
        detail={
            "us_a_packet": round(measured.us, 1),
            "packets_s": round(measured.packets / measured.seconds),
            "delay_ms_p50": round(percentile(delays, 0.5), 2),
            "delay_ms_p99": round(p99, 2),
            "lost": counted.lost,
        },
    )
