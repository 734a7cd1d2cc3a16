"""What the relay's benches share: real encoded pictures and sound, peers that cost little, a server's CPU time."""

import array
import asyncio
import contextlib
import fractions
import math
import os
import random
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
from aiortc.codecs.opus import OpusEncoder
from aiortc.codecs.vpx import Vp8Encoder

from signaling.media.client import RemotePlane, connected
from signaling.media.lanes import Role
from signaling.media.plane import Arranged, News, Offered, Signal, Up
from signaling.media.star import Policy, Seat
from tests.media.peers import CAMERA, VOICE, Puppet, rtp, until
from tests.stage import ROOT, free_port

FPS = 30
BUFFER_BYTES = 4 * 1024 * 1024
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Film:
    """Three seconds, to be looped: the payloads of each picture (the first is whole), and of each 20 ms of sound."""

    pictures: list[list[bytes]]
    sounds: list[bytes]

    @property
    def packets_s(self) -> float:
        """Packets a second, both together."""
        return (sum(map(len, self.pictures)) / len(self.pictures)) * FPS + 50


def film(width: int = 640, height: int = 480, bit_s: int = 1_200_000) -> Film:
    """Encodes it: noise that moves, so that there is something to encode."""
    encoder = Vp8Encoder()
    encoder.target_bitrate = bit_s
    chance = random.Random(1)
    blocks = [b"".join(bytes((chance.randrange(256),)) * 8 for _ in range(width // 8)) for _ in range(height // 8)]
    pictures = []
    for at in range(3 * FPS):
        moved = at * 3 % width
        frame = av.VideoFrame(width, height, "yuv420p")
        for plane, rows in zip(frame.planes, (height, height // 2, height // 2), strict=True):
            if rows == height:
                plane.update(b"".join((row[moved:] + row[:moved]).ljust(plane.line_size, b"\0") * 8 for row in blocks))
            else:
                plane.update(b"\x80" * plane.buffer_size)
        frame.pts, frame.time_base = at * 3000, fractions.Fraction(1, 90_000)
        pictures.append(encoder.encode(frame, force_keyframe=at == 0)[0])
    sound = OpusEncoder()
    sounds = []
    for at in range(150):
        samples = array.array("h", (int(3000 * math.sin(n * (0.05 + at / 3000))) for n in range(960) for _ in range(2)))
        heard = av.AudioFrame(format="s16", layout="stereo", samples=960)
        heard.planes[0].update(samples.tobytes())
        heard.sample_rate, heard.pts, heard.time_base = 48_000, at * 960, fractions.Fraction(1, 48_000)
        sounds += sound.encode(heard)[0]
    return Film(pictures, sounds)


class Peer(Puppet):
    """A puppet that plays a film; of what it gets it counts packets, without opening them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.arrived = 0
        self.sounds_sent_ns: list[int] = []  # real time
        self.numbers = (CAMERA, VOICE)
        self.ssrcs: tuple[int, int] | None = None  # of camera and voice, where no offer of ours named them

    def count_only(self) -> None:
        """Once it is up: media is counted where it leaves the socket."""
        for protocol in self.dtls.transport._connection._protocols:  # a server may choose any of our addresses
            own = protocol.transport.get_extra_info("socket")
            with contextlib.suppress(PermissionError):  # a busy machine costs no consent
                own.setsockopt(socket.SOL_SOCKET, 33, BUFFER_BYTES)  # SO_RCVBUFFORCE
            protocol.datagram_received = self._counting(protocol.datagram_received)

    def _counting(self, take: Callable[[bytes, Any], None]) -> Callable[[bytes, Any], None]:
        def count(data: bytes, addr: Any) -> None:
            if 127 < data[0] < 192:
                if not 191 < data[1] < 224:
                    self.arrived += 1
            else:
                take(data, addr)

        return count

    async def play(self, shown: Film) -> None:
        """Sends the film until it is cancelled."""
        camera, voice = self.ssrcs or (self.own["camera"], self.own["voice"])
        began = time.monotonic()
        picture_number = sound_number = 1000
        frames = sounds = 0
        while True:
            passed = time.monotonic() - began
            while frames <= passed * FPS:
                parts = shown.pictures[frames % len(shown.pictures)]
                for at, part in enumerate(parts):
                    picture_number += 1
                    last = at == len(parts) - 1
                    await self.send(rtp(camera, self.numbers[0], picture_number, frames * 3000, part, last))
                frames += 1
            while sounds <= passed * 50:
                sound_number += 1
                payload = shown.sounds[sounds % len(shown.sounds)]
                self.sounds_sent_ns.append(time.time_ns())
                await self.send(rtp(voice, self.numbers[1], sound_number, sounds * 960, payload))
                sounds += 1
            await asyncio.sleep(max(0.0, min(frames / FPS, sounds / 50) - (time.monotonic() - began)))


@dataclass
class Process:
    """A server under test, and what it has cost."""

    pid: int

    def cpu_s(self) -> float:
        """Of all its threads, since it began."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss_kib(self) -> int:
        """Memory, resident."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


@dataclass
class Crowd:
    """Peers in rooms of a relay in a process of its own."""

    process: Process
    plane: RemotePlane | None = None
    news: list[News] = field(default_factory=list)
    peers: dict[tuple[str, str], Peer] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def hear(self, news: News) -> None:
        """Offers are answered."""
        if isinstance(news, Offered | Up | Arranged):
            self.news.append(news)
        if isinstance(news, Offered):
            task = asyncio.create_task(self._answer(news))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def join(self, name: str, role: Role, policy: Policy, room: str = "gym") -> Peer:
        """Lets a peer in and waits until it is up."""
        assert self.plane is not None
        peer = self.peers[room, name] = Peer(name)
        await self.plane.admit(room, Seat(peer=name, person=name, role=role), policy)
        await until(lambda: self._is_up(room, name), f"{name} is up", 30)
        peer.count_only()
        return peer

    async def leave(self, name: str, room: str = "gym") -> None:
        """Takes a peer out."""
        assert self.plane is not None
        await self.plane.leave(room, name)
        await self.peers.pop((room, name)).close()

    def _is_up(self, room: str, name: str) -> bool:
        peer = self.peers[room, name]
        told = any(isinstance(each, Up) and (each.room, each.peer) == (room, name) for each in self.news)
        return told and peer.pc is not None and peer.dtls.state == "connected"

    async def _answer(self, offered: Offered) -> None:
        assert self.plane is not None
        sdp = await self.peers[offered.room, offered.peer].answer(offered)
        await self.plane.signal(offered.room, offered.peer, Signal(kind="answer", gen=offered.gen, sdp=sdp))


@contextlib.asynccontextmanager
async def crowded(inside: Sequence[str] = (), host: str = "127.0.0.1") -> AsyncIterator[Crowd]:
    """A relay in a process of its own, and nobody in it yet. inside: what enters a network namespace."""
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        path = Path(folder) / "relay.sock"
        command = [*inside, sys.executable, "-m", "signaling.media", "--socket", str(path), "--host", host]
        async with _relay(command, {}, lambda: path) as crowd:
            yield crowd


@contextlib.asynccontextmanager
async def recorded() -> AsyncIterator[tuple[Crowd, Path]]:
    """The same with what records, `python -m server media`, and the folder of its recordings."""
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        settings = {"DATA_DIR": folder, "MEDIA_HOST": "127.0.0.1", "MEDIA_PUBLIC_IP": "127.0.0.1"}
        settings["MEDIA_PORT"] = str(free_port())
        command = [sys.executable, "-m", "server", "media"]
        async with _relay(command, settings, lambda: next(Path(folder).glob("relays/*.sock"))) as crowd:
            yield crowd, Path(folder) / "recordings"


@contextlib.asynccontextmanager
async def _relay(command: Sequence[str], settings: dict[str, str], path: Callable[[], Path]) -> AsyncIterator[Crowd]:
    """Runs it, and has a connection to it. path: its socket, asked once it has said that it listens."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    crowd = Crowd(Process(process.pid))
    try:
        async with connected(path(), crowd.hear) as plane:
            crowd.plane = plane
            yield crowd
            await asyncio.gather(*(each.close() for each in crowd.peers.values()))
    finally:
        process.terminate()
        await process.wait()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stretch of time cost: of the server's CPU, for so many packets that arrived."""

    cpu_s: float
    packets: int
    seconds: float

    @property
    def us(self) -> float:
        """Microseconds a packet."""
        return self.cpu_s / max(1, self.packets) * 1e6

    @property
    def share(self) -> float:
        """Of one core."""
        return self.cpu_s / self.seconds


@contextlib.asynccontextmanager
async def playing(peers: Sequence[Peer], shown: Film) -> AsyncIterator[None]:
    """These peers send for the time of a block."""
    tasks = [asyncio.create_task(each.play(shown)) for each in peers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for problem in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(problem, Exception):
                raise problem


async def cost(process: Process, peers: Sequence[Peer], seconds: float, warm_s: float = 2.0) -> Cost:
    """Measures the server while the peers play."""
    await asyncio.sleep(warm_s)
    packets, cpu_s, began = sum(each.arrived for each in peers), process.cpu_s(), time.monotonic()
    await asyncio.sleep(seconds)
    return Cost(process.cpu_s() - cpu_s, sum(each.arrived for each in peers) - packets, time.monotonic() - began)
