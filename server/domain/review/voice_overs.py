"""A voice-over: what a trainer says over a clip, with what they showed and drew meanwhile. Pure.

Its sound arrives as an upload of its own, in as many recordings as there were pauses; the media worker joins them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from server.domain.clips import Clip
from server.domain.errors import BadInput, Conflict, NotFound, OutOfRange
from server.domain.review.performing import MOST_MS, VoiceOverTooLong

State = Literal["uploading", "processing", "ready", "refused"]

MOST = 40  # on one clip
MOST_PIECES = 300
MOST_TITLE = 120
MOST_CAPTIONS = 1000
MOST_CAPTION = 300
SHORTEST_CAPTION_MS = 100


class TooManyVoiceOvers(Conflict):
    """A clip holds so many voice-overs and no more."""

    code = "too-many-voice-overs"
    sentence = f"There are {MOST} voice-overs on this clip. Delete one that is not needed any more."


class NothingToSpeakOver(Conflict):
    """There is nothing to be seen in it, or not yet."""

    code = "nothing-to-speak-over"
    sentence = "A film or a photo is spoken over, once it can be seen: this is a sound, or not ready yet."


class VoiceOverNotReady(Conflict):
    """Its sound is not there yet."""

    code = "voice-over-not-ready"
    sentence = "This voice-over is still being made ready. Please wait a moment."


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceOver:
    """One voice-over of a clip."""

    id: str
    clip_id: str
    by: str  # who spoke: t:<account>
    title: str = ""
    state: State = "uploading"
    refusal: str = ""  # a code of recordings.refusals
    duration_ms: int
    events: Sequence[Sequence[Any]] = field(default_factory=list)
    pieces: Sequence[Sequence[int]] = field(default_factory=list)  # [bytes, ms to keep] of each recording, in order
    captions: Sequence[Mapping[str, Any]] = field(default_factory=list)  # {"from_ms", "to_ms", "text"}, rising
    size_bytes: int = 0
    created_at_ms: int
    changed_at_ms: int
    sent_at_ms: int | None = None  # since when the client sees it


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What is said between two moments of a voice-over."""

    from_ms: int
    to_ms: int
    text: str


def may_speak_over(clip: Clip, count: int) -> None:
    """Raises NothingToSpeakOver, TooManyVoiceOvers."""
    is_film = clip.media == "video" and clip.duration_ms is not None
    if not clip.is_watchable or not (is_film or clip.media == "photo"):
        raise NothingToSpeakOver
    if count >= MOST:
        raise TooManyVoiceOvers


def checked_pieces(pieces: Sequence[Sequence[int]], duration_ms: int) -> list[list[int]]:
    """The recordings, each with its bytes and how much of it is heard. Raises BadInput, VoiceOverTooLong."""
    if not 0 < len(pieces) <= MOST_PIECES or any(len(piece) != 2 for piece in pieces):
        raise BadInput("A voice-over is made of recordings.", "pieces")
    if any(size <= 0 or keep_ms < 0 for size, keep_ms in pieces):
        raise BadInput("A recording has a size and a length.", "pieces")
    heard_ms = sum(keep_ms for _, keep_ms in pieces)
    if heard_ms > MOST_MS:
        raise VoiceOverTooLong(where="pieces")
    if abs(heard_ms - duration_ms) > 1000:
        raise BadInput("The recordings are not as long as the voice-over.", "pieces")
    return [[size, keep_ms] for size, keep_ms in pieces]


def checked_captions(captions: Sequence[Caption], duration_ms: int) -> list[dict[str, Any]]:
    """The captions by their beginnings, each ending before the next begins. Raises OutOfRange."""
    if len(captions) > MOST_CAPTIONS:
        raise OutOfRange(f"A voice-over has {MOST_CAPTIONS} captions at most.", "captions")
    kept: list[dict[str, Any]] = []
    for one in sorted(captions, key=lambda each: each.from_ms):
        text = " ".join(one.text.split())
        if not text:
            continue
        if len(text) > MOST_CAPTION:
            raise OutOfRange(f"A caption has {MOST_CAPTION} letters at most.", "captions")
        from_ms = min(max(one.from_ms, 0), duration_ms)
        to_ms = min(max(one.to_ms, from_ms + SHORTEST_CAPTION_MS), max(duration_ms, from_ms + SHORTEST_CAPTION_MS))
        if kept and kept[-1]["to_ms"] > from_ms:
            kept[-1]["to_ms"] = max(kept[-1]["from_ms"], from_ms)
        kept.append({"from_ms": from_ms, "to_ms": to_ms, "text": text})
    return [one for one in kept if one["to_ms"] > one["from_ms"]]


def titled(voice: VoiceOver, title: str, now_ms: int) -> VoiceOver:
    """With another title. Raises OutOfRange."""
    title = " ".join(title.split())
    if len(title) > MOST_TITLE:
        raise OutOfRange(f"A title has {MOST_TITLE} letters at most.", where="title")
    return replace(voice, title=title, changed_at_ms=now_ms)


def send(voice: VoiceOver, clip: Clip, now_ms: int) -> VoiceOver:
    """Shown to the client from now on. Raises VoiceOverNotReady, NotFound."""
    if voice.state != "ready":
        raise VoiceOverNotReady
    if clip.client_id is None:
        raise NotFound
    return voice if voice.sent_at_ms is not None else replace(voice, sent_at_ms=now_ms)


def take_back(voice: VoiceOver) -> VoiceOver:
    """Not shown to the client any more."""
    return replace(voice, sent_at_ms=None)


def arrived(voice: VoiceOver) -> VoiceOver:
    """Its sound is on our disk."""
    return replace(voice, state="processing") if voice.state in ("uploading", "refused") else voice


def made(voice: VoiceOver, size_bytes: int) -> VoiceOver:
    """It can be played."""
    return replace(voice, state="ready", refusal="", size_bytes=size_bytes)


def refused(voice: VoiceOver, code: str) -> VoiceOver:
    """Its sound cannot be used."""
    return replace(voice, state="refused", refusal=code)


def vtt(captions: Sequence[Mapping[str, Any]]) -> str:
    """The captions as WebVTT; markup in them is text."""
    cues = []
    for one in captions:
        text = str(one["text"]).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        cues.append(f"{_clock(one['from_ms'])} --> {_clock(one['to_ms'])}\n{text}\n")
    return "WEBVTT\n\n" + "\n".join(cues)


def folder(voice_id: str) -> str:
    """Where its sound lies."""
    return f"voice-{voice_id}"


def _clock(ms: int) -> str:
    seconds, rest = divmod(int(ms), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
