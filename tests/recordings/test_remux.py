"""The fast path: packed anew and not decoded, every frame at its time, found and played by a real browser."""

from collections.abc import AsyncIterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from recordings.refusals import Refusal
from tests.recordings import footage
from tests.recordings.made import make
from tests.recordings.watching import Viewer, viewer

# name of a file -> how it is made
PLAYED: dict[str, dict[str, Any]] = {
    "plain.mp4": {},
    "reordered.mp4": {"b_frames": 2},
    "quicktime.mov": {},
    "uneven.mp4": {"variable": True},
    "fast.mp4": {"fps": 240, "seconds": 0.5},
    "in-pieces.mp4": {"live": True},
    "late.mp4": {"starts_at": 3.0},
    "silent.mp4": {"sound": None},
    "matroska.mkv": {"b_frames": 2},
    "vp8.webm": {"codec": "vp8"},
    "recorded.webm": {"codec": "vp8", "live": True},
    "vp9.webm": {"codec": "vp9", "live": True},
    "hidden-frames.webm": {
        "codec": "vp8",
        "encoding": {"auto-alt-ref": "1", "lag-in-frames": "16", "deadline": "good"},
    },
    "vp9.mp4": {"codec": "vp9", "sound": "libopus"},
    "av1.webm": {"codec": "av1"},
}


@pytest.mark.parametrize("name", PLAYED)
def test_no_frame_is_lost_and_each_keeps_its_time(tmp_path: Path, name: str) -> None:
    source = footage.video(tmp_path / name, **PLAYED[name])
    before = footage.shown(source)
    made = make(source)
    after = footage.shown(made["play"])
    assert [number for number, _ in after] == [number for number, _ in before]
    began = before[0][1]
    assert [time for _, time in after] == [time - began for _, time in before]
    assert made.times() == [time for _, time in after]
    assert made.about.frame_count == len(after)
    assert made.about.is_playable
    assert not made.about.needs_proxy


@pytest.mark.parametrize("many", [2, 3])
def test_frames_of_one_millisecond_are_kept_each_at_a_time_of_its_own(tmp_path: Path, many: int) -> None:
    whole = footage.video(tmp_path / "whole.mp4", seconds=1)
    recorded = footage.crowded(whole, tmp_path / "recorded.mkv", at=5, many=many)
    assert len({time for _, time in footage.shown(recorded)}) == 30 - (many - 1)
    made = make(recorded)
    assert made.about.is_playable
    after = footage.shown(made["play"])
    assert [number for number, _ in after] == list(range(30))
    times = [time for _, time in after]
    assert times == sorted(set(times))
    assert times == made.times()
    assert times[5 + many - 1] - times[5] == Fraction(many - 1, 1000)


@pytest.mark.parametrize("name", [name for name, how in PLAYED.items() if how.get("sound", "auto")])
def test_sound_stays_with_the_picture(tmp_path: Path, name: str) -> None:
    source = footage.video(tmp_path / name, **PLAYED[name])
    began = float(footage.shown(source)[0][1])
    made = make(source)
    for before, after in zip(footage.tones(source), footage.tones(made["play"]), strict=True):
        assert after == pytest.approx(before - began, abs=0.004)


def test_sound_that_browsers_do_not_play_is_made_anew_and_stays_with_the_picture(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "camera.mov", sound="pcm_s16le"))
    assert footage.pictures(made["play"])["codecs"] == ["h264", "aac"]
    assert footage.tones(made["play"]) == pytest.approx([0, 1], abs=0.01)


def test_the_index_of_an_mp4_comes_before_its_media(tmp_path: Path) -> None:
    data = make(footage.video(tmp_path / "plain.mp4"))["play"].read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_the_cues_of_a_webm_come_before_its_clusters(tmp_path: Path) -> None:
    data = make(footage.video(tmp_path / "recorded.webm", codec="vp8", live=True, seconds=4))["play"].read_bytes()
    cues, cluster = b"\x1c\x53\xbb\x6b", b"\x1f\x43\xb6\x75"
    assert 0 < data.index(cues, data.index(b"\x16\x54\xae\x6b")) < data.index(cluster)


