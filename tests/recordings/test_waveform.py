"""The waveform: where a clip is loud and where it is quiet."""

import json
from pathlib import Path

import pytest

from tests.recordings import footage
from tests.recordings.made import make


@pytest.mark.parametrize(
    ("name", "sound"),
    [("plain.mp4", "auto"), ("camera.mov", "pcm_s16le"), ("recorded.webm", "auto"), ("mp3.mkv", "libmp3lame")],
)
def test_it_is_loud_where_the_sound_is(tmp_path: Path, name: str, sound: str) -> None:
    codec = "vp8" if name.endswith("webm") else "h264"
    made = make(footage.video(tmp_path / name, codec=codec, sound=sound, seconds=3), "trimmings")
    wave = json.loads(made["waveform.json"].read_text())
    assert wave["rate"] == 20
    assert len(wave["peaks"]) == pytest.approx(60, abs=1)
    assert all(0 <= peak <= 1 for peak in wave["peaks"])
    loud = {at for at, peak in enumerate(wave["peaks"]) if peak > 0.3}
    quiet = {at for at, peak in enumerate(wave["peaks"]) if peak < 0.05}
    assert {0, 1, 20, 21, 40, 41} <= loud | {2, 22, 42}
    assert len(loud) <= 9
    assert {5, 10, 15, 25, 30, 35, 45, 50, 55} <= quiet


def test_a_silent_video_has_none(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "silent.mp4", sound=None), "trimmings")
    assert set(made.about.files) == {"filmstrip.jpg", "filmstrip.vtt"}
    assert not made.about.has_sound


def test_it_begins_with_the_picture(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "late.mkv", starts_at=2.5, seconds=2), "trimmings")
    peaks = json.loads(made["waveform.json"].read_text())["peaks"]
    # A tone at each whole second of its own time, which is 2.5 s later in the file.
    assert len(peaks) == pytest.approx(40, abs=1)
    assert next(at for at, peak in enumerate(peaks) if peak > 0.3) in (0, 1)
