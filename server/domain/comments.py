"""Comments on a clip: what trainer and client write to each other about a moment of it, or about all of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from server.domain.clips import Author, Clip
from server.domain.errors import BadInput, Conflict, NotFound, OutOfRange

_MOMENT: Final = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}(?:\.[0-9]{1,3})?)")
MAX_TEXT = 2000
LONGEST_MS = 24 * 3_600_000  # of a clip whose length nobody knows yet
MOST = 500  # on one clip: a page must be able to show them all


class NothingWritten(BadInput):
    """A comment needs words."""

    code = "nothing-written"
    sentence = "There is nothing in it yet. Please write a word or two."


class TooLong(OutOfRange):
    """A comment is not an essay."""

    code = "comment-too-long"
    sentence = f"A comment has {MAX_TEXT} letters at most. Please write two."


class Full(Conflict):
    """A clip holds so many comments and no more."""

    code = "too-many-comments"
    sentence = f"There are {MOST} comments on this clip, and no room for another one. Please talk about it elsewhere."


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A few words on a clip."""

    id: str
    clip_id: str
    author: Author
    moment_ms: int | None  # since the clip's shown beginning; None: about all of it
    text: str
    created_at_ms: int
    seen_at_ms: int | None = None  # when the other side's page showed it
    deleted_at_ms: int | None = None

    def is_new_for(self, reader: Author) -> bool:
        """Whether the reader has not seen what the other side wrote here."""
        return self.author != reader and self.seen_at_ms is None


def write(clip: Clip, *, id: str, author: Author, text: str, moment_ms: int | None, count: int, now_ms: int) -> Comment:
    """A new comment on a clip that has `count` so far. A moment past the end means the end; a photo has none.

    Raises NothingWritten, TooLong, OutOfRange and Full.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NothingWritten(where="text")
    if len(text) > MAX_TEXT:
        raise TooLong(where="text")
    if moment_ms is not None and moment_ms < 0:
        raise OutOfRange("A clip begins at 0.", where="moment_ms")
    if count >= MOST:
        raise Full
    return Comment(
        id=id, clip_id=clip.id, author=author, moment_ms=_within(clip, moment_ms), text=text, created_at_ms=now_ms
    )


def moment(typed: str) -> int:
    """Milliseconds of a moment as people type it: 7, 0:07, 1:02.5. Raises BadInput."""
    found = _MOMENT.fullmatch(typed.strip())
    if found is None:
        raise BadInput("Write the moment as minutes and seconds, such as 0:07.", where="at")
    return round((int(found[1] or 0) * 60 + float(found[2])) * 1000)


def delete(comment: Comment, by: Author, now_ms: int) -> Comment:
    """Taken back by whoever wrote it. Raises NotFound for the other side's."""
    if comment.author != by:
        raise NotFound
    return replace(comment, deleted_at_ms=now_ms)


def in_order(comments: Sequence[Comment]) -> list[Comment]:
    """As they are read: those about the whole clip first, then by moment; at one moment the oldest first."""
    return sorted(comments, key=lambda one: (-1 if one.moment_ms is None else one.moment_ms, one.created_at_ms, one.id))


def _within(clip: Clip, moment_ms: int | None) -> int | None:
    if moment_ms is None or clip.media in ("photo", "sound"):
        return None
    return min(moment_ms, LONGEST_MS if clip.duration_ms is None else clip.duration_ms)
