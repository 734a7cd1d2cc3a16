"""What the relay's process and the server say to each other: msgpack frames on a local socket, each after its length.

A question has a number, and its answer has the same; news come between them and go to everybody who listens.
"""

import asyncio
import struct
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from signaling.media.lanes import Lane
from signaling.media.plane import Arranged, Down, Offered, PeerId, Recorded, RoomId, Signal, Speaking, Up
from signaling.media.star import Policy, Seat

VERSION = 2
MOST_BYTES = 1024 * 1024
_LENGTH = struct.Struct("!I")


class Ask(Struct, frozen=True, kw_only=True):
    """What every question has."""

    number: int


class Hello(Ask, frozen=True, kw_only=True, tag="hello"):
    """The first question on a connection. Answered with Counted, or refused with `version`."""

    version: int = VERSION


class Admit(Ask, frozen=True, kw_only=True, tag="admit"):
    """MediaPlane.admit."""

    room: RoomId
    seat: Seat
    policy: Policy


class Say(Ask, frozen=True, kw_only=True, tag="signal"):
    """MediaPlane.signal."""

    room: RoomId
    peer: PeerId
    signal: Signal


class Leave(Ask, frozen=True, kw_only=True, tag="leave"):
    """MediaPlane.leave."""

    room: RoomId
    peer: PeerId


class Arrange(Ask, frozen=True, kw_only=True, tag="arrange"):
    """MediaPlane.arrange."""

    room: RoomId
    policy: Policy


class Record(Ask, frozen=True, kw_only=True, tag="record"):
    """Recorders.record."""

    room: RoomId
    session: str
    recording: str
    agreed: Mapping[str, float]


class Agree(Ask, frozen=True, kw_only=True, tag="agree"):
    """Recorders.agree."""

    room: RoomId
    person: str
    since_ms: float | None


class StopRecord(Ask, frozen=True, kw_only=True, tag="stop-record"):
    """Recorders.stop."""

    room: RoomId


class Count(Ask, frozen=True, kw_only=True, tag="count"):
    """How is it going? Answered with Counted."""


Question = Hello | Admit | Say | Leave | Arrange | Record | Agree | StopRecord | Count


class LaneCount(Struct, frozen=True, kw_only=True):
    """A lane that a peer sends in. bit_s and lost_share (0..1) over the last second."""

    lane: Lane
    codec: str
    bit_s: int
    lost_share: float
    jitter_ms: float


class PeerCount(Struct, frozen=True, kw_only=True):
    """A peer with its newest connection.

    round_trip_ms: None until it is measured. lost_share: of what we send, as the peer says, at worst. estimate_bit_s:
    what the peer says can reach it. paused: pictures that its line does not carry now.
    """

    peer: PeerId
    gen: int
    is_up: bool
    is_lost: bool
    lanes: Sequence[LaneCount]
    round_trip_ms: float | None
    lost_share: float
    estimate_bit_s: int | None
    paused: int


class RoomCount(Struct, frozen=True, kw_only=True):
    """A room with its peers."""

    room: RoomId
    peers: Sequence[PeerCount]


class Counted(Struct, frozen=True, kw_only=True, tag="counted"):
    """All there is. share: of one core, lately; coming: what rooms that have just begun will take on top; lag_ms: how
    late the clock was, lately at worst.

    refused: datagrams of nobody we know; lost: those the kernel did not take; broken: those that met an error of ours.
    recordings: how many run; packets: sent on so far.
    """

    number: int
    port: int
    rooms: Sequence[RoomCount]
    share: float
    lag_ms: float
    refused: int
    lost: int
    broken: int
    recordings: int = 0
    packets: int = 0
    coming: float = 0.0


class Done(Struct, frozen=True, kw_only=True, tag="done"):
    """The answer to a question that has no other."""

    number: int


class Refused(Struct, frozen=True, kw_only=True, tag="refused"):
    """The answer to a wish that cannot be met: see plane.Refusal."""

    number: int
    code: str
    sentence: str
    where: str | None = None


Told = Offered | Arranged | Up | Down | Speaking | Recorded | Counted | Done | Refused

encoder = Encoder()
questions: Decoder[Question] = Decoder(Question)
told: Decoder[Told] = Decoder(Told)


def frame(message: Struct) -> bytes:
    """A message as it travels."""
    body = encoder.encode(message)
    return _LENGTH.pack(len(body)) + body


async def body(reader: asyncio.StreamReader) -> bytes | None:
    """The next message's bytes; None when there are no more. Raises ValueError for one that is too long."""
    try:
        (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
        if length > MOST_BYTES:
            raise ValueError(f"a frame of {length} bytes")
        return await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
