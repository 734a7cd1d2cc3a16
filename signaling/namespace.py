"""The socket side of a room: guard -> decode -> pure function -> append -> broadcast -> answer.

    rooms = attach(app, log=…, authorise=…, ice_servers=…, now_ms=…, origins=…, address_of=…)

`app` is an aiohttp application; the socket's path is /live/. The rooms begin with the application and end with it.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import socketio
from aiohttp import web

from signaling import commands
from signaling.calls import RELAY
from signaling.door import Seat, check
from signaling.log import RoomLog
from signaling.messages.hello import PROTOCOL, Hello
from signaling.messages.passing import Clock, Ice, MediaState, Resync, Signal
from signaling.neighbours import Neighbours
from signaling.open_room import OpenRoom
from signaling.rates import Bucket, Limits
from signaling.refusals import Refused
from signaling.rooms import Rooms
from signaling.shared import SharedFanOut
from signaling.transport import FanOut, Server

log = logging.getLogger(__name__)

PASSING = (Clock, Resync, Ice, Signal, MediaState)  # never in the log
Authorise = Callable[[Hello], Awaitable[Seat]]
IceServers = Callable[[Seat], list[dict[str, Any]]]


@dataclass(slots=True)
class Caller:
    """What we know of a socket that said hello."""

    sid: str
    seat: Seat
    room: OpenRoom
    since: int
    ephemeral: Bucket
    log: Bucket
    refusals: Bucket


def attach(
    app: web.Application,
    *,
    log: RoomLog,
    authorise: Authorise,
    ice_servers: IceServers,
    now_ms: Callable[[], int],
    origins: Iterable[str],
    address_of: Callable[[web.Request], str],
    limits: Limits | None = None,
    redis_url: str | None = None,
    path: str = "/live/",
) -> Rooms:
    """Gives an application its rooms.

    authorise: the seat a hello names, or raises Refused. origins: whose pages may open a socket. address_of: a
    request's address.
    """
    limits = limits or Limits()
    manager = SharedFanOut(redis_url) if redis_url else FanOut()
    server = Server(limits=limits, origins=origins, address_of=address_of, manager=manager)
    rooms = Rooms(log, now_ms, PROTOCOL)
    namespace = Namespace(server, rooms, authorise, ice_servers, address_of, limits)
    rooms.post = namespace
    if isinstance(manager, SharedFanOut):
        neighbours = Neighbours(rooms)
        rooms.is_shared = True
        manager.hear, rooms.is_deaf, rooms.on_beat = neighbours.hear, manager.is_deaf, neighbours.beat
    server.register_namespace(namespace)
    app.router.add_get(path, server.eio.handle_request)

    async def run(_: web.Application) -> AsyncIterator[None]:
        server.start()
        beating = asyncio.create_task(rooms.run(), name="rooms")
        yield
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        await server.stop()

    async def leave(_: web.Application) -> None:
        await rooms.restart()

    app.cleanup_ctx.append(run)
    app.on_shutdown.append(leave)
    return rooms


class Namespace(socketio.AsyncNamespace):  # type: ignore[misc]
    """All sockets of all rooms of this process, and the Post of its Rooms."""

    def __init__(
        self,
        server: Server,
        rooms: Rooms,
        authorise: Authorise,
        ice_servers: IceServers,
        address_of: Callable[[web.Request], str],
        limits: Limits,
    ) -> None:
        super().__init__("/")
        self.sio = server
        self.rooms = rooms
        self.authorise = authorise
        self.ice_servers = ice_servers
        self.address_of = address_of
        self.limits = limits
        self._callers: dict[str, Caller] = {}
        self._wrong: dict[str, Bucket] = {}

    async def trigger_event(self, event: str, *args: Any) -> Any:
        """Everything the layers below report: connect, arrived, command, disconnect."""
        if event == "command":
            return await self._command(*args)
        if event == "connect":
            return await self._connect(*args)
        if event == "arrived":
            return await self._arrived(*args)
        return await self._disconnect(*args)

    # ---- coming and going

    async def _connect(self, sid: str, environ: dict[str, Any], hello: Hello | Refused | None) -> None:
        address = self.address_of(environ["aiohttp.request"])
        try:
            self._callers[sid] = await self._welcome(sid, address, hello)
        except Refused as no:
            log.info("hello refused: %s", no.code)
            raise socketio.exceptions.ConnectionRefusedError(
                no.message, {"error": no.code, "message": no.message}
            ) from None

    async def _welcome(self, sid: str, address: str, hello: Hello | Refused | None) -> Caller:
        wrong = self._wrong.setdefault(address, Bucket(self.limits.wrong_hellos))
        now_s = time.monotonic()
        if len(self._wrong) > 1000:
            self._wrong = {one: bucket for one, bucket in self._wrong.items() if not bucket.is_full(now_s)}
        if not wrong.has(now_s):
            raise Refused("too-many")
        if hello is None or isinstance(hello, Refused):
            wrong.take(now_s)
            raise Refused("bad-hello")
        if hello.protocol != PROTOCOL:
            raise Refused("bad-hello", "This page is from another version of the server. Reload it.")
        try:
            seat = await self.authorise(hello)
        except Refused as no:
            if no.code == "bad-hello":
                wrong.take(now_s)
            raise
        theirs = [one.seat.peer for one in self._callers.values() if one.seat.person == seat.person]
        if len(theirs) >= self.limits.sockets_a_person and seat.peer not in theirs:
            raise Refused("too-many")
        room = await self.rooms.open(seat.room)
        check(room.room, seat)
        limits = self.limits
        return Caller(
            sid, seat, room, hello.since, Bucket(limits.ephemeral), Bucket(limits.log), Bucket(limits.refusals)
        )

    async def _arrived(self, sid: str) -> None:
        caller = self._callers[sid]
        try:
            await caller.room.attach(sid, caller.seat, caller.since)
        except Refused as no:
            await self.close(sid, no)
            return
        log.info("room %s: peer %s joined", caller.seat.room, caller.seat.peer)

    async def _disconnect(self, sid: str, *_reason: Any) -> None:
        caller = self._callers.pop(sid, None)
        if caller is not None:
            await caller.room.detach(sid, caller.seat.peer)
            log.info("room %s: peer %s lost its socket", caller.seat.room, caller.seat.peer)

    # ---- commands

    async def _command(self, sid: str, name: str, command: Any, is_asking: bool) -> Any:
        caller = self._callers.get(sid)
        if caller is None:
            return Refused("not-allowed").answer()
        try:
            return await self._do(caller, command)
        except Refused as no:
            if not caller.refusals.take(time.monotonic()):
                self.rooms.soon(self.close(sid, Refused("too-many")))
            if not is_asking:
                told = {**no.answer(), "command": name}
                del told["ok"]
                await self.emit("refused", told, (sid,))
            return no.answer()
        except Exception:
            log.exception("room %s: %s failed", caller.seat.room, name)
            return Refused("internal").answer()

    async def _do(self, caller: Caller, command: Any) -> dict[str, Any]:
        if isinstance(command, Refused):
            raise command
        is_ephemeral = isinstance(command, PASSING)
        if not (caller.ephemeral if is_ephemeral else caller.log).take(time.monotonic()):
            raise Refused("too-many")
        attached = caller.room.sockets.get(caller.seat.peer)
        if attached is None or attached.sid != caller.sid:
            raise Refused("not-allowed")
        commands.allow(command, attached.caller)
        if not is_ephemeral:
            return {"ok": True, "seq": await caller.room.submit(caller.seat.peer, command)}
        now_ms = self.rooms.now_ms()
        if isinstance(command, Clock):
            attached.rtt_ms, attached.rtt_at_ms = command.rtt_ms, now_ms
            return {"ok": True, "t0": command.t0, "t1_ms": now_ms}
        if isinstance(command, Resync):
            await caller.room.read_on(command.after)
            return {"ok": True, **caller.room.since(attached, command.after)}
        if isinstance(command, Ice):
            return {"ok": True, "ice": self.ice_servers(caller.seat)}
        if isinstance(command, Signal):
            return await self._signal(caller, command)
        return await self._media(caller, command)

    async def _signal(self, caller: Caller, signal: Signal) -> dict[str, Any]:
        room = caller.room
        if signal.to == RELAY and self.rooms.calls is not None:
            return await self.rooms.calls.signal(room, caller.seat.peer, signal)
        peer = room.room.peers.get(signal.to)
        if peer is None or peer.state != "in" or not room.is_online(signal.to):
            raise Refused("absent", where="$.to")
        if peer.device == "remote" or signal.to == caller.seat.peer or "trainer" not in (peer.role, caller.seat.role):
            raise Refused("not-allowed", where="$.to")
        told: dict[str, Any] = {"from": caller.seat.peer, "gen": signal.gen, "kind": signal.kind}
        if signal.sdp is not None:
            told["sdp"] = signal.sdp
        if signal.candidate is not None:
            told["candidate"] = signal.candidate
        await room.pass_signal(signal.to, told)
        return {"ok": True}

    async def _media(self, caller: Caller, media: MediaState) -> dict[str, Any]:
        told = {name: value for name, value in asdict(media).items() if value is not None}
        await caller.room.tell_media(caller.seat.peer, told)
        return {"ok": True}

    # ---- the Post of the rooms

    async def emit(self, event: str, data: Any, groups: Sequence[str], but: frozenset[str] = frozenset()) -> None:
        """Sends; see Post."""
        await self.sio.emit(event, data, to=groups, skip_sid=but, ignore_queue=True)

    async def join(self, sid: str, group: str) -> None:
        """Puts a socket into a group."""
        await self.sio.enter_room(sid, group)

    async def part(self, sid: str, group: str) -> None:
        """Takes a socket out of a group."""
        await self.sio.leave_room(sid, group)

    async def close(self, sid: str, no: Refused, after_ms: int | None = None) -> None:
        """Tells a socket why and closes it."""
        await self.sio.close(sid, no, after_ms)

    async def tell(self, kind: str, news: Mapping[str, Any]) -> None:
        """Tells the other processes; see Post."""
        if isinstance(self.sio.manager, SharedFanOut):
            await self.sio.manager.tell(kind, news)
