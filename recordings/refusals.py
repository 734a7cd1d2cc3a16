"""Why the media worker will not take a file: stable codes, and what a client can do about each."""

from typing import Final

MISSING: Final = "missing"  # not the worker's word: nothing was there to give to it
TROUBLE: Final = "trouble"  # nor this: it broke each time it was tried

SENTENCES: Final[dict[str, str]] = {
    "not-media": "This is not a video or a photo that we know. Please send a video in MP4, MOV or WebM, or a photo.",
    "damaged": "This file is damaged or was cut off, so nothing in it can be shown. Please send it again.",
    "nothing-in-it": "There is neither picture nor sound in this file. Please make it again.",
    "unknown-codec": "This video is stored in a way we cannot read. Please film with your phone's own camera app.",
    "too-long": "This video is longer than two hours. Please send a shorter one.",
    "voice-too-long": "This voice note is longer than fifteen minutes. Please send a shorter one.",
    "too-many-pixels": "This picture is too large for us to open. Please send it in a smaller size.",
    "too-many-streams": "This file holds too many tracks. Please send a plain video.",
    "too-fast": "This video has more than 240 pictures a second. Please film it a little slower.",
    MISSING: "This file did not arrive whole. Please send it again.",
    TROUBLE: "We could not open this file, though we tried several times. Please try another one.",
    "too-heavy": "This video takes too much work to open. Please send a shorter or smaller one.",
}


def sentence(code: str) -> str:
    """What a person is told; for a code of a newer server, a general word."""
    return SENTENCES.get(code, "This file could not be used. Please try another one.")


class Refusal(Exception):
    """A file will not be taken. code: a key of SENTENCES."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
