"""Photos: decoded and written anew as JPEG, upright and not too large, so that nothing but the picture is left."""

import contextlib
import struct
from typing import BinaryIO, Final

from av.container import InputContainer
from av.video.frame import VideoFrame

from recordings.frames import decoded, packets, picture_of
from recordings.mosaic import assembled, mosaic
from recordings.pictures import Upright, fitted, jpeg, turned
from recordings.poster import LONGEST_SIDE as POSTER_SIDE
from recordings.refusals import Refusal

LONGEST_SIDE: Final = 2048
HEAD: Final = 1 << 18  # bytes in which EXIF lies
ORIENTATION: Final = 0x0112
SHORT: Final = 3


def picture_in(container: InputContainer, kind: str, file: BinaryIO) -> VideoFrame:
    """The photo, upright. kind: a key of probe.DEMUXERS; file: what the container reads. Raises Refusal("damaged")."""
    layout = mosaic(file) if kind == "heif" else None
    if layout is not None:
        return turned(Upright()(assembled(container, layout)), layout.turns)
    file.seek(0)
    head = file.read(HEAD)
    picture = picture_of(container)
    for frame in decoded(packets(container, picture, None), picture):
        upright: VideoFrame = Upright()(frame, orientation=orientation(head))
        return upright
    raise Refusal("damaged")


def shown(frame: VideoFrame) -> tuple[bytes, tuple[int, int]]:
    """What is looked at, and its size."""
    size = fitted(frame.width, frame.height, LONGEST_SIDE)
    return jpeg(frame.reformat(*size, threads=1), quality=3), size


def poster(frame: VideoFrame) -> bytes:
    """The small picture for lists."""
    return jpeg(frame.reformat(*fitted(frame.width, frame.height, POSTER_SIDE), threads=1))


def orientation(head: bytes) -> int | None:
    """How EXIF says that a JPEG is to be turned, 1 to 8; None: it says nothing, or nothing that can be read.

    PyAV gives an angle, and so loses what is mirrored, as cameras that face oneself do it.
    """
    at = 2
    while head[:2] == b"\xff\xd8" and head[at : at + 1] == b"\xff" and len(head) >= at + 4:
        marker, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if marker == 0xDA:  # the picture itself begins
            return None
        if marker == 0xE1 and head[at + 4 : at + 10] == b"Exif\0\0":
            return _first_entry(head[at + 10 : at + 2 + length], ORIENTATION)
        at += 2 + length
    return None


def _first_entry(tiff: bytes, tag: int) -> int | None:
    """A short number out of the first directory of a TIFF file."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    with contextlib.suppress(struct.error):
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, directory)
        for entry in range(count):
            found, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, directory + 2 + 12 * entry)
            if found == tag and kind == SHORT:
                return int(value)
    return None
