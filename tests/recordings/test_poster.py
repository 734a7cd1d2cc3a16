"""The poster and the filmstrip: small pictures that tell what is in a clip."""

import re
from pathlib import Path
from typing import Any

import av
import pytest

from tests.recordings import footage
from tests.recordings.made import make


def jpeg(path: Path) -> Any:
    """The decoded picture."""
    with av.open(str(path)) as source:
        return next(source.decode(video=0))


def test_the_poster_is_a_picture_out_of_the_clip(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "plain.mp4", size=(960, 480)))
    poster = jpeg(made["poster.jpg"])
    assert (poster.width, poster.height) == (640, 320)
    assert 0 < footage.read(poster) < 60


def test_the_poster_is_upright(tmp_path: Path) -> None:
    poster = jpeg(make(footage.video(tmp_path / "held.mp4", rotation=90, size=(96, 192)))["poster.jpg"])
    assert (poster.width, poster.height) == (96, 192)
    footage.read(poster)


def test_the_poster_is_not_a_black_picture(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "dark.mp4", seconds=3, gop=10, dark=(range(20), range(25, 90)))
    assert 20 <= footage.read(jpeg(make(source)["poster.jpg"])) < 25


def test_a_clip_that_is_all_dark_has_a_poster_all_the_same(tmp_path: Path) -> None:
    source = footage.video(tmp_path / "night.mp4", dark=(range(60),))
    assert jpeg(make(source)["poster.jpg"]).width == 192


def test_colours_and_brightness_are_those_of_the_video(tmp_path: Path) -> None:
    for pixels in ("yuv420p", "yuvj420p"):
        poster = jpeg(make(footage.video(tmp_path / f"{pixels}.mp4", pixels=pixels))["poster.jpg"])
        points = bytes(poster.reformat(format="gray", dst_color_range="JPEG").planes[0])
        assert min(points[: 192 * 20]) < 12
        assert max(points[: 192 * 20]) > 243


TILE = re.compile(r"([\d:.]+) --> ([\d:.]+)\nfilmstrip\.jpg#xywh=(\d+),(\d+),(\d+),(\d+)")


def seconds(stamp: str) -> float:
    """A time of WebVTT."""
    hours, minutes, rest = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("dense.mp4", {"gop": 3}),
        ("sparse.mp4", {"gop": 300}),
        ("recorded.webm", {"codec": "vp8", "live": True}),
        ("reordered.mp4", {"b_frames": 2}),
        ("phone.mov", {"codec": "hevc"}),
        ("held.mp4", {"rotation": 90}),
    ],
)
def test_each_tile_of_the_filmstrip_shows_its_own_time(tmp_path: Path, name: str, how: dict[str, Any]) -> None:
    made = make(footage.video(tmp_path / name, seconds=4, **how), "trimmings")
    text = made["filmstrip.vtt"].read_text()
    tiles = TILE.findall(text)
    assert text.startswith("WEBVTT\n\n")
    assert len(tiles) == 40
    sheet = jpeg(made["filmstrip.jpg"])
    for start, end, x, y, width, height in tiles:
        assert (int(width), int(height)) == (160, 80)
        tile = cropped(sheet, int(x), int(y), int(width), int(height))
        middle = (seconds(start) + seconds(end)) / 2
        assert footage.read(tile) / 30 == pytest.approx(middle, abs=0.12)
    assert seconds(tiles[0][0]) == 0
    assert [end for _, end, *_ in tiles[:-1]] == [start for start, *_ in tiles[1:]]
    assert seconds(tiles[-1][1]) == pytest.approx(4, abs=0.05)


def test_a_very_short_clip_has_no_more_tiles_than_frames(tmp_path: Path) -> None:
    made = make(footage.video(tmp_path / "short.mp4", seconds=0.1), "trimmings")
    assert len(TILE.findall(made["filmstrip.vtt"].read_text())) == 3


def cropped(sheet: Any, x: int, y: int, width: int, height: int) -> Any:
    """A part of a picture."""
    grey = sheet.reformat(format="gray")
    tile = av.VideoFrame(width, height, "gray")
    line, data = grey.planes[0].line_size, bytes(grey.planes[0])
    into = tile.planes[0].line_size
    rows = (data[row * line + x : row * line + x + width].ljust(into, b"\0") for row in range(y, y + height))
    tile.planes[0].update(b"".join(rows))
    return tile
