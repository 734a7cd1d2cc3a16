"""The day's exercises as values: the list, where in it the room is, and what each client did of it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from signaling.log import Draft
from signaling.messages.day import DayEntry, Target, Unit

SETS_KEPT = 400  # of each person; the log has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A revision of the list. `at` is the exercise the room is at; none when the list is done, or empty."""

    rev: int = 0
    entries: tuple[DayEntry, ...] = ()
    at: str | None = None
    skipped: tuple[str, ...] = ()

    def entry(self, id: str | None) -> DayEntry | None:
        """The entry of that id."""
        return next((one for one in self.entries if one.id == id), None)

    def wire(self) -> dict[str, Any]:
        """The Day of messages."""
        return {
            "rev": self.rev,
            "entries": [asdict(one) for one in self.entries],
            "at": self.at,
            "skipped": list(self.skipped),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSet:
    """One set that one person did. It names its exercise itself: the entry may be of another one by now."""

    person: str
    entry: str
    exercise: str | None
    name: str
    number: int  # 1, 2, 3 … of this person in this entry
    reps: int | None
    load: float | None
    unit: Unit
    secs: int | None
    effort: int | None

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """An exercise of the list as one person does it: left out, or another in its place, or with other numbers."""

    person: str
    entry: str
    out: bool = False
    instead: DayEntry | None = None

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return asdict(self)


def read(told: Mapping[str, Any]) -> Day:
    """A Day from its form in the log."""
    return Day(
        rev=told["rev"],
        entries=tuple(read_entry(one) for one in told["entries"]),
        at=told["at"],
        skipped=tuple(told["skipped"]),
    )


def read_entry(told: Mapping[str, Any]) -> DayEntry:
    """An entry from its form in the log."""
    return DayEntry(**{**told, "target": Target(**told["target"])})


def read_own(told: Mapping[str, Any]) -> Own:
    """An Own from its form in the log."""
    instead = told["instead"]
    return Own(**{**told, "instead": None if instead is None else read_entry(instead)})


def adjusted(own: tuple[Own, ...], one: Own) -> tuple[Own, ...]:
    """With this one in the place of what was before of its person and entry; as the list says, nothing is kept."""
    rest = tuple(known for known in own if (known.person, known.entry) != (one.person, one.entry))
    return (*rest, one) if one.out or one.instead is not None else rest


def of(own: Iterable[Own], entry: DayEntry, person: str) -> DayEntry | None:
    """The entry as this person does it; None: they leave it out."""
    mine = next((one for one in own if (one.person, one.entry) == (person, entry.id)), None)
    if mine is None:
        return entry
    return None if mine.out else mine.instead or entry


def kept(sets: tuple[DoneSet, ...], one: DoneSet) -> tuple[DoneSet, ...]:
    """With this set in the place of the one it says anew, or at the end; the oldest of its person goes."""
    if any(_same(known, one) for known in sets):
        return tuple(one if _same(known, one) else known for known in sets)
    theirs = [known for known in sets if known.person == one.person]
    oldest = theirs[0] if len(theirs) >= SETS_KEPT else None
    return (*(known for known in sets if known is not oldest), one)


def without(sets: tuple[DoneSet, ...], person: str, entry: str, number: int) -> tuple[DoneSet, ...]:
    """Without that set."""
    return tuple(one for one in sets if (one.person, one.entry, one.number) != (person, entry, number))


def count(sets: Iterable[DoneSet], person: str, entry: str) -> int:
    """The number of the last set that a person did of an entry; 0 before the first."""
    return max((one.number for one in sets if (one.person, one.entry) == (person, entry)), default=0)


def expected(entry: DayEntry, sets: Iterable[DoneSet], person: str, number: int) -> DoneSet:
    """What a set of an entry is when nothing else is said: its target, with the load of the set before."""
    target = entry.target
    before = next(
        (one for one in sets if (one.person, one.entry, one.number) == (person, entry.id, number - 1)),
        None,
    )
    goes_on = before is not None and before.name == entry.name and before.load is not None
    return DoneSet(
        person=person,
        entry=entry.id,
        exercise=entry.exercise,
        name=entry.name,
        number=number,
        reps=target.reps,
        load=before.load if goes_on and before else target.load,
        unit=before.unit if goes_on and before else target.unit,
        secs=target.secs,
        effort=None,
    )


def is_complete(
    day: Day, entry: DayEntry, sets: Iterable[DoneSet], people: Iterable[str], own: tuple[Own, ...] = ()
) -> bool:
    """Whether an entry is behind them: skipped, or all its sets done by all who do it. Of nobody it is not."""
    if entry.id in day.skipped:
        return True
    done, who = tuple(sets), tuple(people)
    theirs = [(person, of(own, entry, person)) for person in who]
    return bool(who) and all(mine is None or count(done, person, entry.id) >= mine.sets for person, mine in theirs)


def after(
    day: Day, id: str | None, sets: Iterable[DoneSet], people: Iterable[str], own: tuple[Own, ...] = ()
) -> str | None:
    """Which exercise comes after one of the list: the next that is not complete, from the top again at the end."""
    place = next((at for at, one in enumerate(day.entries) if one.id == id), -1)
    done, who = tuple(sets), tuple(people)
    around = (*day.entries[place + 1 :], *day.entries[: place + 1])
    return next((one.id for one in around if not is_complete(day, one, done, who, own)), None)


def written(
    day: Day, entries: Iterable[DayEntry], sets: Iterable[DoneSet], people: Iterable[str], own: tuple[Own, ...] = ()
) -> Day:
    """The list as it is now: the room stays at its exercise, or goes to what took the place of one that went."""
    listed = tuple(entries)
    ids = {one.id for one in listed}
    following = replace(day, rev=day.rev + 1, entries=listed, skipped=tuple(id for id in day.skipped if id in ids))
    if day.at in ids:
        return following
    place = next((at for at, one in enumerate(day.entries) if one.id == day.at), 0)
    before = listed[place - 1].id if 0 < place <= len(listed) else None
    return replace(following, at=after(following, before, sets, people, own))


def begin(day: Day, entries: tuple[DayEntry, ...], actor: str) -> list[Draft]:
    """The list that was written before the room was opened; nothing when the room has one, or there was none."""
    if day.rev > 0 or not entries:
        return []
    return [Draft(type="day", payload={"day": written(day, entries, (), ()).wire()}, actor=actor)]


def _same(known: DoneSet, one: DoneSet) -> bool:
    return (known.person, known.entry, known.number) == (one.person, one.entry, one.number)
