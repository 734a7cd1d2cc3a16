"""Files of a recording joined into films: every picture where the session clock has it, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from recordings import manifest
from recordings.joining import Film, films, join
from recordings.manifest import Manifest, Segment
from recordings.matroska import Tracks
from recordings.parts import Part, Whole
from recordings.probe import opened
from tests.recordings import footage
from tests.recordings.recorded import BOB, Studio, length_s, studio
from tests.recordings.sending import EPOCH_MS, Device, arriving, call, encoded, spoken


async def stopped(*studios: Studio) -> list[Film]:
    """The films of a recording whose parts these are."""
    return films(Whole(tuple([Part(each.folder, await each.recorder.stop()) for each in studios])))


def on_clock(path: Path, started_at_ms: int) -> list[tuple[int, float]]:
    """(number, session clock) of every picture of a film."""
    return [(number, started_at_ms + float(at) * 1000) for number, at in footage.shown(path)]


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_what_was_interrupted_is_one_film_that_keeps_the_sessions_time(tmp_path: Path, codec: str):
    packets = call(Device(), 8, codec=codec, gop=10)
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play([each for each in packets if each.arrived_ms < EPOCH_MS + 2000])
        made.consents.withdraw(BOB, "recording")
        await made.play([each for each in packets if EPOCH_MS + 2000 <= each.arrived_ms < EPOCH_MS + 5000])
        made.consents.give(BOB, "recording", made.now_ms)
        await made.play([each for each in packets if each.arrived_ms >= EPOCH_MS + 5000])
        [film] = await stopped(made)
        joined = join(film, tmp_path / f"film{film.tracks.suffix}")
    path = tmp_path / f"film{film.tracks.suffix}"
    assert joined.bytes == path.stat().st_size
    assert joined.gaps == ((pytest.approx(2000, abs=400), pytest.approx(5300, abs=700)),)
    shown = on_clock(path, film.started_at_ms)
    numbers = [number for number, _ in shown]
    assert numbers[:50] == list(range(50))
    assert not [number for number in numbers if 60 <= number < 150]
    assert len([number for number in numbers if number >= 150]) > 60
    assert max(abs(at - EPOCH_MS - number * 1000 / 30) for number, at in shown) < 100
    assert length_s(path) == pytest.approx(8, abs=0.2)
    assert {round(at) for at in footage.tones(path)} >= {1, 6, 7}
    with path.open("rb") as file, opened(file) as found:  # what the media worker looks at first
        assert (found.media, found.kind) == ("video", "matroska")


async def test_another_codec_is_another_film_and_sound_from_before_the_picture_is_part_of_the_first(tmp_path: Path):
    device = Device()
    film = [
        *device.film("vp8", encoded("vp8", 2), after_ms=5000),
        *device.film("h264", encoded("h264", 2, first=60), after_ms=7000, first=60),
    ]
    reports = [*device.reports("video", 9000), *device.reports("audio", 9000)]
    late = [each for each in reports if each.kind == "audio" or each.arrived_ms > EPOCH_MS + 5000]
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(arriving(film, device.speak(spoken(9)), late))
        one, two = await stopped(made)
        for number, each in enumerate((one, two)):
            join(each, tmp_path / f"{number}{each.tracks.suffix}")
    assert [len(each.pieces) for each in (one, two)] == [2, 1]
    assert [number for number, _ in footage.shown(tmp_path / "0.webm")] == list(range(60))
    assert [number for number, _ in footage.shown(tmp_path / "1.mkv")] == list(range(60, 120))
    assert len(footage.tones(tmp_path / "0.webm")) >= 3
    shown = [*on_clock(tmp_path / "0.webm", one.started_at_ms), *on_clock(tmp_path / "1.mkv", two.started_at_ms)]
    assert max(abs(at - EPOCH_MS - 5000 - number * 1000 / 30) for number, at in shown) < 100


async def test_a_film_that_cannot_be_written_leaves_no_file(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(call(Device(), 2))
        [film] = await stopped(made)
        assert manifest.load(made.folder) == made.recorder.manifest
    film.pieces[0].path.unlink()
    with pytest.raises(FileNotFoundError):
        join(film, tmp_path / "film.webm")
    assert not (tmp_path / "film.webm").exists()


async def test_another_part_goes_on_in_the_same_film_with_the_gap_known(tmp_path: Path):
    """Another relay took the room over: another folder, the same person under the same name of their device."""
    packets = call(Device(), 9, gop=10)
    async with studio(tmp_path / "a") as first, studio(tmp_path / "b") as second:
        for made in (first, second):
            made.consents.give(BOB, "recording", EPOCH_MS - 1000)
            made.join()
        await first.play([each for each in packets if each.arrived_ms < EPOCH_MS + 3000])
        second.now_ms = EPOCH_MS + 5000
        await second.play([each for each in packets if each.arrived_ms >= EPOCH_MS + 5000])
        [film] = await stopped(first, second)
    joined = join(film, tmp_path / "film.webm")
    ((from_ms, until_ms),) = joined.gaps
    assert from_ms == pytest.approx(3000, abs=150)
    assert until_ms == pytest.approx(5300, abs=400)
    shown = on_clock(tmp_path / "film.webm", film.started_at_ms)
    assert max(abs(at - EPOCH_MS - number * 1000 / 30) for number, at in shown) < 100
    assert length_s(tmp_path / "film.webm") == pytest.approx(9, abs=0.2)


async def test_who_comes_anew_goes_on_in_the_same_film_and_no_moment_is_shown_twice(tmp_path: Path):
    """The old connection is heard for a second longer than the new one has been there."""
    packets = call(Device(), 8, gop=10)
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        old, new = made.join(source="old"), made.join(source="new")
        for each in packets:
            if each.arrived_ms < EPOCH_MS + 5000:
                await made.play([each], old)
            if each.arrived_ms >= EPOCH_MS + 4000:
                await made.play([each], new)
        [film] = await stopped(made)
        join(film, tmp_path / "film.webm")
    assert [each.segment.source for each in film.pieces] == ["old", "new"]
    numbers = footage.numbers(tmp_path / "film.webm")
    assert len(set(numbers)) == len(numbers) >= 230
    shown = on_clock(tmp_path / "film.webm", film.started_at_ms)
    assert max(abs(at - EPOCH_MS - number * 1000 / 30) for number, at in shown) < 100


def piece(began_s: float, length_s: float, **what: Any) -> Segment:
    """A file as a manifest tells of it."""
    said = {"person": BOB, "source": "phone", "tracks": Tracks(video="vp8", has_sound=True), "state": "closed"}
    file = f"{began_s}-{length_s}-{what.get('source', '')}.webm"
    return Segment(**said | what, file=file, started_at_ms=round(began_s * 1000), length_ms=round(length_s * 1000))  # type: ignore[arg-type]


H264 = Tracks(video="h264", has_sound=True)
SOUND = Tracks(video=None, has_sound=True)


@pytest.mark.parametrize(
    ("segments", "wanted"),
    [
        ([piece(0, 9), piece(30, 9, source="tablet")], [[0, 30]]),
        ([piece(0, 60), piece(20, 9, source="tablet")], [[0], [20]]),  # two devices beside each other
        ([piece(0, 60), piece(20, 90, source="tablet")], [[0], [20]]),
        ([piece(0, 9), piece(0, 9, source="phone/camera", device="camera")], [[0], [0]]),
        ([piece(0, 9), piece(12, 3, source="phone/screen", device="screen"), piece(9, 9)], [[0, 9], [12]]),
        ([piece(0, 9), piece(1, 9, person="c:bea")], [[0], [1]]),
        ([piece(0, 9), piece(9, 9, tracks=H264), piece(18, 9), piece(27, 9, tracks=SOUND)], [[0, 18, 27], [9]]),
        ([piece(0, 9, state="empty"), piece(9, 9)], [[9]]),
    ],
)
def test_what_is_one_film(tmp_path: Path, segments: list[Segment], wanted: list[list[float]]):
    said = Manifest(recording="r", session="s", began_at_ms=0, segments=tuple(segments))
    found = films(Whole((Part(tmp_path, said),)))
    assert [[each.began_at_ms / 1000 for each in film.pieces] for film in found] == wanted
