"""One room that is open in this process: loaded from the log, written to in order, told to its pages.

The log decides. A room here is only its fold plus who has a socket; another process may write the same log, and then
this one reads on.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from signaling import arranging, clock, commands, door
from signaling.door import Seat
from signaling.effects import AROUND, EFFECTS
from signaling.folding import fold
from signaling.log import Conflict, Draft, Entry, number
from signaling.messages.values import Caller
from signaling.refusals import Refused
from signaling.room import Peer, Room
from signaling.views import hidden, sees, snapshot, view, wire

if TYPE_CHECKING:
    from signaling.rooms import Rooms

BELIEVED_MS = 7000  # a peer was said to be elsewhere, and is believed to be there for this long
HOLD_MS = 60_000  # a seat without a socket counts as lost after this long
REPLAY_MS = 10 * 60_000  # a gap of up to this long is replayed; beyond, a snapshot
REPLAY_EVENTS = 1000
RTT_MS = 30_000  # a round trip counts as recent for this long
FOR_TRAINERS = ("buffer", "clip_percent", "voiceless")  # of what a peer says it sends
IDLE_BEATS = 10  # a room nobody is in stays loaded so long: somebody may be at the door already

Decide = Callable[[Room], list[Draft]]


@dataclass(slots=True)
class Attached:
    """A socket of ours that sits in a room."""

    sid: str
    seat: Seat
    at_ms: int  # when it came
    caller: Caller = "lobby"
    rtt_ms: float | None = None
    rtt_at_ms: int = 0
    around: dict[str, Any] | None = None  # what it was last told of the others


@dataclass(slots=True)
class Elsewhere:
    """A peer that has its socket in another process, by that process's last word."""

    host: str
    until_ms: int


