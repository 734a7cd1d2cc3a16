"""A room of the relay: its peers, their connections one after another, and who is at whose places."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from signaling.media import star
from signaling.media.incoming import Incoming, Publication
from signaling.media.lanes import LANE_IN, LANES_OF, PAIR_OF, Lane, Pair
from signaling.media.lines import Wish, shares
from signaling.media.link import Address, Link, Shown
from signaling.media.outgoing import ALL_LAYERS, Outgoing
from signaling.media.plane import Arranged, Down, Ear, News, Offered, Refusal, Shows, Signal, Speaking, Up
from signaling.media.port import Port
from signaling.media.sdp import BadDescription
from signaling.media.star import Policy, Seat

log = logging.getLogger(__name__)

SILENT_S = 3.0  # a peer unheard for so long is lost
JOINING_S = 20.0  # or one whose connection did not come about in that time: somebody may be asked for the camera first
FORGOTTEN_S = 300.0
ASK_AFTER_S = 1.0  # and asked from here on
AWAY_S = 2.0  # asked, and no answer
ROUND_TRIP_EVERY = 5  # seconds
SCREEN_LINGERS_S = 5.0  # a screen that shows nothing gives its place back
QUIET_DBOV = 60  # quieter is nobody's voice


def absent() -> Refusal:
    """For a peer or a room that the relay does not have: after a restart, or when it was forgotten."""
    return Refusal("absent", "The relay does not know this peer. Let it in again.")


@dataclass(eq=False, slots=True)
class Peer:
    """A peer with its lanes. `old` is the connection before `link`, until that is up."""

    seat: Seat
    publications: dict[Lane, Publication]
    link: Link | None = None
    old: Link | None = None
    gen: int = 0
    is_lost: bool = False
    shows: dict[tuple[str, Pair], int] = field(default_factory=dict)  # (peer, pair) -> place
    bit_s: int = 0  # what it was last asked to keep to


class Room:
    """The room. Whoever ends it calls `close`; every method is for one event loop."""

    def __init__(
        self,
        name: str,
        policy: Policy,
        port: Port,
        address: Address,
        hungry: set[Incoming],
        tell: Callable[[News], None],
    ) -> None:
        self.name = name
        self.policy = policy
        self.peers: dict[str, Peer] = {}
        self._port = port
        self._address = address
        self._hungry = hungry
        self._tell = tell
        self._seconds = 0
        self._speaking: str | None = None
        self._closing: set[asyncio.Task[None]] = set()

    def admit(self, seat: Seat) -> None:
        """A peer comes in, or needs a new connection."""
        peer = self.peers.get(seat.peer)
        if peer is None:
            lanes = LANES_OF[seat.device]
            peer = self.peers[seat.peer] = Peer(seat, {lane: Publication(seat.peer, lane) for lane in lanes})
        self._offer(peer)
        self.route()

    def signal(self, name: str, signal: Signal) -> None:
        """What a peer's page says. Raises Refusal `bad-description` or `absent`."""
        peer = self.peers.get(name)
        if peer is None:
            raise absent()
        match signal.kind:
            case "answer" if peer.link is not None and signal.gen == peer.link.gen:
                try:
                    peer.link.answered(signal.sdp or "")
                except BadDescription as bad:
                    raise Refusal(bad.code, str(bad), bad.where) from None
            case "renew" if peer.link is not None and 0 < signal.gen < peer.link.gen:
                self._tell(self._offered(peer, peer.link))  # our offer was lost
            case "renew":
                self._offer(peer)
                self.route()
            case "bye" if peer.link is not None and signal.gen == peer.link.gen:
                self._lose(peer)

    async def leave(self, name: str) -> None:
        """A peer goes; its packets have ended when this returns."""
        peer = self.peers.pop(name, None)
        if peer is None:
            return
        for link in (peer.link, peer.old):
            if link is not None:
                await link.close()
        ears: list[Ear] = []
        for publication in peer.publications.values():
            for out in list(publication.outs):
                out.show(None)
            ears += [ear for ear in publication.ears if ear not in ears]
            publication.ears.clear()
        for ear in ears:
            ear.ended()
        self.route()

    def listen(self, name: str, ear: Ear) -> Callable[[], None]:
        """See Recordable."""
        peer = self.peers.get(name)
        if peer is None:
            raise absent()
        publications = list(peer.publications.values())
        for publication in publications:
            publication.ears.append(ear)
            publication.want_picture()

        def stop() -> None:
            for publication in publications:
                if ear in publication.ears:
                    publication.ears.remove(ear)

        return stop

    async def close(self) -> None:
        """Everybody goes."""
        for name in list(self.peers):
            await self.leave(name)
        await asyncio.gather(*self._closing, return_exceptions=True)

    def arrange(self, policy: Policy) -> None:
        """The trainer decided something."""
        self.policy = policy
        self.route()

    def route(self) -> None:
        """Puts everybody at the places where they are to be seen, and takes them from where they are not."""
        for viewer in self.peers.values():
            if viewer.link is not None and viewer.seat.device == "main":
                self._seat(viewer, viewer.link)

    async def tidy(self, now_s: float) -> None:
        """Lets go of peers that nobody heard of for long: who let them in may be gone itself."""
        for name, peer in list(self.peers.items()):
            if peer.link is None or now_s - peer.link.path.heard_s > FORGOTTEN_S:
                log.info("peer %s of room %s is forgotten", name, self.name)
                await self.leave(name)

    def look(self, now_s: float) -> None:
        """Once a second: reports, who has fallen silent, who speaks, what everybody may send."""
        self._seconds += 1
        for peer in list(self.peers.values()):
            link = peer.link
            if link is None:
                continue
            silent_s = now_s - link.path.heard_s
            if link.is_up and silent_s > ASK_AFTER_S:
                link.path.ask()
            if silent_s > (SILENT_S if link.is_up else JOINING_S):
                self._lose(peer)
            elif peer.is_lost and link.is_up:
                peer.is_lost = False
                self._tell(Up(room=self.name, peer=peer.seat.peer, gen=link.gen))
            self._share(peer, link, now_s)
            link.uplink.second(sum(each.bit_s for each in peer.publications.values()), self._worth(peer, now_s))
            if now_s - link.born_s > ASK_AFTER_S and self._seconds % ROUND_TRIP_EVERY == 0:
                link.path.ask()
        for peer in list(self.peers.values()):
            if peer.link is not None:
                self._report(peer, peer.link, now_s)
        self.route()  # a screen may have come or gone

    def _offer(self, peer: Peer) -> None:
        """A new connection, in place of the one there is."""
        if peer.link is not None:
            if peer.link.is_up and peer.old is None:
                peer.old = peer.link
            else:
                self._close(peer.link)
        peer.gen += 1
        peer.shows = {}
        wanted = len(self._wanted(peer))
        peer.link = Link(
            name=f"{self.name} {peer.seat.peer}",
            gen=peer.gen,
            port=self._port,
            address=self._address,
            publications=peer.publications,
            places=max(wanted, star.places(peer.seat, self.policy)) if peer.seat.device == "main" else 0,
            hungry=self._hungry,
            on_up=lambda link: self._came_up(peer, link),
            on_down=lambda link: self._fell(peer, link),
            on_stream=lambda link: self._report(peer, link, time.monotonic()),
        )
        self._seat(peer, peer.link, is_new=True)
        self._tell(self._offered(peer, peer.link))

    def _came_up(self, peer: Peer, link: Link) -> None:
        if peer.old is not None:
            self._close(peer.old)
            peer.old = None
        peer.is_lost = False
        self._tell(Up(room=self.name, peer=peer.seat.peer, gen=link.gen))
        for shown in link.shown:
            for out in (shown.sound, shown.picture):
                if out.publication is not None:
                    out.publication.want_picture()

    def _fell(self, peer: Peer, link: Link) -> None:
        if link is peer.link:
            self._lose(peer)

    def _lose(self, peer: Peer) -> None:
        if not peer.is_lost and peer.link is not None:
            peer.is_lost = True
            self._tell(Down(room=self.name, peer=peer.seat.peer, gen=peer.link.gen))

    def _close(self, link: Link) -> None:
        task = asyncio.create_task(link.close(), name=f"close {link.name} {link.gen}")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _wanted(self, viewer: Peer) -> list[tuple[str, Pair]]:
        """Whom a peer is to see: persons always, a screen while it shows something."""
        found: list[tuple[str, Pair]] = []
        now_s = time.monotonic()
        for other in self.peers.values():
            for lane, publication in other.publications.items():
                key = (other.seat.peer, PAIR_OF[lane])
                if key in found or not star.passes(lane, other.seat, viewer.seat, self.policy):
                    continue
                current = publication.current
                if PAIR_OF[lane] == "person" or (current is not None and now_s - current.last_s < SCREEN_LINGERS_S):
                    found.append(key)
        return found

    def _seat(self, viewer: Peer, link: Link, is_new: bool = False) -> None:
        wanted = self._wanted(viewer)
        before = dict(viewer.shows)
        for key in [key for key in viewer.shows if key not in wanted]:
            del viewer.shows[key]
        free = [number for number in range(len(link.shown)) if number not in viewer.shows.values()]
        missing = [key for key in wanted if key not in viewer.shows]
        if len(missing) > len(free) and not is_new:
            self._offer(viewer)  # more people than places: the one case that needs a new connection
            return
        viewer.shows |= dict(zip(missing, free, strict=False))
        at = {place: key for key, place in viewer.shows.items()}
        for shown in link.shown:
            self._fill(viewer, shown, at.get(shown.place.number))
        if viewer.shows != before and not is_new:
            self._tell(Arranged(room=self.name, peer=viewer.seat.peer, gen=link.gen, shows=self._shows(viewer)))

    def _fill(self, viewer: Peer, shown: Shown, key: tuple[str, Pair] | None) -> None:
        for out in (shown.sound, shown.picture):
            publication = None
            if key is not None and key[0] in self.peers:
                other = self.peers[key[0]]
                lane = LANE_IN[key[1], out.kind]
                if star.passes(lane, other.seat, viewer.seat, self.policy):
                    publication = other.publications.get(lane)
            out.show(publication)

    def _report(self, peer: Peer, link: Link, now_s: float) -> None:
        """Says what came, and what may come: from the first packet on, since a browser begins with a stamp."""
        worth = self._worth(peer, now_s)
        peer.bit_s = min(worth, link.uplink.limit_bit_s or worth)
        link.send_reports(now_s, peer.bit_s)

    def _share(self, viewer: Peer, link: Link, now_s: float) -> None:
        """Looks at a peer's line, and leaves out what it does not carry. Silence says nothing of how wide it is."""
        if now_s - link.path.heard_s > AWAY_S:
            for out in link.outgoing:
                out.second()
                out.doubt()
            link.estimate_bit_s, link.line.short_looks = None, 0
            return
        outs = [out for out in link.outgoing if out.publication is not None and out.publication.peer in self.peers]
        for out in outs:
            current = out.publication.current if out.publication is not None else None
            if current is not None and now_s - current.last_s > AWAY_S:
                out.doubt()  # what its sender lost on the way to us is no loss of this line's
        sent = {out: out.second() for out in link.outgoing}
        link.line.look(
            now_s,
            sent_bit_s=sum(sent.values()),
            estimate_bit_s=link.estimate_bit_s,
            lost_share=_lost_share(outs, sent),
        )
        wishes = []
        for out in outs:
            assert out.publication is not None
            lane, seat = out.publication.lane, self.peers[out.publication.peer].seat
            wishes.append(
                Wish(
                    importance=star.importance(lane, seat, self.policy),
                    most_bit_s=star.most(lane, seat, self.policy),
                    floor_bit_s=star.floor(lane, seat, self.policy),
                    has_layers=out.publication.has_layers,
                )
            )
        for out, share in zip(outs, shares(wishes, link.line.allowed_bit_s), strict=True):
            out.pause(share.is_paused)
            out.most_layer = 0 if share.is_thinned else ALL_LAYERS
            out.target_bit_s = None if share.is_paused else share.bit_s

    def _worth(self, peer: Peer, now_s: float) -> int:
        """What a peer may send in all, bit/s.

        Of each lane that is in use: the most it is worth, or what the thinnest line it goes to carries, but never less
        than its floor: one bad line must not ruin the class, and is relieved at its own end.
        """
        total = 0
        for lane, publication in peer.publications.items():
            current = publication.current
            if current is not None and now_s - current.last_s < SCREEN_LINGERS_S:
                most, floor = star.most(lane, peer.seat, self.policy), star.floor(lane, peer.seat, self.policy)
                targets = [out.target_bit_s for out in publication.outs if out.target_bit_s is not None]
                total += max(floor, min([most, *targets]))
        return total

    def _shows(self, viewer: Peer) -> list[Shows]:
        return [Shows(place=place, peer=peer, pair=pair) for (peer, pair), place in viewer.shows.items()]

    def _offered(self, peer: Peer, link: Link) -> Offered:
        return Offered(room=self.name, peer=peer.seat.peer, gen=link.gen, sdp=link.offer, shows=self._shows(peer))

    def hear(self) -> None:
        """A few times a second: who is heard most."""
        voices = [
            (publication.loudness, name)
            for name, peer in self.peers.items()
            for lane, publication in peer.publications.items()
            if lane == "voice" and publication.current is not None and peer.seat.person not in self.policy.muted
        ]
        loudest = min(voices, default=(QUIET_DBOV, None))
        speaking = loudest[1] if loudest[0] < QUIET_DBOV else None
        if speaking != self._speaking:
            self._speaking = speaking
            self._tell(Speaking(room=self.name, peer=speaking))


def _lost_share(outs: Sequence[Outgoing], sent: Mapping[Outgoing, int]) -> float:
    """What a line lost of all that was sent, 0..1: of many streams with few packets, one is always unlucky.

    What was lost on the way from a sender to us shows as a gap at every viewer, and is none of their lines' doing.
    """
    lost = 0.0
    for out in outs:
        current = out.publication.current if out.publication is not None else None
        before = current.lost_share if current is not None else 0.0
        lost += sent[out] * max(0.0, out.lost_share - before)
    return lost / (sum(sent.values()) or 1)
