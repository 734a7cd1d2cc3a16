"""python-socketio and python-engineio with a guard in front: the only module that touches their private names.

What is ours here: WebSocket only; every frame passes `guard` before any decoder of theirs; one ticker for all sockets
in place of a task for each; a frame is encoded once for all who get it and written without a queue, and a page that
cannot keep up is cut off (the log gives it back what it missed). tests/signaling/test_transport_contract.py fails
when an upgrade moves what this file leans on.
"""

import asyncio
import contextlib
import logging
import struct
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import engineio
import msgspec
import socketio
from aiohttp import WSMsgType, web
from engineio import async_socket
from engineio import packet as eio_packet
from socketio import msgpack_packet
from socketio import packet as sio_packet
from socketio.async_manager import AsyncManager

from signaling import guard
from signaling.rates import Bucket, Limits
from signaling.refusals import Refused

log = logging.getLogger(__name__)

PING_EVERY_S = 5  # a page that said nothing between two pings is not there
HELLO_WITHIN_S = 2
TICK_S = 0.5
GOODBYE_S = 2  # how long a page may take to close its side
BACKLOG_BYTES = 8 * 1024 * 1024  # a page that leaves more than this unread is cut off; a long room's snapshot fits

_encode = msgspec.msgpack.Encoder().encode
_PING = eio_packet.Packet(eio_packet.PING)


class Packet(msgpack_packet.MsgPackPacket):  # type: ignore[misc]
    """A Socket.IO packet over msgpack; what comes in was read by the guard already."""

    def encode(self) -> bytes:
        """The packet's bytes, without what is absent: socket.io's own parser takes a goodbye with data for an error."""
        packet = {"type": self.packet_type, "nsp": self.namespace}
        if self.data is not None:
            packet["data"] = self.data
        if self.id is not None:
            packet["id"] = self.id
        return _encode(packet)

    def decode(self, packet: guard.Packet) -> None:
        """Takes over what the guard found."""
        self.packet_type = packet.type
        self.data = packet.data
        self.id = packet.id
        self.namespace = "/"


class Socket(async_socket.AsyncSocket):  # type: ignore[misc]
    """One WebSocket. Frames are written at once; nothing waits for a slow page."""

    server: "Engine"

    def __init__(self, server: "Engine", sid: str) -> None:
        super().__init__(server, sid)
        self.began_s = self.heard_s = time.monotonic()
        self.pinged_s = self.began_s
        self.has_said_hello = False
        self.is_ending = False
        self._frames = Bucket(server.limits.frames)
        self._transport: asyncio.Transport | None = None
        self._early: list[bytes] = []  # written before the WebSocket was there

    async def send(self, pkt: eio_packet.Packet) -> None:
        """Writes a packet; a socket that has ended takes nothing more."""
        self.write(frame(pkt.encode()))

    def write(self, data: bytes) -> None:
        """Writes a whole WebSocket frame."""
        transport = self._transport
        if transport is None:
            self._early.append(data)
        elif self.is_ending or self.closed or transport.is_closing():
            return
        elif transport.get_write_buffer_size() > BACKLOG_BYTES:
            log.info("cut off a page that reads too slowly: %s", self.sid)
            transport.abort()
        else:
            transport.write(data)

    def end(self, code: int = 1000) -> None:
        """Says goodbye and stops listening; the page has GOODBYE_S to close its side."""
        if self.is_ending or self.closed:
            return
        self.write(_CLOSE + struct.pack("!H", code))
        self.is_ending = True
        if self._transport is not None:
            asyncio.get_running_loop().call_later(GOODBYE_S, self._transport.abort)

    def cut(self) -> None:
        """Drops the connection without a word: the page is not there."""
        if self._transport is not None:
            self._transport.abort()

    def schedule_ping(self) -> None:
        """Nothing: the ticker of the Engine pings."""

    async def _websocket_handler(self, ws: "WebSocket") -> None:
        self.connected = self.upgraded = True
        self._transport = ws.transport
        for data in self._early:
            self._transport.write(data)
        self._early.clear()
        # In a task of its own: here every frame would wake the whole stack of middlewares above us.
        listening = asyncio.create_task(self._listen(ws), name=f"socket {self.sid}")
        try:
            await listening
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            self.end()
            ws.transport.close()  # so that aiohttp, which knows nothing of our goodbye, cannot say a second one
            await self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)

    async def _listen(self, ws: "WebSocket") -> None:
        while (message := await ws.receive()).type in (WSMsgType.BINARY, WSMsgType.TEXT):
            if not self.is_ending:
                await self._heard(message.data)

    async def _heard(self, data: bytes | str) -> None:
        self.heard_s = time.monotonic()
        try:
            if not self._frames.take(self.heard_s):
                raise Refused("too-many")
            if isinstance(data, str):
                if guard.read_text(data) == "close":
                    self.end()
            else:
                await self.server.heard(self.sid, guard.read(data))
        except guard.BadFrame as problem:
            log.info("bad frame: %s", problem)
            await self.server.turn_away(self.sid, Refused("bad-frame"))
        except Refused as no:
            await self.server.turn_away(self.sid, no)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("a frame could not be handled")
            await self.server.turn_away(self.sid, Refused("internal"))


