"""A page as the wire sees it: raw WebSocket frames, all of them kept. It knows what the server told it."""

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import aiohttp
import msgspec

from server import ids
from server.live import Taken
from signaling.folding import fold
from signaling.log import Entry
from signaling.messages.hello import PROTOCOL
from signaling.room import Room

_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.decode
WITHIN_S = 15.0


class Closed(Exception):
    """The server refused or closed the socket."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.code = told.get("error", "")
        self.told = told
        super().__init__(str(told))


class Page:
    """One socket of one seat. `events` are those it got live or by replay, `frames` all bytes that came."""

    def __init__(self, url: str, taken: Taken) -> None:
        self.url = url
        self.taken = taken
        self.peer = taken.peer
        self.frames: list[bytes | str] = []
        self.messages: list[tuple[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.packets: list[dict[str, Any]] = []
        self.strays: list[dict[str, Any]] = []  # answers to numbers nobody asked under
        self.welcome: dict[str, Any] = {}
        self.caller = ""
        self.closed: dict[str, Any] | None = None
        self.is_down = False
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._ids = itertools.count()
        self._news = asyncio.Event()
        self._http: aiohttp.ClientSession | None = None
        self._reading: asyncio.Task[None] | None = None
        self.ws: aiohttp.ClientWebSocketResponse

    # ---- the connection

    async def connect(self, **headers: str) -> None:
        """Only the WebSocket."""
        self._http = aiohttp.ClientSession()
        url = f"{self.url}/live/?EIO=4&transport=websocket"
        self.ws = await self._http.ws_connect(url, headers=headers, compress=0, autoping=True)
        self._reading = asyncio.create_task(self._read(), name="page")

    async def open(self, since: int = 0, *, headers: dict[str, str] | None = None, **changes: Any) -> None:
        """Connects, says hello and waits for the welcome. Raises Closed."""
        await self.connect(**(headers or {}))
        await self.hello(since, **changes)
        await self.until(lambda: bool(self.welcome) or self.is_down)
        if not self.welcome:
            raise Closed(self.closed or {})

    async def hello(self, since: int = 0, **changes: Any) -> None:
        """Sends the hello."""
        taken = self.taken
        auth = {"room": taken.room, "peer": taken.peer, "resume": taken.resume, "since": since, "protocol": PROTOCOL}
        await self.send({"type": 0, "nsp": "/", "data": auth | changes})

    async def close(self) -> None:
        """Goes away."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
            await self.ws.close()
        if self._http is not None:
            await self._http.close()

    def cut(self) -> None:
        """The network is gone: no goodbye, the server's side stays open until it notices the reset."""
        connection = self.ws._response.connection
        if connection is not None and connection.transport is not None:
            connection.transport.abort()

    async def send(self, packet: Any) -> None:
        """Sends a packet as it is."""
        await self.ws.send_bytes(_encode(packet))

    async def _read(self) -> None:
        try:
            async for message in self.ws:
                self.frames.append(message.data)
                if isinstance(message.data, bytes):
                    self._take(_decode(message.data))
                elif message.data == "2":
                    await self.ws.send_str("3")
                self._news.set()
        finally:
            self.is_down = True
            self._news.set()
            for answer in self._answers.values():
                answer.cancel()

    def _take(self, packet: dict[str, Any]) -> None:
        self.packets.append(packet)
        if packet["type"] == 3:
            answer = self._answers.pop(packet["id"], None)
            if answer is None:
                self.strays.append(packet["data"][0])
            elif not answer.done():
                answer.set_result(packet["data"][0])
        elif packet["type"] == 4:
            self.closed = packet["data"]["data"]
        elif packet["type"] == 2:
            name, data = packet["data"]
            self.messages.append((name, data))
            if name == "welcome":
                self.welcome, self.caller = data, data["caller"]
                self.events += data["events"]
            elif name == "event":
                self.events.append(data)
            elif name == "closed":
                self.closed = data

    # ---- talking

    async def call(self, name: str, **body: Any) -> dict[str, Any]:
        """Sends a command and gives its answer."""
        id = next(self._ids)
        answer = self._answers[id] = asyncio.get_running_loop().create_future()
        await self.send({"type": 2, "nsp": "/", "data": [name, body], "id": id})
        told: dict[str, Any] = await asyncio.wait_for(answer, WITHIN_S)
        return told

    async def do(self, name: str, **body: Any) -> dict[str, Any]:
        """Sends a command of the log with a fresh id and gives its answer."""
        return await self.call(name, **({"id": ids.new()} | body))

    async def done(self, name: str, **body: Any) -> int:
        """A command of the log that must be taken; gives its seq."""
        answer = await self.do(name, **body)
        assert answer["ok"], answer
        return int(answer["seq"])

    async def refused(self, name: str, **body: Any) -> str:
        """A command of the log that must be refused; gives the code."""
        answer = await self.do(name, **body)
        assert not answer["ok"], answer
        assert answer["message"]
        return str(answer["error"])

    async def until(self, is_so: Callable[[], bool], within_s: float = WITHIN_S) -> None:
        """Waits for news until something is so."""
        loop = asyncio.get_running_loop()
        deadline_s = loop.time() + within_s
        while not is_so():
            self._news.clear()
            left_s = deadline_s - loop.time()
            if left_s <= 0:
                raise TimeoutError(
                    f"not so within {within_s} s; messages: {self.messages[-10:]}, closed: {self.closed}"
                )
            try:
                await asyncio.wait_for(self._news.wait(), left_s)
            except TimeoutError:
                continue

    async def event(self, type: str, **payload: Any) -> dict[str, Any]:
        """The first event of a type with this in its payload, waited for."""

        def found() -> list[dict[str, Any]]:
            return [one for one in self.events if one.get("type") == type and payload.items() <= one["payload"].items()]

        await self.until(lambda: bool(found()))
        return found()[0]

    async def ended(self) -> str:
        """The code with which the server closed this page, waited for."""
        await self.until(lambda: self.is_down)
        return str((self.closed or {}).get("error"))

    def heard(self, name: str) -> list[Any]:
        """All messages of a name."""
        return [data for one, data in self.messages if one == name]

    @property
    def seqs(self) -> list[int]:
        """Numbers of the events that came, in their order."""
        return [event["seq"] for event in self.events]

    def saw_on_the_wire(self, words: str) -> bool:
        """Whether these words were in any frame that came."""
        return any(words.encode() in (one if isinstance(one, bytes) else one.encode()) for one in self.frames)


def folded(events: list[dict[str, Any]], room: Room | None = None) -> Room:
    """The room as a page would fold it from the events it got."""
    room = room or Room()
    for event in events:
        if "hidden" not in event:
            audience = event["audience"]
            entry = Entry(
                seq=event["seq"],
                at_ms=event["at_ms"],
                type=event["type"],
                payload=event["payload"],
                audience=audience if isinstance(audience, str) else tuple(audience),
                actor=event["actor"],
                valid_ms=event.get("valid_ms"),
            )
            room = fold(room, entry)
    return room
