"""What an entry of the log does beside being told: to the sockets of a room in this process, and to its relay."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from signaling.log import Entry
from signaling.refusals import Refused

if TYPE_CHECKING:
    from signaling.open_room import OpenRoom


async def _knocked(room: "OpenRoom", entry: Entry) -> None:
    await room.known(entry)


async def _admitted(room: "OpenRoom", entry: Entry) -> None:
    await room.admitted(entry)


async def _arranged(room: "OpenRoom", entry: Entry) -> None:
    if room.rooms.calls is not None and room.room.mode == "relay":
        room.rooms.calls.arranged(room)


async def _recording(room: "OpenRoom", entry: Entry) -> None:
    if room.rooms.calls is not None:
        room.rooms.calls.recording(room)


async def _consent(room: "OpenRoom", entry: Entry) -> None:
    if room.rooms.calls is not None:
        room.rooms.calls.consented(room, entry.payload, entry.at_ms)


async def _denied(room: "OpenRoom", entry: Entry) -> None:
    await room.shut(lambda one: one.seat.peer == entry.payload["peer"], Refused("denied"))


async def _kicked(room: "OpenRoom", entry: Entry) -> None:
    for peer in room.room.peers.values():
        if peer.person == entry.payload["person"]:
            _hung_up(room, peer.id)
    await room.shut(lambda one: one.seat.person == entry.payload["person"], Refused("kicked"))


async def _left(room: "OpenRoom", entry: Entry) -> None:
    room.media.pop(entry.payload["peer"], None)
    _hung_up(room, entry.payload["peer"])
    code = {"moved": "taken-over", "left": "left"}.get(entry.payload["reason"])
    if code is not None:
        await room.shut(lambda one: one.seat.peer == entry.payload["peer"], Refused(code))


async def _over(room: "OpenRoom", entry: Entry) -> None:
    for peer in room.room.peers:
        _hung_up(room, peer)
    await room.shut(lambda one: True, Refused("session-over"))


def _hung_up(room: "OpenRoom", peer: str) -> None:
    if room.rooms.calls is not None and room.room.mode == "relay":
        room.rooms.calls.left(room, peer)


# What may change whom a client sees.
AROUND = ("session.opened", "stage", "peer.admitted", "peer.left", "peer.kicked")

EFFECTS: dict[str, Callable[["OpenRoom", Entry], Awaitable[None]]] = {
    "peer.knocked": _knocked,
    "peer.admitted": _admitted,
    "peer.denied": _denied,
    "peer.kicked": _kicked,
    "peer.left": _left,
    "session.ended": _over,
    "stage": _arranged,
    "recording": _recording,
    "consent": _consent,
}