class Engine(engineio.AsyncServer):  # type: ignore[misc]
    """The Engine.IO server: takes WebSockets from our own pages and keeps them alive."""

    limits: Limits
    origins: tuple[str, ...]
    address_of: Callable[[web.Request], str]
    heard: Callable[[str, guard.Packet], Awaitable[None]]
    turn_away: Callable[[str, Refused], Awaitable[None]]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._async: dict[str, Any] = {**self._async, "websocket": WebSocket}
        self.sockets: dict[str, Socket]
        self.start_service_task: bool
        self._addresses: dict[str, int] = {}

    async def handle_request(self, request: web.Request) -> web.StreamResponse:
        """Answers the socket's address: a WebSocket, or a coded refusal."""
        origin = request.headers.get("Origin")
        if origin is not None and origin not in self.origins:
            return _refuse(403, "cross-site", "This was sent from another site, so it was not done.")
        query = request.query
        is_ours = query.get("EIO") == "4" and query.get("transport") == "websocket" and "sid" not in query
        if not is_ours or request.headers.get("Upgrade", "").lower() != "websocket":
            return _refuse(400, "bad-hello", "This address takes the sockets of Spotter's own pages only.")
        address = self.address_of(request)
        if self._addresses.get(address, 0) >= self.limits.sockets_an_address:
            return _refuse(429, "too-many", "There are too many connections from your address.")
        self._addresses[address] = self._addresses.get(address, 0) + 1
        try:
            response: web.StreamResponse = await super().handle_request(request)
            return response
        except ConnectionResetError:
            return web.Response()  # the page gave up before we came to it; nobody reads this
        finally:
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    async def _handle_connect(self, environ: dict[str, Any], transport: str, jsonp_index: None = None) -> Any:
        if self.start_service_task:
            self.start_service_task = False
            self.service_task_handle = self.start_background_task(self._service_task)
        sid = self.generate_id()
        socket = self.sockets[sid] = Socket(self, sid)
        opened = {
            "sid": sid,
            "upgrades": [],
            "pingTimeout": PING_EVERY_S * 1000,
            "pingInterval": PING_EVERY_S * 1000,
            "maxPayload": guard.MAX_BYTES,
        }
        await socket.send(eio_packet.Packet(eio_packet.OPEN, opened))
        await self._trigger_event("connect", sid, environ, run_async=False)
        try:
            return await socket.handle_get_request(environ)
        finally:
            self.sockets.pop(sid, None)

    async def _service_task(self) -> None:
        self.service_task_event = asyncio.Event()
        ping = frame(_PING.encode())
        due_s = time.monotonic()
        while not self.service_task_event.is_set():
            now_s = time.monotonic()
            late_s, due_s = max(0.0, now_s - due_s), now_s + TICK_S
            for socket in list(self.sockets.values()):
                if socket.is_ending:
                    continue
                if not socket.has_said_hello:
                    socket.began_s += late_s  # while we did not listen, nobody could be heard
                if not socket.has_said_hello and now_s - socket.began_s > HELLO_WITHIN_S:
                    await self.turn_away(socket.sid, Refused("bad-hello"))
                elif now_s - socket.pinged_s >= PING_EVERY_S:
                    if socket.heard_s < socket.pinged_s:
                        socket.cut()
                    else:
                        socket.pinged_s = now_s
                        socket.write(ping)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.service_task_event.wait(), TICK_S)


class WebSocket:
    """aiohttp's WebSocket as engineio asks for it, without compression."""

    def __init__(self, handler: Callable[["WebSocket"], Awaitable[None]], server: Engine) -> None:
        self._handler = handler
        # autoclose off: Socket.end says goodbye itself, and a page that hears it twice reports an error.
        self._response = web.WebSocketResponse(
            max_msg_size=guard.MAX_BYTES, compress=False, timeout=GOODBYE_S, autoclose=False
        )
        self.receive = self._response.receive
        self.transport: asyncio.Transport

    async def __call__(self, environ: dict[str, Any]) -> web.StreamResponse:
        request: web.Request = environ["aiohttp.request"]
        await self._response.prepare(request)
        if request.transport is not None:
            self.transport = request.transport
            await self._handler(self)
        return self._response


