"""The filmstrip: small pictures at even times in one JPEG, and the WebVTT file that says where each of them lies."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from av.container import InputContainer
from av.video.frame import VideoFrame

from recordings.frames import Index, decoded, key_frame, packets
from recordings.pictures import Upright, fitted, jpeg, seen_size
from recordings.splice import Cut

TILES: Final = 40
COLUMNS: Final = 8
LONGEST_SIDE: Final = 160
MOST_DECODED: Final = 900 * 1280 * 720  # points, where key frames alone lie too far apart


def filmstrip(container: InputContainer, picture: Any, index: Index, cut: Cut, end: int) -> tuple[bytes, str] | None:
    """(filmstrip.jpg, filmstrip.vtt) of what is shown up to `end`; None where nothing can be decoded."""
    count = max(1, min(TILES, len([pts for pts in index.pts if cut.shown <= pts < end])))
    length = end - cut.shown
    wanted = [cut.shown + length * (2 * at + 1) // (2 * count) for at in range(count)]
    upright = Upright()
    tiles: list[VideoFrame] = []
    for frame in _frames(container, picture, index, wanted, length // count):
        width, height = fitted(
            *seen_size(frame.width, frame.height, picture.codec_context.sample_aspect_ratio), LONGEST_SIDE
        )
        tiles.append(upright(frame.reformat(width, height, "yuv420p", threads=1), like=frame))
    if not tiles:
        return None
    tiles += [tiles[-1]] * (count - len(tiles))  # the end of a damaged file
    began = (cut.shown - cut.first) * index.unit
    return jpeg(_sheet(tiles), quality=5), _webvtt(tiles[0], count, began, length * index.unit)


def _frames(
    container: InputContainer, picture: Any, index: Index, wanted: list[int], apart: int
) -> Iterator[VideoFrame]:
    """One frame for each wanted time: by key frames where they are dense enough, else by decoding all."""
    keys = [index.key_at(pts + apart // 2) for pts in wanted]
    is_dense = all(abs(key - pts) <= apart for key, pts in zip(keys, wanted, strict=True))
    points = len(index.pts) * picture.codec_context.width * picture.codec_context.height
    if is_dense or points > MOST_DECODED:
        yield from _by_keys(container, picture, keys)
    else:
        yield from _by_decoding(container, picture, wanted)


def _by_keys(container: InputContainer, picture: Any, keys: list[int]) -> Iterator[VideoFrame]:
    before: int | None = None
    frame: VideoFrame | None = None
    for key in keys:
        if key != before:
            frame = key_frame(container, picture, key) or frame
            before = key
        if frame is not None:
            yield frame


def _by_decoding(container: InputContainer, picture: Any, wanted: list[int]) -> Iterator[VideoFrame]:
    at = 0
    before: VideoFrame | None = None
    for frame in decoded(packets(container, picture, None), picture):
        if frame.pts is None:
            continue
        while at < len(wanted) and before is not None and frame.pts > wanted[at]:
            yield before
            at += 1
        if at == len(wanted):
            return
        before = frame
    while at < len(wanted) and before is not None:
        yield before
        at += 1


def _sheet(tiles: list[VideoFrame]) -> VideoFrame:
    """The tiles in rows of one picture."""
    columns = min(COLUMNS, len(tiles))
    width, height = tiles[0].width, tiles[0].height
    sheet = VideoFrame(width * columns, height * math.ceil(len(tiles) / columns), "yuv420p")
    for number, plane in enumerate(sheet.planes):
        wide, high = (width, height) if number == 0 else (width // 2, height // 2)
        rows = bytearray([16 if number == 0 else 128]) * plane.buffer_size
        for at, tile in enumerate(tiles):
            if (tile.width, tile.height) != (width, height):
                continue
            source = tile.planes[number]
            data = memoryview(source)
            corner = at // columns * high * plane.line_size + at % columns * wide
            for y in range(high):
                into = corner + y * plane.line_size
                rows[into : into + wide] = data[y * source.line_size : y * source.line_size + wide]
        plane.update(bytes(rows))
    return sheet


def _webvtt(tile: VideoFrame, count: int, began: Fraction, length: Fraction) -> str:
    blocks = ["WEBVTT\n"]
    for at in range(count):
        x, y = at % COLUMNS * tile.width, at // COLUMNS * tile.height
        place = f"filmstrip.jpg#xywh={x},{y},{tile.width},{tile.height}"
        start, end = (_stamp(began + length * edge / count) for edge in (at, at + 1))
        blocks.append(f"{start} --> {end}\n{place}\n")
    return "\n".join(blocks)


def _stamp(seconds: Fraction) -> str:
    whole, ms = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{ms:03}"
