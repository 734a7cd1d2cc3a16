"""Whether an answer from inside the sandbox can be true. A child that was taken over may say anything."""

import os
import re
from pathlib import Path

from recordings.refusals import SENTENCES
from recordings.sandbox import MIB
from recordings.work import OUTPUTS, Answer, Broken, Prepared, Refused

LONGEST_MS = 3 * 60 * 60 * 1000
LONGEST_SIDE = 16384
MOST_FRAMES = 240 * 60 * 60 * 3
WORD = re.compile(r"[A-Za-z0-9_.,-]{0,40}")

PICTURES = ("image/jpeg", "image/png", "image/webp")
VIDEOS = ("video/mp4", "video/webm")
SOUNDS = ("audio/mp4",)
# What an output may call itself: browsers are told so later.
TYPES: dict[str, tuple[str, ...]] = {
    "play": (*VIDEOS, *PICTURES, *SOUNDS),
    "preview": (*VIDEOS, *PICTURES),
    "proxy": VIDEOS,
    "poster.jpg": ("image/jpeg",),
    "filmstrip.jpg": ("image/jpeg",),
    "filmstrip.vtt": ("text/vtt",),
    "waveform.json": ("application/json",),
    "frames.json": ("application/json",),
    "film.mp4": ("video/mp4",),
}
MOST_BYTES = 48 * MIB  # of anything that is not a video


def checked(answer: Answer, made: Path, out: Path) -> Answer:
    """The answer if it can be true, its files moved from `made` to `out`; else Broken."""
    if isinstance(answer, Refused):
        return answer if answer.code in SENTENCES else Broken(why="It refused for a reason that there is not.")
    if isinstance(answer, Broken):
        return answer
    if (lie := _lie(answer, made)) is not None:
        return Broken(why=lie)
    out.mkdir(parents=True, exist_ok=True)
    for name in answer.files:
        os.replace(made / name, out / name)
    return answer


def _lie(said: Prepared, made: Path) -> str | None:
    """What cannot be true of it; None: it can."""
    least = 0 if said.media == "sound" else 1
    numbers = (
        (said.width, least, LONGEST_SIDE),
        (said.height, least, LONGEST_SIDE),
        (said.start_ms, 0, LONGEST_MS),
        (said.frame_count, 0, MOST_FRAMES),
        (said.duration_ms or 0, 0, LONGEST_MS),
    )
    if any(not least <= number <= most for number, least, most in numbers):
        return "It told a number that cannot be."
    if not WORD.fullmatch(said.codec) or not WORD.fullmatch(said.container):
        return "It told a name that cannot be."
    for name, type in said.files.items():
        if type not in TYPES.get(name, ()):
            return "It made a file that it may not."
        size = (made / name).stat().st_size
        if size == 0 or (type not in VIDEOS and size > MOST_BYTES):
            return f"It made {name} of {size} bytes."
    return None


assert set(TYPES) == set(OUTPUTS)
