"""A class as it is taught: the trainer in 720p to twelve clients, and all twelve to the trainer."""

import asyncio
import os
import socket
import struct
from typing import Any

from bench.figure import Figure, Measured, percentile, say
from bench.media_load import Peer, cost, crowded, film, playing
from signaling.media.star import Policy

FIGURE = Figure(
    name="class-of-13",
    what="The relay's share of one core for a class: 720p30 to 12 clients, 12 x 480p30 to the trainer, all with sound.",
    unit="of one core",
    goal="<= 0.20, and p99 of forwarding a sound <= 3 ms, from the sender's call to the kernel's receipt",
)
CLIENTS = 12
SECONDS = 10.0


async def run() -> Measured:
    """One class; of one client's sounds the kernel tells when they came."""
    large = await asyncio.to_thread(film, 1280, 720, 1_500_000)
    small = await asyncio.to_thread(film)
    async with crowded() as crowd:
        policy = Policy(clients=CLIENTS)
        trainer = await crowd.join("trainer", "trainer", policy)
        clients = [await crowd.join(f"client-{at}", "client", policy) for at in range(CLIENTS)]
        say("  13 are in")
        came = _times(clients[0])
        async with playing([trainer], large), playing(clients, small):
            measured = await cost(crowd.process, [trainer, *clients], SECONDS)
        assert crowd.plane is not None
        counted = await crowd.plane.count()
    first = min(came)
    sent = trainer.sounds_sent_ns
    delays = [(at_ns - sent[number - first]) / 1e6 for number, at_ns in came.items() if 0 <= number - first < len(sent)]
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


def _times(peer: Peer) -> dict[int, int]:
    """Reads a peer's socket in place of aiortc; gives when each sound came, by its number (ns, real time)."""
    loop = asyncio.get_running_loop()
    came: dict[int, int] = {}
    for protocol in peer.dtls.transport._connection._protocols:
        fileno = protocol.transport.get_extra_info("socket").fileno()
        loop._remove_reader(fileno)  # type: ignore[attr-defined]
        own = socket.socket(fileno=os.dup(fileno))
        own.setsockopt(socket.SOL_SOCKET, 35, 1)  # SO_TIMESTAMPNS

        def read(own: socket.socket = own, take: Any = protocol.datagram_received) -> None:
            data, ancillary, _, address = own.recvmsg(2048, 64)
            if 127 < data[0] < 192 and data[1] & 127 == 109:
                seconds, rest = struct.unpack("qq", ancillary[0][2])
                came[int.from_bytes(data[2:4], "big")] = seconds * 10**9 + rest
            take(data, address)

        loop.add_reader(own, read)
    return came
