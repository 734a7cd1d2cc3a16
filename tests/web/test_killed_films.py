"""A film whose making is killed midway is begun again, and nothing half is offered. Real processes, really killed."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from server.domain.jobs import Job
from server.media import CLAIM_MS, CLIP_FILES, MEDIA
from server.store import jobs as jobs_store
from tests.desk import running
from tests.recordings import footage
from tests.stage import ROOT
from tests.web.test_clips import Scene, scene
from tests.web.test_voice_overs import becomes, done

__all__ = ["scene"]

pytestmark = pytest.mark.long

SECONDS = 30


@pytest.fixture
async def long(scene: Scene, tmp_path: Path) -> Scene:
    """The clip is long enough for its film to be caught half made."""
    film = footage.video(tmp_path / "play.mp4", seconds=SECONDS, size=(192, 96), gop=60)
    await scene.spotter.keep(scene.clip, "play", film.read_bytes(), "video/mp4")
    await scene.change(duration_ms=SECONDS * 1000, width=192, height=96)
    return scene


def below(pid: int) -> list[int]:
    """All processes that a process began, and those they began."""
    children = [int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()]
    return children + [one for child in children for one in below(child)]


def makers(pid: int) -> list[int]:
    """Those of them that work on a file in the sandbox."""
    return [one for one in below(pid) if b"inside.main" in Path(f"/proc/{one}/cmdline").read_bytes()]


async def job_of(scene: Scene, film: str) -> Job:
    async with scene.spotter.database.reading() as db:
        (job,) = await jobs_store.of(db, film)
    return job


async def job_once(scene: Scene, film: str, is_so: Callable[[Job], object]) -> Job:
    """The job of a film, once it is so."""
    async with asyncio.timeout(60):
        while not is_so(job := await job_of(scene, film)):  # noqa: ASYNC110  # nobody tells of it
            await asyncio.sleep(0.02)
    return job


async def offers_nothing(scene: Scene, film: dict[str, str]) -> None:
    answer = await scene.alice.ask("GET", f"{film['here']}/file")
    assert answer.status in (404, 409), answer.text
    assert await scene.spotter.app[CLIP_FILES].keys(f"film-{film['id']}") == []


async def is_whole(scene: Scene, film: dict[str, str], tmp_path: Path) -> None:
    await becomes(scene, "films", film["id"], "ready")
    made = tmp_path / "made.mp4"
    made.write_bytes((await scene.alice.ask("GET", f"{film['here']}/file")).body)
    assert footage.numbers(made) == list(range(SECONDS * 30))


async def test_when_the_worker_is_killed_it_is_made_again(long: Scene, tmp_path: Path) -> None:
    media = long.spotter.app[MEDIA]
    film = (await done(long.alice, f"{long.theirs}/films", what="clip"))["film"]
    async with running(media):
        await job_once(long, film["id"], lambda job: job.percent > 5)
        for pid in makers(os.getpid()):
            os.kill(pid, signal.SIGKILL)
        job = await job_once(long, film["id"], lambda job: job.problem)
        assert (job.state, job.attempts) == ("waiting", 1)
        await offers_nothing(long, film)
        assert list(media.places.work.iterdir()) == []
        long.spotter.clock.advance(ms=job.run_after_ms - long.spotter.clock() + 1)
        media.wake()
        await is_whole(long, film, tmp_path)
    assert (await job_of(long, film["id"])).attempts == 2


async def test_when_the_whole_process_is_killed_another_makes_it(long: Scene, tmp_path: Path) -> None:
    spotter = long.spotter
    film = (await done(long.alice, f"{long.theirs}/films", what="clip"))["film"]
    environ = os.environ | {"DATA_DIR": str(spotter.settings.data_dir), "DATABASE_URL": spotter.settings.database_url}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "jobs", cwd=ROOT, env=environ, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await job_once(long, film["id"], lambda job: job.percent > 5)
        assert makers(process.pid)
    finally:
        process.kill()
        await process.wait()
    await offers_nothing(long, film)
    spotter.clock.advance(ms=CLAIM_MS + 1)
    async with running(spotter.app[MEDIA]):
        await is_whole(long, film, tmp_path)
    assert list(spotter.app[MEDIA].places.work.iterdir()) == []
