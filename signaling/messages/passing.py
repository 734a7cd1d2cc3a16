"""What passes and is never in the log: the clock, the way of pictures and sound, how a page stands."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, Ms, PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Buffer:
    """What a page keeps of its own camera, so that a moment can be kept afterwards."""

    on: bool
    held_ms: Ms = 0
    bytes: Ms = 0
    why: Literal["", "no-consent", "unsupported", "too-heavy", "camera-off", "off"] = ""  # why it is not on


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPercent:
    """How far a page is with sending a moment."""

    clip: Annotated[str, Meta(min_length=1, max_length=40)]
    percent: Annotated[int, Meta(ge=0, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock ping, answered with `{ok, t0, t1_ms}`: `t0` as it came, and the server's time."""

    name: ClassVar = "clock"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera", "lobby", "trainer-remote", "client-remote")
    t0: float  # the page's own time, opaque to the server
    rtt_ms: Annotated[float, Meta(ge=0, le=600_000)] | None = None  # the round trip of the ping before


@dataclass(frozen=True, slots=True, kw_only=True)
class Resync:
    """Asks for what was missed after a seq; answered with `{ok, head, snapshot, events}`, as in Welcome."""

    name: ClassVar = "resync"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera", "trainer-remote", "client-remote")
    after: Ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Ice:
    """Asks for ICE servers; answered with `{ok, ice: [{urls, username?, credential?}]}`, good for ten minutes."""

    name: ClassVar = "ice"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Passes WebRTC signalling to one peer. The trainer's device always offers; anybody may ask for a `renew`.

    `gen` numbers the RTCPeerConnections of a pair: a higher one replaces the older. Refused with `absent` when the
    peer has no socket now, and with `not-allowed` unless one of the two is a trainer's device, and neither a remote.

    In a room whose mode is "relay", `to` is "relay": it always offers, and takes `answer`, `renew` (gen: of the
    connection the page has; 0: none) and `bye`. Refused with `no-capacity` or `unavailable` when it cannot take the
    page now, and with `bad-description`.
    """

    name: ClassVar = "signal"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera")
    to: PeerId
    gen: Ms
    kind: Literal["offer", "answer", "candidate", "renew", "bye"]
    sdp: Annotated[str, Meta(max_length=60_000)] | None = None
    candidate: dict[str, str | int | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaState:
    """A peer says what it is sending; passed on to the others in the room as `media`.

    `music`: a sound of its own is shared, beside voice and screen. `buffer`, `clip_percent` and `voiceless` reach
    trainers only.
    """

    name: ClassVar = "media"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera")
    mic: bool
    camera: bool
    screen: bool
    music: bool = False
    quality: Literal["good", "fair", "poor", "unknown"] = "unknown"
    buffer: Buffer | None = None
    clip_percent: ClipPercent | None = None
    # The language of a cue that this device could not speak, for want of a voice; "": that of its page.
    voiceless: Annotated[str, Meta(max_length=35)] | None = None


COMMANDS: tuple[type, ...] = (Clock, Resync, Ice, Signal, MediaState)
