"""The frame index: read from packets, it says of every frame when a decoder shows it."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from recordings.frames import survey
from recordings.probe import opened
from tests.recordings import footage
from tests.recordings.made import make


def test_it_is_small_and_exact(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "film.mp4", fps=24, b_frames=3, seconds=2))
    index = json.loads(made["frames.json"].read_text())
    assert set(index) == {"unit", "pts"}
    assert [pts * Fraction(*index["unit"]) for pts in index["pts"]] == [Fraction(n, 24) for n in range(48)]


def test_it_knows_where_decoding_can_begin(tmp_path: Path) -> None:
    path = footage.video(tmp_path / "plain.mp4", gop=20, seconds=3)
    with path.open("rb") as file, opened(file) as found:
        index = survey(found.container)
    assert [float(key * index.unit) for key in index.keys] == pytest.approx([n * 20 / 30 for n in range(5)])
    assert float(index.longest_gap) == pytest.approx(20 / 30)
    assert index.key_at(index.pts[19]) == index.pts[0]
    assert index.key_at(index.pts[20]) == index.pts[20]
    assert index.key_at(index.pts[0] - 5) == index.pts[0]
    assert float(index.end * index.unit) == pytest.approx(3)


def test_frames_that_an_edit_hides_are_not_in_it(tmp_path: Path) -> None:
    path = footage.video(tmp_path / "trimmed.mp4", seconds=3, gop=30, hidden=Fraction(1, 2))
    before = footage.shown(path)
    assert before[0][0] == 15
    made = make(path)
    assert footage.shown(made["play"]) == before
    assert made.times() == [time for _, time in before]


def test_the_last_frame_stays_as_long_as_the_others(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "recorded.webm", codec="vp9", live=True, sound=None))
    assert made.about.duration_ms == pytest.approx(2000, abs=2)
