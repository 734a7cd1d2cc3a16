"""What a program says: weeks of days of blocks of entries of sets. Values only; what may stand in them: `limits.py`."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["straight", "superset", "circuit", "emom", "amrap", "for_time", "tabata"]
SetKind = Literal["normal", "warmup", "drop", "myo", "partial", "forced", "tut", "iso"]
Unit = Literal["", "kg", "lb", "percent", "bodyweight", "band"]
Side = Literal["", "left", "right", "each"]
Measure = Literal["load", "reps", "secs", "distance", "sets", "rest", "rpe"]
Change = Literal["add", "percent", "replace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """What one set should be; None leaves it open. Targets only: what was done is kept elsewhere."""

    kind: SetKind = "normal"
    reps: int | None = None
    reps_to: int | None = None  # 8 to 10: reps 8, reps_to 10
    amrap: bool = False  # as many as possible, at least `reps` of them
    secs: int | None = None  # of work or hold
    distance_m: float | None = None
    load: float | None = None  # in `unit`; in percent of the best single repetition for `percent`
    unit: Unit = ""
    band: str = ""  # which band, such as "red"
    tempo: str = ""  # seconds down, bottom, up, top: "3-1-X-0"; X as fast as possible
    rpe: float | None = None  # effort 1 to 10, in halves
    rir: int | None = None  # repetitions that could still be done
    rest_s: int = 0  # after it; in a block of rounds before the next exercise of the round


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How an entry changes from one repeat of its week to the next.

    amount: added each time (`add`, may be negative), percent each time (`percent`), or what it is from then on
    (`replace`). Loads are in the set's own unit, rest and secs in seconds, distance in metres.
    """

    what: Measure
    how: Change = "add"
    amount: float
    first: int = 2  # in which repeat of the week for the first time; 2 is the first that can change
    every: int = 1  # and again each so many weeks; 0: once
    most: float | None = None  # no further than this: the highest for what rises, the lowest for what falls
    needs_log: bool = False  # only when the time before was logged and its targets reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One exercise of a block. exercise: its key in the library, None for one that only has a name."""

    id: str
    exercise: str | None = None
    name: str
    side: Side = ""  # each: every set once left and once right
    note: str = ""
    sets: tuple[Set, ...] = (Set(),)
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Entries that are done together.

    straight: all sets of one entry, then the next entry. All others go round by round: in round n each entry's n-th
    set, its last one where it has fewer.
    """

    id: str
    kind: BlockKind = "straight"
    rounds: int = 0  # 0: as many as its longest entry has sets; amrap: as many as fit
    rest_s: int = 0  # after a round
    clock_s: int = 0  # emom: of one round; amrap: of it all; for_time: at most, 0 none; tabata: of work
    note: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What is done in one training."""

    id: str
    name: str = ""
    note: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them in order, whichever block they stand in."""
        return tuple(entry for block in self.blocks for entry in block.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from the program's start, or `times` of them one after the other."""

    id: str
    name: str = ""
    note: str = ""
    times: int = 1
    days: tuple[Day, ...] = ()


def rounds_of(block: Block) -> int:
    """How often a block of rounds goes around; 0 where the clock decides."""
    if block.kind == "amrap":
        return 0
    return block.rounds or max((len(entry.sets) for entry in block.entries), default=0)
