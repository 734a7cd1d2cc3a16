"""Files of a recording joined into films: every picture where the session clock has it, and nothing else."""

from pathlib import Path

import pytest

from recordings import manifest
from recordings.joining import films, join
from recordings.probe import opened
from tests.recordings import footage
from tests.recordings.recorded import BOB, length_s, studio
from tests.recordings.sending import EPOCH_MS, Device, arriving, call, encoded, spoken


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
        [film] = films(await made.recorder.stop())
        size = join(made.folder, film, tmp_path / f"film{film.tracks.suffix}")
    path = tmp_path / f"film{film.tracks.suffix}"
    assert size == path.stat().st_size
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
        one, two = films(await made.recorder.stop())
        for number, each in enumerate((one, two)):
            join(made.folder, each, tmp_path / f"{number}{each.tracks.suffix}")
    assert [len(each.segments) for each in (one, two)] == [2, 1]
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
        [film] = films(await made.recorder.stop())
        assert manifest.load(made.folder) == made.recorder.manifest
    (tmp_path / "r" / film.segments[0].file).unlink()
    with pytest.raises(FileNotFoundError):
        join(tmp_path / "r", film, tmp_path / "film.webm")
    assert not (tmp_path / "film.webm").exists()
