"""Writes one upload, in threads: under the file's lock, and with a sync before it says how far it is."""

import contextlib
import errno
import fcntl
import hmac
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from recordings.tus import DIGESTS, Checksum, Refused

SYNC_BYTES = 16 * 1024 * 1024  # what a power cut can take from one long request
_COPY_BYTES: Final = 1024 * 1024
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Writer:
    """One request's hand on an upload. Its calls may come from any thread and never overlap.

    safe: so many bytes are on the disk. After the first failure nothing is written any more: bytes behind a gap would
    be worse than none.
    """

    def __init__(self, file: int, offset: int, room_bytes: Callable[[], int]) -> None:
        self.safe = offset
        self._file = file
        self._offset = offset
        self._room_bytes = room_bytes
        self._has_lock = True
        self._is_synced = False  # who wrote before may have died in between
        self._is_over = False
        self._turn = threading.RLock()

    @classmethod
    def begin(cls, path: Path, at: int, size: int, room_bytes: Callable[[], int]) -> "Writer | None":
        """Takes the lock; None while another request has it. Raises Refused when `at` is not where the file ends, or
        the disk has no room for `size` more.
        """
        file = open_upload(path, os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file).st_size != at:
                raise Refused("wrong-offset", "Upload-Offset")
            if room_bytes() < size:
                os.fdatasync(file)
                raise Refused("disk-full", offset=at)
        except BlockingIOError:
            os.close(file)
            return None
        except BaseException:
            os.close(file)
            raise
        return cls(file, at, room_bytes)

    def write(self, batch: Sequence[bytes]) -> None:
        """Adds bytes; from time to time makes them safe. Raises Refused."""
        with self._turn:
            if self._is_over or not batch:
                return
            try:
                self._take_back_lock()
                self.check_room(batch)
                with full_is_refused():
                    self._add(batch)
                if self._offset - self.safe >= SYNC_BYTES:
                    self.sync()
            except BaseException:
                self._is_over = True
                self._save_what_can_be()
                raise

    def check_room(self, batch: Sequence[bytes]) -> None:
        """Raises Refused when the disk would fall below its floor; others write to it at the same time."""
        if self._room_bytes() < sum(map(len, batch)):
            raise Refused("disk-full")

    def sync(self) -> int:
        """Makes safe what was written and returns the offset. Raises Refused, then with nothing kept since the last."""
        with self._turn:
            if self._is_over or (self._is_synced and self._offset == self.safe):
                return self.safe
            try:
                with full_is_refused():
                    os.fdatasync(self._file)
            except BaseException:
                # Some of it may be on the disk and some not: what nobody was told of goes.
                self._is_over = True
                os.ftruncate(self._file, self.safe)
                self._offset = self.safe
                raise
            self.safe, self._is_synced = self._offset, True
            if os.fstat(self._file).st_nlink == 0:
                self._is_over = True
                raise Refused("upload-gone")
            return self.safe

    def rest(self) -> None:
        """Makes safe what came and lets go of the lock until the next write."""
        with self._turn:
            self.sync()
            if self._has_lock and not self._is_over:
                fcntl.flock(self._file, fcntl.LOCK_UN)
                self._has_lock = False

    @property
    def is_closed(self) -> bool:
        """Whether it has let go of everything."""
        return self._file < 0

    def close(self) -> None:
        """Lets go of everything."""
        with self._turn:
            self._is_over = True
            if self._file >= 0:
                os.close(self._file)
                self._file = -1

    def _take_back_lock(self) -> None:
        if self._has_lock:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("upload-busy") from None
        self._has_lock = True
        if os.fstat(self._file).st_size != self._offset:
            self._has_lock = False  # not ours to touch any more
            raise Refused("wrong-offset", "Upload-Offset")

    def _add(self, batch: Sequence[bytes]) -> None:
        for written in _write(self._file, batch, self._offset):
            self._offset += written

    def _save_what_can_be(self) -> None:
        """After a failed write: what did fit is a true beginning, so it counts as soon as it is safe."""
        if not self._has_lock or self._offset == self.safe:
            return
        try:
            os.fdatasync(self._file)
            self.safe = self._offset
        except OSError:
            os.ftruncate(self._file, self.safe)


class Plain:
    """Bytes go straight into the upload; whatever came is kept."""

    def __init__(self, writer: Writer) -> None:
        self.began_at = writer.safe
        self._writer = writer

    def write(self, batch: Sequence[bytes]) -> None:
        """See Writer."""
        self._writer.write(batch)

    def rest(self, batch: Sequence[bytes]) -> None:
        """Adds the last before a silence."""
        self._writer.write(batch)
        self._writer.rest()

    def end(self, batch: Sequence[bytes]) -> int:
        """Adds the last bytes, lets go, and returns the offset, which is safe."""
        self._writer.write(batch)
        offset = self._writer.sync()
        self._writer.close()
        return offset

    def give_up(self, batch: Sequence[bytes]) -> None:
        """Its sender is gone."""
        self.end(batch)


class Checked:
    """Bytes wait beside the upload until their checksum is found right; else none of them ever was in it."""

    def __init__(self, writer: Writer, checksum: Checksum, folder: Path) -> None:
        self.began_at = writer.safe
        self._writer = writer
        self._digest = DIGESTS[checksum.algorithm](usedforsecurity=False)
        self._wanted = checksum.digest
        self._folder = folder
        self._beside: IO[bytes] | None = None
        self._size = 0

    def write(self, batch: Sequence[bytes]) -> None:
        """Keeps bytes aside."""
        self._writer.check_room(batch)
        with full_is_refused():
            if self._beside is None:
                # Without a name: gone as soon as we are.
                self._beside = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115
            for piece in batch:
                self._digest.update(piece)
            for written in _write(self._beside.fileno(), batch, self._size):
                self._size += written

    def rest(self, batch: Sequence[bytes]) -> None:
        """Keeps bytes aside and lets go of the lock."""
        self.write(batch)
        self._writer.rest()

    def end(self, batch: Sequence[bytes]) -> int:
        """Adds it all if it is right, and returns the offset, which is safe. Raises Refused."""
        try:
            self.write(batch)
            if not hmac.compare_digest(self._digest.digest(), self._wanted):
                raise Refused("wrong-checksum", "Upload-Checksum")
            assert self._beside is not None
            for start in range(0, self._size, _COPY_BYTES):
                self._writer.write([os.pread(self._beside.fileno(), _COPY_BYTES, start)])
            return self._writer.sync()
        finally:
            self.give_up(())

    def give_up(self, _batch: Sequence[bytes]) -> None:
        """Its sender is gone: what cannot be checked is not kept."""
        if self._beside is not None:
            self._beside.close()


def _write(file: int, batch: Sequence[bytes], offset: int) -> Iterator[int]:
    """Writes it all, in as many calls as the disk needs; gives what each has written."""
    if not batch:
        return
    written = os.pwritev(file, batch, offset)
    yield written
    rest = memoryview(b"".join(batch))[written:] if written < sum(map(len, batch)) else memoryview(b"")
    while rest:
        offset += written
        written = os.pwrite(file, rest, offset)
        yield written
        rest = rest[written:]


def open_upload(path: Path, flags: int) -> int:
    """An upload's file; links are not followed. Raises Refused when it is gone."""
    try:
        return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Refused("upload-gone") from None


@contextlib.contextmanager
def full_is_refused() -> Iterator[None]:
    """A full disk as a refusal that can be told; everything else stays what it is."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            raise Refused("disk-full") from None
        raise
