"""Programs as a table, one row a group of equal sets: written out by weeks, and read with what is wrong by its row."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from server.domain import csv_rows
from server.domain.csv_rows import Problem
from server.domain.day_lines import LineProblem
from server.domain.errors import BadInput, DomainError
from server.domain.programs import delivery, limits, lines, words
from server.domain.programs.outline import Block, BlockKind, Day, Entry, Set, SetKind, Side, Unit, Week
from server.domain.programs.printed import letter
from server.domain.programs.program import NAME_MOST, Program, ProgramDetails

COLUMNS = (
    "program",
    "week",
    "date",
    "day",
    "block",
    "kind",
    "rounds",
    "round rest",
    "clock",
    "exercise",
    "side",
    "sets",
    "reps",
    "seconds",
    "metres",
    "load",
    "unit",
    "tempo",
    "effort",
    "in reserve",
    "rest",
    "set kind",
    "note",
    "line",  # instead of the columns from exercise on: as one types it
)
UNITS: dict[str, Unit] = {"kg": "kg", "lb": "lb", "%": "percent", "bodyweight": "bodyweight", "band": "band", "": ""}
SIDES: dict[str, Side] = {"left": "left", "right": "right", "each": "each", "each side": "each", "": ""}
KINDS: dict[str, BlockKind] = {kind.replace("_", " "): kind for kind in words.KINDS} | {"": "straight"}
SET_KINDS: dict[str, SetKind] = {word or "normal": kind for kind, word in words.SET_KINDS.items()} | {"": "normal"}
_UNIT_WORDS = {unit: word for word, unit in UNITS.items()}
_REPS = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4})|(\+))?|(amrap|max)", re.IGNORECASE)
_ROUND = ("block", "kind", "rounds", "round rest", "clock")
MOST_PROGRAMS = 50  # of one table


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was read. rows: without the heading and empty ones."""

    rows: int = 0
    found: tuple[ProgramDetails, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reading:
    """A program on its way in. rows: in which row each piece began, by its id."""

    name: str
    weeks: dict[int, dict[str, Day]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    made: int = 0

    def id(self, row: int) -> str:
        self.made += 1
        self.rows[f"i{self.made}"] = row
        return f"i{self.made}"


def rows_of(program: Program) -> Iterator[tuple[Any, ...]]:
    """The rows of a program under COLUMNS but `line`, numbers as numbers, every week by itself."""
    for day in delivery.days_of(program):
        at = (program.name, day.week.number, day.on.isoformat() if day.on else "", day.title)
        for number, block in enumerate(day.day.blocks):
            head = _head(number, block)
            for entry in block.entries:
                for count, one in words.grouped(entry.sets):
                    yield (*at, *head, entry.name, words.SIDES[entry.side], count, *_cells(one), entry.note)


def write(programs: Iterable[Program]) -> str:
    """The table as CSV, safe for spreadsheets."""
    rows = (row for one in programs for row in rows_of(one))
    return csv_rows.written(COLUMNS[:-1], (["" if cell is None else cell for cell in row] for row in rows))


def read(text: str, keys: Mapping[str, str], usual: str, progress: Callable[[int], None] = lambda _rows: None) -> Table:
    """What a table says. With problems, none of it may be kept.

    keys: of the exercises that are kept, by name in small letters. usual: what a program without a name is called.
    progress: hears how many rows were read. A row whose block is that of the row before goes on with it, and one whose
    exercise is too goes on with its sets. Raises OutOfRange beyond 5,000 rows.
    """
    problems: list[Problem] = []
    programs: dict[str, _Reading] = {}
    rows = 0
    for row, cells in csv_rows.read(text, COLUMNS, (), problems):
        rows += 1
        if rows % 250 == 0:
            progress(rows)
        try:
            _take(programs, cells, row, keys, usual)
        except LineProblem as problem:
            problems.append(Problem(row, problem.message))
        except DomainError as problem:
            problems.append(Problem(row, problem.message))
    if not rows and not problems:
        problems.append(Problem(1, "There is nothing below the heading."))
    found = []
    for reading in programs.values():
        details = ProgramDetails(name=reading.name, weeks=_weeks(reading))
        try:
            found.append(replace(details, weeks=limits.checked(details.weeks)))
        except DomainError as problem:
            problems.append(Problem(reading.rows.get(problem.where or "", 1), problem.message))
    return Table(rows=rows, found=tuple(found), problems=csv_rows.first_few(problems))


def _head(number: int, block: Block) -> tuple[Any, ...]:
    kind = block.kind.replace("_", " ")
    return (letter(number), kind, block.rounds or None, block.rest_s or None, block.clock_s or None)


def _cells(one: Set) -> tuple[Any, ...]:
    """The columns from reps to set kind."""
    reps: Any = one.reps
    if one.amrap:
        reps = f"{one.reps}+" if one.reps is not None else "AMRAP"
    elif one.reps_to is not None:
        reps = f"{one.reps}-{one.reps_to}"
    load = one.band if one.unit == "band" else one.load
    unit = _UNIT_WORDS[one.unit]
    tail = (one.tempo, one.rpe, one.rir, one.rest_s or None, words.SET_KINDS[one.kind])
    return (reps, one.secs, one.distance_m, load, unit, *tail)


def _take(programs: dict[str, _Reading], cells: dict[str, str], row: int, keys: Mapping[str, str], usual: str) -> None:
    """Lays a row to its program. Raises BadInput, LineProblem."""
    name = cells.get("program", "") or usual
    if name.casefold() not in programs and len(programs) == MOST_PROGRAMS:
        raise BadInput(f"At most {MOST_PROGRAMS} programs at once.")
    if len(name) > NAME_MOST:
        raise BadInput(f"A program's name has at most {NAME_MOST} letters.")
    reading = programs.setdefault(name.casefold(), _Reading(name))
    number = _number(cells, "week", 1, limits.WEEKS_MOST)
    week = 1 if number is None else int(number)
    typed = lines.read_line(cells["line"]) if cells.get("line") else _typed(cells)
    day_name = cells.get("day", "") or "Day 1"
    entry = Entry(
        id=reading.id(row),
        exercise=keys.get(typed.name.casefold()),
        name=typed.name,
        side=typed.side,
        note=typed.note,
        sets=typed.sets,
    )
    days = reading.weeks.setdefault(week, {})
    day = days.get(day_name.casefold()) or Day(id=reading.id(row), name=day_name)
    days[day_name.casefold()] = _with(day, cells, entry, lambda: reading.id(row))


def _with(day: Day, cells: dict[str, str], entry: Entry, new_id: Callable[[], str]) -> Day:
    """The day with one entry more, or with more sets of its last one."""
    wanted = Block(
        id="",
        kind=KINDS[csv_rows.one_of("kind", cells.get("kind", ""), KINDS)],
        rounds=int(_number(cells, "rounds", 0, limits.ROUNDS_MOST) or 0),
        rest_s=int(_number(cells, "round rest", 0, limits.REST_MOST_S) or 0),
        clock_s=int(_number(cells, "clock", 0, limits.CLOCK_MOST_S) or 0),
        note=cells.get("block", ""),
    )
    last = day.blocks[-1] if day.blocks else None
    if last is None or replace(last, id="", entries=()) != wanted:
        return replace(day, blocks=(*day.blocks, replace(wanted, id=new_id(), entries=(entry,))))
    before = last.entries[-1]
    if replace(before, id="", sets=()) == replace(entry, id="", sets=()):
        entries = (*last.entries[:-1], replace(before, sets=before.sets + entry.sets))
    else:
        entries = (*last.entries, entry)
    return replace(day, blocks=(*day.blocks[:-1], replace(last, entries=entries)))


def _typed(cells: dict[str, str]) -> lines.Typed:
    name = cells.get("exercise", "")
    if not name:
        raise BadInput("There is no name of an exercise.")
    unit = UNITS[csv_rows.one_of("unit", cells.get("unit", ""), UNITS)]
    is_band = unit == "band"
    load = None if is_band else _number(cells, "load", 0, 1000)
    one = Set(
        kind=SET_KINDS[csv_rows.one_of("set kind", cells.get("set kind", ""), SET_KINDS)],
        secs=_whole(cells, "seconds", 7200),
        distance_m=_number(cells, "metres", 0, 100_000),
        load=load,
        unit=unit or ("kg" if load is not None else ""),
        band=cells.get("load", "") if is_band else "",
        tempo=cells.get("tempo", ""),
        rpe=_number(cells, "effort", 1, 10),
        rir=_whole(cells, "in reserve", 20),
        rest_s=_whole(cells, "rest", limits.REST_MOST_S) or 0,
    )
    count = _number(cells, "sets", 1, limits.SETS_MOST)
    sets = (_with_reps(one, cells.get("reps", "")),) * (1 if count is None else int(count))
    side = SIDES[csv_rows.one_of("side", cells.get("side", ""), SIDES)]
    return lines.Typed(name=name, side=side, note=cells.get("note", ""), sets=sets)


def _with_reps(one: Set, said: str) -> Set:
    """Raises BadInput for what is neither 8, 8-10, 8+ nor AMRAP."""
    if not said:
        return one
    found = _REPS.fullmatch(said)
    if found is None:
        raise BadInput(f"reps is “{said[:40]}”; it is written 8, 8-10, 8+ or AMRAP.")
    if found[4]:
        return replace(one, amrap=True)
    return replace(one, reps=int(found[1]), reps_to=int(found[2]) if found[2] else None, amrap=bool(found[3]))


def _number(cells: dict[str, str], column: str, least: float, most: float) -> float | None:
    """A cell's number; None for an empty one. Raises BadInput."""
    said = cells.get(column, "")
    if not said:
        return None
    # Not what `float` would take too: nan, inf, 1e9.
    if not re.fullmatch(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?", said):
        raise BadInput(f"{column} is “{said[:40]}”, which is no number.")
    value = float(said.replace(",", "."))
    if not least <= value <= most:
        raise BadInput(f"{column} is {said}; it is between {least:g} and {most:g}.")
    return value


def _whole(cells: dict[str, str], column: str, most: int) -> int | None:
    value = _number(cells, column, 0, most)
    if value is not None and value != int(value):
        raise BadInput(f"{column} is {cells[column]}; it is a whole number.")
    return None if value is None else int(value)


def _weeks(reading: _Reading) -> tuple[Week, ...]:
    """The weeks in order. A week that the table passes over is there without days: the others keep their numbers."""
    last = max(reading.weeks, default=0)
    return tuple(
        Week(id=f"w{number}", days=tuple(_lettered(day) for day in reading.weeks.get(number, {}).values()))
        for number in range(1, last + 1)
    )


def _lettered(day: Day) -> Day:
    """A day whose blocks lose the letters they were told apart by."""
    letters = re.compile(r"[A-Z]{0,2}")
    return replace(
        day,
        blocks=tuple(replace(block, note="") if letters.fullmatch(block.note) else block for block in day.blocks),
    )
