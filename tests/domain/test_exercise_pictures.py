"""Every exercise of ours has two pictures by us: a whole body that can be so, inside its frame, unlike any other."""

import re
from pathlib import Path

import pytest

from drawings import exercises, figure, palette
from drawings.figure import Limb, Point
from drawings.strokes import Stroke, strokes
from server.domain.our_exercises import ANYTHING, BY_KEY, OURS
from server.domain.our_exercises.drawn import SHOWN_BY_THEIR_START, drawn, telling

ROOT = Path(__file__).resolve().parents[2]
PICTURES = dict(exercises.pictures())
BODY = {palette.SKIN, palette.TOP, palette.SHORTS, palette.HAIR}
SIZE_MOST = 12_000


def ends(stroke: Stroke) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a stroke with its round ends."""
    half = stroke.width / 2
    return (
        min(stroke.x1, stroke.x2) - half,
        max(stroke.x1, stroke.x2) + half,
        min(stroke.y1, stroke.y2) - half,
        max(stroke.y1, stroke.y2) + half,
    )


def test_all_sixty_are_drawn_and_what_lies_there_is_what_is_drawn() -> None:
    assert set(exercises.DRAWN) == {one.key for one in OURS}
    assert {name for one in OURS for name in drawn(one.key)} == set(PICTURES)
    folder = ROOT / "static" / "exercises"
    assert {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir()} == PICTURES, "python -m drawings"


def test_no_two_pictures_are_alike() -> None:
    assert len(set(PICTURES.values())) == 120


def test_one_picture_stands_for_each_and_none_for_what_is_nobodys() -> None:
    assert set(BY_KEY) >= SHOWN_BY_THEIR_START
    assert telling("deadlift") == "deadlift-start.svg"
    assert telling("plank") == "plank-end.svg"
    assert telling(ANYTHING.key) == telling("moon-walk") == ""
    assert drawn("moon-walk") == ()


def test_colours_have_names_in_one_place() -> None:
    for name, text in PICTURES.items():
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", text)) <= palette.ALL, name
        assert "style=" not in text
        assert len(text) < SIZE_MOST, f"{name} is heavy for a phone at the gym"
    for file in (ROOT / "drawings").glob("*.py"):
        found = set(re.findall(r"[\"']#[0-9a-f]{6}[\"']", file.read_text(encoding="utf-8")))
        assert not found or file.name == "palette.py", file.name


@pytest.mark.parametrize("key", exercises.DRAWN)
def test_the_whole_body_is_in_the_picture_and_large_enough_to_be_seen(key: str) -> None:
    one = exercises.DRAWN[key]
    for pose in one.poses:
        lines = [ends(stroke) for stroke in strokes(pose, one.camera)]
        left, top = min(line[0] for line in lines), min(line[2] for line in lines)
        right, bottom = max(line[1] for line in lines), max(line[3] for line in lines)
        assert left >= 0
        assert right <= one.camera.width
        assert top >= 0
        assert bottom <= one.camera.height
        # At 96 pixels a quarter of the picture is a head of five pixels.
        assert max((right - left) / one.camera.width, (bottom - top) / one.camera.height) > 0.4


@pytest.mark.parametrize("key", exercises.DRAWN)
def test_a_body_keeps_its_measures_and_stays_above_the_floor(key: str) -> None:
    for pose in exercises.DRAWN[key].poses:
        assert pose.chest.minus(pose.hips).length == pytest.approx(figure.TRUNK, abs=0.02)
        assert pose.head.minus(pose.chest).length == pytest.approx(figure.NECK, abs=0.03)
        for limb, upper, lower in (
            (pose.left_arm, figure.UPPER_ARM, figure.FOREARM),
            (pose.right_arm, figure.UPPER_ARM, figure.FOREARM),
            (pose.left_leg, figure.THIGH, figure.SHANK),
            (pose.right_leg, figure.THIGH, figure.SHANK),
        ):
            assert limb.middle.minus(limb.root).length == pytest.approx(upper, abs=0.03), limb
            assert limb.end.minus(limb.middle).length == pytest.approx(lower, abs=0.03), limb
            assert min(point.z for point in places(limb)) > -0.03, limb


def places(limb: Limb) -> tuple[Point, ...]:
    return limb.root, limb.middle, limb.end, limb.tip
