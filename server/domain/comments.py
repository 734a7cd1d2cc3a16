"""Comments on a clip: what trainer and client write to each other about a frame, a span, a drawing, or all of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from server.domain.clips import Author, Clip
from server.domain.errors import BadInput, Conflict, NotFound, OutOfRange

_MOMENT: Final = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}(?:\.[0-9]{1,3})?)")
_ID: Final = re.compile(r"[0-9a-f]{24}")  # of a drawing, and of a comment that waited on its device
MAX_TEXT = 2000
LONGEST_MS = 24 * 3_600_000  # of a clip whose length nobody knows yet
MOST_FRAME = 10_000_000
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
class About:
    """What of a clip a comment is about; empty: all of it."""

    moment_ms: int | None = None  # since the clip's shown beginning
    until_ms: int | None = None  # of a span: where it ends, later than its moment
    frame: int | None = None  # which frame was shown, counted from 0, where the page knew
    shape: str = ""  # the id of a drawing


# Who of a clip has seen what the other side wrote, until when: t:<account> or c:<client> -> a moment. What one trainer
# has read is still new for another who shares the client.
Reads = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A few words on a clip, or a voice note or clip in their place."""

    id: str
    clip_id: str
    author: Author
    moment_ms: int | None  # since the clip's shown beginning; None: about all of it
    text: str
    created_at_ms: int
    deleted_at_ms: int | None = None
    person: str = ""  # who wrote it, t:<account> or c:<client>; "" of those before that was noted
    answers: str | None = None  # the first comment of the thread it stands in; None: it is a first one
    until_ms: int | None = None
    frame: int | None = None
    shape: str = ""
    media_id: str | None = None  # a clip: the voice note or the film that came with it
    resolved_at_ms: int | None = None  # of a first one: the trainer said that it is settled
    resolved_by: str = ""

    def is_new_for(self, reader: str, reads: Reads) -> bool:
        """Whether the reader has not seen what the other side wrote here."""
        return self.author == other_side(reader) and self.created_at_ms > reads.get(reader, 0)

    def is_seen(self, reads: Reads) -> bool:
        """Whether anybody of the other side has seen it."""
        return any(
            until_ms >= self.created_at_ms for reader, until_ms in reads.items() if self.author == other_side(reader)
        )

    def is_of(self, side: Author, person: str) -> bool:
        """Whether that person wrote it; of an old one only the side is known."""
        return self.person == person if self.person else self.author == side


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and what was answered, the oldest first. A first one that was taken back stays while it has answers."""

    first: Comment
    answers: Sequence[Comment]


def other_side(reader: str) -> Author:
    """Whose comments are new to a reader."""
    return "client" if reader.startswith("t:") else "trainer"


def write(
    clip: Clip,
    *,
    id: str,
    author: Author,
    text: str,
    moment_ms: int | None = None,
    count: int,
    now_ms: int,
    about: About | None = None,
    person: str = "",
    to: Comment | None = None,
    media_id: str | None = None,
) -> Comment:
    """A new comment on a clip that has `count` so far. to: what it answers. about: more than its moment.

    A moment past the end means the end; a photo has none; an answer stands where the first of its thread does.
    Raises NothingWritten, TooLong, OutOfRange, BadInput and Full.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text and media_id is None:
        raise NothingWritten(where="text")
    if len(text) > MAX_TEXT:
        raise TooLong(where="text")
    if count >= MOST:
        raise Full
    where = About() if to is not None else _placed(clip, about or About(moment_ms=moment_ms))
    return Comment(
        id=id,
        clip_id=clip.id,
        author=author,
        moment_ms=where.moment_ms,
        text=text,
        created_at_ms=now_ms,
        person=person,
        answers=None if to is None else to.answers or to.id,
        until_ms=where.until_ms,
        frame=where.frame,
        shape=where.shape,
        media_id=media_id,
    )


def moment(typed: str, where: str = "at") -> int:
    """Milliseconds of a moment as people type it: 7, 0:07, 1:02.5. Raises BadInput."""
    found = _MOMENT.fullmatch(typed.strip())
    if found is None:
        raise BadInput("Write the moment as minutes and seconds, such as 0:07.", where=where)
    return round((int(found[1] or 0) * 60 + float(found[2])) * 1000)


def is_device_id(id: str) -> bool:
    """Whether a page may have made that id: so a comment that is sent twice is written once."""
    return _ID.fullmatch(id) is not None


def delete(comment: Comment, by: Author, person: str, now_ms: int) -> Comment:
    """Taken back by whoever wrote it. Raises NotFound for somebody else's."""
    if not comment.is_of(by, person):
        raise NotFound
    return replace(comment, deleted_at_ms=now_ms)


def resolve(comment: Comment, person: str, now_ms: int, *, on: bool) -> Comment:
    """Settled by a trainer, or open again. Raises NotFound for an answer: the thread is settled, not a part of it."""
    if comment.answers is not None:
        raise NotFound
    if not on:
        return replace(comment, resolved_at_ms=None, resolved_by="")
    return comment if comment.resolved_at_ms else replace(comment, resolved_at_ms=now_ms, resolved_by=person)


def in_order(comments: Sequence[Comment]) -> list[Comment]:
    """As they are read: those about the whole clip first, then by moment; at one moment the oldest first."""
    return sorted(comments, key=lambda one: (-1 if one.moment_ms is None else one.moment_ms, one.created_at_ms, one.id))


def threads(comments: Sequence[Comment]) -> list[Thread]:
    """All comments of a clip, those taken back among them, as threads in the order they are read."""
    answers: dict[str, list[Comment]] = {}
    for one in sorted(comments, key=lambda one: (one.created_at_ms, one.id)):
        if one.answers is not None and one.deleted_at_ms is None:
            answers.setdefault(one.answers, []).append(one)
    firsts = [one for one in comments if one.answers is None and (one.deleted_at_ms is None or one.id in answers)]
    return [Thread(first, answers.get(first.id, ())) for first in in_order(firsts)]


def _placed(clip: Clip, about: About) -> About:
    """Where it stands in this clip. Raises OutOfRange, BadInput."""
    if about.moment_ms is not None and about.moment_ms < 0:
        raise OutOfRange("A clip begins at 0.", where="moment_ms")
    if about.frame is not None and not 0 <= about.frame <= MOST_FRAME:
        raise OutOfRange("There is no such frame.", where="frame")
    if about.shape and _ID.fullmatch(about.shape) is None:
        raise BadInput("That is not a drawing.", where="shape")
    if about.until_ms is not None and (about.moment_ms is None or about.until_ms < about.moment_ms):
        raise OutOfRange("A span ends after it begins.", where="until_ms")
    if about.moment_ms is None or clip.media == "photo":
        return About(shape=about.shape)
    end = LONGEST_MS if clip.duration_ms is None else clip.duration_ms
    moment_ms = min(about.moment_ms, end)
    until_ms = None if about.until_ms is None else min(about.until_ms, end)
    return replace(about, moment_ms=moment_ms, until_ms=None if until_ms == moment_ms else until_ms)
