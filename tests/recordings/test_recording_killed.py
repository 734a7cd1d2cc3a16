"""Recordings whose process was killed: at the next start every one of them is whole, and hardly anything is missing."""

import asyncio
import pickle
import sys
from pathlib import Path
from random import Random

import pytest

from recordings import manifest
from recordings.read_back import mend
from recordings.repair import repair
from tests.conftest import Tenth
from tests.recordings import footage
from tests.recordings.recorded import BOB, length_s, on_session_clock, studio, whole
from tests.recordings.sending import EPOCH_MS, Device, call
from tests.stage import ROOT

AT_ONCE = 3
LOST_MS = 1000


async def killed(folder: Path, packets: Path, after_s: float) -> list[tuple[int, int]]:
    """Kills a process that records, so long after its first picture; gives (number, when it came) of all pictures."""
    journal = folder.with_suffix(".journal")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.recordings.killed", str(folder), str(packets), str(journal), cwd=ROOT
    )
    try:
        async with asyncio.timeout(60):
            while not journal.exists() or not journal.read_text():  # noqa: ASYNC110  another process writes it
                await asyncio.sleep(0.02)
        await asyncio.sleep(after_s)
    finally:
        process.kill()
        await process.wait()
    lines = [line.split() for line in journal.read_text().splitlines()]
    return [(int(number), int(at)) for number, at in lines]


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_after_a_kill_at_any_time_every_file_plays_and_a_second_is_lost_at_most(
    tmp_path: Path, tenth: Tenth, codec: str
):
    """60 kills in all."""
    packets = tmp_path / "packets.pickle"
    packets.write_bytes(pickle.dumps(call(Device(first_report_ms=60), 8, codec=codec)))
    chance, free = Random(codec), asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> tuple[Path, list[tuple[int, int]]]:
        folder = tmp_path / "recordings" / f"{number:02}"
        async with free:
            return folder, await killed(folder, packets, chance.uniform(1.5, 6))

    all_killed = await asyncio.gather(*(one(number) for number in range(tenth(30))))
    assert len(await asyncio.to_thread(repair, tmp_path / "recordings")) == len(all_killed)
    losses = []
    for folder, came in all_killed:
        [segment] = whole(folder, manifest.load(folder))  # type: ignore[arg-type]
        assert (segment.state, segment.why) == ("recovered", "killed")
        numbers = [number for number, _ in on_session_clock(folder, segment)]
        assert numbers == list(range(len(numbers)))
        assert length_s(folder / segment.file) == pytest.approx(len(numbers) / 30, abs=0.2)
        losses.append(came[-1][1] - dict(came)[numbers[-1]])
    print(f"lost {sorted(losses)} ms")
    assert max(losses) <= LOST_MS


async def test_a_live_recording_is_left_alone(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(call(Device(), 2))
        assert await asyncio.to_thread(repair, tmp_path) == []
        [segment] = whole(made.folder, await made.recorder.stop())
    assert footage.numbers(tmp_path / "r" / segment.file) == list(range(60))
    assert repair(tmp_path) == []


async def one_file(folder: Path) -> Path:
    """A recording as it lies there while it is being made: without its end."""
    async with studio(folder) as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(call(Device(), 3))
        [segment] = made.recorder.manifest.segments
        left = folder.parent / "left.webm"
        left.write_bytes((folder / segment.file).read_bytes())
        return left


async def test_wherever_a_file_is_cut_it_is_made_whole_twice_the_same(tmp_path: Path):
    left = (await one_file(tmp_path / "r")).read_bytes()
    chance = Random(7)
    path = tmp_path / "cut.webm"
    found = []
    for at in sorted(chance.randrange(400, len(left)) for _ in range(40)):
        path.write_bytes(left[:at] + bytes(chance.choice([0, 0, 5000])))  # some disks leave zeros
        made = mend(path)
        if made is None:
            continue
        once = path.read_bytes()
        assert mend(path) == made
        assert path.read_bytes() == once
        numbers = footage.numbers(path)
        assert numbers == list(range(len(numbers)))
        found.append(len(numbers))
    assert found == sorted(found)
    assert found[-1] > 60


async def test_nothing_that_a_damaged_file_holds_makes_mending_fail(tmp_path: Path):
    left = (await one_file(tmp_path / "r")).read_bytes()
    chance = Random(8)
    path = tmp_path / "damaged.webm"
    for _ in range(300):
        data = bytearray(left)
        for _ in range(chance.choice([1, 5, 200])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(1, len(data))])
        mend(path)
    for odd in (b"", b"\x1a\x45\xdf\xa3", b"\xff" * 100, bytes(1000)):
        path.write_bytes(odd)
        assert mend(path) is None
        assert path.read_bytes() == odd


def test_folders_that_are_none_of_ours_are_left_as_they_are(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "manifest.json").write_text("{not json")
    (tmp_path / "b").mkdir()
    (tmp_path / "c.webm").write_bytes(b"a file")
    before = sorted(path.name for path in tmp_path.rglob("*.*"))
    assert repair(tmp_path) == []
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == before
    assert repair(tmp_path / "absent") == []
