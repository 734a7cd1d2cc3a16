"""Where a client stands in a program: what the entries of all their devices say together.

As in static/js/training/standing.js. Entries may come in any order and twice; of two about the same thing the later
counts, by its time and then by its id.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from server.domain.training.entries import Entry

SetKey = tuple[str, str, str, int]  # program, day, entry, number
ExerciseKey = tuple[str, str, str]
DayKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is so after all entries."""

    sets: Mapping[SetKey, Entry] = field(default_factory=dict)  # done and not taken back
    by_day: Mapping[DayKey, Sequence[Entry]] = field(default_factory=dict)  # the same sets, in the same order
    skipped: Mapping[ExerciseKey, Entry] = field(default_factory=dict)
    finished: Mapping[DayKey, Entry] = field(default_factory=dict)
    pains: tuple[Entry, ...] = ()  # by time; of one exercise the last word
    words: tuple[Entry, ...] = ()  # notes and check-ins by time
    stops: tuple[Entry, ...] = ()  # pauses and unwell, and their ends, by time

    def sets_of(self, program: str, day: str, entry: str) -> list[Entry]:
        """The sets done of an exercise, by number."""
        found = [one for one in self.by_day.get((program, day), ()) if one.entry == entry]
        return sorted(found, key=lambda one: one.number)

    def is_begun(self, program: str, day: str) -> bool:
        """Whether anything of a day was done."""
        return (program, day) in self.by_day

    @property
    def stop(self) -> Entry | None:
        """Who paused or felt unwell and has not gone on."""
        last = self.stops[-1] if self.stops else None
        return last if last is not None and last.kind in ("pause", "unwell") else None


def stand(entries: Iterable[Entry]) -> Standing:
    """What these entries say together."""
    ordered = sorted({one.id: one for one in entries}.values(), key=lambda one: (one.at_ms, one.id))
    sets: dict[SetKey, Entry] = {}
    skipped: dict[ExerciseKey, Entry] = {}
    finished: dict[DayKey, Entry] = {}
    pains: dict[ExerciseKey, Entry] = {}
    words: list[Entry] = []
    stops: list[Entry] = []
    for one in ordered:
        day = (one.program, one.day)
        exercise = (*day, one.entry)
        if one.kind == "set":
            sets[(*exercise, one.number)] = one
        elif one.kind == "unset":
            sets.pop((*exercise, one.number), None)
        elif one.kind == "skip":
            skipped[exercise] = one
        elif one.kind == "unskip":
            skipped.pop(exercise, None)
        elif one.kind == "finish":
            finished[day] = one
        elif one.kind == "pain":
            pains[exercise] = one
        elif one.kind in ("note", "check_in"):
            words.append(one)
        else:
            stops.append(one)
    by_day: dict[DayKey, list[Entry]] = {}
    for (program, of, _, _), one in sets.items():
        by_day.setdefault((program, of), []).append(one)
    return Standing(
        sets=sets,
        by_day=by_day,
        skipped=skipped,
        finished=finished,
        pains=tuple(sorted(pains.values(), key=lambda one: (one.at_ms, one.id))),
        words=tuple(words),
        stops=tuple(stops),
    )
