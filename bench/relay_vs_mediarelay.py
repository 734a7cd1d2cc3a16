"""One picture and voice to four: packets passed on, beside aiortc's MediaRelay, which decodes and encodes again."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from bench.figure import Figure, Measured, say
from bench.media_load import Cost, Film, Peer, Process, cost, crowded, film, playing
from signaling.media.star import Policy
from tests.media.peers import until
from tests.stage import ROOT

FIGURE = Figure(
    name="relay-vs-mediarelay",
    what="The server's CPU time for one outgoing packet, 1 person to 4 (VP8 480p30 and Opus).",
    unit="us of CPU",
    goal="at least 25 times less than MediaRelay",
    peer="aiortc's MediaRelay",
)
SECONDS = 8.0
VIEWERS = 4


async def run() -> Measured:
    """Both, one after the other, with the same packets."""
    shown = await asyncio.to_thread(film)
    say(f"  {shown.packets_s:.0f} packets/s from the sender")
    ours = await _relay(shown)
    say(f"  the relay: {ours.us:.1f} us a packet, {ours.share:.1%} of a core, {ours.packets} packets")
    theirs = await _mediarelay(shown)
    say(f"  MediaRelay: {theirs.us:.0f} us a packet, {theirs.share:.1%} of a core, {theirs.packets} packets")
    detail: dict[str, float | int | str] = {
        "times_less": round(theirs.us / ours.us, 1),
        "share": round(ours.share, 4),
        "peer_share": round(theirs.share, 4),
        "packets": ours.packets,
        "peer_packets": theirs.packets,
    }
    return Measured(value=ours.us, peer_value=theirs.us, ok=theirs.us >= 25 * ours.us, detail=detail)


async def _relay(shown: Film) -> Cost:
    async with crowded() as crowd:
        policy = Policy(clients=VIEWERS)
        trainer = await crowd.join("trainer", "trainer", policy)
        viewers = [await crowd.join(f"client-{at}", "client", policy) for at in range(VIEWERS)]
        async with playing([trainer], shown):
            return await cost(crowd.process, viewers, SECONDS)


async def _mediarelay(shown: Film) -> Cost:
    async with _mediarelay_server() as (process, ask):
        sender = await _peer("sender", ask, publishes=True)
        async with playing([sender], shown):
            await asyncio.sleep(1)
            viewers = [await _peer(f"viewer-{at}", ask, publishes=False) for at in range(VIEWERS)]
            measured = await cost(process, viewers, SECONDS)
        for each in (sender, *viewers):
            await each.close()
        return measured


async def _peer(name: str, ask: Any, publishes: bool) -> Peer:
    peer = Peer(name)
    peer.pc = pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    ends = [pc.addTransceiver(kind, direction="sendonly" if publishes else "recvonly") for kind in ("audio", "video")]
    for each in ends:
        for end in (each.sender, each.receiver):
            end.send = end.receive = _nothing  # type: ignore[method-assign,union-attr]
    await pc.setLocalDescription(await pc.createOffer())
    answer = await ask({"sdp": pc.localDescription.sdp, "publishes": publishes})
    await pc.setRemoteDescription(RTCSessionDescription(answer["sdp"], "answer"))
    await until(lambda: peer.dtls.state == "connected", f"{name} is up", 20)
    voice, camera = ends
    peer.ssrcs = (camera.sender._ssrc, voice.sender._ssrc)
    peer.numbers = (_number(answer["sdp"], "VP8/90000"), _number(answer["sdp"], "opus/48000/2"))
    peer.count_only()
    return peer


def _number(sdp: str, codec: str) -> int:
    line = next(line for line in sdp.splitlines() if line.startswith("a=rtpmap:") and line.endswith(codec))
    return int(line.removeprefix("a=rtpmap:").split()[0])


@contextlib.asynccontextmanager
async def _mediarelay_server() -> AsyncIterator[tuple[Process, Any]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.mediarelay_server",
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        limit=1 << 20,
    )  # fmt: skip
    reader, writer = process.stdout, process.stdin
    assert reader is not None
    assert writer is not None

    async def ask(message: dict[str, Any]) -> Any:
        writer.write(json.dumps(message).encode() + b"\n")
        return json.loads(await reader.readline())

    try:
        yield Process(process.pid), ask
    finally:
        process.terminate()
        await process.wait()


async def _nothing(*_: Any) -> None:
    """Instead of aiortc's loops."""
