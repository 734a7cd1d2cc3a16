"""The disk is full: 507 in words, an offset that is still true, no wrong byte, and after tidying it goes on."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from recordings.disk import room_bytes
from server.store import clips
from server.store import uploads as uploads_store
from tests.cast import open_spotter
from tests.conftest import Tenth
from tests.disks import small_disk
from tests.uploads.tus import BODY, Sender, checksum, code, trainer

MB = 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose uploads lie on a disk of 8 MB."""
    with small_disk(tmp_path / "var" / "uploads", 8 * MB):
        yield tmp_path / "var"


async def unsaid(content: bytes) -> AsyncIterator[bytes]:
    """A body whose size nobody knows before it ends."""
    for start in range(0, len(content), 50_000):
        yield content[start : start + 50_000]


async def test_a_full_disk_is_507_and_the_offset_stays_true(disk: Path, tenth: Tenth) -> None:
    """Again and again: the disk fills up somewhere in a body, is tidied, and the upload goes on from its offset."""
    async with open_spotter(disk, DISK_FLOOR_BYTES="1") as spotter:
        alice = await trainer(spotter)
        runs = tenth(50)
        for run in range(runs):
            ballast, size = disk / "uploads" / "ballast", 3 * MB + run * 10_007
            content = os.urandom(size)
            path = await alice.begin(size)
            ballast.write_bytes(bytes(8 * MB - size + MB // 2 + run * 4_099))
            answer = await alice.patch(path, 0, unsaid(content), checksum(content) if run % 5 == 4 else {})
            assert code(answer) == (507, "disk-full")
            offset = await alice.offset(path)
            assert int(answer.headers["Upload-Offset"]) == offset
            assert alice.stored(path) == content[:offset]
            assert code(await alice.patch(path, offset, content[offset:])) == (507, "disk-full")
            assert (await alice.clip(path)).state == "uploading"
            assert (await alice.person.get("/today")).status == 200  # nobody else is the worse for it
            ballast.unlink()
            offset = await alice.offset(path)
            assert (await alice.patch(path, offset, content[offset:])).status == 204
            assert alice.stored(path) == content
            (disk / "uploads" / Path(path).name).unlink()
        async with spotter.database.reading() as db:
            assert await uploads_store.unfinished(db) == []
        print(f"\n{runs} runs on a full disk: 507 each, 0 corrupt files, {runs} resumed")


async def test_it_fills_up_in_the_middle_of_a_body_of_unsaid_size(disk: Path) -> None:
    """Nothing could be known before: what fits is kept, and is right."""
    async with open_spotter(disk, DISK_FLOOR_BYTES="1") as spotter:
        alice = await trainer(spotter)
        content = os.urandom(7 * MB)
        (disk / "uploads" / "ballast").write_bytes(bytes(4 * MB))
        path = await alice.begin(None)
        answer = await alice.patch(path, 0, unsaid(content))
        assert code(answer) == (507, "disk-full")
        offset = int(answer.headers["Upload-Offset"])
        assert 3 * MB < offset <= 4 * MB
        assert offset == await alice.offset(path)
        assert alice.stored(path) == content[:offset]


async def test_uploads_that_fill_it_together_are_each_told_the_truth(disk: Path) -> None:
    async with open_spotter(disk, DISK_FLOOR_BYTES="1") as spotter:
        alice = await trainer(spotter)
        contents = [os.urandom(2 * MB) for _ in range(8)]
        paths = [await alice.begin(2 * MB) for _ in contents]
        sent = [alice.patch(path, 0, unsaid(content)) for path, content in zip(paths, contents, strict=True)]
        answers = await asyncio.gather(*sent)
        assert {answer.status for answer in answers} <= {204, 507}
        for path, content, answer in zip(paths, contents, answers, strict=True):
            offset = await alice.offset(path)
            assert alice.stored(path) == content[:offset]
            assert (offset == len(content)) == (answer.status == 204)


async def test_no_upload_begins_below_the_floor(disk: Path) -> None:
    async with open_spotter(disk, DISK_FLOOR_BYTES=str(6 * MB)) as spotter:
        alice = await trainer(spotter)
        assert code(await alice.create(3 * MB)) == (507, "disk-full")
        path = await alice.begin(MB)
        (disk / "uploads" / "ballast").write_bytes(bytes(2 * MB))
        assert code(await alice.create(1)) == (507, "disk-full")
        assert code(await alice.create(None)) == (507, "disk-full")
        answer = await alice.patch(path, 0, b"x" * MB)
        assert code(answer) == (507, "disk-full")
        assert answer.headers["Upload-Offset"] == "0"
        (disk / "uploads" / "ballast").unlink()
        assert (await alice.patch(path, 0, b"x" * MB)).status == 204


async def test_a_disk_without_a_place_for_one_more_file_makes_no_clip(tmp_path: Path) -> None:
    with small_disk(tmp_path / "var" / "uploads", 8 * MB, "nr_inodes=3"):
        async with open_spotter(tmp_path / "var", DISK_FLOOR_BYTES="1") as spotter:
            alice = await trainer(spotter)
            made = [await alice.create(10) for _ in range(4)]
            assert [answer.status for answer in made] == [201, 201, 507, 507]
            async with spotter.database.reading() as db:
                assert (await clips.stored(db, client_id=alice.client.id)).count == 2


async def test_a_disk_that_fails_while_syncing_is_told_only_what_is_safe(
    alice_sends: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network disk may say only at the sync that it is full."""
    path = await alice_sends.begin(2 * MB)
    assert (await alice_sends.patch(path, 0, b"a" * MB)).status == 204
    real = os.fdatasync

    def fail(file: int) -> None:
        if os.readlink(f"/proc/self/fd/{file}").endswith(Path(path).name):
            raise OSError(28, "No space left on device")
        real(file)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdatasync", fail)
        answer = await alice_sends.patch(path, MB, b"b" * MB)
        assert code(answer) == (507, "disk-full")
        assert answer.headers["Upload-Offset"] == str(MB)
    assert await alice_sends.offset(path) == MB
    assert (await alice_sends.patch(path, MB, b"c" * MB)).status == 204
    assert alice_sends.stored(path) == b"a" * MB + b"c" * MB


async def test_bytes_that_come_with_the_creation_may_fill_it_too(disk: Path) -> None:
    async with open_spotter(disk, DISK_FLOOR_BYTES="1") as spotter:
        alice = await trainer(spotter)
        content = os.urandom(6 * MB)
        (disk / "uploads" / "ballast").write_bytes(bytes(4 * MB))
        answer = await alice.create(None, BODY, data=unsaid(content))
        path = alice.path(answer)
        offset = await alice.offset(path)
        assert 3 * MB < offset < 6 * MB
        assert int(answer.headers["Upload-Offset"]) == offset
        assert alice.stored(path) == content[:offset]
        assert room_bytes(disk / "uploads", 1) < MB


async def test_with_the_floor_the_rest_of_the_house_goes_on_when_no_upload_may(tmp_path: Path) -> None:
    """Everything on one small disk, the database too: uploads stop while there is still room to write who they are."""
    with small_disk(tmp_path / "var", 40 * MB) as disk:
        async with open_spotter(disk, DISK_FLOOR_BYTES=str(10 * MB)) as spotter:
            alice = await trainer(spotter)
            paths = [await alice.begin(8 * MB) for _ in range(5)]
            answers = [await alice.patch(paths[0], 0, unsaid(os.urandom(8 * MB)))]
            answers += await asyncio.gather(*[alice.patch(path, 0, unsaid(os.urandom(8 * MB))) for path in paths[1:]])
            assert {answer.status for answer in answers} == {204, 507}
            assert code(await alice.create(MB)) == (507, "disk-full")
            assert (await alice.person.post("/clients", json={"name": "Ben", "time_zone": "UTC"})).status == 200
            assert (await spotter.sign_in("alice")).account is not None
            for path, answer in zip(paths, answers, strict=True):
                assert (await alice.clip(path)).state == ("uploaded" if answer.status == 204 else "uploading")
