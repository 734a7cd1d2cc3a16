"""Matroska as the recorder writes it: a header, then clusters of whole blocks, each given to the disk at once.

Whatever a killed process leaves is a file that plays, but for the block it was writing. FFmpeg's own muxer keeps each
cluster in memory until it ends. Nothing here looks into the blocks. Pure.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from recordings.encoded import Codec

VIDEO, AUDIO = 1, 2  # the numbers of the tracks, in every file

EBML: Final = 0x1A45DFA3
SEGMENT: Final = 0x18538067
SEEK_HEAD: Final = 0x114D9B74
INFO: Final = 0x1549A966
TRACKS: Final = 0x1654AE6B
CLUSTER: Final = 0x1F43B675
CUES: Final = 0x1C53BB6B
VOID: Final = 0xEC
DURATION: Final = 0x4489
TIMESTAMP: Final = 0xE7
SIMPLE_BLOCK: Final = 0xA3
UNKNOWN: Final = b"\x01\xff\xff\xff\xff\xff\xff\xff"  # a size in eight bytes, to be written later
APP: Final = b"Spotter"

DURATION_BYTES: Final = 11
SEEK_BYTES: Final = 26
_CODEC_IDS: Final[dict[Codec, bytes]] = {"vp8": b"V_VP8", "h264": b"V_MPEG4/ISO/AVC", "opus": b"A_OPUS"}
# version, channels, nothing to skip, 48 kHz, no gain, mono or stereo (RFC 7845, 5.1)
_OPUS_HEAD: Final = b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 0, 48_000, 0, 0)
_PREROLL_NS: Final = 80_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """What a file holds. A picture that is turned later goes on in the same file."""

    video: Codec | None
    has_sound: bool
    size: tuple[int, int] = (0, 0)  # of the first picture
    config: bytes = b""  # of the first picture, for H.264

    @property
    def suffix(self) -> str:
        """WebM knows no H.264."""
        return ".mkv" if self.video == "h264" else ".webm"


@dataclass(frozen=True, slots=True)
class Header:
    """A file's beginning, and where in it what is only known at the end has its place."""

    data: bytes
    size_at: int  # of the whole, eight bytes
    segment_at: int  # positions in the file are counted from here
    seek_at: int  # SEEK_BYTES for a SeekHead
    duration_at: int  # DURATION_BYTES for a Duration


def header(tracks: Tracks) -> Header:
    """A header without a length and without cues, as for a live stream."""
    kind = b"matroska" if tracks.video == "h264" else b"webm"
    versions = ((0x4286, 1), (0x42F7, 1), (0x42F2, 4), (0x42F3, 8), (0x4287, 4), (0x4285, 2))
    begin = element(EBML, element(0x4282, kind), *(element(id, number(value)) for id, value in versions))
    size_at = len(begin) + 4
    segment_at = size_at + 8
    seek = void(SEEK_BYTES)
    made_by = element(0x4D80, APP) + element(0x5741, APP)
    info = element(INFO, element(0x2AD7B1, number(1_000_000)), made_by, void(DURATION_BYTES))  # times in ms
    duration_at = segment_at + len(seek) + len(info) - DURATION_BYTES
    data = begin + name(SEGMENT) + UNKNOWN + seek + info + element(TRACKS, *_tracks(tracks))
    return Header(data, size_at, segment_at, segment_at, duration_at)


def cluster(at_ms: int) -> bytes:
    """The beginning of a cluster; its size stands in the eight bytes from its fifth on."""
    return name(CLUSTER) + UNKNOWN + element(TIMESTAMP, number(at_ms))


def block(track: int, after_ms: int, data: bytes, is_key: bool) -> bytes:
    """What comes before the data of a block. after_ms: since its cluster's time, -32768..32767."""
    return b"\xa3" + size(len(data) + 4) + struct.pack(">BhB", 0x80 | track, after_ms, 0x80 if is_key else 0)


def cues(keys: Sequence[tuple[int, int, int]]) -> bytes:
    """keys: (time in ms, track, place of its cluster counted from the segment's beginning)."""
    points = []
    for at_ms, track, place in keys:
        where = element(0xB7, element(0xF7, number(track)), element(0xF1, number(place)))
        points.append(element(0xBB, element(0xB3, number(at_ms)), where))
    return element(CUES, *points)


def seek_head(cues_place: int) -> bytes:
    """Exactly SEEK_BYTES that say where the cues are."""
    seek = element(0x4DBB, element(0x53AB, name(CUES)), element(0x53AC, cues_place.to_bytes(8, "big")))
    return element(SEEK_HEAD, seek)


def duration(length_ms: int) -> bytes:
    """Exactly DURATION_BYTES."""
    return element(DURATION, struct.pack(">d", float(length_ms)))


def void(length: int) -> bytes:
    """Exactly so many bytes, from 2 to 128, that mean nothing."""
    return name(VOID) + bytes([0x80 | (length - 2)]) + bytes(length - 2)


def element(id: int, *parts: bytes) -> bytes:
    """An element with what it holds."""
    data = b"".join(parts)
    return name(id) + size(len(data)) + data


def name(id: int) -> bytes:
    """An element's id as it is written."""
    return id.to_bytes((id.bit_length() + 7) // 8, "big")


def size(value: int) -> bytes:
    """A size as short as it goes."""
    length = 1
    while value >= (1 << 7 * length) - 1:
        length += 1
    return (value | 1 << 7 * length).to_bytes(length, "big")


def whole(value: int) -> bytes:
    """A size in eight bytes, to be written over UNKNOWN."""
    return (value | 1 << 56).to_bytes(8, "big")


def number(value: int) -> bytes:
    """An unsigned number as short as it goes."""
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


def _tracks(tracks: Tracks) -> list[bytes]:
    found = []
    if tracks.video is not None:
        width, height = tracks.size
        config = element(0x63A2, tracks.config) if tracks.config else b""
        seen = element(0xE0, element(0xB0, number(width)), element(0xBA, number(height)))
        found.append(element(0xAE, *_track(VIDEO, 1, tracks.video), config, seen))
    if tracks.has_sound:
        heard = element(0xE1, element(0xB5, struct.pack(">d", 48_000.0)), element(0x9F, b"\2"))
        preroll = element(0x56BB, number(_PREROLL_NS))
        found.append(element(0xAE, *_track(AUDIO, 2, "opus"), element(0x63A2, _OPUS_HEAD), preroll, heard))
    return found


def _track(track: int, kind: int, codec: Codec) -> tuple[bytes, ...]:
    """Number, id, kind, no lacing, and the codec."""
    each = bytes([track])
    return (
        element(0xD7, each),
        element(0x73C5, each),
        element(0x83, bytes([kind])),
        element(0x9C, b"\0"),
        element(0x86, _CODEC_IDS[codec]),
    )
