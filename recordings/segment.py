"""One file of a recording while it is being written. Blocking: the recorder's own thread uses it."""

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from recordings import matroska
from recordings.disk import sync_folder
from recordings.matroska import VIDEO, Header, Tracks

CLUSTER_MS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is in a file, as far as its end has to say it. Times in ms since the file's first."""

    end: int  # the first byte behind the last whole block
    cluster_at: int  # where the last cluster begins; 0: there is none
    last_ms: dict[int, int]  # track -> time of its last block
    length_ms: int  # until the last block has been shown
    keys: Sequence[tuple[int, int, int]]  # as matroska.cues wants them


class SegmentFile:
    """Writes blocks, each in one call, so that what was written survives the death of the process.

    Raises OSError, such as ENOSPC; then nothing of that block is in the file, and `close` still makes it whole.
    """

    def __init__(self, path: Path, tracks: Tracks) -> None:
        self._header: Header = matroska.header(tracks)
        self._has_video = tracks.video is not None
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self._end = 0
        self._cluster_at = 0
        self._cluster_ms = 0
        self._last_ms: dict[int, int] = {}
        self._step_ms: dict[int, int] = {}
        self._keys: list[tuple[int, int, int]] = []
        try:
            self._put(self._header.data)
            sync_folder(path.parent)
        except OSError:
            os.close(self._fd)
            raise

    @property
    def is_empty(self) -> bool:
        """Whether no block has been written."""
        return not self._last_ms

    def write(self, track: int, at_ms: int, data: bytes, is_key: bool) -> None:
        """Adds a block. A time that does not rise within its track is moved behind the one before."""
        last = self._last_ms.get(track)
        if last is not None:
            at_ms = max(at_ms, last + 1)
        after = at_ms - self._cluster_ms
        is_cue = is_key and track == VIDEO
        if not self._cluster_at or is_cue or not -CLUSTER_MS <= after <= CLUSTER_MS:
            self._begin_cluster(at_ms, track, is_cue or not self._has_video)
            after = 0
        self._put(matroska.block(track, after, data, is_key), data)
        if last is not None:
            self._step_ms[track] = at_ms - last
        self._last_ms[track] = at_ms

    def sync(self) -> None:
        """Returns when what was written outlives a power cut. May run beside `write`. Raises OSError."""
        os.fdatasync(self._fd)

    def close(self) -> tuple[int, int]:
        """Writes what players need to seek, syncs, and closes; gives (bytes, length in ms).

        On a full disk the file stays without its cues, and plays all the same.
        """
        try:
            written = Written(
                end=self._end,
                cluster_at=self._cluster_at,
                last_ms=self._last_ms,
                length_ms=length_ms(self._last_ms, self._step_ms),
                keys=self._keys,
            )
            return finish(self._fd, self._header, written), written.length_ms
        finally:
            os.close(self._fd)

    def _begin_cluster(self, at_ms: int, track: int, is_cue: bool) -> None:
        began = self._end
        self._put(matroska.cluster(at_ms))
        if self._cluster_at:
            _say_size(self._fd, self._cluster_at, began)
        if is_cue:
            self._keys.append((at_ms, track, began - self._header.segment_at))
        self._cluster_at, self._cluster_ms = began, at_ms

    def _put(self, *parts: bytes) -> None:
        """All of it or nothing."""
        wanted = sum(map(len, parts))
        try:
            wrote = os.writev(self._fd, parts)
            while wrote < wanted:  # the disk is full, or a signal came
                wrote += os.write(self._fd, b"".join(parts)[wrote:])
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, self._end)
                os.lseek(self._fd, self._end, os.SEEK_SET)
            raise
        self._end += wanted


def finish(fd: int, header: Header, written: Written) -> int:
    """Cuts a file behind its last whole block, adds cues, says lengths, and syncs; gives its size in bytes."""
    end = written.end
    os.ftruncate(fd, end)
    if written.cluster_at:
        _say_size(fd, written.cluster_at, end)
    with contextlib.suppress(OSError):
        cues = matroska.cues(written.keys)
        _write_all(fd, cues, end)
        os.pwrite(fd, matroska.seek_head(end - header.segment_at), header.seek_at)
        end += len(cues)
    os.ftruncate(fd, end)
    os.pwrite(fd, matroska.whole(end - header.segment_at), header.size_at)
    os.pwrite(fd, matroska.duration(written.length_ms), header.duration_at)
    os.fsync(fd)
    return end


def length_ms(last_ms: dict[int, int], step_ms: dict[int, int]) -> int:
    """How long a file is, whose tracks end with these blocks, each shown as long as the one before it."""
    return max((at + min(1000, step_ms.get(track, 0)) for track, at in last_ms.items()), default=0)


def _say_size(fd: int, cluster_at: int, end: int) -> None:
    os.pwrite(fd, matroska.whole(end - cluster_at - 12), cluster_at + 4)


def _write_all(fd: int, data: bytes, at: int) -> None:
    wrote = 0
    while wrote < len(data):
        wrote += os.pwrite(fd, data[wrote:], at + wrote)
