"""Clients that are not ours: socket.io-client in Node with the example on top, and python-socketio's own."""

import asyncio
import dataclasses
import json
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import socketio

from server import ids
from server.live import Taken
from signaling.messages.hello import PROTOCOL
from tests.live.house import House
from tests.stage import ROOT


class Second:
    """The example client in a Node process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.said: list[dict[str, Any]] = []

    async def hears(self, what: str) -> dict[str, Any]:
        """The next line that has this key; what comes before is kept in `said`."""
        assert self._process.stdout is not None
        async with asyncio.timeout(15):
            while line := await self._process.stdout.readline():
                told: dict[str, Any] = json.loads(line)
                self.said.append(told)
                if what in told:
                    return told
        raise AssertionError(f"it ended without {what}: {self.said}")

    async def tell(self, name: str, **body: Any) -> None:
        """Has it send a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([name, body]).encode() + b"\n")
        await self._process.stdin.drain()


@pytest.fixture
async def start() -> AsyncIterator[Any]:
    running: list[asyncio.subprocess.Process] = []

    async def begin(house: House, taken: Taken) -> Second:
        node = shutil.which("node")
        if node is None or not (ROOT / "node_modules/socket.io-msgpack-parser").exists():
            pytest.skip("node, or socket.io-msgpack-parser, is not installed")
        seat = json.dumps({"room": taken.room, "peer": taken.peer, "resume": taken.resume})
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            node, str(ROOT / "tests/live/second_client.mjs"), house.url, seat, stdin=pipe, stdout=pipe
        )
        running.append(process)
        return Second(process)

    yield begin
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_the_example_client_follows_a_room(house: House, start: Any) -> None:
    alice = await house.enter(house.cast.alice)
    taken = await house.take(house.cast.bob)
    bob = await start(house, taken)
    assert (await bob.hears("welcome"))["welcome"] == "lobby"
    await alice.done("admit", peer=taken.peer)
    assert (await bob.hears("welcome"))["welcome"] == "client"

    seq = await alice.done("cue.send", say="Knees out")
    told = await bob.hears("event")
    assert (told["event"]["seq"], told["event"]["payload"]["say"], told["isLive"]) == (seq, "Knees out", True)
    await bob.tell("chat.send", text="Grüße 😀")
    assert (await bob.hears("answer"))["answer"] == {"ok": True, "seq": seq + 1}
    assert (await alice.event("chat"))["payload"] == {"text": "Grüße 😀", "name": "Bob"}

    await bob.tell("now")
    assert abs((await bob.hears("now"))["now"] - house.clock()) < 100


async def test_the_example_client_comes_back_and_misses_nothing(house: House, start: Any) -> None:
    alice = await house.enter(house.cast.alice)
    taken = await house.take(house.cast.bob)
    bob = await start(house, taken)
    await bob.hears("welcome")
    await alice.done("admit", peer=taken.peer)
    head = (await bob.hears("welcome"))["head"]
    await bob.tell("drop")
    await alice.until(lambda: {"peer": taken.peer, "online": False} in alice.heard("presence"))
    for place in range(5):
        await alice.done("cue.send", say=f"Cue {place}")
    await bob.tell("chat.send", text="sent while away")
    while (await bob.hears("event"))["event"]["type"] != "chat":
        pass
    events = [one["event"]["seq"] for one in bob.said if "event" in one]
    assert events == list(range(head + 1, head + 7))


async def test_the_example_client_ends_when_it_is_sent_away(house: House, start: Any) -> None:
    alice = await house.enter(house.cast.alice)
    taken = await house.take(house.cast.bob)
    bob = await start(house, taken)
    await bob.hears("welcome")
    await alice.done("kick", peer=taken.peer)
    assert (await bob.hears("closed"))["closed"] == "kicked"
    again = await start(house, taken)
    assert (await again.hears("closed"))["closed"] == "revoked"
    thief = await start(house, dataclasses.replace(taken, resume="x" * 43))
    assert (await thief.hears("closed"))["closed"] == "bad-hello"


async def test_a_goodbye_is_understood_even_in_one_breath_with_its_reason(house: House) -> None:
    """socket.io-msgpack-parser takes a DISCONNECT with `data: null` for an error and forgets what came before."""
    alice = await house.enter(house.cast.alice)
    bob = await house.enter(house.cast.bob)
    await alice.done("kick", peer=bob.peer)
    assert await bob.ended() == "kicked"
    assert bob.packets[-1] == {"type": 1, "nsp": "/"}


async def test_python_socketios_own_client_is_understood(house: House) -> None:
    alice = await house.enter(house.cast.alice)
    taken = await house.take(house.cast.bob)
    client = socketio.AsyncClient(serializer="msgpack", reconnection=False)
    heard: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
    for name in ("welcome", "event", "closed"):
        client.on(name, lambda told, name=name: heard.put_nowait((name, told)))

    async def next_(name: str) -> Any:
        async with asyncio.timeout(5):
            while True:
                got, told = await heard.get()
                if got == name:
                    return told

    auth = {"room": taken.room, "peer": taken.peer, "resume": taken.resume, "since": 0, "protocol": PROTOCOL}
    await client.connect(house.url, auth=auth, socketio_path="live", transports=["websocket"])
    assert (await next_("welcome"))["caller"] == "lobby"
    await alice.done("admit", peer=taken.peer)
    assert (await next_("welcome"))["caller"] == "client"
    answer = await client.call("chat.send", {"id": ids.new(), "text": "Hello"}, timeout=5)
    assert answer["ok"]
    assert (await next_("event"))["payload"] == {"text": "Hello", "name": "Bob"}
    await alice.done("session.end")
    assert (await next_("closed"))["error"] == "session-over"
    await client.disconnect()
    await client.wait()
