"""Peers of the relay for tests and benches: aiortc as a browser would be, with packets made and read by hand."""

import asyncio
import struct
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.rtp import is_rtcp

from signaling.media.engine import Relay, RelaySettings, relaying
from signaling.media.lanes import Lane
from signaling.media.plane import Arranged, Down, News, Offered, Signal, Speaking, Up
from signaling.media.star import Device, Policy, Role, Seat
from tests.media.net import Net

WAIT_S = 15
STEP_S = 0.01
CAMERA, VOICE = 96, 111  # payload types of the relay's offers
HEAD_BYTES = 6
KEY = b"\x90\x80\x01\x10\x02\x00\x9d\x01\x2a"  # VP8: a descriptor with a picture's number, then a key frame's head
DELTA = b"\x90\x80\x01\x11\x02\x00"


async def until(is_so: Callable[[], Any], what: str, seconds: float = WAIT_S) -> None:
    """Waits for it; fails the test, naming it, when it takes too long.

    Relay and peers are one process here. When it gets no turn for seconds, as between three workers and their browsers,
    it has not waited: a step counts for ten times its length at most.
    """
    left_s = seconds
    while not is_so():
        assert left_s > 0, f"waited {seconds} s for: {what}"
        began_s = time.monotonic()
        await asyncio.sleep(STEP_S)
        left_s -= min(time.monotonic() - began_s, 10 * STEP_S)


@dataclass(frozen=True, slots=True)
class Packet:
    """An RTP packet as it arrived."""

    mid: str
    ssrc: int
    number: int  # payload type
    sequence: int
    timestamp: int
    data: bytes
    at_s: float

    @property
    def payload(self) -> bytes:
        """What follows a header without extensions."""
        return self.data[12:]


def rtp(ssrc: int, number: int, sequence: int, timestamp: int, payload: bytes, marker: bool = False) -> bytes:
    """A packet without extensions."""
    head = struct.pack("!BBHII", 0x80, marker << 7 | number, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc)
    return head + payload


class Puppet:
    """A peer with aiortc's ICE and DTLS, whose packets are made and read by hand. `own` are its SSRCs by lane."""

    def __init__(self, name: str, net: Net | None = None) -> None:
        self.name = name
        self.net = net
        self.pc: RTCPeerConnection | None = None
        self.gen = 0
        self.own: dict[Lane, int] = {}
        self.own_again: dict[Lane, int] = {}
        self.got: list[Packet] = []
        self.rtcp: list[bytes] = []
        self.mids: dict[int, str] = {}  # of what we are sent, by SSRC
        self.keeps = True
        self.count = 0
        self.on_rtcp: Callable[[bytes], None] = self.rtcp.append
        self._sequences: dict[Lane, int] = defaultdict(lambda: 65_500)  # so that it wraps soon

    async def answer(self, offered: Offered) -> str:
        """Takes an offer; gives the answer."""
        if self.net is not None:
            offered = self.net.through(offered)
        old = self.pc
        self.pc = pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.gen = offered.gen
        await pc.setRemoteDescription(RTCSessionDescription(sdp=offered.sdp, type="offer"))
        for transceiver in pc.getTransceivers():
            if not (transceiver.mid or "").startswith(("sound-", "picture-")):
                transceiver.direction = "sendonly"
            for end in (transceiver.sender, transceiver.receiver):
                end.send = end.receive = _nothing  # type: ignore[attr-defined]
        await pc.setLocalDescription(await pc.createAnswer())
        self.mids = _ssrcs(offered.sdp)
        dtls = pc.getTransceivers()[0].sender.transport
        dtls._handle_rtp_data = self._take_rtp  # type: ignore[method-assign]
        dtls._handle_rtcp_data = self._take_rtcp  # type: ignore[method-assign]
        for transceiver in pc.getTransceivers():
            if transceiver.mid in ("voice", "camera", "screen", "screen-sound"):
                lane: Any = transceiver.mid
                self.own[lane] = transceiver.sender._ssrc
                self.own_again[lane] = transceiver.sender._rtx_ssrc
        if old is not None:
            await old.close()
        return pc.localDescription.sdp

    @property
    def dtls(self) -> Any:
        """aiortc's end of the secured connection."""
        assert self.pc is not None
        return self.pc.getTransceivers()[0].sender.transport

    async def send(self, packet: bytes) -> None:
        """Sends an RTP or RTCP packet as it is."""
        await self.dtls._send_rtp(packet)

    async def picture(self, payload: bytes, *, is_key: bool = False, lane: Lane = "camera", timestamp: int = 0) -> int:
        """Sends a picture of one packet; gives its sequence number."""
        self._sequences[lane] += 1
        sequence = self._sequences[lane] & 0xFFFF
        head = KEY if is_key else DELTA
        number = {"camera": CAMERA, "screen": 100}[lane]
        await self.send(rtp(self.own[lane], number, sequence, timestamp or self._ticks(90_000), head + payload, True))
        return sequence

    async def sound(self, payload: bytes, lane: Lane = "voice") -> int:
        """Sends a packet of sound; gives its sequence number."""
        self._sequences[lane] += 1
        sequence = self._sequences[lane] & 0xFFFF
        number = {"voice": VOICE, "screen-sound": 110}[lane]
        await self.send(rtp(self.own[lane], number, sequence, self._ticks(48_000), payload))
        return sequence

    def skip(self, lane: Lane = "camera") -> int:
        """A sequence number that is never sent."""
        self._sequences[lane] += 1
        return self._sequences[lane] & 0xFFFF

    def from_mid(self, mid: str) -> list[Packet]:
        """What arrived in one m-line."""
        return [each for each in self.got if each.mid == mid]

    async def close(self) -> None:
        """Ends the connection."""
        if self.pc is not None:
            await self.pc.close()
            self.pc = None

    def _ticks(self, clock_hz: int) -> int:
        return int(time.monotonic() * clock_hz) & 0xFFFFFFFF

    async def _take_rtp(self, data: bytes, arrival_time_ms: int) -> None:
        self.count += 1
        if self.keeps:
            _, second, sequence, timestamp, ssrc = struct.unpack_from("!BBHII", data)
            mid = self.mids.get(ssrc, "")
            self.got.append(Packet(mid, ssrc, second & 127, sequence, timestamp, data, time.monotonic()))

    async def _take_rtcp(self, data: bytes) -> None:
        assert is_rtcp(data)
        self.on_rtcp(data)


