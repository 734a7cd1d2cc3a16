"""Reading back what recordings/matroska.py wrote: where each block lies. Nothing looks into the blocks.

This is no demuxer of strangers' files: it knows the one shape we write, stops at the first byte that is not of it, and
touches no codec. What is in the blocks is opened by the media worker alone.
"""

import mmap
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from recordings import matroska
from recordings.matroska import AUDIO, DURATION_BYTES, SEEK_BYTES, VIDEO, Header
from recordings.segment import Written, finish, length_ms

_CLUSTER: Final = matroska.name(matroska.CLUSTER)
MOST_ZEROS: Final = 16  # at the end of a frame that was written whole
_BLOCK: Final = struct.Struct(">BhB")


@dataclass(slots=True)
class Block:
    """One block of a file: data[start:end]."""

    track: int
    at_ms: int
    is_key: bool
    start: int
    end: int
    cluster_at: int
    begins_cluster: bool


def mend(path: Path) -> tuple[int, int] | None:
    """Makes whole what a killed process left: cuts the block it was writing, adds cues and lengths, syncs.

    Gives (bytes, length in ms); None: there is no block in it, and it was left as it is. Done twice it harms nobody.
    Raises OSError.
    """
    fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if not os.fstat(fd).st_size:
            return None
        with mmap.mmap(fd, 0, access=mmap.ACCESS_READ) as data:
            header = head(data)
            written = None if header is None else _survey(data, header)
        if header is None or written is None:
            return None
        return finish(fd, header, written), written.length_ms
    finally:
        os.close(fd)


def head(data: mmap.mmap | bytes) -> Header | None:
    """The header of a file of ours, or None."""
    try:
        ebml = _element(data, 0, matroska.EBML)
        size_at = ebml + 4
        if data[ebml:size_at] != matroska.name(matroska.SEGMENT):
            return None
        segment_at = size_at + 8
        info_ends = _element(data, segment_at + SEEK_BYTES, matroska.INFO)
        ends = _element(data, info_ends, matroska.TRACKS)
    except (IndexError, ValueError):
        return None
    if ends > len(data):
        return None
    return Header(data[:ends], size_at, segment_at, segment_at, info_ends - DURATION_BYTES)


def blocks(data: mmap.mmap | bytes, at: int) -> Iterator[Block]:
    """The whole blocks from the first cluster on, which begins at `at`."""
    end = len(data)
    while data[at : at + 4] == _CLUSTER:
        cluster_at, begins = at, True
        try:
            at += 12
            ends = _element(data, at, matroska.TIMESTAMP)
            cluster_ms = int.from_bytes(data[at + 2 : ends], "big")
        except (IndexError, ValueError):
            return
        at = ends
        while at < end and data[at] == matroska.SIMPLE_BLOCK:
            try:
                length, start = _size(data, at + 1)
            except (IndexError, ValueError):
                return
            at = start + length
            if length < 5 or at > end:
                return
            track, after, flags = _BLOCK.unpack_from(data, start)
            if track & 0x7F not in (VIDEO, AUDIO):
                return
            is_key = bool(flags & 0x80)
            yield Block(track & 0x7F, max(0, cluster_ms + after), is_key, start + 4, at, cluster_at, begins)
            begins = False


def _survey(data: mmap.mmap, header: Header) -> Written | None:
    last_ms: dict[int, int] = {}
    step_ms: dict[int, int] = {}
    keys: list[tuple[int, int, int]] = []
    cluster_at = end = 0
    real = _without_zeros(data)
    for each in blocks(data, len(header.data)):
        if each.end > real + MOST_ZEROS:
            break
        if each.begins_cluster and each.is_key and (each.track == VIDEO or VIDEO not in last_ms):
            keys.append((each.at_ms, each.track, each.cluster_at - header.segment_at))
        if each.track in last_ms:
            step_ms[each.track] = each.at_ms - last_ms[each.track]
        last_ms[each.track] = each.at_ms
        cluster_at, end = each.cluster_at, each.end
    if not end:
        return None
    length = length_ms(last_ms, step_ms)
    return Written(end=end, cluster_at=cluster_at, last_ms=last_ms, length_ms=length, keys=keys)


def _without_zeros(data: mmap.mmap) -> int:
    """Where the zeros begin with which a power cut may have filled the end of a file."""
    end = len(data)
    while end:
        piece = data[max(0, end - (1 << 16)) : end]
        if kept := len(piece.rstrip(b"\0")):
            return end - len(piece) + kept
        end -= len(piece)
    return 0


def _element(data: mmap.mmap | bytes, at: int, id: int) -> int:
    """Where the element with this id ends that begins at `at`. Raises IndexError, ValueError."""
    written = matroska.name(id)
    if data[at : at + len(written)] != written:
        raise ValueError("another element")
    length, start = _size(data, at + len(written))
    return start + length


def _size(data: mmap.mmap | bytes, at: int) -> tuple[int, int]:
    """A size and where it ends. Raises IndexError, ValueError."""
    first = data[at]
    if not first:
        raise ValueError("no size")
    length = 9 - first.bit_length()
    return int.from_bytes(data[at : at + length], "big") & (1 << 7 * length) - 1, at + length
