"""Hostile files through the real worker: each is taken or refused within its limits, nobody else's file is opened, and
the server goes on. The verdicts are counted and printed."""

import asyncio
import ctypes
import os
import struct
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import av
import pytest

from recordings.pipe import Spent
from recordings.work import Answer, Broken, Prepared, Refused, Task
from recordings.worker import Workers
from tests.conftest import Tenth
from tests.recordings import footage, hostile

MOST_CPU_S = 20
MOST_BYTES = 1536 * 1024 * 1024
KINDS = ("prepare", "preview", "trimmings", "proxy")
WHOLE = ("prepare", "proxy")  # reads every packet, decodes every frame


class Eyes:
    """Sees whether a file is opened or read, by inotify."""

    OPENED_OR_READ = 0x20 | 0x01

    def __init__(self, path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._fd = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        assert libc.inotify_add_watch(self._fd, os.fsencode(path), self.OPENED_OR_READ) >= 0

    def saw(self) -> bool:
        """Whether anything happened since the last question."""
        try:
            return len(os.read(self._fd, 4096)) >= struct.calcsize("iIII")
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Looks away."""
        os.close(self._fd)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Eyes]:
    """Another client's video, watched."""
    eyes = Eyes(footage.video(tmp_path / hostile.OTHER, seconds=2, size=(96, 64), first=7000))
    yield eyes
    eyes.close()


class Court:
    """Gives files to the worker and counts the verdicts."""

    def __init__(self, folder: Path) -> None:
        self.verdicts: Counter[str] = Counter()
        self.spent: list[Spent] = []
        self._folder = folder
        self.workers = Workers(folder / "work", on_spent=lambda _task, one: self.spent.append(one))
        self._count = 0

    async def judge(self, name: str, data: bytes, *kinds: str) -> list[Answer]:
        """The verdict for each kind of task; what is refused once is asked no further."""
        self._count += 1
        source = self._folder / f"source-{self._count}.mp4"
        source.write_bytes(data)
        answers: list[Answer] = []
        for kind in kinds or ("prepare",):
            task = Task(kind=kind, duration_ms=1000)  # type: ignore[arg-type]
            answer = await self.workers.run(task, source, self._folder / f"out-{self._count}")
            self.verdicts[f"{kind}: {_word(answer)}"] += 1
            assert not isinstance(answer, Broken), (name, kind, answer.why)
            answers.append(answer)
            if isinstance(answer, Refused):
                break
        source.unlink()
        return answers

    def made(self) -> list[Path]:
        """All that came out."""
        return [path for path in self._folder.glob("out-*/*") if path.is_file()]

    def tell(self, what: str) -> None:
        """Prints what came of it, and holds every child to its limits."""
        cpu_s, peak = max(one.cpu_s for one in self.spent), max(one.peak_bytes for one in self.spent)
        print(f"\n{what}: {len(self.spent)} tasks, at most {cpu_s:.1f} s of CPU and {peak >> 20} MiB")
        for verdict, count in sorted(self.verdicts.items()):
            print(f"  {count:>5}  {verdict}")
        assert cpu_s <= MOST_CPU_S
        assert peak <= MOST_BYTES


@pytest.fixture
async def court(tmp_path: Path) -> AsyncIterator[Court]:
    """The real worker, with what it made and used."""
    sitting = Court(tmp_path)
    await sitting.workers.start()
    yield sitting
    await sitting.workers.close()


def _word(answer: Answer) -> str:
    return f"refused, {answer.code}" if isinstance(answer, Refused) else type(answer).__name__.lower()


# Other people's files


def test_a_stock_decoder_does_hand_over_another_clients_video(tmp_path: Path, other: Eyes):
    (tmp_path / "clip.mp4").write_bytes(dict(hostile.playlists(tmp_path))["ffconcat"])
    with av.open(str(tmp_path / "clip.mp4")) as stolen:
        assert sum(1 for _ in stolen.decode(video=0)) >= 60
    assert other.saw()


async def test_nothing_that_points_at_another_file_gets_it_opened(court: Court, tmp_path: Path, other: Eyes):
    video = footage.video(tmp_path / "own.mp4", seconds=0.5, size=(96, 64)).read_bytes()
    for name, data in [*hostile.playlists(tmp_path), *hostile.pointers(video, tmp_path)]:
        answers = await court.judge(name, data, *KINDS)
        assert isinstance(answers[0], Refused) or name.startswith("samples in"), name
        assert not other.saw(), name
    court.tell("Pointers")
    theirs = (tmp_path / hostile.OTHER).read_bytes()
    picture = theirs[theirs.index(b"mdat") + 1000 :][:200]
    assert [path for path in court.made() if picture in path.read_bytes()] == []


@pytest.mark.parametrize("kind", ["hls", "ffconcat", "dash", "sdp", "svg", "html", "zip"])
async def test_what_is_no_media_is_refused_before_anything_is_decoded(
    court: Court, tmp_path: Path, other: Eyes, kind: str
):
    assert await court.judge(kind, dict(hostile.playlists(tmp_path))[kind]) == [Refused(code="not-media")]
    assert court.spent[0].cpu_s < 0.5


# Bombs and lies


@pytest.mark.long
async def test_bombs_and_lies_are_taken_or_refused_within_their_limits(court: Court, tmp_path: Path):
    video = footage.video(tmp_path / "a.mp4", seconds=0.5, size=(96, 64)).read_bytes()
    live = footage.video(tmp_path / "b.mp4", seconds=0.5, size=(96, 64), live=True).read_bytes()
    webm = footage.video(tmp_path / "c.webm", seconds=0.5, size=(96, 64), codec="vp8").read_bytes()
    codes = {}
    for name, data in [*hostile.lies(video, live), *hostile.matroska(webm), *hostile.photos()]:
        codes[name] = _word((await court.judge(name, data, *WHOLE))[0])
        used = court.spent[-1]
        print(f"  {codes[name]:<28} {used.cpu_s:>5.1f} s {used.peak_bytes >> 20:>5} MiB  {name}")
    court.tell("Bombs and lies")
    assert codes["ten thousand tracks"] == codes["ten thousand tracks in webm"] == "refused, too-many-streams"
    for name in ("a png of 16k by 16k", "a jpeg of 65535 by 65535"):
        assert codes[name] == "refused, too-many-pixels"


async def test_html_inside_a_video_does_not_come_out(court: Court, tmp_path: Path):
    script = b"<script>alert(1)</script>"
    video = footage.video(tmp_path / "a.mp4", seconds=0.5, metadata={"title": script.decode(), "comment": "<b>"})
    (answer,) = await court.judge("html", video.read_bytes() + hostile.box(b"free", script))
    assert isinstance(answer, Prepared)
    assert [path.name for path in court.made() if b"script" in path.read_bytes()] == []


@pytest.mark.parametrize(
    "data", [b"", b"\0", FTYP := hostile.FTYP, hostile.EBML, b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]
)
async def test_almost_nothing_is_refused(court: Court, data: bytes):
    (answer,) = await court.judge("almost nothing", data)
    assert isinstance(answer, Refused)
    assert answer.code in ("nothing-in-it", "damaged", "not-media")


async def test_a_photo_as_large_as_may_be_fits_into_the_sandbox(court: Court, tmp_path: Path):
    for name, size in (("a.jpg", (8192, 8192)), ("a.png", (5712, 4284))):
        photo = footage.photo(tmp_path / name, size)
        (answer,) = await court.judge(name, photo.read_bytes())
        assert isinstance(answer, Prepared), name
    court.tell("Large photos")


# Damage


@pytest.mark.long
async def test_whatever_was_cut_off_is_taken_or_refused(court: Court, tmp_path: Path):
    for name, data in hostile.cut_off(tmp_path):
        await court.judge(name, data, *WHOLE)
    court.tell("Cut off")


async def test_two_thousand_damaged_files_are_taken_or_refused(court: Court, tmp_path: Path, tenth: Tenth):
    files = hostile.damaged(tmp_path, 2000 if tenth.is_full else 60)  # each is a process of its own

    async def sit() -> None:
        for number, (name, data) in enumerate(files):
            await court.judge(name, data, *(KINDS if number % 20 == 0 else ("prepare",)))

    await asyncio.gather(sit(), sit())
    court.tell("Damaged")
    assert court.verdicts["prepare: prepared"] > 0
    assert any(verdict.startswith("prepare: refused") for verdict in court.verdicts)


# What is told about somebody without their knowing


async def test_where_and_with_what_it_was_filmed_is_in_nothing_that_is_shown(court: Court, tmp_path: Path):
    about = footage.DEVICE
    files = [
        footage.video(tmp_path / "a.mp4", seconds=0.5, metadata=about),
        footage.video(tmp_path / "b.mov", seconds=0.5, metadata=about, data_track=True),
        footage.video(tmp_path / "c.mov", seconds=0.5, codec="hevc", metadata=about, data_track=True),
        footage.video(tmp_path / "d.webm", seconds=0.5, codec="vp8", metadata=about),
        footage.photo(tmp_path / "e.jpg"),
    ]
    told = [b"Apple", b"iPhone", b"48.13", b"Bob at home", b"At home", b"10:00:00:00"]
    for path in files:
        data = path.read_bytes()
        assert any(word in data for word in told), path.name
        await court.judge(path.name, data, *KINDS)
    assert len(court.made()) >= 20
    for path in court.made():
        data = path.read_bytes()
        assert [word for word in told if word in data] == [], path.name
        assert b"\xff\xe1" not in data[:4], path.name  # no EXIF at all in a photo
