"""Coming in, going, and the end: commands of the door."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """The trainer lets somebody in from the lobby, with their second camera if it waits too."""

    name: ClassVar = "admit"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Deny:
    """The trainer turns somebody in the lobby away; they may knock again."""

    name: ClassVar = "deny"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Kick:
    """The trainer removes a person with all their devices and bars them from this session."""

    name: ClassVar = "kick"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    peer: PeerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbar:
    """The trainer lets a removed person knock again."""

    name: ClassVar = "unbar"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    person: Annotated[str, Meta(min_length=1, max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Somebody goes for good and gives up their seat, and those of their cameras. Allowed from the lobby too."""

    name: ClassVar = "leave"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "camera", "lobby", "trainer-remote", "client-remote")
    id: CommandId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSession:
    """The trainer ends the session for everybody."""

    name: ClassVar = "session.end"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId


@dataclass(frozen=True, slots=True, kw_only=True)
class GoByPhone:
    """The trainer says that the session carries on by phone (on), or by video again (off)."""

    name: ClassVar = "phone"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    on: bool


COMMANDS: tuple[type, ...] = (Admit, Deny, Kick, Unbar, Leave, EndSession, GoByPhone)
