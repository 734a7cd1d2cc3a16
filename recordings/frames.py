"""The frame index: when every frame is shown, read from packets without decoding one."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise
from statistics import median
from typing import Any, Final

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame

from recordings.refusals import Refusal

SOUND_A_SECOND: Final = 60  # packets; AAC makes 47 of 48,000 samples, Opus 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The times of one video's frames, in ticks of its stream."""

    unit: Fraction  # seconds a tick
    pts: list[int]  # of every frame that is shown, rising
    keys: list[int]  # of the frames with which decoding can begin, rising
    end: int  # when the last frame has been shown
    sound_end: Fraction | None  # seconds; None: there is no sound
    sound_packets: int  # at most so many, also when the sound is made anew

    @property
    def longest_gap(self) -> Fraction:
        """The longest way from one key frame to the next, or to the end, in seconds."""
        edges = [*self.keys, self.end]
        return max((later - earlier for earlier, later in pairwise(edges)), default=0) * self.unit

    def duration_at(self, pts: int) -> int:
        """How long the frame that is shown at `pts` stays."""
        at = bisect_right(self.pts, pts)
        return (self.pts[at] if at < len(self.pts) else self.end) - pts

    def key_at(self, pts: int) -> int:
        """The last key frame that is not after `pts`, or the first of all."""
        return self.keys[max(0, bisect_right(self.keys, pts) - 1)]


def survey(container: InputContainer) -> Index:
    """Reads through the whole file. Raises Refusal: there is no frame with which decoding could begin."""
    picture, sound = picture_of(container), sound_of(container)
    is_vp8 = codec_of(picture) == "vp8"
    pts: list[int] = []
    keys: list[int] = []
    last_duration = 0
    sound_end: Fraction | None = None
    sound_packets = 0
    for packet in packets(container, picture, sound):
        if packet.pts is None:
            continue
        if packet.stream_index != picture.index:
            sound_packets += 1
            sound_end = max(sound_end or Fraction(0), (packet.pts + (packet.duration or 0)) * packet.time_base)
            continue
        if packet.is_keyframe:
            keys.append(packet.pts)
        if not keys or packet.is_discard or (is_vp8 and not _is_shown_vp8(packet)):
            continue
        pts.append(packet.pts)
        last_duration = packet.duration or 0
    if not pts:
        raise Refusal("nothing-in-it" if not keys else "damaged")
    pts, keys = sorted(set(pts)), sorted(keys)
    usual = int(median(later - earlier for earlier, later in pairwise(pts))) if len(pts) > 1 else 0
    if not 0 < last_duration <= 4 * max(1, usual):
        last_duration = usual
    return Index(
        unit=Fraction(picture.time_base),
        pts=pts,
        keys=keys,
        end=pts[-1] + max(1, last_duration),
        sound_end=sound_end,
        sound_packets=max(sound_packets, int((sound_end or 0) * SOUND_A_SECOND)),
    )


def packets(container: InputContainer, picture: Any, sound: Any | None) -> "Iterator[Packet[Any]]":
    """The packets of these two streams, in the order of the file; what is broken at its end is left out.

    A browser's recorder counts in milliseconds, and a busy one takes two frames within one: the second is shown a tick
    later. One time cannot name two frames, and MP4 takes no two packets of one time. VP8's hidden frames share theirs.
    """
    is_vp8 = codec_of(picture) == "vp8"
    last: int | None = None
    for packet in container.demux([picture] if sound is None else [picture, sound]):
        if not packet.size or packet.is_corrupt:
            continue
        if packet.stream_index == picture.index and not is_vp8 and packet.dts is not None:
            if last is not None and packet.dts == packet.pts and last - 1 <= packet.dts <= last:
                packet.pts = packet.dts = last + 1
            last = packet.dts
        yield packet


def picture_of(container: InputContainer) -> Any:
    """The video stream a player would choose. Raises Refusal("nothing-in-it")."""
    found = container.streams.best("video")
    if found is None or found.codec_context is None:
        raise Refusal("nothing-in-it")
    return found


def sound_of(container: InputContainer) -> Any | None:
    """The sound a player would choose, or None."""
    readable = [
        one for one in container.streams.audio if (decoder := _decoder(one)) is not None and decoder.sample_rate
    ]
    best = container.streams.best("audio")
    return best if best in readable else next(iter(readable), None)


def codec_of(stream: Any) -> str:
    """The codec's own name, whichever decoder reads it: h264, hevc, vp8, vp9, av1, aac, opus …"""
    return str(stream.codec_context.codec.canonical_name)


def key_frame(container: InputContainer, picture: Any, pts: int) -> VideoFrame | None:
    """The key frame at `pts` or before it, decoded alone; None where nothing can be decoded."""
    try:
        container.seek(pts, stream=picture, backward=True)
    except av.FFmpegError:
        return None
    picture.codec_context.flush_buffers()
    for packet in container.demux(picture):
        if not packet.is_keyframe:
            continue
        found = [*decode(picture, packet), *decode(picture, None)]
        picture.codec_context.flush_buffers()
        return found[0] if found else None
    return None


def decoded(given: "Iterable[Packet[Any]]", stream: Any) -> Iterator[Any]:
    """The frames of these packets of one stream, in the order in which they are shown; what is broken is left out."""
    for packet in chain(given, [None]):
        yield from decode(stream, packet)


def decode(stream: Any, packet: "Packet[Any] | None") -> list[Any]:
    """The frames that a packet completes, None being the end; none where a decoder gives up on it."""
    try:
        return list(stream.codec_context.decode(packet))
    except MemoryError:
        raise
    except av.FFmpegError:  # each decoder has words of its own for what is broken
        return []


def index_file(index: Index, origin: int, until: int | None = None) -> bytes:
    """frames.json: the times of the frames from `origin` on, which becomes 0, to before `until`."""
    shown = [pts - origin for pts in index.pts if pts >= origin and (until is None or pts < until)]
    return times_file(index.unit, shown)


def times_file(unit: Fraction, pts: list[int]) -> bytes:
    """frames.json out of ticks."""
    return json.dumps({"unit": [unit.numerator, unit.denominator], "pts": pts}, separators=(",", ":")).encode()


def _decoder(stream: Any) -> Any:
    """Its decoder; None where there is none for it, which PyAV's types do not say."""
    return stream.codec_context


def _is_shown_vp8(packet: "Packet[Any]") -> bool:
    """VP8 keeps frames that are only for reference in packets of their own: RFC 6386, section 9.1, show_frame."""
    return bool(memoryview(packet)[0] & 0x10)
