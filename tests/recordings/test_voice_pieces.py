"""The sound of a voice-over: several recordings, each exactly as long as it was performed."""

from pathlib import Path

import av
import pytest

from recordings.making import work
from recordings.refusals import Refusal
from recordings.work import Piece, Prepared, Task
from tests.recordings import footage


def joined(folder: Path, parts: list[tuple[Path, int]]) -> tuple[Prepared, Path]:
    """Joins recordings; of each so many milliseconds are kept."""
    packed = folder / "packed"
    packed.write_bytes(b"".join(path.read_bytes() for path, _ in parts))
    pieces = [Piece(size_bytes=path.stat().st_size, keep_ms=keep_ms) for path, keep_ms in parts]
    with packed.open("rb") as file:
        about = work(Task(kind="voice", pieces=pieces), file, lambda name: (folder / name).open("wb"), lambda _: None)
    return about, folder / "play"


def test_each_begins_where_the_one_before_was_cut(tmp_path: Path) -> None:
    first = footage.audio_only(tmp_path / "first.webm", seconds=3.0)  # a tone at every second
    second = footage.audio_only(tmp_path / "second.mp4", seconds=2.0)
    about, path = joined(tmp_path, [(first, 1500), (second, 1250), (first, 2500)])
    assert (about.media, about.duration_ms, about.files) == ("sound", 5250, {"play": "audio/mp4"})
    assert footage.tones(path) == pytest.approx([0, 1, 1.5, 2.5, 2.75, 3.75, 4.75], abs=0.03)


def test_what_was_kept_longer_than_it_is_ends_in_silence(tmp_path: Path) -> None:
    short = footage.audio_only(tmp_path / "short.webm", seconds=1.0)
    about, path = joined(tmp_path, [(short, 2200), (short, 800)])
    assert about.duration_ms == 3000
    assert footage.tones(path) == pytest.approx([0, 2.2], abs=0.03)
    with av.open(str(path)) as opened:
        heard = sum(frame.samples for frame in opened.decode(opened.streams.audio[0]))
    assert heard / 48_000 == pytest.approx(3.0, abs=0.03)


def test_nonsense_is_refused(tmp_path: Path) -> None:
    noise = tmp_path / "noise"
    noise.write_bytes(b"<html>" * 100)
    for parts, code in (([], "damaged"), ([(noise, 100)], "not-media")):
        with pytest.raises(Refusal, match=code):
            joined(tmp_path, parts)
    with pytest.raises(Refusal, match="voice-too-long"):
        joined(tmp_path, [(footage.audio_only(tmp_path / "short.webm", seconds=0.5), 21 * 60_000)])
