"""What a trainer does with the people of a room, and the recording of it."""

from dataclasses import dataclass
from typing import ClassVar

from signaling.messages.values import Caller, CommandId, MadeId, PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotlight:
    """The trainer lets one picture be large and sharp; null: none."""

    name: ClassVar = "spotlight"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """The trainer has nobody hear a client (on), or everybody again (off). The client sees it."""

    name: ClassVar = "mute"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """The trainer speaks with one client alone, unseen and unheard by the others; null: with all again."""

    name: ClassVar = "aside"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The trainer has everybody wait (on): nobody sees or hears the trainer, and no client is heard."""

    name: ClassVar = "hold"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Meet:
    """The trainer lets clients see and hear each other, or not. Refused with `not-allowed` in a direct session."""

    name: ClassVar = "meet"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseHand:
    """A client raises a hand, or takes it down; the trainer takes down anybody's."""

    name: ClassVar = "hand"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "client-remote")
    id: CommandId
    on: bool
    peer: PeerId | None = None  # whose; absent: the sender's


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRecording:
    """The server records from now on, of everybody who agreed to recordings and as long as they do."""

    name: ClassVar = "recording.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    recording: MadeId  # an id made by the page


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRecording:
    """The trainer ends the recording."""

    name: ClassVar = "recording.stop"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    recording: MadeId


COMMANDS: tuple[type, ...] = (Spotlight, Mute, Aside, Hold, Meet, RaiseHand, StartRecording, StopRecording)
