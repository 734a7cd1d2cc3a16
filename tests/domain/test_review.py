"""Marks on a clip: one set whatever the order, within picture and clip, and only what the client may see."""

import math
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.clips import Clip
from server.domain.errors import BadInput, DomainError, OutOfRange
from server.domain.review import bodies, limits, marks, reviews, shown, stamps
from server.domain.review.bodies import Calibration, Key, Measure, Shape, Style
from server.domain.review.marks import Mark, Room, TooManyMarks
from server.domain.review.reviews import Review

CLIP = Clip(id="c", client_id="bob", source="upload", entered_by="client", duration_ms=10_000, created_at_ms=1)
ID = "a" * 24


def mark(id: str = ID, ms: int = 1, device: str = "0" * 8, **more: Any) -> Mark:
    return Mark(id=id, kind=more.pop("kind", "key"), stamp=stamps.made(ms, 0, device), **more)


written = st.builds(
    mark,
    id=st.sampled_from([letter * 24 for letter in "abc"]),
    ms=st.integers(0, 5),
    device=st.sampled_from(["0" * 8, "1" * 8]),
    is_deleted=st.booleans(),
)


@given(st.lists(written, max_size=12, unique_by=lambda one: (one.id, one.stamp)), st.data())
def test_any_order_and_any_repetition_gives_the_same_set(several: list[Mark], data: st.DataObject) -> None:
    once = marks.merged(several)
    again = data.draw(st.permutations(several))
    cut = data.draw(st.integers(0, len(again)))
    assert marks.merged(again, several) == once
    assert marks.merged(marks.merged(again[:cut]).values(), marks.merged(again[cut:]).values()) == once


@pytest.mark.parametrize("stamp", ["", "1", "0000000000001-0000-0000000g", "0000000000001-0000-00000000\n", "９" * 13])
def test_what_is_no_stamp_is_refused(stamp: str) -> None:
    with pytest.raises(BadInput):
        stamps.checked(stamp, 0)


def test_a_stamp_from_the_future_is_refused_by_its_own_code() -> None:
    assert stamps.checked(stamps.made(stamps.AHEAD_MS, 0, "0" * 8), 0)
    with pytest.raises(stamps.StampAhead):
        stamps.checked(stamps.made(stamps.AHEAD_MS + 1, 0, "0" * 8), 0)


far = st.floats(-50, 50, allow_nan=False)


@given(st.lists(st.tuples(far, far), min_size=1, max_size=20))
def test_a_drawing_outside_the_picture_is_moved_to_its_edge(points: list[tuple[float, float]]) -> None:
    found = limits.within(points)
    assert len(found) == len(points)
    for axis in (0, 1):
        assert min(each[axis] for each in found) <= 1
        assert max(each[axis] for each in found) >= 0
        assert all(-limits.OUTSIDE <= each[axis] <= 1 + limits.OUTSIDE for each in found)


def test_a_drawing_beside_the_picture_keeps_its_form() -> None:
    assert limits.within([(1.5, 0.2), (1.7, 0.4)]) == [(1.0, 0.2), (1.2, 0.4)]
    assert limits.within([(0.5, 0.2), (1.2, 0.4)]) == [(0.5, 0.2), (1.2, 0.4)]


def test_a_moment_outside_the_clip_is_its_end() -> None:
    late = limits.checked(Shape(tool="line", at_ms=99_999, until_ms=5, points=[(0, 0)], style=Style(width=99)), CLIP)
    assert isinstance(late, Shape)
    assert (late.at_ms, late.until_ms, late.style.width) == (10_000, 10_000, 5)
    early = limits.checked(Key(at_ms=-5), CLIP)
    assert isinstance(early, Key)
    assert early.at_ms == 0
    photo = limits.checked(Key(at_ms=5), replace(CLIP, media="photo"))
    assert isinstance(photo, Key)
    assert photo.at_ms == 0


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (Shape(tool="line", at_ms=0), "points"),
        (Shape(tool="line", at_ms=0, points=[(0, 0)] * 2001), "points"),
        (Shape(tool="line", at_ms=0, points=[(math.inf, 0)]), "points"),
        (Shape(tool="line", at_ms=math.nan, points=[(0, 0)]), "at_ms"),
        (Shape(tool="text", at_ms=0, points=[(0, 0)], text="x" * 501), "text"),
        (Shape(tool="line", at_ms=0, points=[(0, 0)], layer="../x"), "layer"),
        (Shape(tool="track", at_ms=0, points=[(0, 0)], extra={"times": [0] * 2001}), "extra"),
        (Key(at_ms=0, frame=-1), "frame"),
        (Calibration(a=(0, 0), b=(0, 0), length_m=1), "b"),
        (Calibration(a=(0, 0), b=(1, 0), length_m=0), "length_m"),
        (Calibration(a=(5, 0), b=(9, 0), length_m=1), "b"),
        (Measure(measure="angle", value=1, at_ms=0, shapes=["x"]), "shapes"),
    ],
)
def test_what_makes_no_sense_says_where(body: bodies.Body, where: str) -> None:
    with pytest.raises((BadInput, OutOfRange)) as refused:
        limits.checked(body, CLIP)
    assert refused.value.where == where


