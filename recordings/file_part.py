"""A part of an open file as a file of its own, read at a place of its own: two readers never move each other."""

import io
import os
from typing import BinaryIO


class FilePart(io.RawIOBase):
    """The bytes from `start` on, at most so many; to the end where `size` is None."""

    def __init__(self, file: BinaryIO, start: int = 0, size: int | None = None) -> None:
        self._fd, self._start, self._at = file.fileno(), start, 0
        # Not fstat: the sandbox has none of the ways in which a newer C library asks it.
        here = os.lseek(self._fd, 0, os.SEEK_CUR)
        rest = max(0, os.lseek(self._fd, 0, os.SEEK_END) - start)
        os.lseek(self._fd, here, os.SEEK_SET)
        self._size = rest if size is None else min(size, rest)

    def readable(self) -> bool:
        """See RawIOBase."""
        return True

    def seekable(self) -> bool:
        """See RawIOBase."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """See RawIOBase."""
        wanted = min(len(buffer), max(0, self._size - self._at))
        data = os.pread(self._fd, wanted, self._start + self._at) if wanted else b""
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, to: int, whence: int = os.SEEK_SET) -> int:
        """See RawIOBase."""
        self._at = max(0, to + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def tell(self) -> int:
        """See RawIOBase."""
        return self._at


def part_of(file: BinaryIO, start: int = 0, size: int | None = None) -> BinaryIO:
    """The part, buffered."""
    return io.BufferedReader(FilePart(file, start, size), 1 << 16)
