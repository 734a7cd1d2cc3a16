"""The bytes of uploads on the local disk: one file each, whose size is the offset, told only when the disk has it.

Several processes may share the folder: whoever writes holds the file's lock, and lets it go while nothing arrives, so
that a sender that has died keeps nobody waiting. `upload_writer.py` is the side that runs in threads.
"""

import asyncio
import contextlib
import os
import re
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from aiohttp import StreamReader

from recordings.disk import room_bytes, sync_folder
from recordings.tus import Checksum, Refused
from recordings.upload_writer import Checked, Plain, Writer, full_is_refused, open_upload

T = TypeVar("T")

QUIET_S = 1.0  # nothing for so long: the lock is let go
STALLED_S = 15.0  # nothing for so long: the request ends
MINUTE_S = 60.0
SLOWEST_BYTES_A_MINUTE = 16 * 1024  # fewer are no upload, but somebody who wants to keep us waiting
WAIT_S = 2.5  # how long a request waits for another to let go of the lock
BATCH_BYTES = 256 * 1024  # written at once; as much again may be waiting
BATCH_PIECES = 256
THREADS = 16
_ID: Final = re.compile(r"[a-z0-9]{8,40}")


class Uploads:
    """A folder of uploads. floor_bytes: so much of the disk stays free; None: 5 % of it, at most 2 GiB."""

    def __init__(self, folder: Path, *, floor_bytes: int | None = None) -> None:
        self._folder = folder
        self._floor_bytes = floor_bytes
        # Threads of our own: a slow disk must not keep the database waiting for one.
        self._threads = ThreadPoolExecutor(THREADS, "upload")
        self._is_stopping = False

    def path(self, upload_id: str) -> Path:
        """Where an upload's bytes lie. Raises ValueError for what cannot be an id."""
        if _ID.fullmatch(upload_id) is None:
            raise ValueError(f"not an upload: {upload_id!r}")
        return self._folder / upload_id

    async def has_room(self, size: int) -> bool:
        """Whether the disk takes so many bytes more and stays above its floor, for whoever else writes to it."""
        return await self._do(self._room_bytes) >= size

    def stop(self) -> None:
        """Ends the requests under way within a second or two, with what came safe on disk."""
        self._is_stopping = True

    def close(self) -> None:
        """Lets the threads go."""
        self._threads.shutdown(wait=True)

    async def create(self, upload_id: str, size: int = 1) -> None:
        """An upload without bytes, which a power cut does not undo. Raises Refused when the disk has no room for it."""
        path = self.path(upload_id)

        def make() -> None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._room_bytes() < size:
                raise Refused("disk-full", offset=0)
            with full_is_refused():
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
                sync_folder(self._folder)

        await self._do(make)

    async def offset(self, upload_id: str) -> int:
        """How many bytes are safe. Raises Refused for an upload that is gone."""
        path = self.path(upload_id)

        def look() -> int:
            file = open_upload(path, os.O_RDONLY)
            try:
                size = os.fstat(file).st_size  # taken before the sync: somebody may be writing
                os.fdatasync(file)
                return size
            finally:
                os.close(file)

        return await self._do(look)

    async def remove(self, upload_id: str) -> bool:
        """Removes an upload's bytes; a request that still brings some is refused. False: there were none."""
        path = self.path(upload_id)

        def drop() -> bool:
            try:
                path.unlink()
            except FileNotFoundError:
                return False
            sync_folder(self._folder)
            return True

        return await self._do(drop)

    async def older_than(self, age_s: float) -> list[str]:
        """The uploads that have lain here untouched for so long."""

        def look() -> list[str]:
            before_s = time.time() - age_s
            try:
                with os.scandir(self._folder) as found:
                    return [one.name for one in found if one.stat(follow_symlinks=False).st_mtime < before_s]
            except FileNotFoundError:
                return []

        return [name for name in await self._do(look) if _ID.fullmatch(name)]

    async def receive(
        self,
        upload_id: str,
        body: StreamReader,
        *,
        at: int,
        most: int,
        more: Callable[[int], Awaitable[int]] | None = None,
        size: int | None = None,
        checksum: Checksum | None = None,
        tell: Callable[[int], None] = lambda _offset: None,
    ) -> int:
        """Adds a request's body to an upload and returns its offset then: every byte below it is on the disk.

        at: where the body belongs; most: the upload may not become longer; size: the body's, where it was said.
        more: asked for another `most` when the upload is to become that long; it raises what stands against it.
        tell: hears now and then how far it is. Raises Refused, and what `body` raises when its sender is gone; what
        came until then is kept, unless a checksum was promised for the whole.
        """
        writer = await self._writer(upload_id, at, size or 1)
        try:
            sink = Plain(writer) if checksum is None else Checked(writer, checksum, self._folder)
            return await self._receive(sink, body, most, more, tell)
        except Refused as refused:
            refused.offset = writer.safe if refused.offset is None else refused.offset
            raise
        finally:
            if not writer.is_closed:
                await asyncio.shield(self._do(writer.close))

    async def _receive(
        self,
        sink: Plain | Checked,
        body: StreamReader,
        most: int,
        more: Callable[[int], Awaitable[int]] | None,
        tell: Callable[[int], None],
    ) -> int:
        arriving = _Arriving(body, lambda: self._is_stopping)
        pipe = _Pipe(self._threads, sink)
        try:
            while (piece := await arriving.next()) != b"":
                if piece is None:
                    await pipe.rest()
                    continue
                end = pipe.offset + len(piece)
                if end > most and more is not None:
                    most = await more(end)
                if end > most:
                    raise Refused("too-large")
                if await pipe.add(piece):
                    tell(pipe.offset)
            return await asyncio.shield(pipe.end())
        except BaseException:
            await asyncio.shield(pipe.give_up())
            raise

    async def _writer(self, upload_id: str, at: int, size: int) -> Writer:
        """The one who may write now, at that offset. Raises Refused."""
        path = self.path(upload_id)
        until_s = time.monotonic() + WAIT_S
        loop = asyncio.get_running_loop()
        while not self._is_stopping:
            opening = loop.run_in_executor(self._threads, Writer.begin, path, at, size, self._room_bytes)
            try:
                writer = await asyncio.shield(opening)
            except asyncio.CancelledError:
                opening.add_done_callback(_close_unused)
                raise
            if writer is not None:
                return writer
            if time.monotonic() > until_s:
                raise Refused("upload-busy")
            await asyncio.sleep(0.05)
        raise Refused("upload-stopped")

    def _room_bytes(self) -> int:
        """How much may still come. Waits for the disk."""
        return room_bytes(self._folder, self._floor_bytes)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


