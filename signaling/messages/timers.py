"""Timers: a plan, and what is done to it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, Everyone, Ms, PeerId, Peers

IntervalKind = Literal["prepare", "work", "rest", "transition", "recover", "hold"]
Side = Literal["", "left", "right"]
Counts = Literal["", "rounds", "finish", "out"]
TimerId = Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One stretch of a timer's plan. In the log, and in what pages are told, what is as by default may be absent.

    Its words are plain: with tags in them a timer is refused with `markup`.
    """

    name: Annotated[str, Meta(max_length=40)]
    kind: IntervalKind
    duration_ms: Annotated[int, Meta(ge=1000, le=14_400_000)]
    round: Annotated[int, Meta(ge=0, le=999)] = 0  # 1 … rounds; 0 outside the rounds (lead-in)
    rounds: Annotated[int, Meta(ge=0, le=999)] = 0
    count_up: bool = False  # the face counts up; duration_ms is the cap
    say: Annotated[str, Meta(max_length=40)] = ""  # spoken at its beginning; empty: the name
    side: Side = ""
    bpm: Annotated[int, Meta(ge=20, le=300)] | None = None  # a metronome through it, sounded by each device
    label: Annotated[str, Meta(max_length=60)] = ""  # what is to be done: "12 burpees"


Plan = Annotated[list[Interval], Meta(min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTimer:
    """The trainer starts a timer; it takes effect a moment later, on every device at once.

    A plan longer than six hours in all is refused with `too-long`.
    """

    name: ClassVar = "timer.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    timer: TimerId  # made by the page
    title: Annotated[str, Meta(max_length=60)]
    plan: Plan
    to: Everyone | Peers = "everyone"
    # What each client counts for themselves on it: rounds done, the moment of being done, the round of being out.
    counts: Counts = ""
    asks_effort: bool = False  # when its plan has run out, each client's page asks how hard it was


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTimer:
    """The trainer pauses, resumes, skips, steps back, adds time to the interval that runs, or stops a timer.

    `back` goes to the start of the interval, within its first two seconds to the one before. A plan that has run out
    takes `stop` only.
    """

    name: ClassVar = "timer.change"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    timer: TimerId
    do: Literal["pause", "resume", "skip", "back", "add", "stop"]
    rev: Ms  # the revision the page saw; an older one is refused with `stale`
    add_ms: Annotated[int, Meta(ge=-3_600_000, le=3_600_000)] = 10_000  # for `add` only


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyTimer:
    """A client counts on a timer that counts something; the trainer does so for anybody.

    `add` and `take`: a round more or less. `reps`: so many repetitions beyond the last full round. `finish`: done at
    this moment. `out`: out in the round that runs. `undo`: neither done nor out. A client may do so, on any of their
    devices that counts, until two minutes after the timer's end, the trainer always.
    """

    name: ClassVar = "timer.tally"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "trainer-remote", "client-remote")
    id: CommandId
    timer: TimerId
    do: Literal["add", "take", "reps", "finish", "out", "undo"]
    reps: Annotated[int, Meta(ge=0, le=999)] | None = None  # for `reps` only
    peer: PeerId | None = None  # for whom; absent: the sender
    at_ms: Ms | None = None  # when it was pressed, by the room's clock; absent: now


COMMANDS: tuple[type, ...] = (StartTimer, ChangeTimer, TallyTimer)
