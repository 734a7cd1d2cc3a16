"""The media desk: what came in becomes a clip that plays, once, whoever dies in between; or is refused in words."""

import asyncio
import errno
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recordings.refusals import SENTENCES, TROUBLE
from recordings.work import Broken, Refused, Task
from server import jobs
from server.domain.accounts import DAY_MS
from server.domain.clips import UNDO_MS
from server.domain.jobs import MOST_ATTEMPTS, MOST_LOST, again, is_deadly
from server.media import CLAIM_MS, CLIP_FILES, MEDIA
from server.store import clips
from server.store import jobs as jobs_store
from tests.cast import BOTH, Spotter, until
from tests.desk import Studio, running
from tests.recordings import footage


@pytest.fixture
async def studio(spotter: Spotter) -> Studio:
    """A desk that nobody runs yet."""
    return Studio(spotter, await spotter.client("bob"), spotter.app[MEDIA])


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Two seconds of H.264 with sound."""
    return footage.video(tmp_path / "film.mp4", seconds=2)


@BOTH
async def test_a_file_that_came_in_becomes_a_clip_that_plays(studio: Studio, film: Path) -> None:
    size = film.stat().st_size
    clip = await studio.landed(film)
    async with running(studio.desk):
        after = await studio.becomes(clip, "ready")
    assert (after.media, after.percent, after.size_bytes) == ("video", 100, size)
    assert after.duration_ms == pytest.approx(2000, abs=60)
    assert (after.width, after.height) == (192, 96)
    wanted = {"original", "play", "poster.jpg", "frames.json", "filmstrip.jpg", "filmstrip.vtt", "waveform.json"}
    assert set(after.files) == wanted
    for name, told in after.files.items():
        assert len(await studio.bytes_of(clip, name)) == told["size"], name
    assert await studio.bytes_of(clip, "original") == film.read_bytes()
    assert after.stored_bytes == sum(told["size"] for name, told in after.files.items() if name != "original")
    await until(lambda: list(studio.desk.places.uploads.iterdir()) == [])
    await until(lambda: list(studio.desk.places.work.iterdir()) == [])


async def test_what_is_no_film_is_refused_in_words_and_kept_for_the_trainer(studio: Studio, tmp_path: Path) -> None:
    page = tmp_path / "film.mp4"
    page.write_bytes(b"<html><body>not a film</body></html>" * 40)
    clip = await studio.landed(page)
    async with running(studio.desk):
        after = await studio.becomes(clip, "refused")
    assert after.refusal in SENTENCES
    assert set(after.files) == {"original"}
    assert await studio.bytes_of(clip, "original") == page.read_bytes()


async def test_a_preview_is_there_early_and_makes_nothing_ready(studio: Studio, film: Path, tmp_path: Path) -> None:
    small = footage.video(tmp_path / "small.webm", seconds=1, codec="vp8", size=(96, 48))
    clip = await studio.landed(small, kind="preview", source="moment")
    async with running(studio.desk):
        before = await studio.becomes(clip, "uploading")
        assert "preview" in before.files
        assert before.is_watchable
        await studio.landed(film, clip=before)
        after = await studio.becomes(clip, "ready")
    assert {"preview", "play", "original"} <= set(after.files)
    assert after.duration_ms == pytest.approx(2000, abs=60)


async def test_a_film_browsers_cannot_play_is_ready_once_its_proxy_is(studio: Studio, tmp_path: Path) -> None:
    clip = await studio.landed(footage.video(tmp_path / "film.mov", seconds=1, codec="hevc"))
    async with running(studio.desk):
        after = await studio.becomes(clip, "ready", within_s=60)
    assert "proxy" in after.files
    assert (await studio.jobs(clip))["proxy"].state == "done"


async def test_two_desks_open_each_clip_once(studio: Studio, film: Path) -> None:
    made = [await studio.landed(film) for _ in range(6)]
    other = studio.another_desk()
    async with running(studio.desk), running(other):
        for clip in made:
            await studio.becomes(clip, "ready")
            assert {job.attempts for job in (await studio.jobs(clip)).values()} == {1}


async def test_a_job_whose_desk_died_is_taken_up_by_the_next(studio: Studio, film: Path) -> None:
    clip = await studio.landed(film)
    clock = studio.spotter.clock
    async with studio.spotter.database.writing() as db, db.begin():
        dead = await jobs_store.claim(db, "a desk that died", clock(), clock() + CLAIM_MS, ["prepare"])
    assert dead is not None
    async with running(studio.desk):
        await asyncio.sleep(1)
        assert (await studio.clip(clip)).state == "uploaded"  # still the other's
        clock.advance(ms=CLAIM_MS + 1)
        studio.desk.wake()
        await studio.becomes(clip, "ready")
    assert (await studio.jobs(clip))["prepare"].attempts == 2
    async with studio.spotter.database.writing() as db, db.begin():
        assert not await jobs_store.save(db, dead, claimed_by="a desk that died")  # too late to say anything


@pytest.mark.parametrize("kind", ["prepare", "proxy"])
async def test_what_kills_its_desk_each_time_is_given_up_and_kept(
    studio: Studio, film: Path, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    clip = await studio.landed(film, kind=kind, files={} if kind == "prepare" else {"original": {"size": 1}})
    died = await studio.dies(kind, times=MOST_LOST - 1)
    assert not is_deadly(died)
    died = await studio.dies(kind)
    async with running(studio.desk):
        after = await studio.becomes(clip, "refused")
        job = (await studio.jobs(clip))[kind]
        assert (job.state, job.attempts) == ("failed", died.attempts + 1)
        assert f"clip {clip.id}: {kind} is given up, as whoever did it was gone 3 times in a row" in caplog.text
        assert after.refusal == TROUBLE
        assert set(after.files) == {"original"}
        if kind == "proxy":
            return
        assert await studio.bytes_of(clip, "original") == film.read_bytes()
        alice = await studio.spotter.sign_in("alice")
        assert (await alice.post(f"/clips/{clip.id}/retry", {})).status == 200
        await studio.becomes(clip, "ready")


async def test_what_a_desk_survives_in_between_is_no_killer(studio: Studio, film: Path) -> None:
    clip = await studio.landed(film)
    died = await studio.dies("prepare", times=MOST_LOST - 1)
    async with studio.spotter.database.writing() as db, db.begin():
        assert await jobs_store.save(db, again(died, studio.spotter.clock(), "a full disk"), claimed_by=died.claimed_by)
    studio.spotter.clock.advance(minutes=11)
    await studio.dies("prepare", times=MOST_LOST - 1)
    async with running(studio.desk):
        await studio.becomes(clip, "ready")


async def test_a_desk_that_stops_in_good_order_lets_go_of_its_job(
    studio: Studio, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often: a machine that is updated five times a day kills nothing."""
    is_at_work = asyncio.Event()

    async def slowly(*_: object) -> Broken:
        is_at_work.set()
        return await asyncio.Future()

    clip = await studio.landed(film)
    with monkeypatch.context() as slow:
        slow.setattr(studio.desk.workers, "run", slowly)
        for _ in range(MOST_LOST + 1):
            is_at_work.clear()
            async with running(studio.desk):
                await asyncio.wait_for(is_at_work.wait(), 10)
            job = (await studio.jobs(clip))["prepare"]
            assert (job.state, job.claimed_by, job.attempts, job.lost_claims) == ("waiting", "", 0, 0)
    async with running(studio.another_desk()):
        await studio.becomes(clip, "ready")


