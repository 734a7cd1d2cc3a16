"""A media desk for tests: what lands on it, what becomes of that, and how it is kept at work."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server import ids
from server.domain.clips import Clip, uploaded
from server.domain.jobs import Job
from server.domain.people import Client
from server.media import CLAIM_MS, CLIP_FILES, MediaDesk
from server.store import clips
from server.store import jobs as jobs_store
from tests.cast import Spotter


@dataclass
class Studio:
    """Bob's clips, a desk to open them, and the doors to look at both."""

    spotter: Spotter
    bob: Client
    desk: MediaDesk

    async def landed(
        self,
        path: Path,
        *,
        kind: str = "prepare",
        clip: Clip | None = None,
        splice: dict[str, int] | None = None,
        **changes: Any,
    ) -> Clip:
        """A file whose last byte has arrived: the upload in its place, its clip and its job in the database."""
        upload, now_ms = ids.new(), self.spotter.clock()
        self.desk.places.uploads.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, self.desk.places.uploads / upload)
        given = {"source": "upload", "entered_by": "client", "created_at_ms": now_ms, **changes}
        is_new = clip is None
        clip = clip or Clip(id=ids.new(), client_id=self.bob.id, **given)
        if kind == "prepare":
            clip = uploaded(clip, now_ms, path.stat().st_size, splice)
        job = Job(
            id=ids.new(),
            kind=kind,  # type: ignore[arg-type]
            subject=clip.id,
            detail={"upload": upload},
            run_after_ms=now_ms,
            created_at_ms=now_ms,
        )
        async with self.spotter.database.writing() as db, db.begin():
            await (clips.add if is_new else clips.save)(db, clip)
            await jobs_store.add(db, job)
        return clip

    async def clip(self, clip: Clip) -> Clip:
        """The clip as it is now."""
        async with self.spotter.database.reading() as db:
            found = await clips.get(db, clip.id)
        assert found is not None
        return found

    async def jobs(self, clip: Clip) -> dict[str, Job]:
        """Its jobs by kind."""
        async with self.spotter.database.reading() as db:
            return {job.kind: job for job in await jobs_store.of(db, clip.id)}

    async def becomes(self, clip: Clip, state: str, within_s: float = 30) -> Clip:
        """The clip once it is in that state and nothing more is to be done on it."""
        async with asyncio.timeout(within_s):
            while True:
                todo, now = await self.jobs(clip), await self.clip(clip)  # a job ends with what it made of its clip
                if now.state == state and all(job.state in ("done", "failed") for job in todo.values()):
                    return now
                await asyncio.sleep(0.03)

    async def job_ended(self, clip: Clip, attempt: int) -> Job:
        """The job that prepares it, once that attempt of it has ended."""
        async with asyncio.timeout(20):
            while True:
                job = (await self.jobs(clip))["prepare"]
                if job.attempts >= attempt and job.state != "running":
                    return job
                await asyncio.sleep(0.03)

    async def ends(self, clip: Clip) -> None:
        """Lets time pass until nothing more is to be done on it."""
        async with asyncio.timeout(60):
            while any(job.state not in ("done", "failed") for job in (await self.jobs(clip)).values()):
                waits = [job for job in (await self.jobs(clip)).values() if job.state == "waiting"]
                if waits:
                    self.spotter.clock.advance(ms=max(0, max(job.run_after_ms for job in waits) - self.spotter.clock()))
                    self.desk.wake()
                await asyncio.sleep(0.1)

    async def dies(self, kind: str, times: int = 1) -> Job:
        """A desk that claims the next job of that kind and is never heard of again; the job as the last of them had it.

        The claim has run out by then.
        """
        clock, job = self.spotter.clock, None
        for _ in range(times):
            async with self.spotter.database.writing() as db, db.begin():
                job = await jobs_store.claim(db, "a desk that died", clock(), clock() + CLAIM_MS, [kind])
            assert job is not None
            clock.advance(ms=CLAIM_MS + 1)
        assert job is not None
        return job

    async def bytes_of(self, clip: Clip, name: str) -> bytes:
        """One of its files."""
        files = self.spotter.app[CLIP_FILES]
        return b"".join([part async for part in files.read(f"{clip.id}/{name}")])

    def another_desk(self) -> MediaDesk:
        """A desk in another process, as the Procfile's jobs is one; here on the same loop."""
        places = self.desk.places
        work = places.work.parent.with_name("work-2")
        files = self.spotter.app[CLIP_FILES]
        return MediaDesk(self.spotter.database, files, uploads=places.uploads, work=work, clock=self.spotter.clock)


@contextlib.asynccontextmanager
async def running(desk: MediaDesk) -> AsyncIterator[None]:
    """The desk at work."""
    task = asyncio.create_task(desk.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
