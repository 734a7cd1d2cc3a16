"""Strokes as frames of a video: drawn with soft edges in plain Python, and written by PyAV as WebM and MP4."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av

from drawings.palette import FLOOR, GROUND
from drawings.strokes import Camera, Stroke

FPS = 20
KINDS = {
    ".webm": ("libvpx-vp9", {"crf": "38", "b": "0", "deadline": "good", "cpu-used": "2", "row-mt": "0"}),
    ".mp4": ("libx264", {"crf": "25", "preset": "slow", "profile": "main", "movflags": "+faststart"}),
}


def write(stem: Path, frames: Sequence[Sequence[Stroke]], camera: Camera) -> None:
    """One file of each kind; the frames are drawn once."""
    drawn = [draw(strokes, camera) for strokes in frames]
    for ending, (codec, options) in KINDS.items():
        with av.open(str(stem.with_suffix(ending)), "w") as out:
            stream = out.add_stream(codec, rate=FPS, options=options)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height, stream.pix_fmt = camera.width, camera.height, "yuv420p"
            stream.time_base = Fraction(1, FPS)
            stream.codec_context.gop_size = 5 * FPS
            for at, pixels in enumerate(drawn):
                out.mux(stream.encode(_frame(pixels, camera, at)))
            out.mux(stream.encode(None))


def draw(strokes: Iterable[Stroke], camera: Camera) -> bytearray:
    """The picture, three bytes a pixel."""
    pixels = bytearray()
    for row in range(camera.height):
        pixels += bytes(_rgb(FLOOR if row >= camera.floor else GROUND)) * camera.width
    for stroke in strokes:
        _put(pixels, stroke, camera)
    return pixels


def _put(pixels: bytearray, stroke: Stroke, camera: Camera) -> None:
    radius = stroke.width / 2
    along_x, along_y = stroke.x2 - stroke.x1, stroke.y2 - stroke.y1
    length_2 = along_x**2 + along_y**2 or 1e-9
    colour = _rgb(stroke.colour)
    plain = bytes(colour)
    edge = math.ceil(radius) + 1
    left, right = int(min(stroke.x1, stroke.x2)) - edge, int(max(stroke.x1, stroke.x2)) + edge
    top, bottom = int(min(stroke.y1, stroke.y2)) - edge, int(max(stroke.y1, stroke.y2)) + edge
    for y in range(max(0, top), min(camera.height - 1, bottom) + 1):
        from_y = y + 0.5 - stroke.y1
        for x in range(max(0, left), min(camera.width - 1, right) + 1):
            from_x = x + 0.5 - stroke.x1
            share = (from_x * along_x + from_y * along_y) / length_2
            share = 0.0 if share < 0 else 1.0 if share > 1 else share
            inside = radius + 0.5 - math.hypot(from_x - share * along_x, from_y - share * along_y)
            if inside <= 0:
                continue
            at = 3 * (y * camera.width + x)
            if inside >= 1:
                pixels[at : at + 3] = plain
                continue
            for part in range(3):
                pixels[at + part] += round((colour[part] - pixels[at + part]) * inside)


def _frame(pixels: bytearray, camera: Camera, at: int) -> av.VideoFrame:
    frame = av.VideoFrame(camera.width, camera.height, "rgb24")
    plane = frame.planes[0]
    padding = bytes(plane.line_size - 3 * camera.width)
    rows = range(0, len(pixels), 3 * camera.width)
    plane.update(b"".join(bytes(pixels[row : row + 3 * camera.width]) + padding for row in rows))
    found = frame.reformat(format="yuv420p")
    found.pts, found.time_base = at, Fraction(1, FPS)
    return found


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
