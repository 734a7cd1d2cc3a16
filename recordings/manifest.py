"""What a recording's folder holds: which files, of whom, from when on, and whether they are whole. Written durably."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import msgspec

from recordings.disk import sync_folder
from recordings.matroska import Tracks

NAME: Final = "manifest.json"
LOCK: Final = "lock"
State = Literal["open", "closed", "recovered", "empty"]
Device = Literal["", "camera", "screen"]  # the person's own; a second camera beside it; a screen that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One file of one device."""

    file: str
    person: str
    source: str  # the device, as its connection is called
    device: Device = ""
    started_at_ms: int  # its first frame, on the session clock; the file's times count from here
    tracks: Tracks
    state: State = "open"  # recovered: its writer died, and it was made whole afterwards; empty: nothing is in it
    why: str = ""  # it ended, as in Event.why
    bytes: int = 0  # from here on: of one that is whole
    length_ms: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One recording, or a part of one that went on elsewhere. Change it by `replace`."""

    version: int = 1
    recording: str
    session: str
    whole: str = ""  # what its parts have in common: the recording as its room knows it; "": it is all there is
    began_at_ms: int
    ended_at_ms: int | None = None
    why: str = ""
    segments: tuple[Segment, ...] = ()
    with_parts: tuple[str, ...] = ()  # these folders are taken in with it; said once, before the first clip is made
    taken: tuple[str, ...] = ()  # the clips made of them; none is made again, whatever became of it

    def having(self, segment: Segment) -> "Manifest":
        """With this segment, in the place of one of the same file if there is one."""
        if any(each.file == segment.file for each in self.segments):
            changed = tuple(segment if each.file == segment.file else each for each in self.segments)
            return replace(self, segments=changed)
        return replace(self, segments=(*self.segments, segment))


def save(folder: Path, manifest: Manifest) -> None:
    """Writes it so that a reader finds the old one or the new one, also after a power cut. Raises OSError."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    new = folder / f"{NAME}.new"
    fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with open(fd, "wb", closefd=False) as file:
            file.write(data)
        os.fsync(fd)
    finally:
        os.close(fd)
    os.replace(new, folder / NAME)
    sync_folder(folder)


def load(folder: Path) -> Manifest | None:
    """The manifest, or None where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None


@contextlib.contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Keeps other processes out of a recording, for as long as this one lives; False: somebody else is at it."""
    fd = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(fd)


def remove(folder: Path) -> None:
    """Removes a recording, its manifest last: cut short, what is left still says what it is. Raises OSError."""
    last = (folder / NAME, folder / LOCK)
    for path in (*(each for each in folder.iterdir() if each not in last), *last):
        path.unlink(missing_ok=True)
    folder.rmdir()


def sha256(path: Path) -> str:
    """The digest of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
