"""The review proxy: each frame once, at its own time, upright, and never far from a key frame."""

import gc
from pathlib import Path
from typing import Any

import av
import pytest

from recordings.making import work
from recordings.work import Task
from tests.recordings import footage
from tests.recordings.made import make

SOURCES: dict[str, dict[str, Any]] = {
    "phone.mov": {"codec": "hevc", "metadata": footage.DEVICE},
    "reordered.mp4": {"b_frames": 2, "gop": 60},
    "uneven.mp4": {"variable": True},
    "fast.mp4": {"fps": 240, "seconds": 0.5},
    "ten-bits.mp4": {"pixels": "yuv420p10le"},
    "full-range.mp4": {"pixels": "yuvj420p"},
    "studio.mov": {"codec": "prores", "sound": "pcm_s16le"},
    "sparse.webm": {"codec": "vp9", "gop": 60, "live": True},
    "silent.mp4": {"sound": None},
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_frame_is_there_once_at_its_own_time(tmp_path: Path, name: str) -> None:
    source = footage.video(tmp_path / name, **SOURCES[name])
    before = footage.shown(source)
    made = make(source, "proxy")
    assert footage.shown(made["proxy"]) == [(number, time - before[0][1]) for number, time in before]
    assert made.about.frame_count == len(before)


@pytest.mark.parametrize("name", ["phone.mov", "studio.mov", "sparse.webm"])
def test_sound_stays_with_the_picture(tmp_path: Path, name: str) -> None:
    source = footage.video(tmp_path / name, **SOURCES[name])
    assert footage.tones(make(source, "proxy")["proxy"]) == pytest.approx(footage.tones(source), abs=0.012)


def test_its_frame_index_is_the_one_for_what_browsers_play_nothing_else_of(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "phone.mov", codec="hevc", variable=True), "proxy")
    assert made.times() == [time for _, time in footage.shown(made["proxy"])]
    playable = make(footage.video(tmp_path / "sparse.mp4", gop=60), "proxy")
    assert set(playable.about.files) == {"proxy"}


@pytest.mark.parametrize("how", [{"gop": 300}, {"gop": 300, "fps": 240, "seconds": 1.0}, {"gop": 60, "fps": 10}])
def test_key_frames_are_at_most_half_a_second_apart(tmp_path: Path, how: dict[str, Any]) -> None:
    made = make(footage.video(tmp_path / "sparse.mp4", **{"seconds": 3.0, **how}), "proxy")
    with av.open(str(made["proxy"])) as proxy:
        stream = proxy.streams.video[0]
        keys = [float(one.pts * one.time_base) for one in proxy.demux(stream) if one.size and one.is_keyframe]
        end = float(stream.duration * stream.time_base)
    assert max(later - earlier for earlier, later in zip(keys, [*keys[1:], end], strict=True)) <= 0.501


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_it_is_upright(tmp_path: Path, rotation: int) -> None:
    made = make(footage.video(tmp_path / "held.mov", codec="hevc", rotation=rotation, size=(96, 192)), "proxy")
    said = footage.pictures(made["proxy"])
    assert (said["width"], said["height"], said["rotation"]) == (96, 192, 0)
    assert footage.numbers(made["proxy"]) == list(range(60))


def test_it_is_at_most_1280_wide_or_high_and_browsers_play_it(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "large.mov", codec="hevc", size=(1920, 1080), seconds=0.2), "proxy")
    said = footage.pictures(made["proxy"])
    assert (said["width"], said["height"]) == (1280, 720)
    assert (made.about.width, made.about.height) == (1920, 1080)
    assert said["codecs"] == ["h264", "aac"]
    with av.open(str(made["proxy"])) as proxy:
        assert proxy.streams.video[0].codec_context.pix_fmt == "yuv420p"
    data = made["proxy"].read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_nothing_of_the_device_is_in_it(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "phone.mov", codec="hevc", metadata=footage.DEVICE, data_track=True), "proxy")
    data = made["proxy"].read_bytes()
    for secret in (b"Apple", b"iPhone", b"48.1372", b"Bob at home"):
        assert secret not in data
    assert footage.pictures(made["proxy"])["streams"] == ["video", "audio"]


def test_it_says_how_far_it_is_in_percent(tmp_path: Path) -> None:
    percents = make(footage.video(tmp_path / "plain.mp4"), "proxy").percents
    assert percents == sorted(set(percents))
    assert len(percents) > 20
    assert percents[-1] <= 99


def test_a_file_that_is_broken_in_its_middle_gives_what_can_be_read(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "phone.mov", codec="hevc", seconds=3, gop=10)
    data = bytearray(source.read_bytes())
    begins = data.index(b"mdat")
    for at in range(begins + 20_000, begins + 26_000, 7):
        data[at] ^= 0x55
    source.write_bytes(bytes(data))
    made = make(source, "proxy")
    assert 30 <= made.about.frame_count <= 90


@pytest.mark.long
def test_frames_are_let_go_one_by_one_and_not_when_the_garbage_is_collected(tmp_path: Path) -> None:
    """In 4K a frame takes 12 MB, so that what waits for the collector fills the memory of a worker within seconds."""
    source = footage.video(tmp_path / "phone.mp4", rotation=90, seconds=1)
    most = 0

    def count(_percent: int) -> None:
        nonlocal most
        most = max(most, sum(isinstance(one, av.VideoFrame) for one in gc.get_objects()))

    gc.collect()
    gc.disable()
    try:
        with source.open("rb") as file:
            work(Task(kind="proxy"), file, lambda name: (tmp_path / name).open("w+b"), count)
    finally:
        gc.enable()
    assert 0 < most <= 20
