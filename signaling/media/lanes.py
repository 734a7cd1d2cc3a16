"""What a peer may send, in which codecs and under which numbers. Pure tables.

The relay always offers, so all numbers are ours: the same for everybody, and each lane's its own. A packet tells by its
payload type alone which lane it belongs to, even when its sender announced no SSRC.
"""

from dataclasses import dataclass
from typing import Literal

Lane = Literal["voice", "camera", "screen", "screen-sound"]
Kind = Literal["audio", "video"]
Role = Literal["trainer", "client"]
Device = Literal["main", "camera"]

KIND: dict[Lane, Kind] = {"voice": "audio", "camera": "video", "screen": "video", "screen-sound": "audio"}
ALL_LANES: tuple[Lane, ...] = ("voice", "camera", "screen", "screen-sound")
LANES_OF: dict[Device, tuple[Lane, ...]] = {"main": ALL_LANES, "camera": ("camera",)}

# Sound and picture that are looked at together: a person, or a screen.
Pair = Literal["person", "screen"]
PAIR_OF: dict[Lane, Pair] = {"voice": "person", "camera": "person", "screen": "screen", "screen-sound": "screen"}
LANE_IN: dict[tuple[Pair, Kind], Lane] = {(PAIR_OF[lane], KIND[lane]): lane for lane in ALL_LANES}


@dataclass(frozen=True, slots=True)
class Codec:
    """A codec as it stands in a description."""

    name: str  # VP8
    clock_hz: int
    channels: int = 1
    parameters: str = ""
    feedback: tuple[str, ...] = ()


_VIDEO_FEEDBACK = ("goog-remb", "ccm fir", "nack", "nack pli")
OPUS = Codec("opus", 48_000, 2, "minptime=10;useinbandfec=1")
VP8 = Codec("VP8", 90_000, feedback=_VIDEO_FEEDBACK)
H264 = Codec(
    "H264",
    90_000,
    parameters="level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
    feedback=_VIDEO_FEEDBACK,
)
# In the order we like them: the first one that a publisher has is the one it sends.
CODECS: dict[Kind, tuple[Codec, ...]] = {"audio": (OPUS,), "video": (VP8, H264)}


@dataclass(frozen=True, slots=True)
class Payload:
    """A codec under its payload type, with that of its retransmissions; rtx 0: it has none."""

    codec: Codec
    number: int
    rtx: int = 0


# What peers send us, by lane.
UP: dict[Lane, tuple[Payload, ...]] = {
    "voice": (Payload(OPUS, 111),),
    "camera": (Payload(VP8, 96, 97), Payload(H264, 98, 99)),
    "screen": (Payload(VP8, 100, 101), Payload(H264, 102, 103)),
    "screen-sound": (Payload(OPUS, 110),),
}
# What we send to peers.
DOWN: dict[Kind, tuple[Payload, ...]] = {
    "audio": (Payload(OPUS, 109),),
    "video": (Payload(VP8, 104, 105), Payload(H264, 106, 107)),
}
# payload type -> (lane, payload, whether it is a retransmission)
FROM_NUMBER: dict[int, tuple[Lane, Payload, bool]] = {
    **{each.number: (lane, each, False) for lane, payloads in UP.items() for each in payloads},
    **{each.rtx: (lane, each, True) for lane, payloads in UP.items() for each in payloads if each.rtx},
}

SEND_TIME_ID = 3
AUDIO_LEVEL_ID = 2
# id and name of the header extensions, by kind. They pass as they come, so everybody has them under the same id.
EXTENSIONS: dict[Kind, tuple[tuple[int, str], ...]] = {
    "audio": ((AUDIO_LEVEL_ID, "urn:ietf:params:rtp-hdrext:ssrc-audio-level"),),
    "video": ((SEND_TIME_ID, "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"),),
}