def test_markup_stays_the_words_it_is() -> None:
    body = limits.checked(Shape(tool="text", at_ms=0, points=[(0, 0)], text=" <b>Knee</b> "), CLIP)
    assert bodies.wire(body)["text"] == "<b>Knee</b>"


@pytest.mark.parametrize("kind", bodies.BODIES)
def test_every_kind_says_the_same_after_a_way_over_the_wire(kind: str) -> None:
    given: dict[str, dict[str, Any]] = {
        "shape": {"tool": "angle", "at_ms": 1.5, "points": [[0, 0], [0.5, 0.5]], "extra": {"times": [0, 1], "n": 3}},
        "key": {"at_ms": 1, "title": "bottom", "colour": "green"},
        "layer": {"title": "Feet", "is_private": True},
        "calibration": {"a": [0, 0], "b": [1, 0], "length_m": 0.45},
        "view": {"rotate": 90, "mirror": True},
        "measure": {"measure": "angle", "value": 92.5, "at_ms": 4, "shapes": [ID]},
    }
    body = limits.checked(msgspec.convert(given[kind], bodies.BODIES[kind]), CLIP)
    told = msgspec.json.decode(msgspec.json.encode(bodies.wire(body)))
    assert {name: told[name] for name in given[kind]} == given[kind]
    assert msgspec.convert(told, bodies.BODIES[kind]) == body


def test_so_many_marks_and_no_more_but_taking_away_is_always_possible() -> None:
    full = Room(living=marks.MOST, kept=marks.KEPT_MOST, size=10)
    with pytest.raises(TooManyMarks):
        marks.grown(full, before=None, is_deleted=False, size=1)
    after = marks.grown(full, before=(False, 10), is_deleted=True, size=0)
    assert after == Room(living=marks.MOST - 1, kept=marks.KEPT_MOST, size=0)
    with pytest.raises(marks.ReviewTooLarge):
        marks.grown(Room(size=marks.SIZE_MOST), before=None, is_deleted=False, size=1)


def test_the_client_never_sees_a_private_layer_nor_what_lies_on_it() -> None:
    layer = mark("b" * 24, kind="layer", body={"title": "Mine", "is_private": True})
    on_it = mark("c" * 24, kind="shape", body={"layer": layer.id, "text": "Secret"})
    beside = mark("d" * 24, kind="shape", body={"layer": "", "text": "Seen"})
    found = shown.for_client([layer, on_it, beside], shown.private_layers([layer]))
    assert [one.is_deleted for one in found] == [True, True, False]
    assert "Secret" not in str(found)
    assert "Mine" not in str(found)


def test_a_review_is_sent_opened_and_acknowledged_and_sent_anew() -> None:
    blank = Review(clip_id="c")
    how: dict[str, Any] = {"by": "t:a", "has_comments": False, "is_of_client": True}
    with pytest.raises(reviews.EmptyReview):
        reviews.send(blank, " ", **how, now_ms=1)
    with pytest.raises(reviews.EmptyReview):
        reviews.send(blank, "Look", **(how | {"is_of_client": False}), now_ms=1)
    for step in (reviews.look_at, reviews.acknowledge):
        with pytest.raises(reviews.NotSent):
            step(blank, 1)
    sent = reviews.send(blank, "Look", **how, now_ms=1)
    assert sent.standing == "sent"
    opened = reviews.look_at(sent, 2)
    assert (opened.standing, reviews.look_at(opened, 9)) == ("opened", opened)
    read = reviews.acknowledge(opened, 3)
    assert (read.standing, read.acknowledged_at_ms, reviews.acknowledge(read, 9)) == ("acknowledged", 3, read)
    assert reviews.acknowledge(sent, 3).opened_at_ms == 3
    assert reviews.send(read, "Again", **how, now_ms=5).standing == "sent"
    assert reviews.take_back(read).standing == "open"


def test_every_refusal_of_a_mark_is_one_of_ours() -> None:
    for kind in (marks.TooManyMarks, marks.ReviewTooLarge, limits.TooManyPoints, stamps.StampAhead, reviews.NotSent):
        assert issubclass(kind, DomainError)
