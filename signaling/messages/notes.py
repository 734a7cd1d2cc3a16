"""The trainer's private notes."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, MadeId, Ms


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote:
    """The trainer writes a note, or writes one anew; only trainers ever see it. What stood there before is kept."""

    name: ClassVar = "note.write"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    note: MadeId  # made by the page
    rev: Ms = 0  # the revision the page saw, 0 for a new one; an older one is refused with `stale`
    text: Annotated[str, Meta(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteNote:
    """The trainer takes a note away. Its words stay in its history; writing it anew brings it back."""

    name: ClassVar = "note.delete"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    note: MadeId
    rev: Ms


COMMANDS: tuple[type, ...] = (WriteNote, DeleteNote)
