"""Where finished clips lie. One contract, two keepers: `local.py` and `s3.py`; tests/recordings runs it over both."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, Final, Protocol, runtime_checkable

_PART: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
PIECE_BYTES: Final = 256 * 1024  # what `read` gives at once


class Missing(Exception):
    """There is no such file."""


class ClipFiles(Protocol):
    """Keeps files under keys such as `<clip id>/play`. The caller makes keys from ids and fixed names only: lower-case
    letters, digits, dots and dashes, with one slash. A key that is not so raises ValueError and touches nothing.
    """

    async def put(self, key: str, source: Path) -> None:
        """Takes the local file over: durable when this returns, never seen half, replaces what was there. `source` is
        gone afterwards. Raises OSError (ENOSPC) with nothing changed when there is no room."""
        ...

    async def size(self, key: str) -> int | None:
        """Its bytes, or None when it is absent."""
        ...

    def read(self, key: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """`length` bytes from `start` on, or all that follow, in pieces. Raises Missing at the first piece."""
        ...

    async def fetch(self, key: str, into: Path) -> Path:
        """A local path that holds the file for reading: its own place where that is local, else a copy written to
        `into`. The caller removes `into` if it exists. Raises Missing."""
        ...

    async def delete(self, folder: str) -> int:
        """Removes everything under `<folder>/` and returns how many files went; an absent folder is 0."""
        ...

    async def keys(self, folder: str) -> list[str]:
        """The keys under `<folder>/`, in order."""
        ...


@runtime_checkable
class OnThisMachine(Protocol):
    """A keeper whose files lie on this machine: the kernel can send one by itself."""

    def open(self, key: str) -> IO[bytes]:
        """The file for reading, unbuffered; the caller closes it. Blocks for a moment. Raises Missing."""
        ...


def split(key: str) -> tuple[str, str]:
    """Folder and name of a key. Raises ValueError for one that is not as ClipFiles says."""
    folder, slash, name = key.partition("/")
    if not slash or _PART.fullmatch(name) is None:
        raise ValueError(f"not a key: {key!r}")
    return checked(folder), name


def checked(folder: str) -> str:
    """The folder itself. Raises ValueError for one that is not as ClipFiles says."""
    if _PART.fullmatch(folder) is None:
        raise ValueError(f"not a folder: {folder!r}")
    return folder
