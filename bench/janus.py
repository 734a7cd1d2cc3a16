"""Janus's video room for the benches, in a network namespace of its own: it passes over 127.0.0.1."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from bench.media_load import Peer, Process
from tests.media.peers import until

NAMESPACE, NEAR, FAR = "spotter-bench", "10.213.7.1", "10.213.7.2"
PORT = 18188
CONFIG = """general: {{
  configs_folder = "{folder}"
  plugins_folder = "/usr/lib/x86_64-linux-gnu/janus/plugins"
  transports_folder = "/usr/lib/x86_64-linux-gnu/janus/transports"
  events_folder = "{folder}/none"
  loggers_folder = "{folder}/none"
  debug_level = 2
  session_timeout = 0
  event_loops = 1
}}
media: {{ ipv6 = false }}
nat: {{ ice_enforce_list = "10.213.7." }}
plugins: {{ disable = "{plugins}" }}
transports: {{ disable = "{transports}" }}
"""


def is_here() -> bool:
    """Whether Janus is installed and we may make a namespace."""
    return shutil.which("janus") is not None and shutil.which("ip") is not None and os.geteuid() == 0


@contextlib.contextmanager
def namespace() -> Iterator[list[str]]:
    """A namespace that reaches us by a cable; gives what to put before a command that runs in it."""
    steps = [
        f"netns add {NAMESPACE}",
        f"link add spotter-near type veth peer name spotter-far netns {NAMESPACE}",
        f"addr add {NEAR}/30 dev spotter-near",
        "link set spotter-near up",
        f"-n {NAMESPACE} addr add {FAR}/30 dev spotter-far",
        f"-n {NAMESPACE} link set spotter-far up",
        f"-n {NAMESPACE} link set lo up",
    ]
    try:
        for step in steps:
            subprocess.run(["ip", *step.split()], check=True, capture_output=True)
        yield ["ip", "netns", "exec", NAMESPACE]
    finally:
        subprocess.run(["ip", "netns", "del", NAMESPACE], check=False, capture_output=True)
        subprocess.run(["ip", "link", "del", "spotter-near"], check=False, capture_output=True)


class Room:
    """A video room. One session, a handle for each peer."""

    def __init__(self, process: Process, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.process = process
        self._socket = socket
        self._session = 0
        self._number = 0
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._peers: list[Peer] = []

    async def open(self) -> None:
        """Makes the session and the room."""
        self._session = (await self._ask({"janus": "create"}))["data"]["id"]
        handle = await self._attach()
        make = {"request": "create", "room": 7, "publishers": 20, "videocodec": "vp8", "audiocodec": "opus"}
        await self._ask({"janus": "message", "handle_id": handle, "body": {**make, "bitrate": 2_500_000}})

    async def publish(self, name: str) -> tuple[Peer, int]:
        """A peer that sends; and its feed."""
        handle = await self._attach()
        joined = await self._tell(handle, {"request": "join", "ptype": "publisher", "room": 7, "display": name})
        peer = self._peer(name)
        assert peer.pc is not None
        ends = [peer.pc.addTransceiver(kind, direction="sendonly") for kind in ("audio", "video")]
        _silence(peer.pc)
        await peer.pc.setLocalDescription(await peer.pc.createOffer())
        answer = await self._tell(handle, {"request": "publish"}, _jsep(peer.pc))
        await peer.pc.setRemoteDescription(RTCSessionDescription(answer["jsep"]["sdp"], "answer"))
        await until(lambda: peer.dtls.state == "connected", f"{name} is up", 20)
        peer.ssrcs = (ends[1].sender._ssrc, ends[0].sender._ssrc)
        peer.numbers = (_number(answer["jsep"]["sdp"], "VP8/90000"), _number(answer["jsep"]["sdp"], "opus/48000/2"))
        return peer, int(joined["plugindata"]["data"]["id"])

    async def watch(self, name: str, feeds: list[int]) -> Peer:
        """A peer that gets these feeds."""
        handle = await self._attach()
        join = {"request": "join", "ptype": "subscriber", "room": 7, "streams": [{"feed": each} for each in feeds]}
        offered = await self._tell(handle, join)
        peer = self._peer(name)
        assert peer.pc is not None
        await peer.pc.setRemoteDescription(RTCSessionDescription(offered["jsep"]["sdp"], "offer"))
        _silence(peer.pc)
        await peer.pc.setLocalDescription(await peer.pc.createAnswer())
        await self._tell(handle, {"request": "start", "room": 7}, _jsep(peer.pc))
        await until(lambda: peer.dtls.state == "connected", f"{name} is up", 20)
        peer.count_only()
        return peer

    async def close(self) -> None:
        """Ends the peers."""
        await asyncio.gather(*(each.close() for each in self._peers))

    async def listen(self) -> None:
        """Reads what Janus says, to its end."""
        async for message in self._socket:
            said = message.json()
            if said["janus"] == "ack":
                continue
            waiting = self._waiting.pop(said.get("transaction", ""), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(said)

    def _peer(self, name: str) -> Peer:
        peer = Peer(name)
        peer.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._peers.append(peer)
        return peer

    async def _attach(self) -> int:
        attached = await self._ask({"janus": "attach", "plugin": "janus.plugin.videoroom"})
        return int(attached["data"]["id"])

    async def _tell(self, handle: int, body: dict[str, Any], jsep: dict[str, str] | None = None) -> dict[str, Any]:
        message: dict[str, Any] = {"janus": "message", "handle_id": handle, "body": body}
        return await self._ask(message if jsep is None else {**message, "jsep": jsep})

    async def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        number = str(self._number)
        waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({**message, "transaction": number, "session_id": self._session})
        async with asyncio.timeout(20):
            said: dict[str, Any] = await waiting
        data = said.get("plugindata", {}).get("data", {})
        if said["janus"] == "error" or "error" in data:
            raise RuntimeError(f"Janus: {said}")
        return said


@contextlib.asynccontextmanager
async def room(inside: list[str]) -> AsyncIterator[Room]:
    """Janus with one room, in the namespace that `inside` enters."""
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as name:
        folder = Path(name)
        lib = Path("/usr/lib/x86_64-linux-gnu/janus")
        plugins = ",".join(each.name for each in (lib / "plugins").glob("*.so") if "videoroom" not in each.name)
        transports = ",".join(each.name for each in (lib / "transports").glob("*.so") if "websockets" not in each.name)
        config = CONFIG.format(folder=folder, plugins=plugins, transports=transports)
        (folder / "janus.jcfg").write_text(config, encoding="utf-8")
        (folder / "janus.transport.websockets.jcfg").write_text(
            f'general: {{ ws = true, ws_port = {PORT}, ws_ip = "{FAR}", wss = false }}\n', encoding="utf-8"
        )
        (folder / "janus.plugin.videoroom.jcfg").write_text("general: {}\n", encoding="utf-8")
        log = (folder / "log").open("wb")
        command = [*inside, "janus", "-F", name, "-C", str(folder / "janus.jcfg")]
        process = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log)
        listening: asyncio.Task[None] | None = None
        try:
            async with aiohttp.ClientSession() as http:
                socket = await _socket(http, process, folder / "log")
                made = Room(Process(process.pid), socket)
                listening = asyncio.create_task(made.listen())
                await made.open()
                yield made
                await made.close()
                await socket.close()
        finally:
            if listening is not None:
                listening.cancel()
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
            log.close()


async def _socket(
    http: aiohttp.ClientSession, process: asyncio.subprocess.Process, log: Path
) -> aiohttp.ClientWebSocketResponse:
    for _ in range(100):
        if process.returncode is not None:
            break
        try:
            return await http.ws_connect(f"ws://{FAR}:{PORT}", protocols=["janus-protocol"], max_msg_size=0)
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)
    raise RuntimeError(f"Janus did not start: {await asyncio.to_thread(log.read_text)}")


def _jsep(pc: RTCPeerConnection) -> dict[str, str]:
    """Our description; Janus knows fingerprints by sha-256 only."""
    lines = pc.localDescription.sdp.split("\r\n")
    kept = [each for each in lines if not each.startswith(("a=fingerprint:sha-384", "a=fingerprint:sha-512"))]
    return {"type": pc.localDescription.type, "sdp": "\r\n".join(kept)}


def _number(sdp: str, codec: str) -> int:
    line = next(line for line in sdp.splitlines() if line.startswith("a=rtpmap:") and line.endswith(codec))
    return int(line.removeprefix("a=rtpmap:").split()[0])


def _silence(pc: RTCPeerConnection) -> None:
    for each in pc.getTransceivers():
        for end in (each.sender, each.receiver):
            end.send = end.receive = _nothing  # type: ignore[method-assign,union-attr]


async def _nothing(*_: Any) -> None:
    """Instead of aiortc's loops."""