def test_neither_place_nor_device_nor_chapters_nor_other_tracks_go_along(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "phone.mov", metadata=footage.DEVICE, data_track=True)
    assert "iPhone" in str(footage.pictures(source))
    said = footage.pictures(make(source)["play"])
    assert said["streams"] == ["video", "audio"]
    assert said["chapters"] == []
    assert set(said["metadata"]) <= {"major_brand", "minor_version", "compatible_brands", "language", "handler_name"}
    data = make(source)["play"].read_bytes()
    for secret in (b"Apple", b"iPhone", b"48.1372", b"Bob at home", b"Lavf"):
        assert secret not in data


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_how_a_phone_was_held_goes_along(tmp_path: Path, rotation: int) -> None:
    made = make(footage.video(tmp_path / "held.mp4", rotation=rotation))
    assert (made.about.width, made.about.height) == (192, 96)
    assert footage.pictures(made["play"])["rotation"] == rotation
    assert footage.numbers(made["play"]) == list(range(60))


def test_a_turned_picture_leaves_a_container_in_which_browsers_would_not_turn_it(tmp_path: Path) -> None:
    held = footage.video(tmp_path / "held.mp4", codec="vp9", rotation=90, sound="libopus")
    source = footage.packed(held, tmp_path / "held.webm")
    assert footage.pictures(source)["rotation"] == 90
    made = make(source)
    assert made.about.files["play"] == "video/mp4"
    assert footage.pictures(made["play"])["rotation"] == 90
    assert footage.numbers(made["play"]) == list(range(60))


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("phone.mov", {"codec": "hevc"}),
        ("ten-bits.mp4", {"pixels": "yuv420p10le"}),
        ("studio.mov", {"codec": "prores"}),
        ("full-colour.mp4", {"pixels": "yuv444p"}),
    ],
)
def test_what_browsers_do_not_play_waits_for_its_proxy(tmp_path: Path, name: str, how: dict[str, Any]) -> None:
    made = make(footage.video(tmp_path / name, **how))
    assert not made.about.is_playable
    assert made.about.needs_proxy
    assert "play" not in made.about.files
    assert len(made.times()) == 60
    assert made["poster.jpg"].stat().st_size > 0


def test_key_frames_more_than_a_second_apart_ask_for_a_proxy_too(tmp_path: Path) -> None:
    sparse = make(footage.video(tmp_path / "sparse.mp4", gop=45))
    dense = make(footage.video(tmp_path / "dense.mp4", gop=30))
    assert sparse.about.is_playable
    assert sparse.about.needs_proxy
    assert not dense.about.needs_proxy


@pytest.mark.parametrize("name", ["cut-off.webm", "in-pieces.mp4"])
def test_a_recording_that_was_cut_off_plays_up_to_there(tmp_path: Path, name: str) -> None:
    codec = "vp8" if name.endswith("webm") else "h264"
    source = footage.truncated(footage.video(tmp_path / name, codec=codec, live=True, seconds=3, gop=10))
    numbers = footage.numbers(make(source)["play"])
    assert len(numbers) > 30
    assert numbers == list(range(len(numbers)))


def test_an_mp4_that_lost_its_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="damaged"):
        make(footage.truncated(footage.video(tmp_path / "plain.mp4")))


# ---- in a real browser


@pytest.fixture
async def chromium(tmp_path: Path) -> AsyncIterator[Viewer]:
    """Chromium, which opens what lies in the test's folder."""
    async with viewer(tmp_path) as opened:
        yield opened


@pytest.mark.browser
async def test_a_browser_plays_it_knows_its_length_and_finds_every_frame(tmp_path: Path, chromium: Viewer) -> None:
    for name in ("reordered.mp4", "uneven.mp4", "in-pieces.mp4", "recorded.webm", "vp9.webm", "av1.webm"):
        source = footage.video(tmp_path / name, **PLAYED[name])
        made = make(source)
        times = [*made.times(), made.about.duration_ms / 1000]
        wanted = [0, 1, 17, 3, len(times) - 2]
        middles = [float(times[at] + times[at + 1]) / 2 for at in wanted]
        seen = await chromium.watch(made["play"], middles, made.about.files["play"])
        assert seen.duration == pytest.approx(made.about.duration_ms / 1000, abs=0.02), name
        assert seen.seekable == pytest.approx(seen.duration, abs=0.001), name
        numbers = [number for number, _ in footage.shown(made["play"])]
        assert seen.numbers == [numbers[at] for at in wanted], name


@pytest.mark.browser
async def test_a_browser_shows_it_the_way_the_phone_was_held(tmp_path: Path, chromium: Viewer) -> None:
    for rotation in (90, 270):
        source = footage.video(tmp_path / f"held-{rotation}.mp4", rotation=rotation, size=(96, 192))
        made = make(source)
        seen = await chromium.watch(made["play"], [0.5], "video/mp4")
        assert (seen.width, seen.height) == (made.about.width, made.about.height) == (96, 192)
        assert seen.numbers == [15]
