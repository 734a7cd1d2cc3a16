"""Drawings on a film: made of the same things as on the page, and painted where they are."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from recordings.drawn import Lens, Primitive, Veil, Words, alpha_at
from recordings.drawn import Path as Line
from recordings.lettering import Lettering
from recordings.painting import INKS, Painter
from recordings.primitives import Frame, primitives
from tests.recordings.films import FONTS, shape

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "shapes.json").read_text())
KINDS: dict[type[Primitive], str] = {Line: "path", Words: "text", Veil: "veil", Lens: "lens"}


def rounded(value: Any) -> Any:
    """Numbers as the vectors have them: to a thousandth."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return round(float(value), 3)
    return [rounded(one) for one in value]


@pytest.mark.parametrize("one", VECTORS["primitives"], ids=lambda one: one["title"])
def test_a_drawing_is_made_of_what_the_page_makes_it_of(one: dict[str, Any]) -> None:
    said = one["frame"]
    film = (said["film"]["width"], said["film"]["height"]) if said.get("film") else None
    frame = Frame(
        width=said["width"],
        height=said["height"],
        at_ms=said["atMs"],
        film=film,
        calibration=said.get("calibration"),
    )
    made = primitives(one["shape"], frame)
    assert len(made) == len(one["made"])
    for mine, theirs in zip(made, one["made"], strict=True):
        told = {"kind": KINDS[type(mine)], **asdict(mine)}
        assert set(told) == set(theirs)
        for name, value in theirs.items():
            if isinstance(value, str) or value is None:
                assert told[name] == value, name
            elif name == "points":
                assert [number for point in told[name] for number in point] == pytest.approx(
                    [number for point in value for number in point], abs=0.0011
                )
            else:
                assert rounded(told[name]) == pytest.approx(rounded(value), abs=0.0011), name


def test_a_drawing_is_seen_as_strongly_as_on_the_page() -> None:
    for one in VECTORS["alphas"]:
        assert alpha_at(one["shape"], one["at_ms"]) == pytest.approx(one["alpha"], abs=0.0011)


def test_the_colours_are_the_same() -> None:
    assert {name: "#{:02x}{:02x}{:02x}".format(*ink) for name, ink in INKS.items()} == VECTORS["inks"]


@pytest.fixture(scope="module")
def lettering() -> Lettering:
    """The font we ship."""
    return Lettering({name.removeprefix("font-"): path.read_bytes() for name, path in FONTS.items()})


def painted(lettering: Lettering, *shapes: dict[str, Any], turned: tuple[int, bool] = (0, False)) -> Image.Image:
    """A grey picture with drawings."""
    picture = Image.new("RGB", (400, 200), (100, 100, 100))
    Painter(picture.size, lettering, turned=turned).paint(picture, shapes, 0)
    return picture


def test_a_line_is_where_its_points_are_and_smooth(lettering: Lettering) -> None:
    picture = painted(lettering, shape("line", [[0.25, 0.5], [0.75, 0.5]], style={"colour": "green", "width": 4}))
    assert picture.getpixel((200, 100)) == INKS["green"]
    assert picture.getpixel((90, 100)) == (100, 100, 100)
    assert picture.getpixel((200, 90)) == (100, 100, 100)
    slanted = painted(lettering, shape("line", [[0.1, 0.1], [0.9, 0.8]], style={"colour": "white", "width": 5}))
    assert len({slanted.getpixel((x, 100)) for x in range(400)}) > 4


def test_words_are_upright_however_the_picture_is_turned_afterwards(lettering: Lettering) -> None:
    words = shape("text", [[0.5, 0.5]], text="L", style={"colour": "white", "width": 5})
    plain = painted(lettering, words)
    assert plain.getbbox() is not None
    turned = painted(lettering, words, turned=(90, True)).transpose(Image.Transpose.ROTATE_270)
    turned = turned.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    middle, other = plain.crop((180, 80, 220, 120)), turned.crop((80, 180, 120, 220))
    apart = sum(abs(a - b) for a, b in zip(middle.tobytes(), other.tobytes(), strict=True)) / len(middle.tobytes())
    assert apart < 12


def test_a_spotlight_dims_all_else_and_a_lens_enlarges(lettering: Lettering) -> None:
    lit = painted(lettering, shape("spotlight", [[0.1, 0.1], [0.3, 0.5]]), shape("spotlight", [[0.6, 0.1], [0.8, 0.5]]))
    assert lit.getpixel((80, 60)) == (100, 100, 100)
    assert lit.getpixel((280, 60)) == (100, 100, 100)
    assert lit.getpixel((200, 150)) == (40, 40, 40)
    picture = Image.new("RGB", (400, 200), (100, 100, 100))
    picture.paste((250, 20, 20), (95, 95, 105, 105))
    lens = shape("magnifier", [[0.25, 0.5], [0.75, 0.5]], extra={"zoom": 4, "radius": 0.2})
    Painter(picture.size, lettering).paint(picture, [lens], 0)
    assert picture.getpixel((285, 100)) == (250, 20, 20)
    assert picture.getpixel((270, 100)) != (250, 20, 20)


def test_nothing_a_drawing_says_stops_a_film(lettering: Lettering) -> None:
    tools = {one["shape"]["tool"] for one in VECTORS["primitives"]}
    for tool in (*tools, "of a newer version"):
        for points in ([[0.5, 0.5]], [[2.0, 2.0], [-1.0, -1.0]], [[0.5, 0.5]] * 3, [[0.1, 0.2]] * 2000):
            painted(lettering, shape(tool, points, text="\n✓ 🦵 " * 50, extra={"zoom": "?", "times_ms": [None, "x"]}))
