"""Stop: somebody pauses or feels unwell; what becomes of it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, Everyone, Ms, Peers

Person = Annotated[str, Meta(min_length=1, max_length=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseStop:
    """A client stops, or the trainer stops some or everyone. The page acts before it is told; this may come late.

    A timer that nobody else is on pauses (`unwell`: stops) with it; one that others are on runs on for them.
    """

    name: ClassVar = "stop.raise"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "trainer-remote", "client-remote")
    id: CommandId
    why: Literal["pause", "unwell"]
    to: Everyone | Peers | None = None  # whom; a client is meant by being absent
    at_ms: Ms | None = None  # when it was pressed, by the room's clock; absent: now


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStop:
    """Going on after a pause. Of a client who felt unwell: being fine again, which the trainer settles."""

    name: ClassVar = "stop.end"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "trainer-remote", "client-remote")
    id: CommandId
    person: Person | None = None  # absent: the sender; of a trainer everyone who paused


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStop:
    """The trainer has seen that somebody feels unwell: the alarm is quiet, and they are told."""

    name: ClassVar = "stop.take"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveStop:
    """The trainer settles that somebody felt unwell. A red flag holds them back from exercise until it was reviewed.

    Red flags: pain in the chest, nausea, unusual shortness of breath, light-headedness, an irregular heartbeat, sharp
    pain (after ACE and ACSM).
    """

    name: ClassVar = "stop.resolve"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    person: Person
    red_flag: bool
    word: Annotated[str, Meta(max_length=200)] = ""  # what it was; trainers only


COMMANDS: tuple[type, ...] = (RaiseStop, EndStop, TakeStop, ResolveStop)
