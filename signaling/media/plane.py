"""What a media plane is: whatever carries a room's pictures and sound. And what it tells of its own accord."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from signaling.media.lanes import Lane, Pair
from signaling.media.star import Policy, Seat

PeerId = str
RoomId = str


class Refusal(Exception):
    """A wish that cannot be met. `code` is stable; the sentence is for people; `where`: what part of the wish."""

    def __init__(self, code: str, sentence: str, where: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.where = where


class Signal(Struct, frozen=True, kw_only=True):
    """What a peer's page says about its connection, under the number (`gen`) that the offer had.

    `answer`: with its sdp. `renew`: a new connection, please; gen: the one it has, 0 for none. `bye`: it hung up.
    `candidate`: is passed over, since the relay looks for nobody.
    """

    kind: Literal["answer", "candidate", "renew", "bye"]
    gen: int
    sdp: str | None = None


class Shows(Struct, frozen=True, kw_only=True):
    """Whom a place shows: sound in the m-line `sound-<place>`, picture in `picture-<place>`."""

    place: int
    peer: PeerId
    pair: Pair


class Offered(Struct, frozen=True, kw_only=True, tag="offered"):
    """A new connection for a peer, to be answered. Replaces the one with a lower gen, once it is up."""

    room: RoomId
    peer: PeerId
    gen: int
    sdp: str
    shows: Sequence[Shows]


class Arranged(Struct, frozen=True, kw_only=True, tag="arranged"):
    """Other people are at a peer's places now; places that are not named show nobody."""

    room: RoomId
    peer: PeerId
    gen: int
    shows: Sequence[Shows]


class Up(Struct, frozen=True, kw_only=True, tag="up"):
    """A peer's connection carries packets, or does so again."""

    room: RoomId
    peer: PeerId
    gen: int


class Down(Struct, frozen=True, kw_only=True, tag="down"):
    """Nothing has come from a peer for three seconds, or its connection never came about."""

    room: RoomId
    peer: PeerId
    gen: int


class Speaking(Struct, frozen=True, kw_only=True, tag="speaking"):
    """Who is heard most now; None: nobody."""

    room: RoomId
    peer: PeerId | None


class Recorded(Struct, frozen=True, kw_only=True, tag="recorded"):
    """Something that happened to a recording: whether a device is in it, or that it ended by itself (person: "")."""

    room: RoomId
    recording: str
    what: Literal["started", "stopped", "not-recorded", "ended"]
    person: str
    source: PeerId
    at_ms: int
    why: str


News = Offered | Arranged | Up | Down | Speaking | Recorded


class Ear(Protocol):
    """Who listens to a peer on our side, as a recorder does. Nothing of it may raise or wait."""

    def packet(self, lane: Lane, codec: str, packet: bytes, at_s: float) -> None:
        """A plain RTP packet, in the order of its coming, which is not always that of its sending. at_s: monotonic."""

    def report(self, lane: Lane, ntp: int, rtp: int) -> None:
        """The sender's word that its timestamp `rtp` was at `ntp` (64 bits): what puts sound and picture together."""

    def ended(self) -> None:
        """The peer left; nothing more comes."""


class Recordable(Protocol):
    """A media plane whose packets can be listened to where it runs."""

    def peers(self, room: RoomId) -> Sequence[Seat]:
        """Who is in a room; nobody in one that is not there."""

    def listen(self, room: RoomId, peer: PeerId, ear: Ear) -> Callable[[], None]:
        """Everything a peer sends goes to this ear too, until the function it gives is called, which takes effect
        before it returns. Asks for a whole picture. Raises Refusal `absent`."""

    def want_picture(self, room: RoomId, peer: PeerId, lane: Lane) -> None:
        """Asks a peer for a whole picture; nothing happens for one that is not there."""


class Recorders(Protocol):
    """Records rooms where their packets are. What became of it comes as Recorded."""

    async def record(self, room: RoomId, session: str, recording: str, agreed: Mapping[str, float]) -> None:
        """Records from now on, into files of that name, whoever agreed: person -> since when, in epoch ms. Asked again
        for the same recording, these are the consents of now. Raises Refusal `disk-trouble`."""

    async def agree(self, room: RoomId, person: str, since_ms: float | None) -> None:
        """A person's answer while it runs; None: not any more."""

    async def stop(self, room: RoomId) -> None:
        """Ends a room's recording; nothing happens where none runs."""

    def __len__(self) -> int:
        """How many run."""

    def alone(self) -> None:
        """Nobody is there any more who could tell of a no: from now on nobody agrees."""

    async def close(self) -> None:
        """Ends all."""


class MediaPlane(Protocol):
    """Carries a room's media. The caller has let the peer in already; the plane asks nobody.

    A room is there from its first peer to its last. What the plane has to say comes by a callable that it was given.
    """

    async def admit(self, room: RoomId, seat: Seat, policy: Policy) -> None:
        """Gives a peer its connection; again for a peer that is in: a new one. Raises Refusal `no-capacity`."""

    async def signal(self, room: RoomId, peer: PeerId, signal: Signal) -> None:
        """Takes what a page says. Raises Refusal `bad-description`, or `absent`: admit it again."""

    async def leave(self, room: RoomId, peer: PeerId) -> None:
        """Ends a peer's media; nothing happens for one that is not there."""

    async def arrange(self, room: RoomId, policy: Policy) -> None:
        """From now on these are the trainer's decisions; nothing happens for a room that is not there."""
