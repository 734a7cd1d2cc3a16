"""The load of fanout-vs-node, the same for both servers: rooms full of pages that cue, ping and count what they get.

    python -m bench.fanout_load URL SECONDS < seats.json      one list a room of {room, peer, resume}, the trainer first

Prints `ready` when everybody is in; for each line that comes it runs so long and prints a line of JSON.
"""

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec
import uvloop

from bench.figure import percentile

AN_ADDRESS = 40  # sockets of one address; a server allows 50
_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.decode


@dataclass
class Page:
    """One socket."""

    seat: dict[str, str]
    number: int
    ws: Any = None
    is_in: asyncio.Event = field(default_factory=asyncio.Event)
    cues: list[str] = field(default_factory=list)
    waits_ms: list[float] = field(default_factory=list)  # from a cue's sending to its coming here
    pongs: int = 0
    beats: int = 0
    next_id: int = 0

    async def open(self, http: aiohttp.ClientSession, url: str) -> None:
        """Connects, says hello, and reads from then on."""
        headers = {"X-Forwarded-For": f"10.0.{self.number // AN_ADDRESS}.1"}
        self.ws = await http.ws_connect(f"{url}/live/?EIO=4&transport=websocket", headers=headers, compress=0)
        self.reading = asyncio.create_task(self._read())
        await self.ws.send_bytes(_encode({"type": 0, "nsp": "/", "data": {**self.seat, "since": 0, "protocol": 1}}))

    def forget(self) -> None:
        """Counts from nothing."""
        self.cues, self.waits_ms, self.pongs, self.beats = [], [], 0, 0

    async def send(self, name: str, body: dict[str, Any]) -> None:
        """Sends a command that asks for its answer."""
        self.next_id += 1
        await self.ws.send_bytes(_encode({"type": 2, "data": [name, body], "id": self.next_id, "nsp": "/"}))

    async def _read(self) -> None:
        async for message in self.ws:
            if isinstance(message.data, str):
                if message.data == "2":
                    await self.ws.send_str("3")
                continue
            packet = _decode(message.data)
            if packet["type"] == 3:
                answer = packet["data"][0]
                assert answer["ok"], answer
                self.pongs += "t1_ms" in answer
            elif packet["type"] == 2:
                name, told = packet["data"]
                if name == "event" and told.get("type") == "cue":
                    say = told["payload"]["say"]
                    self.cues.append(say)
                    self.waits_ms.append((time.monotonic() - float(say.split()[1])) * 1000)
                elif name == "welcome" and told["caller"] != "lobby":
                    self.is_in.set()
                elif name == "event" and told.get("type") == "peer.knocked":
                    body = {"id": f"admit-{told['seq']:06}", "peer": told["payload"]["peer"]["id"]}
                    await self.send("admit", body)
                elif name == "beat":
                    self.beats += 1
            elif packet["type"] == 4:
                raise SystemExit(f"refused: {packet['data']}")


async def run(url: str, seconds: float, rooms: list[list[dict[str, str]]]) -> None:
    """Fills the rooms; then for each line that comes a stretch of cues and pings, and its figures."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        pages = [
            [Page(seat, place * len(room) + at) for at, seat in enumerate(room)] for place, room in enumerate(rooms)
        ]
        for room in pages:
            await room[0].open(http, url)
            await asyncio.wait_for(room[0].is_in.wait(), 30)
            await asyncio.gather(*(page.open(http, url) for page in room[1:]))
            await asyncio.wait_for(asyncio.gather(*(page.is_in.wait() for page in room)), 30)
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await stretch(pages, seconds)), flush=True)
        everybody = [page for room in pages for page in room]
        for page in everybody:
            page.reading.cancel()
        await asyncio.gather(*(page.reading for page in everybody), return_exceptions=True)


async def stretch(pages: list[list[Page]], seconds: float) -> dict[str, float]:
    """A cue a second a room and a clock ping a second a page; what came of it."""
    everybody = [page for room in pages for page in room]
    for page in everybody:
        page.forget()
    until_s = time.monotonic() + seconds
    sent: list[list[str]] = [[] for _ in pages]

    async def cue(place: int) -> None:
        trainer = pages[place][0]
        await asyncio.sleep(random.random())
        while time.monotonic() < until_s:
            say = f"cue {time.monotonic()}"
            sent[place].append(say)
            body = {"id": f"cue-{place}-{time.monotonic_ns()}", "say": say, "kind": "form", "focus": "external"}
            await trainer.send("cue.send", {**body, "to": "everyone", "speak": False, "valid_ms": 3000})
            await asyncio.sleep(1)

    async def ping(page: Page) -> None:
        await asyncio.sleep(random.random())
        while time.monotonic() < until_s:
            await page.send("clock", {"t0": time.monotonic() * 1000, "rtt_ms": 1.5})
            await asyncio.sleep(1)

    await asyncio.gather(*(cue(place) for place in range(len(pages))), *(ping(page) for page in everybody))
    await asyncio.sleep(0.5)
    waits_ms = [wait for page in everybody for wait in page.waits_ms]
    return {
        "cues": sum(map(len, sent)),
        "delivered": sum(len(page.cues) for page in everybody),
        "pages_that_lack_some": sum(page.cues != sent[place] for place, room in enumerate(pages) for page in room),
        "pongs": sum(page.pongs for page in everybody),
        "beats": sum(page.beats for page in everybody),
        "p50_ms": round(percentile(waits_ms, 0.5), 2),
        "p99_ms": round(percentile(waits_ms, 0.99), 2),
    }


if __name__ == "__main__":
    seats = json.loads(sys.stdin.readline())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(sys.argv[1], float(sys.argv[2]), seats))
