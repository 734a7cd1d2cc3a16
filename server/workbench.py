"""Where one job of the media desk is done: its folder while it lasts, how far it is, what came of it."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from recordings.files import ClipFiles
from recordings.work import Answer, Refused


@contextlib.asynccontextmanager
async def folder_of(job_id: str, work: Path) -> AsyncIterator[Path]:
    """A folder of the job's own, with an empty "out" in it whatever an attempt before left; gone afterwards."""
    folder = work / job_id
    await asyncio.to_thread(_fresh, folder)
    try:
        yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def teller(percent: list[int]) -> Callable[[int], None]:
    """What a worker tells how far it is. percent: its first item is kept up to date."""

    def tell(now: int) -> None:
        percent[0] = now

    return tell


async def keep(files: ClipFiles, key: str, made: Path) -> int:
    """Puts what was made where it lies from now on; its bytes."""
    size = (await asyncio.to_thread(made.stat)).st_size
    await files.put(key, made)
    return size


def word(answer: Answer) -> str:
    """What came of it, for the log."""
    return answer.code if isinstance(answer, Refused) else type(answer).__name__.lower()


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "out").mkdir(parents=True)
