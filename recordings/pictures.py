"""Decoded pictures: turned as they are to be seen, made to fit, and written as JPEG with nothing but pixels in it."""

import struct
from fractions import Fraction
from typing import Any, Final, cast

import av
import av.filter
from av.codec.context import Flags
from av.video.frame import VideoFrame

# What turns or mirrors a stored picture into the one to be seen, by the signs of its display matrix (a, b, c, d), where
# the right becomes (a, b) and the bottom becomes (c, d).
_TURNS: Final[dict[tuple[int, int, int, int], tuple[tuple[str, str], ...]]] = {
    (1, 0, 0, 1): (),
    (-1, 0, 0, 1): (("hflip", ""),),
    (1, 0, 0, -1): (("vflip", ""),),
    (-1, 0, 0, -1): (("hflip", ""), ("vflip", "")),
    (0, 1, -1, 0): (("transpose", "clock"),),
    (0, -1, 1, 0): (("transpose", "cclock"),),
    (0, 1, 1, 0): (("transpose", "cclock_flip"),),
    (0, -1, -1, 0): (("transpose", "clock_flip"),),
}
# The same by the number that EXIF gives it.
ORIENTATIONS: Final = dict(
    enumerate(
        (
            (1, 0, 0, 1),
            (-1, 0, 0, 1),
            (-1, 0, 0, -1),
            (1, 0, 0, -1),
            (0, 1, 1, 0),
            (0, 1, -1, 0),
            (0, -1, -1, 0),
            (0, -1, 1, 0),
        ),
        start=1,
    )
)
_UNTURNED: Final = (1, 0, 0, 1)
_BY_ROTATION: Final = {90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}  # against the clock


def is_turned(frame: VideoFrame) -> bool:
    """Whether a player has to turn or mirror the stored picture."""
    return _signs(frame) != _UNTURNED


def swaps_sides(frame: VideoFrame) -> bool:
    """Whether turning makes the stored width the height."""
    return _signs(frame)[0] == 0


class Upright:
    """Turns pictures of one video as their display matrix says: `Upright()(frame)`."""

    def __init__(self) -> None:
        self._made_for: tuple[object, ...] | None = None
        self._graph: Any = None
        self._signs: tuple[int, int, int, int] | None = None

    def __call__(
        self, frame: VideoFrame, *, like: VideoFrame | None = None, orientation: int | None = None
    ) -> VideoFrame:
        """The frame to be seen; the same one where nothing is to be done.

        like: the decoded frame that it was made of, since making it smaller loses how it is to be turned. orientation:
        what EXIF says, 1 to 8, instead.
        """
        # Asked once: reading its side data ties a frame of PyAV 18.1 into a ring that only the garbage collector
        # undoes, and until then a few seconds of 4K fill all the memory a worker has.
        self._signs = self._signs or _signs(like or frame)
        signs = ORIENTATIONS.get(orientation or 0, self._signs)
        if signs == _UNTURNED:
            return frame
        wanted = (frame.width, frame.height, frame.format.name, signs)
        if wanted != self._made_for:
            self._graph, self._made_for = _graph(frame, _TURNS[signs]), wanted
        self._graph.push(frame)
        turned: VideoFrame = self._graph.pull()
        return turned


def turned(frame: VideoFrame, turns: tuple[tuple[str, str], ...]) -> VideoFrame:
    """The frame after these filters; the same one where there are none."""
    if not turns:
        return frame
    graph = _graph(frame, turns)
    graph.push(frame)
    found: VideoFrame = graph.pull()
    return found


def fitted(width: int, height: int, most: int) -> tuple[int, int]:
    """The size with its longer side at most `most`: never larger than it is, both sides even."""
    scale = min(Fraction(1), Fraction(most, max(width, height)))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def seen_size(width: int, height: int, aspect: Fraction | None) -> tuple[int, int]:
    """The size in square pixels; aspect: how wide one stored pixel is."""
    if aspect is None or not aspect or not Fraction(1, 4) <= aspect <= 4:
        return width, height
    return max(2, round(width * aspect)), height


def jpeg(frame: VideoFrame, *, quality: int = 4) -> bytes:
    """The picture as a JPEG file. quality: 2 (best) to 31."""
    plain = bare(frame.reformat(format="yuvj420p", dst_color_range="JPEG", threads=1))
    encoder: Any = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = plain.width, plain.height, "yuvj420p"
    encoder.time_base = Fraction(1, 1)
    encoder.thread_count = 1
    encoder.flags |= Flags.bitexact  # no word about the encoder in the file
    encoder.options = {"qmin": str(quality), "qmax": str(quality)}
    plain.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(plain), *encoder.encode(None)])


def bare(frame: VideoFrame) -> VideoFrame:
    """The pixels alone: without the side data (place, device) that a decoder hangs on a frame and encoders write."""
    plain = VideoFrame(frame.width, frame.height, frame.format.name)
    for ours, theirs in zip(plain.planes, frame.planes, strict=True):
        if ours.line_size == theirs.line_size and ours.buffer_size == theirs.buffer_size:
            ours.update(bytes(theirs))
            continue
        row = min(ours.line_size, theirs.line_size)
        into, out_of = memoryview(ours), memoryview(theirs)
        for y in range(ours.height):
            into[y * ours.line_size : y * ours.line_size + row] = out_of[
                y * theirs.line_size : y * theirs.line_size + row
            ]
    plain.color_range = 2
    return plain


def _signs(frame: VideoFrame) -> tuple[int, int, int, int]:
    try:
        matrix = cast(Any, frame.side_data)["DISPLAYMATRIX"]
    except KeyError:
        return _UNTURNED
    except ValueError:  # PyAV stumbles over kinds of side data that are newer than it is, such as EXIF
        return _BY_ROTATION.get(frame.rotation % 360, _UNTURNED)
    a, b, _, c, d, *_ = struct.unpack("9i", bytes(matrix)[:36])
    signs = (_sign(a, b), _sign(b, a), _sign(c, d), _sign(d, c))
    return signs if signs in _TURNS else _UNTURNED


def _sign(value: int, other: int) -> int:
    """-1, 0 or 1; a slight tilt is none."""
    return 0 if abs(value) <= abs(other) else (value > 0) - (value < 0)


def _graph(frame: VideoFrame, turns: tuple[tuple[str, str], ...]) -> Any:
    graph = av.filter.Graph()
    graph.threads = 1
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base or Fraction(1, 1000)
    )
    filters = [graph.add(name, argument) for name, argument in turns]
    graph.link_nodes(source, *filters, graph.add("buffersink")).configure()
    return graph
