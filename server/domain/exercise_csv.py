"""Exercises as a table, one row a cue: written for spreadsheets, read with what is wrong said by its row. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from server.domain import exercise_words as words
from server.domain import exercises as rules
from server.domain.errors import BadInput, DomainError, OutOfRange
from server.domain.exercises import Exercise, ExerciseCue, ExerciseDetails, Phase

COLUMNS = ("exercise", "movement", "equipment", "trains", "one-sided", "load", "cue", "kind", "phase", "part")
ROWS_MOST = 5000  # beside the heading
PROBLEMS_MOST = 50  # that are told at once
YES = ("yes", "y", "true", "1", "x")
NO = ("no", "n", "false", "0", "")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


class BadRows(BadInput):
    """Something in a table is wrong; nothing of it was kept."""

    code = "bad-rows"
    sentence = "Something in this table is wrong, so nothing was kept."


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and in which row as a spreadsheet counts them: the heading is row 1."""

    row: int
    message: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}"


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


@dataclass(slots=True)
class _Lines:
    lines: list[str] = field(default_factory=list)

    def write(self, line: str) -> None:
        self.lines.append(line)


def write(exercises: Iterable[Exercise]) -> str:
    """The table. A cell that a spreadsheet would compute has an apostrophe before it, as spreadsheets write text."""
    out = _Lines()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in exercises:
        it = one.details
        facts = (
            it.name,
            it.pattern,
            ", ".join(it.equipment),
            ", ".join(it.regions),
            "yes" if it.one_sided else "no",
            it.load,
        )
        for cue in it.cues or (None,):
            said = (cue.say, words.kind_of(cue), cue.phase, cue.region) if cue else ("", "", "", "")
            table.writerow([_safe(cell) for cell in (*facts, *said)])
    return "".join(out.lines)


def read(text: str, known: Sequence[Exercise]) -> Table:
    """What a table says, beside the list there is. With problems, none of it may be kept.

    Cells are parted by commas, semicolons or tabs, whichever the heading has. A fact that a table does not say stays as
    it is; cues are those of the table, unless it has none for an exercise. Raises OutOfRange beyond 5,000 rows.
    """
    problems: list[Problem] = []
    gathered: dict[str, _Gathered] = {}
    rows = 0
    for row, cells in _rows(text, problems):
        rows += 1
        if rows > ROWS_MOST:
            raise OutOfRange(f"At most {ROWS_MOST:,} rows at once. Take the table apart, please.", "text")
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
    problems.sort(key=lambda problem: problem.row)
    return Table(rows=rows, found=tuple(found), problems=tuple(problems[:PROBLEMS_MOST]))


def check(table: Table) -> None:
    """Raises BadRows for a table that has problems: the first of them in its message."""
    if table.problems:
        first, *others = table.problems
        more = f" And {len(others)} more." if others else ""
        raise BadRows(f"Nothing was kept: {first}{more}", "text")


def _rows(text: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column, and their number; stops where a row cannot be read."""
    text = text.removeprefix("\ufeff")
    heading_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading_line.count)
    reader = csv.reader(_LINE.findall(text), delimiter=delimiter, strict=True)
    heading: list[str] | None = None
    row = 0
    try:
        for cells in reader:
            row += 1
            if not any(cell.strip() for cell in cells):
                continue
            if heading is None:
                heading = _heading(cells, row, problems)
                if heading is None:
                    return
                continue
            if len(cells) > len(heading) and any(cell.strip() for cell in cells[len(heading) :]):
                problems.append(Problem(row, f"{len(cells)} cells under {len(heading)} headings. Is a comma unquoted?"))
                continue
            yield row, {name: _plain(cell) for name, cell in zip(heading, cells, strict=False)}
    except csv.Error:
        problems.append(Problem(row + 1, "This row cannot be read. Is a quotation mark missing, or one too many?"))
    if heading is None and not problems:
        problems.append(Problem(1, "The table is empty."))


def _heading(cells: list[str], row: int, problems: list[Problem]) -> list[str] | None:
    heading = [" ".join(cell.split()).casefold() for cell in cells]
    while heading and not heading[-1]:
        heading.pop()
    for name in heading:
        if name not in COLUMNS:
            problems.append(Problem(row, f"“{name[:40]}” is no column; there are {', '.join(COLUMNS)}."))
            return None
        if heading.count(name) > 1:
            problems.append(Problem(row, f"The column “{name}” is there twice."))
            return None
    if "exercise" not in heading:
        problems.append(Problem(row, "There is no column “exercise”."))
        return None
    return heading


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
    kind, focus, _ = words.KINDS[_one_of("kind", cells.get("kind", "") or "form", words.KINDS)]
    phase: Any = _one_of("phase", cells.get("phase", ""), ("", *(one for one in Phase.__args__ if one)))  # type: ignore[attr-defined]
    region: Any = _one_of("part", cells.get("part", ""), ("", *words.REGIONS))
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
            return _one_of(column, said, words.PATTERNS)
        case "load":
            return _one_of(column, said, words.LOADS)
        case "one-sided":
            return _one_of(column, said, (*YES, *NO), "yes or no") in YES
        case "trains":
            return tuple(_one_of(column, part, words.REGIONS) for part in _parts(said))
        case _:
            return _parts(said)


def _one_of(column: str, said: str, choices: Iterable[str], shown: str = "") -> str:
    found = said.strip().casefold()
    if found not in choices:
        raise BadInput(f"“{said[:40]}” is no {column}; there are {shown or ', '.join(one for one in choices if one)}.")
    return found


def _parts(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.replace(";", ",").split(",") if part.strip())


def _row_of(one: _Gathered, where: str) -> int:
    """The row that a refusal is about, by its field."""
    if where.startswith("cues[") and one.cues:
        return one.cues[int(where[5:-1])][1]
    column = next((column for column, name in _FIELDS.items() if name == where), "")
    return one.facts[column][1] if column in one.facts else one.row


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in (*_FORMULA, "'") else cell
