"""A program as it is printed: its weeks, days and entries in words, for the PDF and the page that shows all weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from server.domain.programs import delivery, words
from server.domain.programs.delivery import ProgramDay
from server.domain.programs.outline import Block, Entry
from server.domain.programs.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedEntry:
    """One exercise. exercise: its key in a library, or empty; boxes: how many sets there are to tick."""

    name: str
    exercise: str
    targets: tuple[str, ...]
    note: str
    boxes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBlock:
    """A block. letter: A, B, C …; head: empty for straight sets."""

    letter: str
    head: str
    note: str
    entries: tuple[PrintedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDay:
    """A day. on: its date in words, empty where it is free in its week."""

    id: str
    title: str
    on: str
    note: str
    blocks: tuple[PrintedBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedWeek:
    """A week as it is trained."""

    title: str
    note: str
    days: tuple[PrintedDay, ...]


def weeks(program: Program) -> list[PrintedWeek]:
    """All weeks, written out."""
    found: dict[int, PrintedWeek] = {}
    for day in delivery.days_of(program):
        number = day.week.number
        before = found.get(number)
        found[number] = PrintedWeek(
            title=week_title(number, day.week.of.name),
            note=day.week.of.note,
            days=(*(before.days if before else ()), _day(day)),
        )
    return list(found.values())


def week_title(number: int, name: str) -> str:
    """Week 3: Lighter."""
    return f"Week {number}: {name}" if name else f"Week {number}"


def data(
    program: Program, client: str, trainer: str, beside: Mapping[str, Sequence[Mapping[str, str]]]
) -> dict[str, Any]:
    """What the PDF's template reads. client: empty for a template. beside: by exercise what shows it.

    Each is shown where it comes first, and not again.
    """
    days = " and ".join(_weekdays(program.training_days).rsplit(", ", 1))
    start = f"From {_date_words(program.starts_on)} on, {days}" if program.starts_on else ""
    return {
        "title": program.name,
        "about": program.about.split("\n") if program.about else [],
        "for": " · ".join(part for part in (client, trainer, start) if part),
        "trainer": trainer,
        "weeks": _shown_once([asdict(week) for week in weeks(program)], beside),
    }


def keys_of(program: Program) -> set[str]:
    """The exercises of it that stand in a library."""
    days = [day for week in program.weeks for day in week.days]
    return {entry.exercise for day in days for entry in day.entries if entry.exercise}


def _shown_once(weeks: list[dict[str, Any]], beside: Mapping[str, Sequence[Mapping[str, str]]]) -> list[dict[str, Any]]:
    left = dict(beside)
    blocks = [block for week in weeks for day in week["days"] for block in day["blocks"]]
    for entry in [entry for block in blocks for entry in block["entries"]]:
        entry["pictures"] = left.pop(entry["exercise"], [])
    return weeks


def _day(day: ProgramDay) -> PrintedDay:
    on = f"{day.on:%A} {day.on.day} {day.on:%B}" if day.on else ""
    blocks = tuple(_block(number, block) for number, block in enumerate(day.day.blocks))
    return PrintedDay(id=day.id, title=day.title, on=on, note=day.day.note, blocks=blocks)


def _block(number: int, block: Block) -> PrintedBlock:
    return PrintedBlock(
        letter=letter(number),
        head=words.block(block),
        note=block.note,
        entries=tuple(_entry(entry) for entry in block.entries),
    )


def _entry(entry: Entry) -> PrintedEntry:
    targets = [f"{count} × {words.one_set(one)}" for count, one in words.grouped(entry.sets)]
    if entry.side:
        targets[-1] += f", {words.SIDES[entry.side]}"
    return PrintedEntry(
        name=entry.name, exercise=entry.exercise or "", targets=tuple(targets), note=entry.note, boxes=len(entry.sets)
    )


def letter(number: int) -> str:
    """The letter of the block with that number, from 0: A, B … Z, AA."""
    return chr(65 + number) if number < 26 else f"A{chr(65 + number - 26)}"


def _weekdays(days: tuple[int, ...]) -> str:
    return ", ".join(words.WEEKDAYS[day] for day in days)


def _date_words(iso: str) -> str:
    year, month, day = iso.split("-")
    months = "January February March April May June July August September October November December".split()
    return f"{int(day)} {months[int(month) - 1]} {year}"
