"""How often something is due: once, on weekdays, so many times a week, or every so many weeks.

A cadence yields slots: each is due from a first to a last day, in days of the plan's own calendar, so clocks that
change move nothing. Weeks begin on Monday and are counted from the week of the line's first day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from server.domain.errors import BadInput, OutOfRange

Kind = Literal["once", "weekdays", "times", "weeks"]

WEEK = timedelta(days=7)
MOST_WEEKS = 52
MOST_TIMES = 7
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """weekdays: 0 is Monday; times: a week, on days the client chooses; weeks: every so many, 1 is every week."""

    kind: Kind
    weekdays: tuple[int, ...] = ()
    times: int = 0
    weeks: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One time it is due. `key` names it within its line as long as the cadence stays as it is."""

    first: date
    last: date
    key: str


def checked(cadence: Cadence) -> Cadence:
    """The cadence with what does not belong to its kind left out. Raises BadInput or OutOfRange."""
    if cadence.kind == "once":
        return Cadence(kind="once")
    if not 1 <= cadence.weeks <= MOST_WEEKS:
        raise OutOfRange(f"Every 1 to {MOST_WEEKS} weeks.", "weeks")
    if cadence.kind == "weeks":
        return Cadence(kind="weeks", weeks=cadence.weeks)
    if cadence.kind == "times":
        if not 1 <= cadence.times <= MOST_TIMES:
            raise OutOfRange(f"1 to {MOST_TIMES} times a week.", "times")
        return Cadence(kind="times", times=cadence.times, weeks=cadence.weeks)
    days = tuple(sorted(set(cadence.weekdays)))
    if not days:
        raise BadInput("Choose at least one day of the week.", "weekdays")
    if not all(0 <= day <= 6 for day in days):
        raise OutOfRange("A week has seven days.", "weekdays")
    return Cadence(kind="weekdays", weekdays=days, weeks=cadence.weeks)


@lru_cache(maxsize=1024)  # many clients begin with the same template
def slots(cadence: Cadence, begins: date, ends: date | None, since: date, until: date) -> tuple[Slot, ...]:
    """The slots that touch the days since..until, in order; none begins before `begins` or after `ends`.

    A week in which it begins or ends in the middle has the days that are left of it; of `times` there are then no more
    than days.
    """
    last = min(until, ends) if ends is not None else until
    if last < begins:
        return ()
    found = []
    for slot in _all(cadence, begins, since):
        if slot.first > last:
            break
        if ends is not None and slot.last > ends:
            slot = Slot(slot.first, ends, slot.key)
        if slot.last >= since:
            found.append(slot)
    return tuple(_fitting(found) if cadence.kind == "times" else found)


def _all(cadence: Cadence, begins: date, since: date) -> Iterator[Slot]:
    """Every slot from a little before `since` on, without end."""
    if cadence.kind == "once":
        yield Slot(begins, begins, begins.isoformat())
        return
    step = cadence.weeks * WEEK
    if cadence.kind == "weeks":
        day = begins + max(0, (since - begins) // step) * step
        while True:
            yield Slot(day, day, day.isoformat())
            day += step
    monday = begins - timedelta(days=begins.weekday())
    monday += max(0, (since - monday) // step) * step
    while True:
        if cadence.kind == "times":
            first, sunday, week = max(monday, begins), monday + timedelta(days=6), monday.isoformat()
            for number in range(cadence.times):
                yield Slot(first, sunday, f"{week}.{number + 1}")
        else:
            for weekday in cadence.weekdays:
                day = monday + timedelta(days=weekday)
                if day >= begins:
                    yield Slot(day, day, day.isoformat())
        monday += step


def _fitting(found: list[Slot]) -> list[Slot]:
    """Of each week no more than it has days left."""
    kept = []
    for slot in found:
        number = int(slot.key.rpartition(".")[2])
        if number <= (slot.last - slot.first).days + 1:
            kept.append(slot)
    return kept


def words(cadence: Cadence) -> str:
    """How often, in words: "every Friday", "3 times a week", "every 6 weeks", "once"."""
    if cadence.kind == "once":
        return "once"
    every = "" if cadence.weeks == 1 else f", every {cadence.weeks} weeks"
    if cadence.kind == "weeks":
        return "every week" if cadence.weeks == 1 else f"every {cadence.weeks} weeks"
    if cadence.kind == "times":
        return {1: "once a week", 2: "twice a week"}.get(cadence.times, f"{cadence.times} times a week") + every
    if len(cadence.weekdays) == 7:
        return f"every day{every}"
    names = [WEEKDAYS[day] for day in cadence.weekdays]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"every {listed}" if cadence.weeks == 1 else f"{listed}{every}"
