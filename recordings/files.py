"""Where finished clips lie. One contract, two keepers: `local.py` and `s3.py`; tests/recordings runs it over both."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol


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
