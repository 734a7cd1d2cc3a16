"""The captions of a film as a track of it, which players switch on and off: 3GPP timed text, as MP4 has it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import av

from recordings.film_spec import Caption

CODEC: Final = "mov_text"
CLOCK: Final = Fraction(1, 1000)
MOST_BYTES: Final = 65_535  # its length is written in two


class CaptionTrack:
    """Captions on their way into a film, a little ahead of its picture."""

    def __init__(self, into: Any, captions: Sequence[Caption], length_ms: int) -> None:
        self._into = into
        self._stream = into.add_mux_stream(CODEC)
        self._stream.time_base = CLOCK
        self._left = _apart(captions, length_ms)

    def until(self, t_ms: float) -> None:
        """Writes those that begin before that moment."""
        while self._left and self._left[0].from_ms <= t_ms:
            one = self._left.pop(0)
            data = one.text.encode()[:MOST_BYTES].decode(errors="ignore").encode()
            packet = av.Packet(len(data).to_bytes(2, "big") + data)
            packet.pts = packet.dts = one.from_ms
            packet.duration = one.to_ms - one.from_ms
            packet.time_base = CLOCK
            packet.stream = self._stream
            self._into.mux_one(packet)


def _apart(captions: Sequence[Caption], length_ms: int) -> list[Caption]:
    """By their beginnings, each over when the next begins, none beyond the film."""
    ordered = sorted((one for one in captions if one.text.strip()), key=lambda one: one.from_ms)
    ends = [one.from_ms for one in ordered[1:]] + [length_ms]
    cut = [
        Caption(from_ms=max(0, one.from_ms), to_ms=min(one.to_ms, end, length_ms), text=one.text)
        for one, end in zip(ordered, ends, strict=True)
    ]
    return [one for one in cut if one.to_ms > one.from_ms]
