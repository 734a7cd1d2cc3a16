"""A clip as a film needs it: the picture that is shown at a moment, upright and as large as it is wanted."""

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final, Protocol, cast

from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace
from PIL import Image

from recordings.frames import decoded, packets, picture_of, survey
from recordings.pictures import Upright, seen_size, swaps_sides
from recordings.probe import Found
from recordings.refusals import Refusal

MOST_HELD: Final = 128 * 1024 * 1024  # bytes of decoded pictures, so that steps back need no decoding
AHEAD: Final = 90  # pictures: further on, decoding begins anew at a key frame


class Source(Protocol):
    """What pictures of a film come from. size: of its pictures, upright."""

    size: tuple[int, int]

    @property
    def times_ms(self) -> list[Fraction]:
        """When each picture is shown, on the shown clock; what lies before its beginning is negative."""

    def number(self, media_ms: float) -> int:
        """Which picture is shown at a moment."""

    def image(self, number: int, size: tuple[int, int]) -> Image.Image:
        """That picture, so large, as RGB; nobody else's to change."""


class FilmSource:
    """Pictures of one open file. start_ms: where its shown beginning lies. Raises Refusal where there are none."""

    def __init__(self, found: Found, start_ms: int) -> None:
        self._container = found.container
        self._picture = picture_of(found.container)
        self._index = survey(found.container)
        self._start = Fraction(start_ms, 1000)
        self._upright = Upright()
        self._held: dict[int, VideoFrame] = {}
        self._held_bytes = 0
        self._coming: Iterator[VideoFrame] | None = None
        self._last = -1  # the number of the picture that was decoded last
        self._shown: tuple[int, tuple[int, int], Image.Image] | None = None
        first = self._frame(self.number(0))
        self.size = self._size(first)

    @property
    def times_ms(self) -> list[Fraction]:
        """When each picture is shown, on the shown clock; what lies before its beginning is negative."""
        return [(pts * self._index.unit - self._start) * 1000 for pts in self._index.pts]

    def number(self, media_ms: float) -> int:
        """Which picture is shown at a moment: the first before the beginning, the last after the end."""
        at = (Fraction(media_ms) / 1000 + self._start) / self._index.unit
        # Times of frames come rounded to the microsecond: a hair early is that frame.
        number = bisect_right(self._index.pts, float(at + Fraction(1, 10_000) / self._index.unit)) - 1
        return min(len(self._index.pts) - 1, max(0, number))

    def image(self, number: int, size: tuple[int, int]) -> Image.Image:
        """That picture, so large, as RGB; nobody else's to change."""
        if self._shown is None or self._shown[:2] != (number, size):
            frame = self._frame(number)
            turned = self._upright(frame)
            space = _space(frame)
            made = turned.reformat(size[0], size[1], "rgb24", src_colorspace=space, threads=1)
            self._shown = (number, size, cast(Any, made).to_image())
        return self._shown[2]

    def _frame(self, number: int) -> VideoFrame:
        if number in self._held:
            return self._held[number]
        wanted = self._index.pts[number]
        if self._coming is None or not self._last < number <= self._last + AHEAD:
            self._container.seek(self._index.key_at(wanted), stream=self._picture, backward=True)
            self._picture.codec_context.flush_buffers()
            self._coming = decoded(packets(self._container, self._picture, None), self._picture)
        found: VideoFrame | None = None
        for frame in self._coming:
            if frame.pts is None:
                continue
            found = frame
            self._last = max(0, bisect_right(self._index.pts, frame.pts) - 1)
            self._hold(self._last, frame)
            if frame.pts >= wanted:
                break
        else:
            self._coming = None
        if found is None:
            if not self._held:
                raise Refusal("damaged")
            return self._held[min(self._held, key=lambda held: abs(held - number))]
        return found

    def _hold(self, number: int, frame: VideoFrame) -> None:
        size = frame.width * frame.height * 2
        while self._held and self._held_bytes + size > MOST_HELD:
            oldest = next(iter(self._held))
            gone = self._held.pop(oldest)
            self._held_bytes -= gone.width * gone.height * 2
        if number not in self._held:
            self._held_bytes += size
        self._held[number] = frame

    def _size(self, frame: VideoFrame) -> tuple[int, int]:
        aspect = self._picture.codec_context.sample_aspect_ratio
        width, height = seen_size(frame.width, frame.height, aspect)
        return (height, width) if swaps_sides(frame) else (width, height)


def _space(frame: Any) -> int | None:
    """What the colours of a picture mean where its file does not say: as browsers take it."""
    return int(Colorspace.ITU709) if frame.colorspace == 2 and frame.height >= 720 else None