class _Arriving:
    """A body piece by piece, with a watch on its sender."""

    def __init__(self, body: StreamReader, is_stopping: Callable[[], bool]) -> None:
        self._body = body
        self._is_stopping = is_stopping
        self._silent_s = 0.0
        self._minute_ends_s = time.monotonic() + MINUTE_S
        self._this_minute_bytes = 0

    async def next(self) -> bytes | None:
        """What came; empty at the end, None after a second of silence. Raises Refused for a sender that stalls."""
        if self._is_stopping():
            raise Refused("upload-stopped")
        try:
            async with asyncio.timeout(QUIET_S):
                piece = await self._body.readany()
        except TimeoutError:
            self._silent_s += QUIET_S
            if self._silent_s >= STALLED_S:
                raise Refused("too-slow") from None
            return None
        self._silent_s = 0.0
        self._this_minute_bytes += len(piece)
        if time.monotonic() > self._minute_ends_s:
            if piece and self._this_minute_bytes < SLOWEST_BYTES_A_MINUTE:
                raise Refused("too-slow")
            self._this_minute_bytes, self._minute_ends_s = 0, time.monotonic() + MINUTE_S
        return piece


class _Pipe:
    """Gathers pieces while the batch before is being written."""

    def __init__(self, threads: ThreadPoolExecutor, sink: Plain | Checked) -> None:
        self.offset = sink.began_at  # of all that came, written or not
        self._threads = threads
        self._sink = sink
        self._batch: list[bytes] = []
        self._batch_bytes = 0
        self._batch_began_s = 0.0
        self._writing: asyncio.Future[None] | None = None

    async def add(self, piece: bytes) -> bool:
        """Takes a piece; True when a batch went to the disk with it."""
        now_s = time.monotonic()
        if not self._batch:
            self._batch_began_s = now_s
        self._batch.append(piece)
        self._batch_bytes += len(piece)
        self.offset += len(piece)
        is_full = self._batch_bytes >= BATCH_BYTES or len(self._batch) >= BATCH_PIECES
        if not is_full and now_s - self._batch_began_s < QUIET_S:
            return False
        await self._written()
        self._writing = self._run(self._sink.write, self._take())
        return True

    async def rest(self) -> None:
        """Nothing comes just now."""
        await self._written()
        await self._run(self._sink.rest, self._take())

    async def end(self) -> int:
        """That was all: the offset, safe on the disk."""
        await self._written()
        return await self._run(self._sink.end, self._take())

    async def give_up(self) -> None:
        """Its sender is gone, or there was a failure; a second one says nothing new."""
        with contextlib.suppress(OSError, Refused):
            await self._written()
        with contextlib.suppress(OSError, Refused):
            await self._run(self._sink.give_up, self._take())

    async def _written(self) -> None:
        if self._writing is not None:
            writing, self._writing = self._writing, None
            await asyncio.shield(writing)

    def _take(self) -> list[bytes]:
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        return batch

    def _run(self, work: Callable[[list[bytes]], T], batch: list[bytes]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work, batch)


def _close_unused(opening: asyncio.Future[Writer | None]) -> None:
    """Whoever asked for the writer is gone."""
    if not opening.cancelled() and opening.exception() is None and (writer := opening.result()) is not None:
        writer.close()