async def test_cut_short_after_the_files_were_kept_the_next_attempt_ends_the_same(studio: Studio, film: Path) -> None:
    clip = await studio.landed(film)
    job = (await studio.jobs(clip))["prepare"]
    landed = studio.desk.places.uploads / job.detail["upload"]
    await studio.spotter.app[CLIP_FILES].put(f"{clip.id}/original", landed)  # and then the power went
    async with running(studio.desk):
        after = await studio.becomes(clip, "ready")
    assert await studio.bytes_of(after, "original") == film.read_bytes()


async def test_what_breaks_the_worker_is_tried_again_later_and_at_last_refused(
    studio: Studio, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> Broken:
        return Broken(why="the child fell over")

    monkeypatch.setattr(studio.desk.workers, "run", broken)  # an edge we cannot make fail on purpose otherwise
    clip, waits = await studio.landed(film), []
    async with running(studio.desk):
        for attempt in range(1, MOST_ATTEMPTS + 1):
            job = await studio.job_ended(clip, attempt)
            assert job.problem == "the child fell over"
            if attempt < MOST_ATTEMPTS:
                waits.append(job.run_after_ms - studio.spotter.clock())
                studio.spotter.clock.advance(ms=max(0, waits[-1]) + 10)
                studio.desk.wake()
    assert job.state == "failed"
    assert waits == sorted(waits)
    after = await studio.clip(clip)
    assert (after.state, after.refusal) == ("refused", TROUBLE)
    assert set(after.files) == {"original"}  # for another day, or another program
    assert await studio.bytes_of(clip, "original") == film.read_bytes()


async def test_a_moment_is_cut_as_it_was_however_late_it_is_tried_again(
    studio: Studio, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its job and its upload are gone by then."""

    async def refuse(*_: object) -> Refused:
        return Refused(code="too-heavy")

    spotter = studio.spotter
    splice = {"head_bytes": 0, "keep_ms": 1000, "drop_end_ms": 0}
    clip = await studio.landed(film, splice=splice, source="moment")
    async with running(studio.desk):
        with monkeypatch.context() as weak:
            weak.setattr(studio.desk.workers, "run", refuse)  # as by a machine that was too small for it
            await studio.becomes(clip, "refused")
        spotter.clock.advance(days=8)
        await jobs.clean_up(spotter.settings, spotter.database, spotter.clock())
        assert await studio.jobs(clip) == {}
        alice = await spotter.sign_in("alice")
        assert (await alice.post(f"/clips/{clip.id}/retry", {})).status == 200
        after = await studio.becomes(clip, "ready")
    assert after.duration_ms == pytest.approx(1000, abs=60)


async def test_a_proxy_that_cannot_be_made_leaves_nobody_waiting(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = studio.desk.workers.run

    async def only_the_proxy_breaks(task: Task, *about: Any) -> Any:
        return Broken(why="the child fell over") if task.kind == "proxy" else await run(task, *about)

    monkeypatch.setattr(studio.desk.workers, "run", only_the_proxy_breaks)
    clip = await studio.landed(footage.video(tmp_path / "film.mov", seconds=1, codec="hevc"))
    async with running(studio.desk):
        await studio.ends(clip)
    after = await studio.clip(clip)
    assert (after.state, after.refusal) == ("refused", TROUBLE)


async def test_what_is_wrong_with_us_is_tried_until_it_is_mended(
    studio: Studio, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full for an hour loses nobody's clip."""
    files = studio.spotter.app[CLIP_FILES]
    put, tries = files.put, 0

    async def full(key: str, source: Path) -> None:
        nonlocal tries
        tries += 1
        if tries <= MOST_ATTEMPTS + 2:
            raise OSError(errno.ENOSPC, "full")
        await put(key, source)

    monkeypatch.setattr(files, "put", full)
    clip = await studio.landed(film)
    async with running(studio.desk):
        await studio.ends(clip)
    assert (await studio.clip(clip)).state == "ready"
    assert (await studio.jobs(clip))["prepare"].attempts == MOST_ATTEMPTS + 3


async def test_what_is_made_does_not_fill_the_disk_under_everybody_else(studio: Studio, film: Path) -> None:
    room = shutil.disk_usage(film).free
    studio.desk.places = replace(studio.desk.places, floor_bytes=2 * room + 2**30)
    clip = await studio.landed(film)
    async with running(studio.desk):
        job = await studio.job_ended(clip, 1)
        assert (job.state, "too little room" in job.problem) == ("waiting", True)
        studio.desk.places = replace(studio.desk.places, floor_bytes=1)  # somebody has made room
        await studio.ends(clip)
    assert (await studio.clip(clip)).state == "ready"


async def test_a_desk_that_starts_leaves_alone_what_another_is_making(studio: Studio, film: Path) -> None:
    clip, clock = await studio.landed(film), studio.spotter.clock
    async with studio.spotter.database.writing() as db, db.begin():
        mine = await jobs_store.claim(db, "another desk", clock(), clock() + CLAIM_MS, ["prepare"])
    assert mine is not None
    for name in (mine.id, "of-one-that-died"):
        (studio.desk.places.work / name / "out").mkdir(parents=True)
    async with running(studio.desk):
        await until(lambda: [one.name for one in studio.desk.places.work.iterdir()] == [mine.id])
        clock.advance(ms=CLAIM_MS + 1)
        studio.desk.wake()
        await studio.becomes(clip, "ready")


async def test_a_clip_that_is_gone_meanwhile_leaves_no_file_behind(studio: Studio, film: Path) -> None:
    clip = await studio.landed(film)
    async with studio.spotter.database.writing() as db, db.begin():
        await clips.remove(db, [clip.id])
    async with running(studio.desk):
        assert (await studio.job_ended(clip, 1)).state == "done"
    assert await studio.spotter.app[CLIP_FILES].keys(clip.id) == []


async def test_a_deleted_clip_stays_for_thirty_days_and_then_goes_with_its_files(studio: Studio, film: Path) -> None:
    files, settings, clock = studio.spotter.app[CLIP_FILES], studio.spotter.settings, studio.spotter.clock
    kept, put_away = await studio.landed(film), await studio.landed(film)
    async with running(studio.desk):
        await studio.becomes(kept, "ready")
        put_away = await studio.becomes(put_away, "ready")
    async with studio.spotter.database.writing() as db, db.begin():
        await clips.save(db, replace(put_away, deleted_at_ms=clock()))

    async def clean_up() -> int:
        return await jobs.remove_clips(settings, studio.spotter.database, files, clock())

    clock.advance(ms=UNDO_MS - 1000)
    assert await clean_up() == 0
    assert await files.keys(put_away.id) != []
    clock.advance(ms=2000)
    assert await clean_up() == 1
    assert await files.keys(put_away.id) == []
    assert await files.keys(kept.id) != []
    clock.advance(ms=settings.keep_clips * DAY_MS)
    assert await clean_up() == 1
    assert await files.keys(kept.id) == []


async def test_a_clip_whose_files_cannot_be_deleted_keeps_no_other(studio: Studio) -> None:
    spotter, files = studio.spotter, studio.spotter.app[CLIP_FILES]
    folder = spotter.settings.data_dir / "clips"
    both = [await spotter.keep(await spotter.clip(studio.bob), "play", b"film") for _ in range(2)]
    stuck, other = sorted(both, key=lambda clip: clip.id)
    (folder / stuck.id / "somebody-made-a-folder-here").mkdir()
    spotter.clock.advance(ms=(spotter.settings.keep_clips + 1) * DAY_MS)
    assert await jobs.remove_clips(spotter.settings, spotter.database, files, spotter.clock()) == 1
    assert await files.keys(other.id) == []
    assert await studio.clip(stuck)  # its row, too, is there for the next hour
    (folder / stuck.id / "somebody-made-a-folder-here").rmdir()
    assert await jobs.remove_clips(spotter.settings, spotter.database, files, spotter.clock()) == 1


async def test_what_is_put_away_while_a_clip_goes_does_not_stay_behind(
    studio: Studio, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The media desk may be at work on it: no picture of anybody is left without a row."""
    spotter, files = studio.spotter, studio.spotter.app[CLIP_FILES]
    clip = await spotter.keep(await spotter.clip(studio.bob), "play", b"film")
    delete, late = files.delete, [film]

    async def slowly(folder: str) -> int:
        count = await delete(folder)
        if late:
            await files.put(f"{clip.id}/proxy", late.pop())
        return count

    monkeypatch.setattr(files, "delete", slowly)
    spotter.clock.advance(ms=(spotter.settings.keep_clips + 1) * DAY_MS)
    assert await jobs.remove_clips(spotter.settings, spotter.database, files, spotter.clock()) == 1
    assert await files.keys(clip.id) == []
