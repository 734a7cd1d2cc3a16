"""The sound of a clip on its way into another file: copied where browsers play it, encoded anew where they do not."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

import av
from av.packet import Packet

from recordings.frames import codec_of, decode

# container -> what browsers play in it as it is, and what sound is made into otherwise
COPIED: Final[dict[str, frozenset[str]]] = {
    "mp4": frozenset({"aac", "mp3", "opus"}),
    "webm": frozenset({"opus", "vorbis"}),
}
MADE: Final[dict[str, str]] = {"mp4": "aac", "webm": "libopus"}
RATE: Final = 48_000


class Sound:
    """One sound track into an output container. origin: the second that becomes 0; copied: instead of COPIED."""

    def __init__(
        self,
        out: Any,
        stream: Any,
        muxer: str,
        origin: Fraction,
        until: Fraction | None,
        *,
        copied: frozenset[str] | None = None,
    ) -> None:
        self._from, self._muxer = stream, muxer
        self._shift = round(origin / stream.time_base)
        self._until = None if until is None else round(until / stream.time_base)
        self._is_copied = codec_of(stream) in (COPIED[muxer] if copied is None else copied)
        self._resampler: Any = None
        if self._is_copied:
            self._to = out.add_stream_from_template(stream)
        else:
            self._to = out.add_stream(MADE[muxer], rate=RATE, layout="mono" if stream.channels == 1 else "stereo")
            self._to.codec_context.thread_count = 1
            self._resampler = av.AudioResampler(format=self._to.format, layout=self._to.layout, rate=RATE)

    def passed(self, packet: "Packet[Any]") -> "Iterator[Packet[Any]]":
        """What one packet becomes."""
        if packet.pts is None or (self._until is not None and packet.pts >= self._until):
            return
        if self._is_copied:
            if self._is_heard(packet):
                packet.pts -= self._shift
                packet.dts = packet.pts
                packet.stream = self._to
                yield packet
            return
        for frame in decode(self._from, packet):
            if frame.pts is None or frame.pts < self._shift:
                continue
            frame.pts -= self._shift
            for piece in self._resampler.resample(frame):
                yield from self._to.encode(piece)

    def rest(self) -> "Iterator[Packet[Any]]":
        """What comes out when nothing more goes in."""
        if not self._is_copied:
            for piece in self._resampler.resample(None):
                yield from self._to.encode(piece)
            yield from self._to.encode(None)

    def _is_heard(self, packet: "Packet[Any]") -> bool:
        """Whether a packet is wanted: also the one before 0 with which a decoder warms up."""
        pts: int = packet.pts or 0
        before: int = 2 * (packet.duration or 0)
        if self._muxer == "webm":
            before = math.ceil(_pre_skip(self._from) / self._from.time_base)
        return pts >= int(self._shift) - before


def _pre_skip(stream: Any) -> Fraction:
    """How much of the beginning an Opus decoder throws away, in seconds: RFC 7845, section 5.1."""
    head = bytes(stream.codec_context.extradata or b"")
    samples = int.from_bytes(head[10:12], "little") if head.startswith(b"OpusHead") else 0
    return Fraction(samples, RATE)
