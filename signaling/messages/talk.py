"""Lines of chat, and marks in the log."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from msgspec import Meta

from signaling.messages.values import Caller, CommandId


@dataclass(frozen=True, slots=True, kw_only=True)
class SendChat:
    """A line of chat to everyone in the room."""

    name: ClassVar = "chat.send"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    text: Annotated[str, Meta(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMarker:
    """The trainer marks this moment for later, with a word or without; only trainers see it."""

    name: ClassVar = "marker.place"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    label: Annotated[str, Meta(max_length=80)] = ""


COMMANDS: tuple[type, ...] = (SendChat, PlaceMarker)
