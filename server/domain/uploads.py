"""An upload: bytes on their way to become a clip. What its sender says about them, and when it is not taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from server.domain.accounts import DAY_MS
from server.domain.clips import CAME_BY, Author, Clip, Source
from server.domain.comments import MOST_FRAME, About
from server.domain.errors import BadInput, Conflict, DomainError

Part = Literal["whole", "preview", "voice"]  # voice: the sound of a voice-over of a clip that is there
Word = TypeVar("Word", bound=str)

AHEAD_BYTES = 8 * 2**20  # an upload of open length asks for room once for so many bytes
LIVES_MS = 7 * DAY_MS  # an upload that nobody finishes
SOURCES: tuple[Source, ...] = ("moment", "assessment", "upload", "message", "answer")  # a recording is never sent
PARTS: tuple[Part, ...] = ("whole", "preview", "voice")
MOST_TITLE = 120
MOST_FILE_NAME = 255
MOST_NOTE = 1000
MOST_MS = 2**47  # in the year 6429
MOST_BYTES = 2**50
LONGEST_KEPT_MS = 10 * 60_000
MINE = "mine"  # in the place of a client: a trainer's own, of nobody they train
_MOMENT = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NUMBER = re.compile(r"[0-9]{1,16}")


class NoConsent(DomainError):
    """The client does not agree to short clips, so none is taken."""

    code = "no-consent"
    status = 403
    sentence = "There is no consent to short clips, so nothing was kept."


class ClipQuota(Conflict):
    """The clips of this client take up as much as they may."""

    code = "clip-quota"
    sentence = "There is no room for more clips. Some older ones need to be deleted first."


class MomentSent(Conflict):
    """This moment has its clip."""

    code = "moment-sent"
    sentence = "This has been sent already."


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Bytes on their way. How many there are is known by the file alone."""

    id: str
    clip_id: str
    part: Part
    person: str  # who sends it: t:<account> or c:<client>; nobody else may touch it
    length: int | None  # None: not said yet
    metadata: str = ""  # as it came
    details: Mapping[str, Any] = field(
        default_factory=dict
    )  # {"most": bytes} and, where there is one, "splice", "seat" of a camera, "note", "voice_over"
    created_at_ms: int
    expires_at_ms: int
    finished_at_ms: int | None = None
    granted_bytes: int = 0  # while `length` is open it may become so long, and counts as if it were

    @property
    def most(self) -> int:
        """It may not become longer than this, whatever its sender says later."""
        return int(self.details["most"])

    @property
    def seat(self) -> str:
        """The seat of the second camera that sends it; "" for everybody else."""
        return str(self.details.get("seat", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a sender says about the bytes."""

    source: Source = "upload"
    part: Part = "whole"
    title: str = ""
    file_name: str = ""
    client: str = ""  # its id, or MINE; only trainers say whose clip it is
    came_by: str = ""
    group: str = ""  # a message: the group in whose thread it is to stand; "" the client's own
    note: str = ""  # the sender's words: the clip's first comment, or the message or comment it comes with
    on: str = ""  # an answer: the clip that is talked about
    to: str = ""  # an answer: the comment it answers; "" begins a thread
    about: About = field(default_factory=About)  # an answer that begins a thread: what of the clip it is about
    session: str = ""
    moment: str = ""
    captured_at_ms: int | None = None
    splice: Mapping[str, int] | None = None
    clip: str = ""  # over which a trainer spoke
    voice_over: str = ""


def read(said: Mapping[str, str], by: Author) -> Asked:
    """What the pairs of an upload's metadata mean; pairs we do not know mean nothing. Raises BadInput."""
    session, moment = said.get("session", ""), said.get("moment", "")
    came_by = said.get("came_by", "") if by == "trainer" else ""
    source = _one_of(SOURCES, said, "source", "upload")
    part = _one_of(PARTS, said, "part", "whole")
    if came_by not in CAME_BY:
        raise BadInput(where="came_by")
    if moment and _MOMENT.fullmatch(moment) is None:
        raise BadInput(where="moment")
    if source == "moment" and not (moment and session):
        raise BadInput("A moment belongs to a session.", where="moment" if session else "session")
    if moment and not session:
        raise BadInput("A moment belongs to a session.", where="session")
    if part == "voice":
        if by != "trainer" or not said.get("clip") or not said.get("voice_over"):
            raise BadInput("A voice-over belongs to a clip.", where="voice_over")
        return Asked(part=part, clip=said["clip"], voice_over=said["voice_over"])
    if part == "preview" and not moment:
        raise BadInput("Only a moment has a preview.", where="part")
    note = said.get("note", "").strip()
    if len(note) > MOST_NOTE:
        raise BadInput(f"A note has {MOST_NOTE} letters at most.", where="note")
    client = said.get("client", "") if by == "trainer" else ""
    if by == "trainer" and not client:
        raise BadInput("Say whose clip it is.", where="client")
    on = said.get("on", "") if source == "answer" else ""
    if source == "answer" and not on:
        raise BadInput("Say which clip it is about.", where="on")
    return Asked(
        source=source,
        part=part,
        title=said.get("title", "").strip()[:MOST_TITLE],
        file_name=re.split(r"[/\\]", said.get("filename", ""))[-1].strip()[:MOST_FILE_NAME],
        client=client,
        came_by=came_by,
        group=said.get("group", "") if source == "message" else "",
        note=note,
        on=on,
        to=said.get("to", "") if on else "",
        about=_about(said) if on else About(),
        session=session,
        moment=moment,
        captured_at_ms=_number(said, "captured_at", MOST_MS),
        splice=_splice(said),
    )


def new_clip(
    asked: Asked, *, id: str, client_id: str, by: Author, now_ms: int, device: Literal["", "camera"] = ""
) -> Clip:
    """The clip that is to come of it."""
    return Clip(
        id=id,
        client_id=client_id,
        session_id=asked.session or None,
        source=asked.source,
        entered_by=by,
        came_by=asked.came_by,
        device=device,
        moment=asked.moment,
        title=asked.title,
        file_name=asked.file_name,
        captured_at_ms=asked.captured_at_ms,
        created_at_ms=now_ms,
        # What is in a message or a comment is looked at there, and waits nowhere else.
        reviewed_at_ms=now_ms if asked.source in ("message", "answer") else None,
    )


def own_clip(asked: Asked, *, id: str, trainer_id: str, now_ms: int) -> Clip:
    """A trainer's own, such as one that shows how an exercise is done; it waits for nobody's look."""
    return Clip(
        id=id,
        client_id=None,
        trainer_id=trainer_id,
        source=asked.source,
        entered_by="trainer",
        title=asked.title,
        file_name=asked.file_name,
        captured_at_ms=asked.captured_at_ms,
        created_at_ms=now_ms,
        reviewed_at_ms=now_ms,
    )


def sent_again(clip: Clip, asked: Asked) -> Clip:
    """A moment's clip when a further part of it begins to come."""
    if asked.part == "preview":
        return clip
    return replace(
        clip,
        state="uploading",
        refusal="",
        percent=0,
        title=clip.title or asked.title,
        file_name=asked.file_name or clip.file_name,
        captured_at_ms=clip.captured_at_ms if asked.captured_at_ms is None else asked.captured_at_ms,
    )


def grant(upload: Upload, end: int, left_bytes: int) -> int:
    """How long an upload of open length may become now that it is to be `end` bytes long. Raises ClipQuota.

    left_bytes: what its client may hold beside all that is there, promised and granted. A little more than `end`, so
    that not every piece has to ask; the less there is left, the less ahead.
    """
    more = max(0, end - upload.granted_bytes)
    if more > left_bytes:
        raise ClipQuota
    return upload.granted_bytes + more + min(AHEAD_BYTES, (left_bytes - more) // 64)


def _about(said: Mapping[str, str]) -> About:
    """What of a clip an answer is about, as its page said."""
    return About(
        moment_ms=_number(said, "at_ms", MOST_MS),
        until_ms=_number(said, "until_ms", MOST_MS),
        frame=_number(said, "frame", MOST_FRAME),
        shape=said.get("shape", ""),
    )


def _one_of(words: tuple[Word, ...], said: Mapping[str, str], name: str, default: Word) -> Word:
    wanted = said.get(name) or default
    for word in words:
        if word == wanted:
            return word
    raise BadInput(where=name)


def _splice(said: Mapping[str, str]) -> dict[str, int] | None:
    head = _number(said, "head_bytes", MOST_BYTES)
    keep = _number(said, "keep_ms", LONGEST_KEPT_MS)
    drop = _number(said, "drop_end_ms", LONGEST_KEPT_MS)
    if head is None and keep is None and drop is None:
        return None
    if keep is None:
        raise BadInput(where="keep_ms")
    return {"head_bytes": head or 0, "keep_ms": keep, "drop_end_ms": drop or 0}


def _number(said: Mapping[str, str], name: str, most: int) -> int | None:
    text = said.get(name, "")
    if not text:
        return None
    if _NUMBER.fullmatch(text) is None or int(text) > most:
        raise BadInput(where=name)
    return int(text)
