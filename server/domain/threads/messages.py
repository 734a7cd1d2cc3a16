"""A message in a thread: of one client with the trainer, or of a group. Who may write what, and what a reader has seen.

People are named as rows name them: t:<account>, c:<client>.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from server.domain.errors import BadInput, NotFound, OutOfRange
from server.domain.threads import alarms

Kind = Literal["text", "check-in", "move"]
CHEERS: Final = "cheer"
MAX_TEXT: Final = 4000
SHOWN: Final = 50  # on a page; earlier ones a page further


class NothingToSend(BadInput):
    """A message needs words or a picture."""

    code = "nothing-to-send"
    sentence = "There is nothing in it yet. Please write a word or two."


class MessageTooLong(OutOfRange):
    """A message is not a book."""

    code = "message-too-long"
    sentence = f"A message has {MAX_TEXT} letters at most. Please send two."


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a message stands: with one client, or in a group. Exactly one of the two is set."""

    client_id: str | None = None
    group_id: str | None = None

    @property
    def key(self) -> str:
        """Its name in rows: c:<client> or g:<group>."""
        return f"g:{self.group_id}" if self.group_id else f"c:{self.client_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A few words, a picture, a film or a voice note, from one person to a thread."""

    id: str
    client_id: str | None = None
    group_id: str | None = None
    author: str  # t:<account> or c:<client>
    kind: Kind = "text"
    text: str = ""
    clip_id: str | None = None
    is_urgent: bool = False  # a client wrote words that must not wait
    created_at_ms: int
    deleted_at_ms: int | None = None

    @property
    def thread(self) -> Thread:
        """Where it stands."""
        return Thread(self.client_id, self.group_id)

    @property
    def is_by_trainer(self) -> bool:
        """Whether a trainer wrote it."""
        return self.author.startswith("t:")


def write(
    thread: Thread,
    *,
    id: str,
    author: str,
    text: str,
    kind: Kind = "text",
    clip_id: str | None = None,
    last_ms: int | None,
    now_ms: int,
) -> Message:
    """A new message at the end of a thread. Raises NothingToSend and MessageTooLong.

    last_ms: when the last one before it was written; times within a thread rise, so that "read until" means something.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text and clip_id is None:
        raise NothingToSend(where="text")
    if len(text) > MAX_TEXT:
        raise MessageTooLong(where="text")
    return Message(
        id=id,
        client_id=thread.client_id,
        group_id=thread.group_id,
        author=author,
        kind=kind,
        text=text,
        clip_id=clip_id,
        is_urgent=author.startswith("c:") and bool(alarms.found_in(text)),
        created_at_ms=now_ms if last_ms is None else max(now_ms, last_ms + 1),
    )


def delete(message: Message, by: str, now_ms: int) -> Message:
    """Taken back by whoever wrote it. Raises NotFound for somebody else's."""
    if message.author != by:
        raise NotFound
    return message if message.deleted_at_ms is not None else replace(message, deleted_at_ms=now_ms)


def unread(messages: Iterable[Message], reader: str, until_ms: int) -> list[Message]:
    """Those that others wrote after what the reader has seen."""
    return [one for one in messages if one.author != reader and one.created_at_ms > until_ms and not one.deleted_at_ms]


def was_read_by_all(message: Message, until_ms: Collection[int]) -> bool:
    """Whether each of the other readers has seen it. until_ms: of those readers."""
    return bool(until_ms) and all(message.created_at_ms <= each for each in until_ms)
