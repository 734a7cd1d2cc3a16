"""The day's exercises: the list, where in it the room is, and sets that were done."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.timers import TimerId
from signaling.messages.values import Caller, CommandId, Everyone, Ms, Peers

EntryId = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Reps = Annotated[int, Meta(ge=0, le=999)]
Load = Annotated[float, Meta(ge=0, le=1000)]
Secs = Annotated[int, Meta(ge=0, le=7200)]
Effort = Annotated[int, Meta(ge=0, le=10)]
Unit = Literal["kg", "lb"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one set should be; what is absent is left open. 8 to 10 repetitions are `reps` 8 and `reps_to` 10."""

    reps: Reps | None = None
    reps_to: Reps | None = None
    load: Load | None = None  # in `unit`; 0: the body's own weight
    unit: Unit = "kg"
    secs: Secs | None = None  # seconds of work or hold
    note: Annotated[str, Meta(max_length=80)] = ""  # what no number says: "red band, each side"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """One exercise of the day. Its words are plain: with tags in them the list is refused with `markup`."""

    id: EntryId  # made by whoever wrote the list
    exercise: Annotated[str, Meta(max_length=60)] | None = None  # its key in the exercises that are kept
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    sets: Annotated[int, Meta(ge=1, le=20)] = 1
    target: Target = field(default_factory=Target)
    rest_ms: Annotated[int, Meta(ge=0, le=1_800_000)] = 0  # after each set; under a second: none


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDay:
    """The trainer writes the day's list, or changes it: the whole of it as it should be, in its order.

    An entry that keeps its id keeps its sets: another exercise in its place is a swap. Two with one id are refused
    with `bad-message`.
    """

    name: ClassVar = "day.write"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    rev: Ms  # the revision the page saw, 0 before there was one; an older one is refused with `stale`
    entries: Annotated[list[DayEntry], Meta(max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoToEntry:
    """The trainer goes to an exercise of the list, also one that was done or skipped."""

    name: ClassVar = "day.go"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    entry: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipEntry:
    """The trainer leaves an exercise out, or takes it back in."""

    name: ClassVar = "day.skip"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    entry: EntryId
    on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustEntry:
    """The trainer has some clients do an exercise of the list in their own way; the list of the others stays.

    They leave it out, or do `instead`: another exercise, or other numbers. Neither of the two: as the list says.
    """

    name: ClassVar = "day.adjust"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    entry: EntryId
    to: Peers
    out: bool = False
    instead: DayEntry | None = None  # its id and rest are those of the entry


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishSet:
    """A set is done, as the trainer says it. What is absent is as was expected: the target, the load of the set before.

    For everyone it is the set that those furthest behind have next; who has done it already has not done it again.
    When all clients in the room have done all sets, the next exercise of the list comes.
    """

    name: ClassVar = "day.done"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    entry: EntryId
    to: Everyone | Peers = "everyone"
    number: Annotated[int, Meta(ge=1, le=30)] | None = None  # a set that was done already, said anew
    reps: Reps | None = None
    load: Load | None = None
    secs: Secs | None = None
    effort: Effort | None = None  # 0 nothing at all … 10 all they had
    # A timer for the entry's rest begins under this id, unless another timer runs for them; absent: none.
    rest: TimerId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoSet:
    """The trainer takes the last set of an exercise back; of several clients, from those furthest on."""

    name: ClassVar = "day.undo"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    entry: EntryId
    to: Everyone | Peers = "everyone"


COMMANDS: tuple[type, ...] = (WriteDay, GoToEntry, SkipEntry, AdjustEntry, FinishSet, UndoSet)
