"""The picture that stands for a clip: a key frame that shows something, none that is black or empty."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final

from av.container import InputContainer
from av.video.frame import VideoFrame

from recordings.frames import Index, key_frame
from recordings.pictures import Upright, fitted, jpeg, seen_size

LONGEST_SIDE: Final = 640
PLACES: Final = (0.35, 0.55, 0.25, 0.75, 0.1, 0.45, 0.65, 0.9, 0.0)  # of the length, the most telling first
ENOUGH: Final = 18.0  # how far the brightness of its points lies apart, on average, in a picture that shows something


def choose(container: InputContainer, picture: Any, index: Index, first: int, until: int) -> VideoFrame | None:
    """The most telling of a few key frames from `first` to `until`; None where none can be decoded."""
    best: VideoFrame | None = None
    most = -1.0
    for pts in _places(index, first, until):
        frame = key_frame(container, picture, pts)
        if frame is None:
            continue
        tells = contrast(frame)
        if tells > most:
            best, most = frame, tells
        if tells >= ENOUGH:
            break
    return best


def poster(frame: VideoFrame, aspect: Fraction | None) -> bytes:
    """The picture as a small JPEG, upright. aspect: how wide a stored point is."""
    width, height = fitted(*seen_size(frame.width, frame.height, aspect), LONGEST_SIDE)
    return jpeg(Upright()(frame.reformat(width, height, "yuv420p", threads=1), like=frame))


def contrast(frame: VideoFrame) -> float:
    """How far the brightness of a picture's points lies from its mean, on average: 0 for one that is all black."""
    small = frame.reformat(32, 32, "gray", threads=1)
    plane = small.planes[0]
    data = bytes(plane)
    points = b"".join(data[y * plane.line_size : y * plane.line_size + 32] for y in range(32))
    mean = sum(points) / len(points)
    return sum(abs(point - mean) for point in points) / len(points)


def _places(index: Index, first: int, until: int) -> Iterable[int]:
    """The key frames nearest before these places, each once."""
    return dict.fromkeys(max(first, index.key_at(first + int((until - first) * place))) for place in PLACES)
