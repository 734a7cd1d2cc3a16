"""The last byte: one transaction that makes clip and job, once, whatever is cut off in between."""

import asyncio
import os
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from server import arrivals
from server.arrivals import UPLOADS
from server.media import MEDIA
from server.news import NEWS
from server.store import audit, clips, jobs
from server.store import uploads as uploads_store
from tests.cast import BOTH, Spotter
from tests.uploads.test_permission import consent
from tests.uploads.tus import Sender


@BOTH
async def test_the_last_byte_makes_the_clip_and_its_job(alice_sends: Sender) -> None:
    spotter = alice_sends.spotter
    path = await alice_sends.begin(6, filename="a.mov", head_bytes="2", keep_ms="9000")
    await alice_sends.patch(path, 0, b"abc")
    before = await alice_sends.clip(path)
    async with spotter.database.reading() as db:
        assert await jobs.of(db, before.id) == []
    await alice_sends.patch(path, 3, b"def")
    clip = await alice_sends.clip(path)
    assert (clip.state, clip.size_bytes, clip.percent) == ("uploaded", 6, 0)
    assert clip.uploaded_at_ms is not None
    async with spotter.database.reading() as db:
        (job,) = await jobs.of(db, clip.id)
        notes = await audit.about(db, f"c:{alice_sends.client.id}")
    upload_id = path.rpartition("/")[2]
    assert (job.kind, job.state) == ("prepare", "waiting")
    assert job.detail == {"upload": upload_id}
    assert clip.splice == {"head_bytes": 2, "keep_ms": 9000, "drop_end_ms": 0}
    (note,) = [each for each in notes if each.action == "clip.uploaded"]
    assert note.actor == f"t:{alice_sends.person.me.id}"
    assert note.detail == {"clip": clip.id, "part": "whole", "bytes": 6}
    row = await alice_sends.row(path)
    assert row is not None
    assert row.finished_at_ms is not None


async def test_a_preview_makes_a_job_of_its_own_and_no_clip_ready(spotter: Spotter, bob_sends: Sender) -> None:
    await consent(spotter, bob_sends.client.id)
    session = await spotter.session("alice", bob_sends.client)
    path = await bob_sends.begin(3, part="preview", source="moment", session=session.id, moment="moment-1")
    await bob_sends.patch(path, 0, b"abc")
    clip = await bob_sends.clip(path)
    assert clip.state == "uploading"
    async with spotter.database.reading() as db:
        assert [job.kind for job in await jobs.of(db, clip.id)] == ["preview"]


