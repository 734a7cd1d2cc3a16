"""A clip: one piece of video, or a photo, of a client. Its states, where it came from, and what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from server.domain.accounts import DAY_MS
from server.domain.errors import Conflict, DomainError, OutOfRange

State = Literal["uploading", "uploaded", "processing", "ready", "refused"]
Source = Literal["moment", "assessment", "upload", "recording", "message", "answer"]
Author = Literal["trainer", "client"]

SOURCES: dict[str, str] = {
    "moment": "Moment of a session",
    "assessment": "Assessment",
    "upload": "Upload",
    "recording": "Recording",
    "message": "In a message",
    "answer": "With a comment",
}
# How a clip that the trainer entered had reached the trainer.
CAME_BY: dict[str, str] = {"": "", "mail": "by e-mail", "message": "by message", "hand": "by hand"}
UNDO_MS = 30 * DAY_MS  # a deleted clip can be brought back for this long
MAX_TITLE = 120
MAX_NAME_BYTES = 200
MOST_GAPS = 200
ENDINGS = {"video/mp4": "mp4", "video/webm": "webm", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class NotReady(Conflict):
    """The clip cannot be watched yet, or never."""

    code = "clip-not-ready"
    sentence = "This clip is not ready yet."


class NotYoursToRestore(Conflict):
    """A clip that one side deleted is not the other's to bring back."""

    code = "deleted-by-the-other"
    sentence = "Somebody else deleted this clip, so only they can bring it back."


class NothingToRetry(Conflict):
    """A clip that was not refused needs no second try."""

    code = "nothing-to-retry"
    sentence = "There is nothing to try again: this clip was not refused."


class CannotOpen(DomainError):
    """This machine cannot open a stranger's file safely, so it takes none; the operator's doctor says why."""

    code = "clips-off"
    status = 503
    sentence = "Clips cannot be opened here at the moment, so none is taken. Your trainer can see why."


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One piece of video or a photo. Change it by `replace` through the functions below."""

    id: str
    client_id: str | None  # None: of the trainer alone, as a session of several has films of its trainer
    trainer_id: str | None = None  # whose it is where it is of no client
    session_id: str | None = None
    source: Source
    entered_by: Author  # who sent it
    came_by: str = ""  # a key of CAME_BY
    device: Literal["", "camera"] = ""  # camera: the person's second device filmed it, from another side
    moment: str = ""  # the id it has in the session's log, for source `moment` and takes of a live assessment
    title: str = ""
    file_name: str = ""  # as its sender named it: data only, never part of a path
    state: State = "uploading"
    refusal: str = ""  # a code of recordings.refusals; says why `refused`
    percent: int = 0  # of the upload while `uploading`, of the work while `processing`
    media: str = ""  # video | photo | sound; "" until known
    captured_at_ms: int | None = None  # server time of the content's first frame, where it is known
    duration_ms: int | None = None  # of what is to be seen, from `start_ms` on
    width: int | None = None
    height: int | None = None
    start_ms: int = 0  # playing begins here: a clip that begins before its moment hides its lead-in
    # How a moment lies in its original, {"head_bytes", "keep_ms", "drop_end_ms"}; None: the original is a whole file.
    splice: Mapping[str, int] | None = None
    # Where nothing was recorded, [from, to] in ms of what is to be seen; the last picture stands still there.
    gaps: Sequence[Sequence[int]] = field(default_factory=list)
    size_bytes: int = 0  # of the original
    stored_bytes: int = 0  # of all its files
    files: Mapping[str, Any] = field(default_factory=dict)  # name -> {"type": media type, "size": bytes}
    created_at_ms: int
    uploaded_at_ms: int | None = None
    ready_at_ms: int | None = None
    reviewed_at_ms: int | None = None  # None: waits for the trainer
    deleted_at_ms: int | None = None
    deleted_by: Author | Literal[""] = ""

    @property
    def is_watchable(self) -> bool:
        """Whether there is something to play or look at now: the whole, or a preview of it."""
        return self.deleted_at_ms is None and ("play" in self.files or "preview" in self.files)

    @property
    def waits_for_review(self) -> bool:
        """Whether the trainer has not looked at it yet."""
        return self.state == "ready" and self.reviewed_at_ms is None and self.deleted_at_ms is None


def delete(clip: Clip, now_ms: int, by: Author = "trainer") -> Clip:
    """Put away; `restore` brings it back within UNDO_MS."""
    return clip if clip.deleted_at_ms is not None else replace(clip, deleted_at_ms=now_ms, deleted_by=by)


def restore(clip: Clip, by: Author = "trainer") -> Clip:
    """As it was before it was deleted. Raises NotYoursToRestore when the other side deleted it."""
    if clip.deleted_at_ms is None:
        return clip
    if clip.deleted_by != by:
        raise NotYoursToRestore
    return replace(clip, deleted_at_ms=None, deleted_by="")


def gone_at_ms(clip: Clip) -> int | None:
    """When a deleted clip goes for good; None for one in use."""
    return None if clip.deleted_at_ms is None else clip.deleted_at_ms + UNDO_MS


def may_watch(clip: Clip, side: Author) -> bool:
    """Whether that side may look into it: one in use, or for the trainer one that lies in the trainer's own bin."""
    if clip.deleted_at_ms is None:
        return True
    return side == "trainer" and clip.deleted_by == "trainer"


