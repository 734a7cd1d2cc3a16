"""What a trainer sees of a program as it was trained: planned against done, and each exercise over time. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from server.domain import day_words, wall_clock
from server.domain.programs.delivery import ProgramDay
from server.domain.training import served
from server.domain.training.entries import Entry
from server.domain.training.standing import Standing

KG_PER_LB = 0.45359237  # exactly, by definition


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDone:
    """A day beside what was done of it."""

    day: ProgramDay
    planned: int  # sets
    done: int  # of those planned; more than were planned count no further
    extra: int  # sets beyond them
    volume_kg: float  # repetitions x load of all sets done, without the body's own weight
    effort: int | None  # of the day, 0 to 10
    state: str  # done | begun | missed | ahead
    at_ms: int | None  # the last set of it


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDone:
    """A week of them."""

    title: str
    days: tuple[DayDone, ...]

    @property
    def planned(self) -> int:
        """Sets that should have been done by now."""
        return sum(one.planned for one in self.days if one.state != "ahead")

    @property
    def done(self) -> int:
        """Of these, how many were."""
        return sum(one.done for one in self.days if one.state != "ahead")

    @property
    def volume_kg(self) -> float:
        """Moved in that week."""
        return sum(one.volume_kg for one in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One exercise on one day. best: the heaviest set, of equals that with more repetitions, else the longest."""

    at_ms: int
    best: Entry
    sets: int
    reps: int
    volume_kg: float

    @property
    def value(self) -> float:
        """What its trend is drawn by: the load in kg where there is one, else repetitions, else seconds."""
        return load_kg(self.best) or self.best.reps or self.best.secs or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """An exercise over time, by days."""

    name: str
    unit: str  # kg | repetitions | s
    points: tuple[Point, ...]

    @property
    def change(self) -> float:
        """From the first day to the last."""
        return self.points[-1].value - self.points[0].value


def weeks(days: Iterable[ProgramDay], program_id: str, standing: Standing, today: date) -> list[WeekDone]:
    """Every week with its days. A day whose date is past and of which nothing was done is missed."""
    told = [(one.week.number, one.week.of.name, _day(one, program_id, standing, today)) for one in days]
    return [
        WeekDone(title=name or f"Week {number}", days=tuple(each for _, _, each in group))
        for (number, name), group in groupby(told, key=lambda one: one[:2])
    ]


def adherence(several: Sequence[WeekDone]) -> tuple[int, int]:
    """(sets done, sets planned) up to now."""
    return sum(one.done for one in several), sum(one.planned for one in several)


def trends(standing: Standing, time_zone: str) -> list[Trend]:
    """Each exercise that was done, the most trained first."""
    by_exercise: dict[str, list[Entry]] = {}
    for one in standing.sets.values():
        by_exercise.setdefault(one.exercise or one.name.lower(), []).append(one)
    found = []
    for sets in by_exercise.values():
        points = _points(sets, time_zone)
        has_load = any(load_kg(point.best) for point in points)
        has_reps = any(point.best.reps for point in points)
        unit = "kg" if has_load else "repetitions" if has_reps else "s"
        if has_load:
            points = [point for point in points if load_kg(point.best)]
        found.append(Trend(name=sets[-1].name, unit=unit, points=tuple(points)))
    return sorted(found, key=lambda one: (-len(one.points), one.name.lower()))


def load_kg(one: Entry) -> float:
    """A set's load in kg; 0 for the body's own weight, and where none was said."""
    return round((one.load or 0) * (KG_PER_LB if one.unit == "lb" else 1), 2)


def volume_kg(sets: Iterable[Entry]) -> float:
    """Repetitions x load, in kg."""
    return round(sum((one.reps or 0) * load_kg(one) for one in sets), 1)


def words(one: Entry) -> str:
    """A set as one says it: 8 × 20 kg, effort 5."""
    told = {"reps": one.reps, "load": one.load, "unit": one.unit, "secs": one.secs, "effort": one.rpe}
    return day_words.set_words(told)


def _day(one: ProgramDay, program_id: str, standing: Standing, today: date) -> DayDone:
    planned = served.planned_sets(one)
    sets = standing.by_day.get((program_id, one.id), ())
    counts: Mapping[str, int] = {id: sum(each.entry == id for each in sets) for id in {each.entry for each in sets}}
    done = sum(min(count, planned.get(id, 0)) for id, count in counts.items())
    finish = standing.finished.get((program_id, one.id))
    is_past = one.on is not None and one.on < today
    state = "done" if finish else "begun" if sets else "missed" if is_past else "ahead"
    return DayDone(
        day=one,
        planned=sum(planned.values()),
        done=done,
        extra=len(sets) - done,
        volume_kg=volume_kg(sets),
        effort=finish.rpe if finish else None,
        state=state,
        at_ms=max((each.at_ms for each in sets), default=None),
    )


def _points(sets: list[Entry], time_zone: str) -> list[Point]:
    def day_of(one: Entry) -> date:
        return wall_clock.local(one.at_ms, time_zone).date()

    ordered = sorted(sets, key=lambda one: one.at_ms)
    found = []
    for _, group in groupby(ordered, key=day_of):
        each = list(group)
        best = max(each, key=lambda one: (load_kg(one), one.reps or 0, one.secs or 0))
        reps = sum(one.reps or 0 for one in each)
        found.append(Point(at_ms=best.at_ms, best=best, sets=len(each), reps=reps, volume_kg=volume_kg(each)))
    return found