async def test_desk_and_room_hear_of_it_at_once(
    spotter: Spotter, bob_sends: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(spotter.app[MEDIA], "wake", lambda: heard.append("desk"))
    monkeypatch.setattr(spotter.app[NEWS], "expect", lambda clip_id: heard.append(clip_id))
    await consent(spotter, bob_sends.client.id)
    session = await spotter.session("alice", bob_sends.client)
    path = await bob_sends.begin(3, source="moment", session=session.id, moment="moment-1")
    clip = await bob_sends.clip(path)
    assert heard == [clip.id]
    await bob_sends.patch(path, 0, b"abc")
    assert heard == [clip.id, "desk", clip.id]


async def test_a_retry_of_the_last_request_makes_nothing_twice(bob_sends: Sender) -> None:
    path = await bob_sends.begin(3)
    assert (await bob_sends.patch(path, 0, b"abc")).status == 204
    assert (await bob_sends.patch(path, 0, b"abc")).status == 409
    assert (await bob_sends.patch(path, 3, b"")).status == 204
    assert await bob_sends.offset(path) == 3
    clip = await bob_sends.clip(path)
    async with bob_sends.spotter.database.reading() as db:
        assert len(await jobs.of(db, clip.id)) == 1


@BOTH
async def test_who_was_killed_between_the_last_byte_and_the_word_of_it_is_made_up_for(alice_sends: Sender) -> None:
    """By the sender's next question, or by the hourly sweep."""
    spotter = alice_sends.spotter
    paths = [await alice_sends.begin(3) for _ in range(2)]
    for path in paths:
        (spotter.settings.data_dir / "uploads" / path.rpartition("/")[2]).write_bytes(b"abc")
    assert await alice_sends.offset(paths[0]) == 3
    assert (await alice_sends.clip(paths[0])).state == "uploaded"
    assert (await alice_sends.clip(paths[1])).state == "uploading"
    swept = await arrivals.sweep(spotter.database, spotter.app[UPLOADS], spotter.clock())
    assert swept == arrivals.Swept(arrived=1)
    assert (await alice_sends.clip(paths[1])).state == "uploaded"
    assert await arrivals.sweep(spotter.database, spotter.app[UPLOADS], spotter.clock()) == arrivals.Swept()


async def test_the_offset_of_what_arrived_is_known_when_the_bytes_have_moved_on(bob_sends: Sender) -> None:
    path = await bob_sends.begin(3)
    await bob_sends.patch(path, 0, b"abc")
    (bob_sends.spotter.settings.data_dir / "uploads" / path.rpartition("/")[2]).unlink()
    assert await bob_sends.offset(path) == 3


async def test_a_person_who_waits_sees_how_far_it_is(bob_sends: Sender) -> None:
    gate = asyncio.Event()

    async def half() -> object:
        for _ in range(5):
            yield b"x" * 300_000
        await gate.wait()
        yield b"x" * 1_500_000

    path = await bob_sends.begin(3_000_000)
    patching = asyncio.create_task(bob_sends.patch(path, 0, half()), name="patch")
    percent = 0
    async with asyncio.timeout(10):
        while percent == 0:
            await asyncio.sleep(0.1)
            percent = (await bob_sends.clip(path)).percent
    assert 10 <= percent <= 50
    gate.set()
    assert (await patching).status == 204
    await asyncio.sleep(1.2)
    assert (await bob_sends.clip(path)).percent == 0  # of the work that follows


# ---- the hourly sweep


@BOTH
async def test_the_sweep_removes_files_nobody_knows_and_leaves_all_others(alice_sends: Sender) -> None:
    spotter = alice_sends.spotter
    folder = spotter.settings.data_dir / "uploads"
    kept, done = await alice_sends.begin(4), await alice_sends.begin(2)
    await alice_sends.patch(done, 0, b"ab")
    old = time.time() - 7200
    for name in ("aaaaaaaaaaaaa", "not-one-of-ours", Path(kept).name, Path(done).name):
        (folder / name).touch()
        os.utime(folder / name, (old, old))
    (folder / "bbbbbbbbbbbbb").touch()  # its row may be on its way
    swept = await arrivals.sweep(spotter.database, spotter.app[UPLOADS], spotter.clock())
    assert swept == arrivals.Swept(orphans=1)
    left = {each.name for each in folder.iterdir()}
    assert left == {Path(kept).name, Path(done).name, "not-one-of-ours", "bbbbbbbbbbbbb"}


async def test_bytes_that_a_job_waits_for_are_never_swept_away(bob_sends: Sender) -> None:
    """Whatever became of the upload's row: nobody opened clips for weeks."""
    spotter = bob_sends.spotter
    path = await bob_sends.begin(2)
    await bob_sends.patch(path, 0, b"ab")
    old = time.time() - 7200
    os.utime(spotter.settings.data_dir / "uploads" / Path(path).name, (old, old))
    spotter.clock.advance(days=20)
    assert await arrivals.sweep(spotter.database, spotter.app[UPLOADS], spotter.clock()) == arrivals.Swept()
    assert await bob_sends.row(path) is None
    assert bob_sends.stored(path) == b"ab"


@pytest.mark.parametrize("is_begun", [True, False])
async def test_a_moment_whose_preview_came_is_told_when_the_whole_never_will(
    spotter: Spotter, bob_sends: Sender, is_begun: bool
) -> None:
    await consent(spotter, bob_sends.client.id)
    session = await spotter.session("alice", bob_sends.client)
    about = {"source": "moment", "session": session.id, "moment": "moment-1"}
    preview = await bob_sends.begin(3, part="preview", **about)
    await bob_sends.patch(preview, 0, b"abc")
    if is_begun:
        await bob_sends.begin(30, **about)
    clip = await bob_sends.clip(preview)
    async with spotter.database.writing() as db, db.begin():
        await clips.change(db, clip.id, files={"preview": {"type": "video/webm", "size": 3}})
    spotter.clock.advance(days=8)
    await arrivals.sweep(spotter.database, spotter.app[UPLOADS], spotter.clock())
    async with spotter.database.reading() as db:
        after = await clips.get(db, clip.id)
        assert after is not None
        assert (after.state, after.refusal) == ("refused", "missing")
        assert await uploads_store.of_clip(db, clip.id) == []


async def test_a_new_upload_and_an_arrival_are_on_the_disk_before_they_are_told(
    bob_sends: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's log is left to the disk by a commit; we do not leave it."""
    synced: list[str] = []
    real = os.fdatasync

    def note(file: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{file}"))
        real(file)

    monkeypatch.setattr(os, "fdatasync", note)
    path = await bob_sends.begin(3)
    assert synced[-1].endswith("spotter.db-wal")
    synced.clear()
    await bob_sends.patch(path, 0, b"abc")
    assert [each.rpartition("/")[2] for each in synced] == [Path(path).name, "spotter.db-wal"]
    async with bob_sends.spotter.database.reading() as db:
        assert (await db.execute(text("SELECT count(*) FROM jobs"))).scalar_one() == 1