class Server(socketio.AsyncServer):  # type: ignore[misc]
    """The Socket.IO server of the rooms. Handlers run in order, one at a time for each socket."""

    eio: Engine

    def __init__(
        self, *, limits: Limits, origins: Iterable[str], address_of: Callable[[web.Request], str], manager: AsyncManager
    ) -> None:
        quiet = logging.getLogger("signaling.socketio")
        quiet.setLevel(logging.ERROR)  # theirs speak of every emit
        super().__init__(
            client_manager=manager,
            serializer=Packet,
            async_handlers=False,
            always_connect=False,
            namespaces=["/"],
            logger=quiet,
            engineio_logger=quiet,
            async_mode="aiohttp",
            transports=["websocket"],
            cors_allowed_origins=list(origins),
            allow_upgrades=False,
            max_http_buffer_size=guard.MAX_BYTES,
        )
        self.manager_initialized: bool
        self.eio.limits = limits
        self.eio.origins = tuple(origins)
        self.eio.address_of = address_of
        self.eio.heard = self._heard
        self.eio.turn_away = self._turn_away

    def start(self) -> None:
        """Begins to hear other processes, if there are any."""
        if not self.manager_initialized:
            self.manager_initialized = True
            self.manager.initialize()

    async def stop(self) -> None:
        """Ends what runs beside the sockets."""
        await self.shutdown()
        await self.manager.close()

    async def close(self, sid: str, no: Refused, after_ms: int | None = None) -> None:
        """Tells a page why, and closes its socket."""
        eio_sid = self.manager.eio_sid_from_sid(sid, "/")
        if eio_sid is not None:
            await self._turn_away(eio_sid, no, after_ms)

    def is_there(self, sid: str) -> bool:
        """Whether this socket still listens."""
        socket = self.eio.sockets.get(self.manager.eio_sid_from_sid(sid, "/"))
        return socket is not None and not socket.is_ending

    async def _turn_away(self, eio_sid: str, no: Refused, after_ms: int | None = None) -> None:
        socket = self.eio.sockets.get(eio_sid)
        if socket is None or socket.is_ending:
            return
        told: dict[str, Any] = {"error": no.code, "message": no.message}
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if sid is not None and self.manager.is_connected(sid, "/"):
            if after_ms is not None:
                told["after_ms"] = after_ms
            await self._send_packet(eio_sid, Packet(sio_packet.EVENT, ["closed", told], "/"))
            await self.disconnect(sid, ignore_queue=True)
        else:
            problem = {"message": no.message, "data": told}
            await self._send_packet(eio_sid, Packet(sio_packet.CONNECT_ERROR, problem, "/"))
        socket.end()

    async def _handle_connect(self, eio_sid: str, namespace: str, data: Any) -> None:
        if self.manager.sid_from_eio_sid(eio_sid, "/") is not None:
            return await self._turn_away(eio_sid, Refused("bad-frame"))
        if waiting := self.eio.sockets.get(eio_sid):
            waiting.has_said_hello = True  # how long it takes us to believe it is no fault of the page's
        await super()._handle_connect(eio_sid, namespace, data)
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        socket = self.eio.sockets.get(eio_sid)
        if socket is None:
            return None
        if sid is None or not self.manager.is_connected(sid, "/"):
            return socket.end()
        await self._trigger_event("arrived", "/", sid)
        return None

    async def _handle_disconnect(self, eio_sid: str, namespace: str, reason: str | None = None) -> None:
        await super()._handle_disconnect(eio_sid, namespace, reason)
        if socket := self.eio.sockets.get(eio_sid):
            socket.end()

    async def _heard(self, eio_sid: str, packet: guard.Packet) -> None:
        if packet.type != guard.EVENT:
            await self._handle_eio_message(eio_sid, packet)
            return
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if sid is None or not self.manager.is_connected(sid, "/"):
            await self._turn_away(eio_sid, Refused("bad-hello"))
            return
        event, *arguments = packet.data
        answer = await self.namespace_handlers["/"].trigger_event(event, sid, *arguments)
        if packet.id is not None:
            await self._send_packet(eio_sid, Packet(sio_packet.ACK, [answer], "/", packet.id))

    async def _send_packet(self, eio_sid: str, pkt: Packet) -> None:
        socket = self.eio.sockets.get(eio_sid)
        if socket is not None:
            socket.write(frame(pkt.encode()))

    def _engineio_server_class(self) -> type[Engine]:
        return Engine


class FanOut(AsyncManager):  # type: ignore[misc]
    """A client manager that encodes a message once and writes it to everybody in the same breath."""

    async def close(self) -> None:
        """Nothing runs beside it."""

    async def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **options: Any,
    ) -> None:
        """Sends to one socket, one group or several; `skip_sid` is a set of sockets left out."""
        members = self.rooms.get(namespace)
        if members is None:
            return
        groups = to or room
        data = frame(Packet(sio_packet.EVENT, [event, data], namespace).encode())
        sockets = self.server.eio.sockets
        for group in (groups,) if isinstance(groups, str) else groups:
            for sid, eio_sid in members.get(group, {}).items():
                if not skip_sid or sid not in skip_sid:
                    socket = sockets.get(eio_sid)
                    if socket is not None:
                        socket.write(data)


def frame(payload: bytes | str) -> bytes:
    """One WebSocket frame (RFC 6455, 5.2): a server's carry no mask, so all who get it share the bytes."""
    opcode, body = (0x81, payload.encode("utf-8")) if isinstance(payload, str) else (0x82, payload)
    length = len(body)
    if length < 126:
        return struct.pack("!BB", opcode, length) + body
    if length < 65536:
        return struct.pack("!BBH", opcode, 126, length) + body
    return struct.pack("!BBQ", opcode, 127, length) + body


_CLOSE = b"\x88\x02"


def _refuse(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": code, "message": message}, status=status)
