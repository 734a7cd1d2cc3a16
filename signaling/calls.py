"""A room's pictures through the relay: what its pages say is passed on, what the relay tells reaches them.

A page asks by `signal`; a relay that does not know it is asked to admit it. Which relay holds a room is for `Planes`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from signaling import arranging
from signaling.log import Draft
from signaling.media import plane as media
from signaling.media.lanes import Device
from signaling.media.plane import Arranged, News, Offered, Recorded, Refusal, Shows, Speaking
from signaling.media.star import Seat
from signaling.messages.passing import Signal
from signaling.refusals import CODES, Refused
from signaling.room import Peer, Room

if TYPE_CHECKING:
    from signaling.open_room import OpenRoom
    from signaling.rooms import Rooms

log = logging.getLogger(__name__)

RELAY = "relay"  # as a peer's id in `to`
AGAIN_S = 0.5
PURPOSE = "recording"


class Plane(media.MediaPlane, Protocol):
    """A media plane that also records."""

    async def record(self, room: str, session: str, recording: str, agreed: Mapping[str, float]) -> None:
        """See Recorders."""

    async def agree(self, room: str, person: str, since_ms: float | None) -> None:
        """See Recorders."""

    async def stop_recording(self, room: str) -> None:
        """See Recorders.stop."""


@dataclass(frozen=True, slots=True)
class Held:
    """The plane that holds a room, and its name."""

    via: str
    plane: Plane


class Planes(Protocol):
    """Where the planes are."""

    async def of(self, room: str) -> Held:
        """The plane that holds a room; another one, when that is gone. Raises Refusal: unavailable, no-capacity."""
        ...

    async def holding(self, room: str) -> Held | None:
        """The plane that holds a room now, if any does; gives it to nobody and begins none."""
        ...


# Who agreed to be recorded in a room, and since when: person -> epoch ms.
Agreed = Callable[[str], Awaitable[Mapping[str, float]]]
# Keeps for good what became of somebody's recording in a room.
Note = Callable[[Recorded], Awaitable[None]]


class Calls:
    """The calls of all rooms of this process."""

    def __init__(self, rooms: "Rooms", planes: Planes, agreed: Agreed, note: Note) -> None:
        self._rooms = rooms
        self._planes = planes
        self._agreed = agreed
        self._note = note
        self._news: asyncio.Queue[tuple[str, News]] = asyncio.Queue()

    # ---- from the pages

    async def signal(self, room: "OpenRoom", peer: str, signal: Signal) -> dict[str, Any]:
        """What a page says to the relay. Raises Refused."""
        if room.room.mode != "relay":
            raise Refused("absent", where="$.to")
        if signal.kind == "offer":
            raise Refused("not-allowed", "The relay always offers.", "$.kind")
        try:
            held = await self._planes.of(room.id)
            said = media.Signal(kind=signal.kind, gen=signal.gen, sdp=signal.sdp)
            try:
                await held.plane.signal(room.id, peer, said)
            except Refusal as no:
                if no.code != "absent" or signal.kind != "renew":
                    raise
                await self._admit(held, room, peer)
        except Refusal as no:
            raise _refused(no) from None
        return {"ok": True}

    async def _admit(self, held: Held, room: "OpenRoom", peer: str) -> None:
        who = room.room.peers[peer]
        await held.plane.admit(room.id, seat_of(who), arranging.policy(room.room))
        if _is_recorded(room.room):
            await self._record(held, room)

    # ---- from the log

    def arranged(self, room: "OpenRoom") -> None:
        """The trainer decided something, or somebody came."""

        async def go() -> None:
            if held := await self._planes.holding(room.id):
                await held.plane.arrange(room.id, arranging.policy(room.room))  # as it is by now: the last said counts

        self._soon(go())

    def left(self, room: "OpenRoom", peer: str) -> None:
        """A peer is in the room no more."""

        async def go() -> None:
            if held := await self._planes.holding(room.id):
                await held.plane.leave(room.id, peer)

        self._soon(go())

    def recording(self, room: "OpenRoom") -> None:
        """It began, ended, or this process came to know of it."""

        async def go() -> None:
            if _is_recorded(room.room):
                await self._record_at_last(room)
            elif held := await self._planes.holding(room.id):
                await held.plane.stop_recording(room.id)

        self._soon(go())

    def consented(self, room: "OpenRoom", payload: Mapping[str, Any], at_ms: int) -> None:
        """Somebody agreed to something while the room was open, or took it back."""

        async def go() -> None:
            if held := await self._planes.holding(room.id):
                await held.plane.agree(room.id, payload["person"], float(at_ms) if payload["given"] else None)

        if payload["purpose"] == PURPOSE and _is_recorded(room.room):
            self._soon(go())

    async def _record_at_last(self, room: "OpenRoom") -> None:
        try:
            await self._record(await self._planes.of(room.id), room)
        except Refusal as no:
            why = no.code
            log.error("room %s cannot be recorded: %s", room.id, why)
            await room.write(lambda state: arranging.ended(state, self._rooms.now_ms(), why=why))

    async def _record(self, held: Held, room: "OpenRoom") -> None:
        recording = room.room.recording
        assert recording is not None
        agreed = dict(await self._agreed(room.id))
        agreed[room.room.peers[recording.by].person] = float(recording.started_at_ms)  # who presses it agrees by it
        now = room.room.recording
        if _is_recorded(room.room) and now and now.id == recording.id:  # it may have ended while we asked
            await held.plane.record(room.id, room.id, recording.id, agreed)

    # ---- from the relays

    def hear(self, via: str, news: News) -> None:
        """News of a relay, in their order."""
        self._news.put_nowait((via, news))

    def lost(self, via: str, rooms: list[str]) -> None:
        """A relay is gone: its rooms go on at another."""
        for id in rooms:
            if (room := self._rooms.get(id)) is not None and room.room.mode == "relay":
                self._soon(self._move(room))

    async def run(self) -> None:
        """Passes the news on, for ever."""
        while True:
            via, news = await self._news.get()
            try:
                await self._tell(via, news)
            except Exception:
                log.exception("news of relay %s could not be told", via)

    async def _tell(self, via: str, news: News) -> None:
        room = self._rooms.get(news.room)
        if room is None:
            return
        held = await self._planes.holding(news.room)
        if held is None or held.via != via:
            return
        match news:
            case Offered(peer=peer, gen=gen, sdp=sdp, shows=shows):
                await self._to(room, peer, kind="offer", via=via, gen=gen, sdp=sdp, shows=_shows(shows))
            case Arranged(peer=peer, gen=gen, shows=shows):
                await self._to(room, peer, kind="arranged", via=via, gen=gen, shows=_shows(shows))
            case Speaking(peer=peer):
                groups = room.who_see(room.room.peers.get(peer) if peer else None)
                await self._rooms.post.emit("speaking", {"peer": peer}, groups)
            case Recorded():
                if await room.write(lambda state: _recorded(state, news, self._rooms.now_ms())) and news.person:
                    await self._note(news)

    async def _to(self, room: "OpenRoom", peer: str, **told: Any) -> None:
        attached = room.sockets.get(peer)
        if attached is not None and attached.caller != "lobby":
            await self._rooms.post.emit("relayed", told, (attached.sid,))

    async def _move(self, room: "OpenRoom") -> None:
        """Admits everybody anew whose socket is here, as soon as there is a relay."""
        while room.sockets and room.room.state == "open":
            try:
                held = await self._planes.of(room.id)
                for peer in [id for id, one in room.sockets.items() if one.caller != "lobby"]:
                    await self._admit(held, room, peer)
                return
            except Refusal as no:
                log.warning("room %s waits for a relay: %s", room.id, no.code)
                await asyncio.sleep(AGAIN_S)

    def _soon(self, errand: Awaitable[None]) -> None:
        async def go() -> None:
            try:
                await errand
            except Refusal as no:
                log.warning("a relay refused: %s", no.code)

        self._rooms.soon(go())


def seat_of(peer: Peer) -> Seat:
    """A peer as the relay knows it."""
    device: Device = "camera" if peer.device == "camera" else "main"  # a remote may not say `signal`
    return Seat(peer=peer.id, person=peer.person, role=peer.role, device=device)


def _is_recorded(room: Room) -> bool:
    return room.recording is not None and room.recording.state == "running" and room.state == "open"


def _shows(shows: Any) -> list[dict[str, Any]]:
    return [{"place": one.place, "peer": one.peer, "pair": one.pair} for one in shows if isinstance(one, Shows)]


def _recorded(room: Room, news: Recorded, now_ms: int) -> list[Draft]:
    """What a recorder told, for the log; once, though every process hears it."""
    if room.recording is None or room.recording.id != news.recording:
        return []
    if news.what == "ended":
        return arranging.ended(room, now_ms, why=news.why)
    told = {"person": news.person, "what": news.what, "why": news.why}
    if room.recorded.get(news.source) == told:
        return []
    payload = {"recording": news.recording, "source": news.source, **told}
    return [Draft(type="recorded", payload=payload, audience=(news.person,))]


def _refused(no: Refusal) -> Refused:
    return Refused(no.code if no.code in CODES else "internal", no.sentence, no.where)
