"""Timers: a plan, and what is done to it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, Everyone, Ms, Peers

IntervalKind = Literal["prepare", "work", "rest", "transition", "recover", "hold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One stretch of a timer's plan."""

    name: Annotated[str, Meta(max_length=40)]
    kind: IntervalKind
    duration_ms: Annotated[int, Meta(ge=1000, le=14_400_000)]
    round: Annotated[int, Meta(ge=0, le=999)] = 0  # 1 … rounds; 0 outside the rounds (lead-in)
    rounds: Annotated[int, Meta(ge=0, le=999)] = 0


Plan = Annotated[list[Interval], Meta(min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTimer:
    """The trainer starts a timer; it takes effect a moment later, on every device at once."""

    name: ClassVar = "timer.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    timer: Annotated[str, Meta(min_length=1, max_length=40)]  # an id made by the page
    title: Annotated[str, Meta(max_length=60)]
    plan: Plan
    to: Everyone | Peers = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTimer:
    """The trainer pauses, resumes, skips, steps back, adds time to the interval that runs, or stops a timer.

    `back` goes to the start of the interval, within its first two seconds to the one before. A plan that has run out
    takes `stop` only.
    """

    name: ClassVar = "timer.change"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    timer: Annotated[str, Meta(min_length=1, max_length=40)]
    do: Literal["pause", "resume", "skip", "back", "add", "stop"]
    rev: Ms  # the revision the page saw; an older one is refused with `stale`
    add_ms: Annotated[int, Meta(ge=-3_600_000, le=3_600_000)] = 10_000  # for `add` only


COMMANDS: tuple[type, ...] = (StartTimer, ChangeTimer)
