"""Exercises as a table, one row a cue: written for spreadsheets, read with what is wrong said by its row. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from server.domain import csv_rows
from server.domain import exercise_words as words
from server.domain import exercises as rules
from server.domain.csv_rows import PROBLEMS_MOST, ROWS_MOST, BadRows, Problem
from server.domain.errors import BadInput, DomainError
from server.domain.exercises import Exercise, ExerciseCue, ExerciseDetails, Phase

__all__ = ["COLUMNS", "PROBLEMS_MOST", "ROWS_MOST", "BadRows", "Found", "Problem", "Table", "check", "read", "write"]

COLUMNS = ("exercise", "movement", "equipment", "trains", "one-sided", "load", "cue", "kind", "phase", "part")
YES = ("yes", "y", "true", "1", "x")
NO = ("no", "n", "false", "0", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An exercise of a table. before: the one of the trainer's list that it changes; None for a new one."""

    before: Exercise | None
    details: ExerciseDetails

    @property
    def is_changed(self) -> bool:
        """Whether it says something that the list does not say already."""
        return self.before is None or self.before.details != self.details


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was read. rows: without the heading and empty ones."""

    rows: int = 0
    found: tuple[Found, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """Rows of one exercise. facts: by column what was said of it, and in which row."""

    name: str
    row: int
    facts: dict[str, tuple[str, int]] = field(default_factory=dict)
    cues: list[tuple[ExerciseCue, int]] = field(default_factory=list)


def write(exercises: Iterable[Exercise]) -> str:
    """The table, safe for spreadsheets."""
    return csv_rows.written(COLUMNS, (row for one in exercises for row in _rows_of(one)))


def _rows_of(exercise: Exercise) -> Iterator[tuple[str, ...]]:
    it = exercise.details
    facts = (
        it.name,
        it.pattern,
        ", ".join(it.equipment),
        ", ".join(it.regions),
        "yes" if it.one_sided else "no",
        it.load,
    )
    for cue in it.cues or (None,):
        yield (*facts, *((cue.say, words.kind_of(cue), cue.phase, cue.region) if cue else ("", "", "", "")))


def read(text: str, known: Sequence[Exercise]) -> Table:
    """What a table says, beside the list there is. With problems, none of it may be kept.

    Cells are parted by commas, semicolons or tabs, whichever the heading has. A fact that a table does not say stays as
    it is; cues are those of the table, unless it has none for an exercise. Raises OutOfRange beyond 5,000 rows.
    """
    problems: list[Problem] = []
    gathered: dict[str, _Gathered] = {}
    rows = 0
    for row, cells in csv_rows.read(text, COLUMNS, COLUMNS[:1], problems):
        rows += 1
        try:
            _gather(gathered, row, cells)
        except DomainError as problem:
            problems.append(Problem(row, problem.message))
    by_name = {rules.name_key(one.name): one for one in known}
    found = []
    for key, one in gathered.items():
        try:
            found.append(_found(one, by_name.get(key)))
        except DomainError as problem:
            problems.append(Problem(_row_of(one, problem.where or ""), problem.message))
    if not rows and not problems:
        problems.append(Problem(1, "There is nothing below the heading."))
    return Table(rows=rows, found=tuple(found), problems=csv_rows.first_few(problems))


def check(table: Table) -> None:
    """Raises BadRows for a table that has problems: the first of them in its message."""
    csv_rows.check(table.problems)


def _gather(gathered: dict[str, _Gathered], row: int, cells: dict[str, str]) -> None:
    """Lays a row to its exercise. Raises BadInput for what cannot be understood, or says two things of one."""
    name = cells.get("exercise", "")
    if not name:
        raise BadInput("There is no name of an exercise.")
    one = gathered.setdefault(rules.name_key(name), _Gathered(name, row))
    for column in COLUMNS[1:6]:
        said = cells.get(column, "")
        if not said:
            continue
        _fact(column, said)
        before, at = one.facts.setdefault(column, (said, row))
        if before.casefold() != said.casefold():
            raise BadInput(f"{column} is “{said[:40]}” here and “{before[:40]}” in row {at}.")
    if cells.get("cue"):
        one.cues.append((_cue(cells), row))


def _cue(cells: dict[str, str]) -> ExerciseCue:
    kind, focus, _ = words.KINDS[csv_rows.one_of("kind", cells.get("kind", "") or "form", words.KINDS)]
    phase: Any = csv_rows.one_of("phase", cells.get("phase", ""), ("", *(one for one in Phase.__args__ if one)))  # type: ignore[attr-defined]
    region: Any = csv_rows.one_of("part", cells.get("part", ""), ("", *words.REGIONS))
    return ExerciseCue(say=cells["cue"], kind=kind, focus=focus, phase=phase, region=region)


def _found(one: _Gathered, before: Exercise | None) -> Found:
    base = before.details if before else ExerciseDetails(name=one.name)
    facts = {_FIELDS[column]: _fact(column, said) for column, (said, _) in one.facts.items()}
    cues = tuple(cue for cue, _ in one.cues) or base.cues
    return Found(before=before, details=rules.checked(replace(base, **facts, cues=cues)))


_FIELDS = {
    "movement": "pattern",
    "equipment": "equipment",
    "trains": "regions",
    "one-sided": "one_sided",
    "load": "load",
}


def _fact(column: str, said: str) -> Any:
    """A cell's value. Raises BadInput."""
    match column:
        case "movement":
            return csv_rows.one_of(column, said, words.PATTERNS)
        case "load":
            return csv_rows.one_of(column, said, words.LOADS)
        case "one-sided":
            return csv_rows.one_of(column, said, (*YES, *NO), "yes or no") in YES
        case "trains":
            return tuple(csv_rows.one_of(column, part, words.REGIONS) for part in _parts(said))
        case _:
            return _parts(said)


def _parts(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.replace(";", ",").split(",") if part.strip())


def _row_of(one: _Gathered, where: str) -> int:
    """The row that a refusal is about, by its field."""
    if where.startswith("cues[") and one.cues:
        return one.cues[int(where[5:-1])][1]
    column = next((column for column, name in _FIELDS.items() if name == where), "")
    return one.facts[column][1] if column in one.facts else one.row
