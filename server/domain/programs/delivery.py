"""A client's copy day by day: what is trained when. Pure; what was done of it is kept elsewhere."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from server.domain.programs.outline import Day
from server.domain.programs.program import Program
from server.domain.programs.progression import Met, NumberedWeek, day_at, id_at, numbered, reached


@dataclass(frozen=True, kw_only=True)  # without slots, for what is kept
class ProgramDay:
    """A day of a program. number: of the day in its week, from 1; on: its date, None where it is free in its week; of:
    the outline's day; met: which targets were reached before.
    """

    week: NumberedWeek
    number: int
    on: date | None
    of: Day
    met: Met = field(default=reached, compare=False, repr=False)

    @cached_property
    def day(self) -> Day:
        """As it is trained in that repeat of its week: written out when it is looked into, as pages do with a few."""
        return day_at(self.of, self.week.repeat, self.met)

    @cached_property
    def id(self) -> str:
        """What it is found by: the same as long as the day lives."""
        return id_at(self.of.id, self.week.repeat)

    @property
    def title(self) -> str:
        """What it is called: by its own name, else by where it stands."""
        return self.of.name or f"Day {self.number}"


def days_of(program: Program, met: Met = reached) -> tuple[ProgramDay, ...]:
    """Every day in order. Week 1 is the seven days from the start; days go on training days as these come in it.

    A day for which no training day is left, and every day of a template, has no date.
    """
    found = []
    for week in numbered(program.weeks):
        dates = dates_of(program, week.number)
        for number, day in enumerate(week.of.days, start=1):
            on = dates[number - 1] if number <= len(dates) else None
            found.append(ProgramDay(week=week, number=number, on=on, of=day, met=met))
    return tuple(found)


def day_of(program: Program, day_id: str, met: Met = reached) -> ProgramDay | None:
    """The day of that id, None when there is none (any more)."""
    return next((one for one in days_of(program, met) if one.id == day_id), None)


def dates_of(program: Program, week: int) -> list[date]:
    """The training days of a week, counted from 1; none for a template."""
    if not program.starts_on:
        return []
    first = date.fromisoformat(program.starts_on) + timedelta(weeks=week - 1)
    days = (first + timedelta(days=offset) for offset in range(7))
    return [day for day in days if day.isoweekday() in program.training_days]


def ends_on(program: Program) -> date | None:
    """The last day of its last week; None for a template."""
    if not program.starts_on:
        return None
    weeks = sum(week.times for week in program.weeks)
    return date.fromisoformat(program.starts_on) + timedelta(weeks=max(weeks, 1), days=-1)
