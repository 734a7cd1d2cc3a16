"""The sound of a voice-over: recordings one after the other, each exactly as long as it was performed, as one MP4.

Whoever speaks pauses, or goes back and speaks on from there, so there are several recordings. Joined as samples, each
is as long as the moments of its events say, and no coder's padding lies between them.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, BinaryIO, Final

import av
from av.audio.frame import AudioFrame

from recordings.file_part import part_of
from recordings.frames import SOUND_A_SECOND, decode, sound_of
from recordings.probe import opened
from recordings.refusals import Refusal
from recordings.remux import mp4
from recordings.sound import RATE
from recordings.work import Piece

MOST_MS: Final = 20 * 60_000
MOST_PIECES: Final = 300
SOFT: Final = RATE // 200  # samples at each end that grow from silence or fall to it: 5 ms, so that no cut clicks
FRAME: Final = 1024
BITS: Final = 96_000


def join(source: BinaryIO, pieces: Sequence[Piece], out: BinaryIO) -> int:
    """Writes the whole and gives its length in milliseconds. Raises Refusal."""
    if not pieces or len(pieces) > MOST_PIECES or any(piece.size_bytes <= 0 or piece.keep_ms < 0 for piece in pieces):
        raise Refusal("damaged")
    if sum(piece.keep_ms for piece in pieces) > MOST_MS:
        raise Refusal("voice-too-long")
    packets = sum(piece.keep_ms for piece in pieces) * SOUND_A_SECOND // 1000
    with av.open(out, "w", format="mp4", options=mp4(0, packets)) as into:
        track = into.add_stream("aac", rate=RATE, layout="mono")
        track.bit_rate = BITS
        track.codec_context.thread_count = 1
        pts, waiting, heard = 0, bytearray(), False
        at = 0
        ends_ms = 0
        for piece in pieces:
            ends_ms += piece.keep_ms
            wanted = ends_ms * RATE // 1000 - pts - len(waiting) // 2  # no rounding adds up
            samples = _samples(part_of(source, at, piece.size_bytes), wanted)
            heard = heard or any(samples)
            waiting += samples
            at += piece.size_bytes
            while len(waiting) >= 2 * FRAME:
                _encode(into, track, bytes(waiting[: 2 * FRAME]), pts)
                pts += FRAME
                del waiting[: 2 * FRAME]
        if waiting:
            _encode(into, track, bytes(waiting), pts)
        for packet in track.encode(None):
            into.mux_one(packet)
    if not heard:
        raise Refusal("nothing-in-it")
    return ends_ms


def _encode(into: Any, track: Any, samples: bytes, pts: int) -> None:
    frame = AudioFrame(format="s16", layout="mono", samples=len(samples) // 2)
    frame.planes[0].update(samples + bytes(frame.planes[0].buffer_size - len(samples)))
    frame.sample_rate, frame.pts, frame.time_base = RATE, pts, Fraction(1, RATE)
    for packet in track.encode(frame):
        into.mux_one(packet)


def _samples(file: BinaryIO, wanted: int) -> bytes:
    """Exactly so many samples of 16 bits from the beginning of a recording on; silence where it is shorter."""
    made = bytearray()
    with opened(file) as found:
        stream = sound_of(found.container)
        if stream is None:
            raise Refusal("nothing-in-it")
        first: Fraction | None = None
        for frame in _plain(found.container, stream):
            at = Fraction(0)
            if frame.pts is not None and frame.time_base is not None:
                at = frame.pts * frame.time_base
            first = at if first is None else first
            place = 2 * max(0, round((at - first) * RATE))
            if place > len(made):  # nothing came for a while
                made += bytes(min(place, 2 * wanted) - len(made)) if place < 2 * wanted else b""
            made += bytes(frame.planes[0])[: 2 * frame.samples]
            if len(made) >= 2 * wanted:
                break
    made = made[: 2 * wanted]
    made += bytes(2 * wanted - len(made))
    _soften(made)
    return bytes(made)


def _plain(container: Any, stream: Any) -> Iterator[AudioFrame]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for packet in container.demux(stream):
        for frame in decode(stream, packet if packet.size else None):
            yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _soften(samples: bytearray) -> None:
    many = min(SOFT, len(samples) // 4)
    view = memoryview(samples).cast("h")
    for n in range(many):
        view[n] = view[n] * n // many
        view[-1 - n] = view[-1 - n] * n // many