@dataclass(slots=True)
class OpenRoom:
    """One room in this process."""

    id: str
    rooms: "Rooms"
    room: Room = field(default_factory=Room)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    recent: deque[Entry] = field(default_factory=lambda: deque(maxlen=REPLAY_EVENTS))
    done: dict[str, int] = field(default_factory=dict)  # commands in the log -> their seq
    sockets: dict[str, Attached] = field(default_factory=dict)  # by peer
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)  # by peer
    media: dict[str, dict[str, Any]] = field(default_factory=dict)  # by peer: what it last said it sends
    lost_at_ms: dict[str, int] = field(default_factory=dict)  # by peer
    idle_beats: int = 0
    is_doubtful: bool = False  # an append ended in we do not know what: read on before anything else
    has_spoken: bool = False  # since the last beat
    is_trainer_here: bool = False

    # ---- writing

    async def submit(self, sender: str, command: Any) -> int:
        """Does a command of the log; gives its seq, or the head when it changed nothing. Raises Refused."""
        key = commands.command_key(sender, command.id)
        if key in self.done:
            return self.done[key]

        def decide(room: Room) -> list[Draft]:
            return commands.decide(room, sender, command, self.rooms.now_ms(), self.lead_ms())

        async with self.lock:
            entries = await self._append(decide, key)
            return entries[0].seq if entries else self.done.get(key, self.room.head)

    async def write(self, decide: Decide) -> list[Entry]:
        """Appends what `decide` makes of the room, asking again when another process was faster. Raises Refused."""
        async with self.lock:
            return await self._append(decide)

    async def _append(self, decide: Decide, key: str | None = None) -> list[Entry]:
        if self.is_doubtful:
            await self._read_on()
        is_fresh = False
        while True:
            if key is not None and key in self.done:
                return []
            try:
                drafts = decide(self.room)
            except Refused:
                if not self.rooms.is_shared or is_fresh:
                    raise
                await self._read_on()  # another process may know better
                is_fresh = True
                continue
            if not drafts:
                return []
            entries = number(drafts, self.room.head, max(self.rooms.now_ms(), self.room.at_ms))
            self.is_doubtful = True
            try:
                await self.rooms.log.append(self.id, entries)
            except Conflict:
                head = self.room.head
                await self._read_on()
                if self.room.head == head:
                    raise RuntimeError(f"the log takes nothing after {head}, and has nothing after it") from None
                continue
            self.is_doubtful = False
            for entry in entries:
                await self._take(entry)
            await self.rooms.post.tell("head", {"room": self.id, "head": self.room.head})
            return entries

    async def read_on(self, head: int) -> None:
        """Takes what another process wrote, up to `head` at least."""
        if head > self.room.head:
            async with self.lock:
                if head > self.room.head:
                    await self._read_on()

    async def _read_on(self) -> None:
        for entry in await self.rooms.log.read(self.id, self.room.head):
            await self._take(entry)
        self.is_doubtful = False

    async def _take(self, entry: Entry) -> None:
        """One more entry of the log: folded, told to its audience, and done to our sockets what it says."""
        self.remember(entry)
        await self._tell(entry)
        if entry.type in AROUND:
            await self._tell_around()
        if effect := EFFECTS.get(entry.type):
            await effect(self, entry)

    def remember(self, entry: Entry) -> None:
        """Folds an entry; tells nobody."""
        self.room = fold(self.room, entry)
        self.recent.append(entry)
        while self.recent[0].at_ms < entry.at_ms - REPLAY_MS:
            self.recent.popleft()
        if entry.command is not None:
            self.done[entry.command] = entry.seq

    # ---- telling

    async def _tell(self, entry: Entry) -> None:
        self.has_spoken = True
        if entry.audience == "everyone":
            return await self.rooms.post.emit("event", wire(entry), (self.trainers, self.others))
        named: frozenset[str] = frozenset()
        if isinstance(entry.audience, tuple):
            here = [one for one in self.sockets.values() if one.seat.role != "trainer" and one.caller != "lobby"]
            named = frozenset(one.sid for one in here if {one.seat.peer, one.seat.person} & {*entry.audience})
        await self.rooms.post.emit("event", wire(entry), (self.trainers, *named))
        await self.rooms.post.emit("event", hidden(entry), (self.others,), named)
        return None

    async def _tell_around(self) -> None:
        """Tells each client what the last entry changed about whom they see, and how they are seen."""
        for one in list(self.sockets.values()):
            peer = self.room.peers.get(one.seat.peer)
            if peer is None or peer.role == "trainer" or one.caller == "lobby":
                continue
            around = arranging.around(self.room, peer)
            if around == one.around:
                continue
            known = {other["id"] for other in (one.around or {}).get("others", ())}
            one.around = around
            await self.rooms.post.emit("around", around, (one.sid,))
            for id in [other["id"] for other in around["others"] if other["id"] not in known]:
                if self.is_online(id):
                    await self.rooms.post.emit("presence", {"peer": id, "online": True}, (one.sid,))
                if id in self.media:
                    await self.rooms.post.emit("media", {"from": id, **_as_seen(self.media[id], "client")}, (one.sid,))

    def who_see(self, peer: Peer | None) -> tuple[str, ...]:
        """The groups and sockets of those who may know of a peer in the room."""
        if peer is None or peer.role == "trainer":
            return (self.trainers, self.others)
        known = ((one, self.room.peers.get(one.seat.peer)) for one in self.sockets.values() if one.caller != "lobby")
        near = (one.sid for one, who in known if who and who.role != "trainer" and sees(self.room, who, peer))
        return (self.trainers, *near)

    @property
    def trainers(self) -> str:
        """The group of the trainers' sockets."""
        return f"{self.id} trainers"

    @property
    def others(self) -> str:
        """The group of everybody else in the room."""
        return f"{self.id} others"

    @property
    def lobby(self) -> str:
        """The group of those who wait."""
        return f"{self.id} lobby"

    def group_of(self, caller: Caller, role: str) -> str:
        """The group a socket belongs to."""
        return self.lobby if caller == "lobby" else self.trainers if role == "trainer" else self.others

    # ---- who is here

    def is_online(self, peer: str) -> bool:
        """Whether a peer has a socket, here or in another process."""
        return peer in self.sockets or peer in self.elsewhere

    def lead_ms(self) -> int:
        """How far ahead a change of a timer takes effect now."""
        since_ms = self.rooms.now_ms() - RTT_MS
        return clock.lead_ms(one.rtt_ms for one in self.sockets.values() if one.rtt_ms and one.rtt_at_ms >= since_ms)

    async def attach(self, sid: str, seat: Seat, since: int) -> None:
        """A page's socket: knocks or walks in, and is welcomed. Raises Refused."""
        async with self.lock:
            if self.rooms.is_shared:
                await self._read_on()  # the page may have seen what a process told that died before it told us
            await self._append(lambda room: door.arrive(room, seat))
            await self.let_go(seat.peer, Refused("taken-over"))
            now_ms = self.rooms.now_ms()
            await self.rooms.post.tell("taken", {"room": self.id, "peer": seat.peer, "at_ms": now_ms})
            attached = self.sockets[seat.peer] = Attached(sid, seat, now_ms)
            self.elsewhere.pop(seat.peer, None)
            self.lost_at_ms.pop(seat.peer, None)
            await self._enter(attached, since)
        await self.tell_presence(seat.peer, True)

    async def _enter(self, attached: Attached, since: int) -> None:
        seat = attached.seat
        await self.rooms.post.part(attached.sid, self.group_of(attached.caller, seat.role))
        attached.caller = commands.caller(self.room.peers[seat.peer])
        await self.rooms.post.join(attached.sid, self.group_of(attached.caller, seat.role))
        await self.rooms.post.emit("welcome", self.welcome(attached, since), (attached.sid,))
        if self.rooms.calls is not None and self.room.recording is not None:
            self.rooms.calls.recording(self)  # a relay that outlived us must hear from us who agrees

    def welcome(self, attached: Attached, since: int) -> dict[str, Any]:
        """The Welcome of messages for one socket."""
        seat = attached.seat
        told: dict[str, Any] = {
            "protocol": self.rooms.protocol,
            "room": self.id,
            "peer": seat.peer,
            "caller": attached.caller,
            "now_ms": self.rooms.now_ms(),
            "head": 0,
            "snapshot": None,
            "events": [],
            "trainer_here": self._has_trainer(),
            "online": [],
            "media": {},
            "around": None,
        }
        if attached.caller == "lobby":
            return told
        me = self.room.peers[seat.peer]
        if seat.role == "trainer":
            known = dict(self.room.peers)
        else:
            known = {id: one for id, one in self.room.seen.items() if sees(self.room, me, one)}
            attached.around = told["around"] = arranging.around(self.room, me)
        online = [id for id in known if self.is_online(id) and (known[id].state != "gone")]
        media = {id: _as_seen(state, seat.role) for id, state in self.media.items() if id in online}
        return {**told, **self.since(attached, since), "online": online, "media": media}

    def since(self, attached: Attached, after: int) -> dict[str, Any]:
        """What a page lacks that has read up to `after`: the events, or after a long gap a snapshot."""
        seat, head = attached.seat, self.room.head
        first = self.recent[0].seq if self.recent else head + 1
        if 0 < after <= head and after >= first - 1:
            events = [view(entry, seat.peer, seat.role, seat.person) for entry in self.recent if entry.seq > after]
            return {"head": head, "snapshot": None, "events": events}
        return {"head": head, "snapshot": snapshot(self.room, seat.peer, seat.role, seat.person), "events": []}

    async def detach(self, sid: str, peer: str) -> None:
        """A socket is gone; its peer's seat is held for a while."""
        attached = self.sockets.get(peer)
        if attached is None or attached.sid != sid:
            return  # somebody took over
        await self._detach(attached)
        await self.tell_presence(peer, False)

    async def let_go(self, peer: str, no: Refused) -> None:
        """Closes a peer's socket here, if it has one; the peer itself is not gone."""
        if attached := self.sockets.get(peer):
            await self._detach(attached)
            await self.rooms.post.close(attached.sid, no)

    async def _detach(self, attached: Attached) -> None:
        self.sockets.pop(attached.seat.peer, None)
        await self.rooms.post.part(attached.sid, self.group_of(attached.caller, attached.seat.role))
        self.lost_at_ms[attached.seat.peer] = self.rooms.now_ms()

    async def tell_presence(self, peer: str, online: bool) -> None:
        """Tells the room, and the other processes, that a peer's socket came or went."""
        await self.rooms.post.tell("presence", {"room": self.id, "peer": peer, "online": online})
        await self.show_presence(peer, online)

    async def show_presence(self, peer: str, online: bool) -> None:
        """Tells our own pages that a peer's socket came or went; the lobby hears of the trainer only."""
        known = self.room.peers.get(peer)
        if known is not None and known.state != "gone":
            groups = (self.trainers,) if known.state == "lobby" else self.who_see(known)
            await self.rooms.post.emit("presence", {"peer": peer, "online": online}, groups)
        await self.show_trainer()

    async def pass_signal(self, to: str, told: dict[str, Any]) -> None:
        """Hands a signal to the peer it is for."""
        if attached := self.sockets.get(to):
            await self.rooms.post.emit("signal", told, (attached.sid,))
        else:
            await self.rooms.post.tell("signal", {"room": self.id, "to": to, "told": told})

    async def tell_media(self, peer: str, media: dict[str, Any]) -> None:
        """Tells the room, and the other processes, what a peer is sending."""
        await self.rooms.post.tell("media", {"room": self.id, "peer": peer, "media": media})
        await self.show_media(peer, media)

    async def show_media(self, peer: str, media: dict[str, Any]) -> None:
        """Tells our own pages what a peer is sending, and remembers it for those who come."""
        self.media[peer] = media
        attached = self.sockets.get(peer)
        but = frozenset({attached.sid}) if attached else frozenset()
        _, *others = self.who_see(self.room.peers.get(peer))
        for groups, role in (((self.trainers,), "trainer"), (tuple(others), "client")):
            if groups:
                await self.rooms.post.emit("media", {"from": peer, **_as_seen(media, role)}, groups, but)

    async def show_trainer(self) -> None:
        """Tells the lobby when the trainer comes or goes."""
        is_here = self._has_trainer()
        if is_here != self.is_trainer_here:
            self.is_trainer_here = is_here
            await self.rooms.post.emit("lobby", {"trainer_here": is_here}, (self.lobby,))

    def _has_trainer(self) -> bool:
        return any(
            one.role == "trainer" and one.device == "main" and one.state == "in" and self.is_online(one.id)
            for one in self.room.peers.values()
        )

    # ---- time

    async def tick(self, now_ms: int) -> None:
        """Once a second: the heartbeat of a silent room, and seats that were held long enough."""
        if self.rooms.is_deaf():  # nobody can say who is elsewhere: nobody is given up
            self.lost_at_ms = dict.fromkeys(self.lost_at_ms, now_ms)
            for one in self.elsewhere.values():
                one.until_ms = now_ms + BELIEVED_MS
        else:
            for id in [id for id, one in self.elsewhere.items() if one.until_ms < now_ms]:
                del self.elsewhere[id]
                await self.show_presence(id, False)
        if not self.has_spoken and self.sockets:
            await self.rooms.post.emit("beat", {"head": self.room.head, "now_ms": now_ms}, (self.trainers, self.others))
        self.has_spoken = False
        if self.room.state == "over":
            return
        is_left = all(peer.state == "gone" for peer in self.room.peers.values())
        if is_left and self.room.recording is not None:
            await self.write(lambda room: arranging.ended(room, now_ms, why="empty"))
        for peer in self.room.peers.values():
            if peer.state == "gone" or self.is_online(peer.id):
                self.lost_at_ms.pop(peer.id, None)
            elif now_ms - self.lost_at_ms.setdefault(peer.id, now_ms) >= HOLD_MS:
                await self.write(partial(door.gone, id=peer.id, reason="lost"))

    def is_idle(self) -> bool:
        """Whether nobody was here or expected back for a while; asked at every beat."""
        is_over = self.room.state == "over" or all(peer.state == "gone" for peer in self.room.peers.values())
        is_busy = self.sockets or self.lock.locked() or not is_over
        self.idle_beats = 0 if is_busy else self.idle_beats + 1
        return self.idle_beats > IDLE_BEATS

    # ---- what an entry does to our sockets

    async def admitted(self, entry: Entry) -> None:
        """Somebody who waited is welcomed to the room."""
        peer = entry.payload["peer"]["id"]
        attached = self.sockets.get(peer)
        if attached is not None and attached.caller == "lobby":
            await self._enter(attached, 0)
            await self.show_presence(peer, True)
        await self.known(entry)

    async def known(self, entry: Entry) -> None:
        """Somebody at another process is known now: their socket may have been told of before."""
        peer = entry.payload["peer"]["id"]
        if peer in self.elsewhere:
            await self.show_presence(peer, True)

    async def expel(self, peers: Sequence[str], no: Refused) -> None:
        """Closes the sockets of these peers at once and writes that they left."""
        await self.shut(lambda one: one.seat.peer in peers, no)
        await self.write(lambda room: [draft for peer in peers for draft in door.gone(room, peer, "left")])

    async def shut(self, of: Callable[[Attached], bool], no: Refused) -> None:
        """Closes the sockets of some peers; their seats are not held."""
        for attached in [one for one in self.sockets.values() if of(one)]:
            await self._detach(attached)
            self.media.pop(attached.seat.peer, None)
            self.rooms.soon(self.rooms.post.close(attached.sid, no))
        await self.show_trainer()


def _as_seen(media: Mapping[str, Any], role: str) -> dict[str, Any]:
    """What a peer said it sends, as this role may know it: what is kept of somebody's picture is for trainers."""
    return {name: value for name, value in media.items() if role == "trainer" or name not in FOR_TRAINERS}
