"""Small files of static/ kept in memory with their headers: a page asks for a hundred, and each is asked for often.

A file that was changed on the disk is noticed by its time and size, so whoever works on one sees it at once.
"""

import asyncio
import gzip
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 512 * 1024  # of one file; a larger one is sent from the disk
MOST_BYTES_IN_ALL = 32 * 1024 * 1024
MOST_JOINED = 64  # sheets that were asked for as one
LEAST_TO_PACK = 600  # below this a packed file is hardly fewer packets
PACKED = (".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was read. `packed`: the same under gzip, or None where that gains nothing."""

    path: Path
    time_ns: int
    size: int
    body: bytes
    packed: bytes | None
    etag: str  # in its quotes

    @property
    def packed_etag(self) -> str:
        """Of the packed bytes: other bytes than the file's are another representation."""
        return f'{self.etag[:-1]}-gz"'

    @property
    def weight(self) -> int:
        """Bytes of memory."""
        return len(self.body) + len(self.packed or b"")


class KeptFiles:
    """What was read, by the path somebody asked under. Only paths that were found get in."""

    def __init__(self, most_bytes: int = MOST_BYTES_IN_ALL) -> None:
        self._kept: dict[str, Kept] = {}
        self._joined: dict[str, tuple[tuple[Path, ...], list[tuple[int, int]], Kept]] = {}
        self._most_bytes = most_bytes
        self._bytes = 0

    def fresh(self, path: str) -> Kept | None:
        """The file as it lies on the disk now, if it is kept so."""
        kept = self._kept.get(path)
        if kept is None:
            return None
        try:
            found = os.stat(kept.path)
        except OSError:
            found = None
        if found and found.st_mtime_ns == kept.time_ns and found.st_size == kept.size and stat.S_ISREG(found.st_mode):
            return kept
        self._drop(path)
        return None

    def read(self, path: str, file: Path) -> Kept | None:
        """Reads and keeps it; None when it is too large. Raises OSError."""
        found = os.stat(file)
        if found.st_size > MOST_BYTES:
            return None
        body = file.read_bytes()
        packed = _packed(body) if file.suffix in PACKED else None
        # As aiohttp names it, which sends the parts of it.
        etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
        kept = Kept(file, found.st_mtime_ns, found.st_size, body, packed, etag)
        self._drop(path)
        if len(body) == found.st_size and self._bytes + kept.weight <= self._most_bytes:
            self._kept[path] = kept
            self._bytes += kept.weight
        return kept

    async def joined(self, path: str, files: Callable[[], tuple[Path, ...]]) -> Kept:
        """Several files one after the other as one. files: which, asked when `path` is new. Raises OSError.

        Anybody may ask for any sheets in any order, so no room waits while they are packed.
        """
        known = self._joined.get(path)
        several = known[0] if known else files()
        stamps = [(found.st_mtime_ns, found.st_size) for found in map(os.stat, several)]
        if known and known[1] == stamps:
            return known[2]
        kept = await asyncio.to_thread(_joined, several, max(ns for ns, _ in stamps))
        if len(self._joined) >= MOST_JOINED:
            del self._joined[next(iter(self._joined))]
        self._joined[path] = (several, stamps, kept)
        return kept

    def _drop(self, path: str) -> None:
        if gone := self._kept.pop(path, None):
            self._bytes -= gone.weight


def _joined(several: tuple[Path, ...], time_ns: int) -> Kept:
    body = b"\n".join(file.read_bytes() for file in several)
    return Kept(several[0], time_ns, len(body), body, _packed(body), f'"{time_ns:x}-{len(body):x}"')


def _packed(body: bytes) -> bytes | None:
    if len(body) < LEAST_TO_PACK:
        return None
    made = gzip.compress(body, 6, mtime=0)
    return made if len(made) < len(body) * 0.9 else None


def takes_gzip(headers: Mapping[str, str]) -> bool:
    """Whether who asks can unpack it."""
    for one in headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
