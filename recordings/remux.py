"""The fast path: the packets of a video into a file that browsers play and seek in, none decoded, none changed.

MP4 gets its index in front, WebM its cues; time begins at 0; nothing but the picture, its turning and the sound goes
along: no place, no device, no chapters, no other tracks.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, BinaryIO, Final, Literal

import av

from recordings.frames import Index, codec_of, packets, picture_of, sound_of
from recordings.probe import Found
from recordings.sound import COPIED, Sound
from recordings.splice import Cut

Muxer = Literal["mp4", "webm"]
Open = Callable[[], AbstractContextManager[Found]]

TYPES: Final[dict[str, str]] = {"mp4": "video/mp4", "webm": "video/webm"}
PLAYED: Final = frozenset({"h264", "vp8", "vp9", "av1"})
PIXELS: Final = frozenset({"yuv420p", "yuvj420p"})  # eight bits, and every second pixel has a colour
LONGEST_GAP: Final = Fraction(105, 100)  # seconds between key frames; a camera that aims at one is not exact
BUFFER: Final = 1 << 18
# What the index takes at most: in WebM a cue for each key frame; in MP4 a duration, an offset, a size and a place for
# each frame, and for each packet of sound. An index written behind would have to be fetched before the first frame.
BASE_BYTES: Final = 8192
CUE_BYTES: Final = 48
FRAME_BYTES: Final = 44
SOUND_BYTES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to become of a video."""

    muxer: Muxer
    is_playable: bool  # browsers play it when it is only packed anew
    needs_proxy: bool


def judge(found: Found, index: Index, *, is_turned: bool) -> Verdict:
    """What browsers make of this video. is_turned: its picture is stored on its side or mirrored."""
    picture = picture_of(found.container)
    codec = codec_of(picture)
    muxer = _muxer(found, codec, is_turned)
    is_playable = codec in PLAYED and (picture.codec_context.pix_fmt or "yuv420p") in PIXELS
    # 0: not said, 1: progressive; others are woven from two half pictures.
    is_woven = (picture.codec_context.field_order or 0) > 1
    is_seen_wrong = is_woven or (is_turned and muxer == "webm")
    return Verdict(
        muxer=muxer,
        is_playable=is_playable,
        needs_proxy=not is_playable or is_seen_wrong or index.longest_gap > LONGEST_GAP,
    )


def _muxer(found: Found, codec: str, is_turned: bool) -> Muxer:
    """The container in which browsers play it. WebM has no word for turning that they heed."""
    if codec == "vp8":
        return "webm"
    if codec not in ("vp9", "av1") or found.kind == "mov" or is_turned:
        return "mp4"
    sound = sound_of(found.container)
    if sound is None or codec_of(sound) in COPIED["webm"]:
        return "webm"
    return "mp4" if codec_of(sound) in COPIED["mp4"] else "webm"


def copy(open_source: Open, out: BinaryIO, muxer: Muxer, index: Index, cut: Cut) -> None:
    """Writes the wanted part. Raises av.FFmpegError where the packets do not fit into such a file."""
    with (
        open_source() as found,
        av.open(out, "w", format=muxer, options=muxing(muxer, index), buffer_size=BUFFER) as into,
    ):
        source = found.container
        picture, voice = picture_of(source), sound_of(source)
        to = into.add_stream_from_template(picture, opaque=True)  # also where nothing here could encode it
        until = None if cut.until is None else cut.until * index.unit
        sound = None if voice is None else Sound(into, voice, muxer, cut.first * index.unit, until)
        last = None if cut.until is None else max(pts for pts in index.pts if pts < cut.until)
        has_begun = is_over = False
        for packet in packets(source, picture, voice):
            if packet.stream_index != picture.index:
                if sound is not None:
                    for piece in sound.passed(packet):
                        into.mux_one(piece)
                continue
            if packet.pts is None or is_over:
                continue
            has_begun = has_begun or _begins(packet, index, cut)
            if not has_begun or (packet.pts < cut.first and not packet.is_discard):
                continue
            is_over = packet.pts == last  # in decoding order, so that nothing wanted lacks what it refers to
            packet.duration = packet.duration or index.duration_at(packet.pts)  # a last frame without one is not shown
            packet.pts -= cut.first
            if packet.dts is not None:
                packet.dts -= cut.first
            packet.stream = to
            into.mux_one(packet)
        if sound is not None:
            for piece in sound.rest():
                into.mux_one(piece)


def muxing(muxer: Muxer, index: Index) -> dict[str, str]:
    """How the file is written: nothing in it but what is given, and room in front for what seeking needs, at most."""
    room = {"reserve_index_space": str(BASE_BYTES + len(index.keys) * CUE_BYTES)}
    if muxer == "mp4":
        return mp4(len(index.pts), index.sound_packets)
    return {"fflags": "+bitexact", "flush_packets": "0", **room}


def mp4(frames: int, sound_packets: int) -> dict[str, str]:
    """How an MP4 of at most so many is written. Its index is in front: "faststart" would open the file by its name."""
    room = BASE_BYTES + frames * FRAME_BYTES + sound_packets * SOUND_BYTES
    return {"fflags": "+bitexact", "flush_packets": "0", "moov_size": str(room)}


def _begins(packet: Any, index: Index, cut: Cut) -> bool:
    """Whether decoding begins here: at the key frame that is cut to, or at one that is there only to be decoded."""
    return bool(packet.is_keyframe) and (packet.pts >= cut.first or index.key_at(cut.first) == packet.pts)
