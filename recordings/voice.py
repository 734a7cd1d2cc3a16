"""Voice notes: the sound of a file that has no picture, written anew as MP4, which every browser plays.

A browser records Opus in WebM or AAC in MP4; what is AAC is packed anew, the rest is encoded anew.
"""

from fractions import Fraction
from typing import BinaryIO, Final

import av
from av.container import InputContainer

from recordings.frames import codec_of, sound_of
from recordings.refusals import Refusal
from recordings.sound import Sound

TYPE: Final = "audio/mp4"
MOST_S: Final = 15 * 60  # encoding more takes longer than a worker may work
SLACK_S: Final = 5
COPIED: Final = frozenset({"aac"})  # what plays in MP4 in every browser, older iPhones among them


def is_in(container: InputContainer) -> bool:
    """Whether there is a sound that can be decoded."""
    return sound_of(container) is not None


def copy(container: InputContainer, out: BinaryIO) -> tuple[int, str]:
    """Writes the sound alone; gives its length in milliseconds and the codec it came in. Raises Refusal."""
    stream = sound_of(container)
    if stream is None:
        raise Refusal("nothing-in-it")
    codec = codec_of(stream)
    begin: Fraction | None = None
    end = Fraction(0)
    with av.open(out, "w", format="mp4") as into:  # its index behind: a voice note is small
        sound: Sound | None = None
        for packet in container.demux(stream):
            if packet.pts is None or not packet.size or packet.is_corrupt:
                continue
            at = packet.pts * packet.time_base
            if sound is None or begin is None:
                begin = max(Fraction(0), at)
                sound = Sound(into, stream, "mp4", begin, None, copied=COPIED)
            end = max(end, at + (packet.duration or 0) * packet.time_base)
            if end - begin > MOST_S + SLACK_S:
                raise Refusal("voice-too-long")
            for piece in sound.passed(packet):
                into.mux_one(piece)
        if sound is None or begin is None:
            raise Refusal("nothing-in-it")
        for piece in sound.rest():
            into.mux_one(piece)
    return max(1, round((end - begin) * 1000)), codec
