"""ClipFiles in a bucket that speaks S3, by obstore: the same promises, kept by somebody else's disks."""

import asyncio
import contextlib
import errno
import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from recordings.files import PIECE_BYTES, Missing, checked, split

SILENCE_S = 60  # a server that says nothing for so long is gone
WHOLE_S = 3600  # for one request: the largest clip over a slow line
PART_BYTES = 8 * 1024 * 1024


class S3Files:
    """Keeps them in one bucket under one prefix."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    async def put(self, key: str, source: Path) -> None:
        """See ClipFiles: S3 shows an object when its last part is confirmed, and the old one until then."""
        split(key)
        file = await asyncio.to_thread(_open, source)
        with file, _as_os_errors(key):
            await obstore.put_async(self._store, key, file, chunk_size=PART_BYTES, max_concurrency=4)
        await asyncio.to_thread(source.unlink)

    async def size(self, key: str) -> int | None:
        """See ClipFiles."""
        split(key)
        try:
            with _as_os_errors(key):
                return (await obstore.head_async(self._store, key))["size"]
        except Missing:
            return None

    async def read(self, key: str, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """See ClipFiles."""
        whole = await self.size(key)
        if whole is None:
            raise Missing(key)
        end = whole if length is None else min(whole, start + length)
        if start >= end:
            return
        with _as_os_errors(key):
            found = await obstore.get_async(self._store, key, options={"range": (start, end)})
            async for piece in found.stream(min_chunk_size=PIECE_BYTES):
                yield bytes(piece)

    async def fetch(self, key: str, into: Path) -> Path:
        """See ClipFiles: a copy in `into`, which is there whole or not at all."""
        unfinished = into.with_name(f"{into.name}.part")
        try:
            with await asyncio.to_thread(unfinished.open, "wb") as file:
                async for piece in self.read(key):
                    await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(unfinished.replace, into)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        return into

    async def delete(self, folder: str) -> int:
        """See ClipFiles."""
        found = await self.keys(folder)
        if found:
            with _as_os_errors(folder), contextlib.suppress(FileNotFoundError):
                await obstore.delete_async(self._store, found)
        return len(found)

    async def keys(self, folder: str) -> list[str]:
        """See ClipFiles."""
        checked(folder)
        found: list[str] = []
        with _as_os_errors(folder):
            async for some in obstore.list(self._store, prefix=f"{folder}/"):
                found += [one["path"] for one in some]
        return sorted(found)


def open_s3(url: str, key: str | None, secret: str | None) -> S3Files:
    """The keeper for `s3://bucket/prefix?endpoint=https://host&region=name`; nothing connects before the first call.

    Without key and secret it takes what the machine itself is allowed (its role, or AWS_ variables).
    """
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    config: dict[str, str] = {"region": options.get("region", "us-east-1")}
    if endpoint := options.get("endpoint"):
        config["endpoint"] = endpoint
    if key and secret:
        config |= {"access_key_id": key, "secret_access_key": secret}
    return S3Files(
        S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=config,  # type: ignore[arg-type]  # a TypedDict of forty names
            client_options={
                "allow_http": options.get("endpoint", "").startswith("http://"),  # a server in the same house
                "connect_timeout": timedelta(seconds=10),
                "read_timeout": timedelta(seconds=SILENCE_S),
                "timeout": timedelta(seconds=WHOLE_S),
            },
            retry_config={"max_retries": 5, "retry_timeout": timedelta(seconds=SILENCE_S)},
        )
    )


def _open(source: Path) -> IO[bytes]:
    return open(os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")


@contextlib.contextmanager
def _as_os_errors(key: str) -> Iterator[None]:
    """What obstore raises as what callers of ClipFiles know: Missing, and OSError for the rest."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise Missing(key) from None
    except BaseError as problem:
        raise OSError(errno.EIO, f"the object store failed: {type(problem).__name__}") from problem
