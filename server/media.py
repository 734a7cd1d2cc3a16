"""The media desk: does the jobs on clips in two lanes, and wakes at once when an upload has ended here."""

import asyncio
import contextlib
import logging
import os
import shutil
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from aiohttp import web

from recordings.files import ClipFiles
from recordings.worker import Workers
from server import film_job, ids
from server.domain import jobs as rules
from server.domain.jobs import Job
from server.media_job import Places, do
from server.store import clips, films, jobs
from server.store.database import Database

log = logging.getLogger(__name__)

# Two lanes: what people wait for is never behind a proxy or a film, which may take minutes.
QUICK = ("preview", "prepare", "voice")
LANES: tuple[Sequence[str], ...] = (QUICK, (*QUICK, "trimmings", "proxy", "render"))
LOOK_S = 0.5  # how often a desk looks for work that was written down by another process
CLAIM_MS = 60_000
HOLD_S = 10  # how often a claim is renewed while the work goes on
TROUBLE_S = 5
LET_GO_S = 2


class MediaDesk:
    """Claims jobs and does them. In a process that does no jobs it only keeps a worker for quick questions.

    work: a folder on the disk of the uploads, which several desks may share; `run` tidies it up first.
    """

    def __init__(
        self,
        database: Database,
        files: ClipFiles,
        *,
        uploads: Path,
        work: Path,
        clock: Callable[[], int],
        floor_bytes: int | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._work = asyncio.Event()
        self._running: dict[str, asyncio.Task[None]] = {}
        self.workers = Workers(work / "children", most=len(LANES))
        self.places = Places(files=files, uploads=uploads, work=work / "jobs", floor_bytes=floor_bytes)
        # Two desks on one machine never share a name, nor does one with its life before.
        self._name = f"{socket.gethostname()[:24]}-{os.getpid()}-{ids.new()}"

    def wake(self) -> None:
        """There is a new job: committed, not only written."""
        self._work.set()

    def why_not(self) -> str | None:
        """Why this machine can open no clip, in a sentence for its operator; None: it can."""
        return self.workers.why_not()

    async def run(self) -> None:
        """Does jobs until cancelled; what is half done then is let go for the next desk.

        What a desk that died had is taken up after a minute; see `jobs.is_deadly` for what kills one after another.
        """
        await self._tidy()
        if why := await asyncio.to_thread(self.why_not):
            log.error("clips cannot be opened on this machine: %s", why)
            return
        await self.workers.start()
        lanes = [
            asyncio.create_task(self._lane(number, kinds), name=f"media lane {number}")
            for number, kinds in enumerate(LANES)
        ]
        try:
            # Not gather: that would cancel the lanes when it is cancelled, and a second time cuts `_let_go` short.
            ended, _ = await asyncio.wait(lanes, return_when=asyncio.FIRST_EXCEPTION)
            for lane in ended:
                lane.result()
        finally:
            for lane in lanes:
                lane.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)
            await self.workers.close()

    async def _tidy(self) -> None:
        """Removes what desks that died were making; another desk may be at work on the rest."""
        found = await asyncio.to_thread(lambda: list(self.places.work.glob("*")))
        async with self._database.reading() as db:
            now_ms = self._clock()
            left = [one for one in found if not rules.is_claimed(await jobs.get(db, one.name), now_ms)]
        for folder in left:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _lane(self, number: int, kinds: Sequence[str]) -> None:
        who = f"{self._name}-{number}"
        while True:
            self._work.clear()  # before looking: what is written down from here on wakes us
            try:
                job = await self._claim(who, kinds)
                if job is not None:
                    await self._do(who, job)
                    continue
            except Exception:
                log.exception("the media desk had to stop a job")
                await asyncio.sleep(TROUBLE_S)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._work.wait(), LOOK_S)

    async def _claim(self, who: str, kinds: Sequence[str]) -> Job | None:
        now_ms = self._clock()
        async with self._database.reading() as db:
            if not await jobs.is_due(db, now_ms, kinds):
                return None  # looking costs no write lock
        async with self._database.writing() as db, db.begin():
            return await jobs.claim(db, who, now_ms, now_ms + CLAIM_MS, kinds)

    async def _do(self, who: str, job: Job) -> None:
        """The job, with its claim kept alive beside it; a claim that was lost ends the work."""
        percent = [0]
        doer = film_job.do if job.kind in film_job.KINDS else do
        work = asyncio.create_task(doer(self._database, self.workers, self.places, job, who, self._clock, percent))
        try:
            while True:
                ended, _ = await asyncio.wait([work], timeout=HOLD_S if job.kind == "proxy" else 1)
                if ended:
                    return await work
                if not await self._hold(who, job, percent[0]):
                    log.warning("%s %s: another desk has taken it over, or nobody wants it", job.kind, job.subject)
                    return None
        except Exception as trouble:
            log.exception("clip %s: %s failed", job.subject, job.kind)
            await self._put_back(who, job, repr(trouble))
        except asyncio.CancelledError:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await self._let_go(who, job)
            raise
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _hold(self, who: str, job: Job, percent: int) -> bool:
        async with self._database.writing() as db, db.begin():
            await (films if job.kind == "render" else clips).show_percent(db, job.subject, percent)
            return await jobs.hold(db, job.id, who, self._clock() + CLAIM_MS, percent)

    async def _put_back(self, who: str, job: Job, problem: str) -> None:
        async with self._database.writing() as db, db.begin():
            await jobs.save(db, rules.again(job, self._clock(), problem), claimed_by=who)

    async def _let_go(self, who: str, job: Job) -> None:
        """Nothing is lost when that fails: then the claim runs out."""
        try:
            async with asyncio.timeout(LET_GO_S), self._database.writing() as db, db.begin():
                await jobs.save(db, rules.let_go(job, self._clock()), claimed_by=who)
        except Exception as trouble:
            log.info("clip %s: %s could not be let go: %r", job.subject, job.kind, trouble)


MEDIA: web.AppKey[MediaDesk] = web.AppKey("media", MediaDesk)
CLIP_FILES: web.AppKey[ClipFiles] = web.AppKey("clip-files")  # where finished clips lie; main.py chooses the keeper
