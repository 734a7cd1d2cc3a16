"""What the media worker is asked and what it answers: plain data that passes a pipe as JSON."""

from dataclasses import dataclass, field
from typing import Literal

# prepare makes `play`, the poster and the frame index, as fast as it can: then the clip can be watched. trimmings makes
# the filmstrip and the waveform afterwards; a preview is all that at once for the small early version of a moment.
# voice joins the sound of a voice-over; render makes a film of a review out of several files (see film_spec.py).
Kind = Literal["prepare", "preview", "trimmings", "proxy", "voice", "render"]
Media = Literal["video", "photo", "sound"]  # sound: a voice note

# The files the worker may make, each under its own name; nothing else leaves the sandbox.
OUTPUTS = (
    "play",  # plays in browsers as it is: remuxed, or for a photo re-encoded; without position or device metadata
    "preview",  # the small early version of a moment, made like `play`
    "proxy",  # a short key-frame distance, for stepping; only where `play` has none or browsers cannot play it
    "poster.jpg",
    "filmstrip.jpg",  # tiles in one picture
    "filmstrip.vtt",  # WebVTT that names each tile as filmstrip.jpg#xywh=…
    "waveform.json",  # {"rate": peaks a second, "peaks": [0..1]}
    "frames.json",  # {"unit": seconds per tick as [numerator, denominator], "pts": [ticks of every frame, rising]}
    "film.mp4",  # a film of a review
)


def outputs_of(kind: Kind) -> tuple[str, ...]:
    """The files that a task of that kind may make."""
    if kind == "render":
        return ("film.mp4",)
    return ("play",) if kind == "voice" else OUTPUTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """How a moment that a browser cut from its rolling buffer lies in the file: header, then the last chunks."""

    head_bytes: int  # so many bytes are the recording's beginning, the rest is the tail that was kept; 0: all is there
    keep_ms: int  # keep this much of the end; what is before is dropped, or hidden behind `start_ms`
    drop_end_ms: int = 0  # drop this much at the end: what came after the press


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One recording of several that lie in a file one after the other."""

    size_bytes: int
    keep_ms: int  # exactly so much of its beginning is heard; silence where it is shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file to work on."""

    kind: Kind
    splice: Splice | None = None
    duration_ms: int | None = None  # as an earlier task found it, or of the film to be made: what it may cost
    pieces: list[Piece] = field(default_factory=list)  # of a voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The file was taken. files: name of an output -> its media type."""

    media: Media
    duration_ms: int | None  # of what is to be seen or heard, from `start_ms` on; None: a photo
    width: int  # as shown, rotation applied; 0: sound
    height: int
    start_ms: int = 0  # playing begins here; what lies before is there only to be decoded
    frame_count: int = 0
    has_sound: bool = False
    codec: str = ""
    container: str = ""
    needs_proxy: bool = False  # playable or not, a `proxy` task is to follow
    is_playable: bool = True  # False: there is no `play`, only the proxy will be
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The file will not be taken, however often it is tried. code: a key of recordings.refusals.SENTENCES."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The worker ended without an answer: worth another try. why: for our log, never for people."""

    why: str


Answer = Prepared | Refused | Broken
