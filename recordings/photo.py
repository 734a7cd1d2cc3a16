"""Photos: decoded and written anew as JPEG, upright and not too large, so that nothing but the picture is left."""

from typing import Final

from av.container import InputContainer
from av.video.frame import VideoFrame

from recordings.frames import decoded, packets, picture_of
from recordings.pictures import Upright, fitted, jpeg
from recordings.poster import LONGEST_SIDE as POSTER_SIDE
from recordings.refusals import Refusal

LONGEST_SIDE: Final = 2048


def picture_in(container: InputContainer) -> VideoFrame:
    """The photo, upright. Raises Refusal("damaged")."""
    picture = picture_of(container)
    for frame in decoded(packets(container, picture, None), picture):
        upright: VideoFrame = Upright()(frame)
        return upright
    raise Refusal("damaged")


def shown(frame: VideoFrame) -> tuple[bytes, tuple[int, int]]:
    """What is looked at, and its size."""
    size = fitted(frame.width, frame.height, LONGEST_SIDE)
    return jpeg(frame.reformat(*size), quality=3), size


def poster(frame: VideoFrame) -> bytes:
    """The small picture for lists."""
    return jpeg(frame.reformat(*fitted(frame.width, frame.height, POSTER_SIDE)))
