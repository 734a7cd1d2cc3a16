"""A moment that a browser cut from its rolling buffer: a recording's beginning and its last chunks, made one file.

What lies between is gone, so the tail is cut to the next place where a reader can begin: a cluster of WebM, a fragment
of MP4. Which frames of it are wanted is then said by `cut`.
"""

import io
import re
from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, Final

from recordings.frames import Index
from recordings.refusals import Refusal
from recordings.work import Splice

EBML: Final = b"\x1a\x45\xdf\xa3"
# A cluster's id, its size (known, or "until it ends"), perhaps a checksum, and its time.
CLUSTER: Final = re.compile(
    rb"\x1f\x43\xb6\x75(?:\x01.{7}|[\x80-\xff]|[\x40-\x7f].|[\x20-\x3f].{2}|[\x10-\x1f].{3})(?:\xbf\x84.{4})?\xe7", re.S
)
FRAGMENT: Final = re.compile(rb"(.{4})moof.{4}mfhd", re.S)
MOST_HEAD: Final = 64 << 20
MOST_SEARCHED: Final = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which part of a video is wanted, in ticks of its stream."""

    first: int  # the key frame with which decoding begins
    shown: int  # the first frame that is wanted; what lies before is there only to be decoded
    until: int | None  # the first that is wanted no more; None: all to the end

    def start_ms(self, unit: Fraction) -> int:
        """Where playing begins, from the first frame that is kept: within the first wanted frame, never before it."""
        return -int(-(self.shown - self.first) * unit * 1000 // 1)


def joined(file: BinaryIO, head_bytes: int) -> BinaryIO:
    """The beginning and the tail as one file that a demuxer reads. Raises Refusal("damaged"): they do not fit.

    head_bytes: 0 where nothing is missing between them.
    """
    if not head_bytes:
        return file
    file.seek(0)
    head = file.read(min(head_bytes, MOST_HEAD))
    pattern = CLUSTER if head.startswith(EBML) else FRAGMENT
    begins = pattern.search(head)
    tail_at = _first(file, pattern, head_bytes)
    if tail_at is None:
        raise Refusal("damaged")
    return io.BufferedReader(_Joined(head[: begins.start()] if begins else head, file, tail_at), 1 << 18)


def cut(index: Index, splice: Splice | None) -> Cut:
    """What is wanted of a video. Raises Refusal("damaged"): nothing of it is there."""
    if splice is None:
        return Cut(first=index.pts[0], shown=index.pts[0], until=None)
    ends = index.end - round(Fraction(splice.drop_end_ms, 1000) / index.unit)
    begins = ends - round(Fraction(splice.keep_ms, 1000) / index.unit)
    first = index.key_at(begins)
    at = bisect_left(index.pts, max(first, begins))
    if at == len(index.pts) or index.pts[at] >= ends:
        raise Refusal("damaged")
    return Cut(first=first, shown=index.pts[at], until=ends if splice.drop_end_ms else None)


def _first(file: BinaryIO, pattern: re.Pattern[bytes], start: int) -> int | None:
    """Where the pattern is first found from `start` on."""
    file.seek(start)
    at, kept = start, b""
    while at - start < MOST_SEARCHED and (piece := file.read(1 << 20)):
        window = kept + piece
        if (found := pattern.search(window)) is not None:
            return at - len(kept) + found.start()
        kept = window[-32:]
        at += len(piece)
    return None


class _Joined(io.RawIOBase):
    """Some bytes, then a file from a place on."""

    def __init__(self, head: bytes, file: BinaryIO, tail_at: int) -> None:
        self._head, self._file, self._tail_at = head, file, tail_at
        self._size = len(head) + max(0, file.seek(0, io.SEEK_END) - tail_at)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at < len(self._head):
            piece = self._head[self._at : self._at + len(buffer)]
        else:
            self._file.seek(self._tail_at + self._at - len(self._head))
            piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