def title_of(clip: Clip) -> str:
    """What it is called: its title, else what it is."""
    if clip.title:
        return clip.title
    if clip.source in ("upload", "message", "answer") and clip.media == "photo":
        return "Photo"
    if clip.media == "sound":
        return "Voice note"
    return {"moment": "Moment", "assessment": "Assessment", "recording": "Recording", "answer": "Answer"}.get(
        clip.source, "Upload"
    )


def to_save(clip: Clip) -> str:
    """Which of its files people are offered to keep: the original; "" while there is none.

    A moment's original is the beginning and the end of a longer recording, which no program plays: what was made of it.
    """
    wanted = ("play", "proxy", "original") if clip.source == "moment" else ("original",)
    return next((name for name in wanted if name in clip.files), "")


def download_name(clip: Clip, type: str = "") -> str:
    """The name under which it is saved: its sender's, without what a file system or a reader stumbles on.

    type: the media type of what was made of it, whose ending then takes the place of the sender's.
    """
    name = _safe_name(clip)
    if type not in ENDINGS:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem if dot and stem and len(ending) < 10 else name}.{ENDINGS[type]}"


def _safe_name(clip: Clip) -> str:
    name = clip.file_name.replace("\\", "/").rpartition("/")[2]
    name = "".join(letter for letter in name if letter.isprintable() and letter not in '<>:"|?*').strip(" .")
    while len(name.encode()) > MAX_NAME_BYTES:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[:-1]}{dot}{ending}" if len(stem) > 1 and len(ending) < 10 else name[:-1]
    return name or f"clip-{clip.id}"


def review(clip: Clip, now_ms: int) -> Clip:
    """Looked at by the trainer; the first time counts."""
    return clip if clip.reviewed_at_ms is not None else replace(clip, reviewed_at_ms=now_ms)


def look_again(clip: Clip) -> Clip:
    """Waits for the trainer again."""
    return replace(clip, reviewed_at_ms=None)


def rename(clip: Clip, title: str) -> Clip:
    """With another title; without one it is called by what it is. Raises OutOfRange."""
    title = " ".join(title.split())
    if len(title) > MAX_TITLE:
        raise OutOfRange(f"A title has {MAX_TITLE} letters at most.", where="title")
    return replace(clip, title=title)


def retry(clip: Clip) -> Clip:
    """To be worked on once more. Raises NothingToRetry unless it was refused."""
    if clip.state != "refused" or clip.deleted_at_ms is not None:
        raise NothingToRetry
    return replace(clip, state="uploaded", refusal="", percent=0)


def subject(clip: Clip) -> str:
    """Whom it shows, as the audit names people."""
    return f"c:{clip.client_id}" if clip.client_id is not None else f"t:{clip.trainer_id}"


def interrupted(clip: Clip, gaps: Sequence[tuple[int, int]]) -> Clip:
    """With these gaps; of very many, the longest MOST_GAPS."""
    longest = sorted(gaps, key=lambda gap: gap[0] - gap[1])[:MOST_GAPS]
    return replace(clip, gaps=[list(each) for each in sorted(longest)])


def uploaded(clip: Clip, now_ms: int, size_bytes: int, splice: Mapping[str, int] | None = None) -> Clip:
    """Its last byte is on our disk. splice: as in a Clip."""
    return replace(clip, state="uploaded", percent=0, uploaded_at_ms=now_ms, size_bytes=size_bytes, splice=splice)


def refused(clip: Clip, code: str) -> Clip:
    """The media worker will not take it; what was sent stays, as a download, until somebody deletes it."""
    return replace(clip, state="refused", refusal=code, percent=0)
