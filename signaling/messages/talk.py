"""Lines of chat, and marks in the log."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, PeerId

MarkerKind = Literal["free", "set-start", "set-end", "rep", "checkpoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendChat:
    """A line of chat to everyone in the room."""

    name: ClassVar = "chat.send"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    text: Annotated[str, Meta(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMarker:
    """The trainer marks this moment for later, with a word or without; only trainers see it.

    A set's start and end, and a rep, are of the set that comes next in the day's list. Reps that were counted are what
    the trainer pressed, and count for the set only once it is said to be done.
    """

    name: ClassVar = "marker.place"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    label: Annotated[str, Meta(max_length=80)] = ""
    kind: MarkerKind = "free"  # checkpoint: of the protocol in use, named by `label`
    peer: PeerId | None = None  # whose set it is; absent: everybody's


COMMANDS: tuple[type, ...] = (SendChat, PlaceMarker)
