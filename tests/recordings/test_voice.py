"""Voice notes: sound alone, made into a file that every browser plays."""

from pathlib import Path

import av
import pytest

from recordings import voice
from recordings.refusals import Refusal
from tests.recordings import footage
from tests.recordings.made import make


@pytest.mark.parametrize("name", ["opus.webm", "aac.mp4"])
def test_what_browsers_record_becomes_aac_in_mp4(tmp_path: Path, name: str) -> None:
    made = make(footage.audio_only(tmp_path / name, seconds=2.0))
    about = made.about
    assert (about.media, about.width, about.height) == ("sound", 0, 0)
    assert about.files == {"play": "audio/mp4", "waveform.json": "application/json"}
    assert about.duration_ms == pytest.approx(2000, abs=120)
    with av.open(str(made["play"])) as heard_back:
        (stream,) = heard_back.streams
        assert (stream.type, stream.codec_context.name) == ("audio", "aac")
        heard = sum(frame.samples for frame in heard_back.decode(stream))
        assert heard / stream.codec_context.sample_rate == pytest.approx(2.0, abs=0.15)


def test_a_voice_note_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "MOST_S", 1)
    monkeypatch.setattr(voice, "SLACK_S", 0)
    with pytest.raises(Refusal, match="voice-too-long"):
        make(footage.audio_only(tmp_path / "long.webm", seconds=2.0))