@dataclass
class Stage:
    """A relay with puppets, and all that it told."""

    relay: Relay
    news: list[News] = field(default_factory=list)
    puppets: dict[tuple[str, str], Puppet] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    problems: list[BaseException] = field(default_factory=list)

    def hear(self, news: News) -> None:
        """What the relay tells: offers are answered by the puppet they are for."""
        self.news.append(news)
        if isinstance(news, Offered) and (puppet := self.puppets.get((news.room, news.peer))):
            self._spawn(self._answer(puppet, news))

    async def join(
        self,
        name: str,
        role: Role = "client",
        *,
        room: str = "gym",
        device: Device = "main",
        person: str = "",
        policy: Policy | None = None,
        puppet: Puppet | None = None,
    ) -> Puppet:
        """Lets a puppet in and waits until its connection is up."""
        joined = self.puppets[room, name] = puppet or Puppet(name)
        there = self.relay.rooms.get(room)
        decided = policy or (there.policy if there else Policy())
        await self.relay.admit(room, Seat(peer=name, person=person or name, role=role, device=device), decided)
        try:
            await until(lambda: self.is_up(name, room) or self.problems, f"{name} is up in {room}")
        except AssertionError as late:
            late.add_note(self.how(name, room))
            raise
        assert self.problems == []
        return joined

    def is_up(self, name: str, room: str = "gym") -> bool:
        """Whether a peer's newest connection came about, here and there."""
        puppet = self.puppets[room, name]
        told = any(
            isinstance(each, Up) and (each.room, each.peer, each.gen) == (room, name, puppet.gen) for each in self.news
        )
        return told and puppet.pc is not None and puppet.dtls.state == "connected"

    def how(self, name: str, room: str = "gym") -> str:
        """How far a peer's connection has come, here and there."""
        puppet, link, port = self.puppets[room, name], self.relay.rooms[room].peers[name].link, self.relay.port
        assert link is not None
        here = f"relay: {link.name} {link.gen}, address {link.path.address}, {link._dtls._transport.state}"
        port_said = f"port: {port.refused} refused, {port.lost} lost, {port.broken} broken"
        if puppet.pc is None:
            return f"{here}\n{port_said}\npuppet: no connection yet"
        ice = puppet.dtls.transport
        pairs = [f"{each} {each.state.name}" for each in ice._connection._check_list]
        told = [type(each).__name__ for each in self.news if each.room == room]
        return f"{here}\n{port_said}\npuppet: ice {ice.state} {pairs}, dtls {puppet.dtls.state}\ntold: {told}"

    def shows(self, name: str, room: str = "gym") -> dict[tuple[str, str], int]:
        """Whom a peer was last told to be at its places: (peer, pair) -> place."""
        for each in reversed(self.news):
            if isinstance(each, Offered | Arranged) and (each.room, each.peer) == (room, name):
                return {(one.peer, one.pair): one.place for one in each.shows}
        return {}

    def told(self, kind: type[News] | type[Down] | type[Speaking], name: str | None = None) -> list[Any]:
        """News of that kind, about that peer."""
        return [each for each in self.news if isinstance(each, kind) and name in (None, each.peer)]

    async def leave(self, name: str, room: str = "gym") -> None:
        """A puppet goes, and is taken out."""
        await self.relay.leave(room, name)
        await self.puppets.pop((room, name)).close()

    async def close(self) -> None:
        """Ends the puppets."""
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(each.close() for each in self.puppets.values()))
        self.puppets.clear()

    async def _answer(self, puppet: Puppet, offered: Offered) -> None:
        sdp = await puppet.answer(offered)
        await self.relay.signal(offered.room, offered.peer, Signal(kind="answer", gen=offered.gen, sdp=sdp))

    def _spawn(self, coroutine: Any) -> None:
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            self.problems.append(problem)


@asynccontextmanager
async def staged(settings: RelaySettings | None = None) -> AsyncIterator[Stage]:
    """A relay on a free port of 127.0.0.1; no puppet may have met an error."""
    stage: Stage | None = None

    def hear(news: News) -> None:
        assert stage is not None
        stage.hear(news)

    # The puppets share the process, so its share of a core says nothing of the relay.
    async with relaying(settings or RelaySettings(most_share=10), hear) as relay:
        stage = Stage(relay)
        yield stage
        await stage.close()
        assert stage.problems == []


def _ssrcs(sdp: str) -> dict[int, str]:
    found: dict[int, str] = {}
    mid = ""
    for line in sdp.splitlines():
        if line.startswith("a=mid:"):
            mid = line[6:]
        elif line.startswith("a=ssrc:"):
            found[int(line[7:].split()[0])] = mid
    return found


async def _nothing(*_: Any) -> None:
    """Instead of aiortc's loops for senders and receivers."""
