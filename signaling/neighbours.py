"""The rooms of other processes: who sits there, what they tell us. News may be lost, so it is said again and again."""

import logging
from collections.abc import Mapping
from typing import Any

from signaling.open_room import BELIEVED_MS, Elsewhere, OpenRoom
from signaling.refusals import Refused
from signaling.rooms import Rooms

log = logging.getLogger(__name__)

HERE_EVERY = 2  # beats


class Neighbours:
    """What this process tells and hears. One of it for all rooms, and only when there are several processes."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._beats = 0

    async def beat(self) -> None:
        """Once a second: reads on where another process wrote, and says who sits here."""
        heads = await self._rooms.log.heads([room.id for room in self._rooms])
        for id, head in heads.items():
            if room := self._rooms.get(id):
                await room.read_on(head)
        self._beats += 1
        if self._beats % HERE_EVERY == 0:
            for room in self._rooms:
                await self._say_who(room)

    async def hear(self, kind: str, news: Mapping[str, Any], host: str) -> None:
        """News of another process; about a room that is not open here it means nothing."""
        room = self._rooms.get(news["room"])
        if room is None:
            return
        if kind == "head":
            self._rooms.soon(room.read_on(news["head"]))
        elif kind == "here":
            await self._here(room, news["peers"], host)
        elif kind == "who":
            await self._say_who(room)
        elif kind == "presence":
            await self._presence(room, news["peer"], news["online"], host)
        elif kind == "taken":
            attached = room.sockets.get(news["peer"])
            if attached is not None and attached.at_ms < news["at_ms"]:  # the news may have waited for Redis
                await room.let_go(news["peer"], Refused("taken-over"))
        elif kind == "signal":
            if attached := room.sockets.get(news["to"]):
                await self._rooms.post.emit("signal", news["told"], (attached.sid,))
        elif kind == "media":
            await room.show_media(news["peer"], dict(news["media"]))
        elif kind == "expel":
            self._rooms.soon(room.expel(news["peers"], Refused(news["code"])))

    async def _say_who(self, room: OpenRoom) -> None:
        if room.sockets:
            peers = {peer: room.media.get(peer) for peer in room.sockets}
            await self._rooms.post.tell("here", {"room": room.id, "peers": peers})

    async def _here(self, room: OpenRoom, peers: Mapping[str, Any], host: str) -> None:
        for peer, media in peers.items():
            await self._presence(room, peer, True, host)
            if media is not None and room.media.get(peer) != media:
                await room.show_media(peer, media)

    async def _presence(self, room: OpenRoom, peer: str, online: bool, host: str) -> None:
        known = room.elsewhere.get(peer)
        if peer in room.sockets:
            return  # it moved to us; its old process has not heard yet
        if online:
            room.elsewhere[peer] = Elsewhere(host, self._rooms.now_ms() + BELIEVED_MS)
            if known is None:
                await room.show_presence(peer, True)
        elif known is not None and known.host == host:
            del room.elsewhere[peer]
            await room.show_presence(peer, False)
