"""The review proxy: every frame of a video once, at its own time, in H.264 with a key frame at least twice a second."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, BinaryIO, Final

import av
from av.video.frame import PictureType, VideoFrame

from recordings.frames import Index, decoded, packets, picture_of, sound_of
from recordings.pictures import Upright, fitted, seen_size
from recordings.refusals import Refusal
from recordings.remux import BUFFER, Open, muxing
from recordings.sound import Sound
from recordings.splice import Cut

LONGEST_SIDE: Final = 1280
KEYS_APART: Final = Fraction(2, 5)  # seconds
SURVEYED: Final = 10  # percent: what was told before this begins
OPTIONS: Final = {"preset": "veryfast", "crf": "22", "forced-idr": "1", "bf": "0", "profile": "high"}


def proxy(open_source: Open, out: BinaryIO, index: Index, cut: Cut, end: int, tell: Callable[[int], None]) -> list[int]:
    """Writes the wanted part as MP4 and gives the times of its frames, in the source's ticks from `cut.first` on.

    end: when the last frame has been shown; tell: hears percents. Raises Refusal("damaged"): nothing can be decoded.
    """
    with (
        open_source() as found,
        av.open(out, "w", format="mp4", options=muxing("mp4", index), buffer_size=BUFFER) as into,
    ):
        picture, voice = picture_of(found.container), sound_of(found.container)
        until = None if cut.until is None else cut.until * index.unit
        encoder = _Encoder(into, picture, index)
        sound = None if voice is None else Sound(into, voice, "mp4", cut.first * index.unit, until)
        told = SURVEYED
        waiting: list[Any] = []  # sound that came by before its picture did

        def pictures_only() -> Iterator[Any]:
            has_begun = False
            for packet in packets(found.container, picture, voice):
                if packet.stream_index == picture.index:
                    has_begun = has_begun or bool(packet.is_keyframe)
                    if has_begun:
                        yield packet
                elif sound is not None:
                    waiting.extend(sound.passed(packet))

        for frame in decoded(pictures_only(), picture):
            if frame.pts is None or frame.pts < cut.first or (cut.until is not None and frame.pts >= cut.until):
                continue
            for packet in encoder.encoded(frame, frame.pts - cut.first):
                into.mux_one(packet)
            for packet in waiting:  # the container is made with the first picture
                into.mux_one(packet)
            waiting.clear()
            percent = min(99, SURVEYED + (99 - SURVEYED) * (frame.pts - cut.first) // max(1, end - cut.first))
            if percent > told:
                told = percent
                tell(percent)
        if not encoder.pts:
            raise Refusal("damaged")
        for packet in [*encoder.rest(), *waiting, *(sound.rest() if sound is not None else ())]:
            into.mux_one(packet)
    return encoder.pts


class _Encoder:
    """H.264 out of decoded frames. The size is settled by the first one."""

    def __init__(self, into: Any, picture: Any, index: Index) -> None:
        self.pts: list[int] = []
        self._aspect = picture.codec_context.sample_aspect_ratio
        self._upright = Upright()
        self._size = (0, 0)
        self._key_at: int | None = None
        self._keys_apart = int(KEYS_APART / index.unit)
        rate = _rate(index)
        self._stream = into.add_stream("libx264", rate=rate, options=OPTIONS)
        context = self._stream.codec_context
        context.time_base = index.unit
        context.thread_count = 1
        context.gop_size = max(1, int(rate * KEYS_APART))
        context.pix_fmt = "yuv420p"

    def encoded(self, frame: VideoFrame, pts: int) -> list[Any]:
        """Packets, for a frame that is to be shown at `pts`."""
        if self.pts and pts <= self.pts[-1]:
            return []  # two at one time: nobody could see the first
        if not self.pts:
            self._settle(frame)
        turned = self._upright(frame)
        made = turned.reformat(*self._size, "yuv420p", dst_color_range="MPEG", threads=1)
        made.pts, made.time_base = pts, self._stream.codec_context.time_base
        is_key = self._key_at is None or pts - self._key_at >= self._keys_apart
        made.pict_type = PictureType.I if is_key else PictureType.NONE
        if is_key:
            self._key_at = pts
        self.pts.append(pts)
        return list(self._stream.encode(made))

    def rest(self) -> list[Any]:
        """What comes out when nothing more goes in."""
        return list(self._stream.encode(None))

    def _settle(self, frame: VideoFrame) -> None:
        turned = self._upright(frame)
        width, height = seen_size(frame.width, frame.height, self._aspect)
        if (turned.width, turned.height) != (frame.width, frame.height):
            width, height = height, width
        self._size = fitted(width, height, LONGEST_SIDE)
        context = self._stream.codec_context
        context.width, context.height = self._size
        # What the colours mean goes along: a player needs it for pictures of high contrast.
        context.colorspace, context.color_range = frame.colorspace, 1
        context.color_primaries, context.color_trc = frame.color_primaries, frame.color_trc


def _rate(index: Index) -> Fraction:
    """Frames a second, on average."""
    length = (index.end - index.pts[0]) * index.unit
    return min(Fraction(240), max(Fraction(1), Fraction(len(index.pts)) / length)).limit_denominator(1001)
