"""ClipFiles on the local disk: one folder a clip, files that appear whole or not at all and outlive a power cut."""

import asyncio
import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import IO

from recordings.disk import sync_folder
from recordings.files import PIECE_BYTES, Missing, checked, split

_UNFINISHED = ".part-"  # no key begins with a dot


class LocalFiles:
    """Keeps them under `root`. Nothing on the way to a file may be a symbolic link below it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, key: str, source: Path) -> None:
        """See ClipFiles: a rename where `source` lies on the same disk, else a copy renamed when it is whole."""
        folder, name = split(key)
        await asyncio.to_thread(self._put, folder, name, source)

    async def size(self, key: str) -> int | None:
        """See ClipFiles."""
        folder, name = split(key)

        def look() -> int | None:
            try:
                with self._open(folder, name) as file:
                    return os.fstat(file).st_size
            except Missing:
                return None

        return await asyncio.to_thread(look)

    async def read(self, key: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """See ClipFiles."""
        folder, name = split(key)
        with contextlib.ExitStack() as held:
            file = await asyncio.to_thread(lambda: held.enter_context(self._open(folder, name)))
            end = os.fstat(file).st_size if length is None else start + length
            while start < end:
                piece = await asyncio.to_thread(os.pread, file, min(PIECE_BYTES, end - start), start)
                if not piece:
                    return
                start += len(piece)
                yield piece

    async def fetch(self, key: str, into: Path) -> Path:
        """See ClipFiles: its own place, so nothing is written to `into`."""
        if await self.size(key) is None:
            raise Missing(key)
        return self._root / key

    def open(self, key: str) -> IO[bytes]:
        """See OnThisMachine."""
        with self._open(*split(key)) as file:
            return os.fdopen(os.dup(file), "rb", buffering=0)

    async def delete(self, folder: str) -> int:
        """See ClipFiles."""
        return await asyncio.to_thread(self._delete, checked(folder))

    async def keys(self, folder: str) -> list[str]:
        """See ClipFiles."""
        checked(folder)

        def look() -> list[str]:
            try:
                with self._folder(folder) as place:
                    return sorted(f"{folder}/{name}" for name in os.listdir(place) if not name.startswith("."))
            except Missing:
                return []

        return await asyncio.to_thread(look)

    def _put(self, folder: str, name: str, source: Path) -> None:
        file = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(errno.EINVAL, "not a plain file", str(source))
            os.fchmod(file, 0o600)
            os.fsync(file)
            with self._folder(folder, make=True) as place:
                try:
                    os.rename(source, name, dst_dir_fd=place)
                    os.fsync(place)
                except OSError as problem:
                    if problem.errno != errno.EXDEV:
                        raise
                    _copy(file, place, name)
                    source.unlink()
        finally:
            os.close(file)

    def _delete(self, folder: str) -> int:
        try:
            with self._folder(folder) as place:
                names = os.listdir(place)
                for name in names:
                    os.unlink(name, dir_fd=place)
            os.rmdir(self._root / folder)
        except (Missing, FileNotFoundError):
            return 0
        sync_folder(self._root)
        return sum(not name.startswith(".") for name in names)

    @contextlib.contextmanager
    def _folder(self, folder: str, *, make: bool = False) -> Iterator[int]:
        """A clip's folder, open. Raises Missing."""
        if make and not (self._root / folder).is_dir():
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                (self._root / folder).mkdir(mode=0o700)
            sync_folder(self._root)
            sync_folder(self._root.parent)
        try:
            place = os.open(self._root / folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):  # a link instead of a folder, too
            raise Missing(folder) from None
        try:
            yield place
        finally:
            os.close(place)

    @contextlib.contextmanager
    def _open(self, folder: str, name: str) -> Iterator[int]:
        """A plain file, open for reading. Raises Missing."""
        with self._folder(folder) as place:
            try:
                file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=place)
            except OSError as problem:
                if problem.errno in (errno.ENOENT, errno.ELOOP):
                    raise Missing(f"{folder}/{name}") from None
                raise
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise Missing(f"{folder}/{name}")
            yield file
        finally:
            os.close(file)


def _copy(source: int, place: int, name: str) -> None:
    """From another disk: under a name nobody asks for until every byte is safe."""
    unfinished = f"{_UNFINISHED}{secrets.token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with (
            open(os.dup(source), "rb") as reading,
            open(os.open(unfinished, flags, 0o600, dir_fd=place), "wb") as writing,
        ):
            shutil.copyfileobj(reading, writing, 1024 * 1024)
            writing.flush()
            os.fsync(writing.fileno())
        os.rename(unfinished, name, src_dir_fd=place, dst_dir_fd=place)
        os.fsync(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished, dir_fd=place)
        raise
