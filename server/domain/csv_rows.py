"""Tables as spreadsheets save them: rows read by their heading, what is wrong said by its row, cells made safe."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from server.domain.errors import BadInput, OutOfRange

ROWS_MOST = 5000  # beside the heading
PROBLEMS_MOST = 50  # that are told at once
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


@dataclass(slots=True)
class Lines:
    """What `csv.writer` writes, kept."""

    lines: list[str] = field(default_factory=list)

    def write(self, line: str) -> None:
        """One line more."""
        self.lines.append(line)


def written(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as text; a cell that a spreadsheet would compute has an apostrophe before it, as they write text."""
    out = Lines()
    table = csv.writer(out)
    table.writerow(heading)
    for row in rows:
        table.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return "".join(out.lines)


def read(
    text: str,
    columns: Sequence[str],
    needed: Sequence[str],
    problems: list[Problem],
    *,
    others: bool = False,
    most: int = ROWS_MOST,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column, and their number; stops where a row cannot be read, and says so in `problems`.

    Cells are parted by commas, semicolons or tabs, whichever the heading has. Headings are compared in small letters.
    others: columns that are not among `columns` are passed over instead of refused. Raises OutOfRange beyond `most`.
    """
    text = text.removeprefix("\ufeff")
    heading_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading_line.count)
    reader = csv.reader(_LINE.findall(text), delimiter=delimiter, strict=True)
    heading: list[str] | None = None
    row = count = 0
    try:
        for cells in reader:
            row += 1
            if not any(cell.strip() for cell in cells):
                continue
            if heading is None:
                heading = _heading(cells, row, columns, needed, problems, others)
                if heading is None:
                    return
                continue
            if len(cells) > len(heading) and any(cell.strip() for cell in cells[len(heading) :]):
                problems.append(Problem(row, f"{len(cells)} cells under {len(heading)} headings. Is a comma unquoted?"))
                continue
            count += 1
            if count > most:
                raise OutOfRange(f"At most {most:,} rows at once. Take the table apart, please.", "text")
            yield row, {name: plain(cell) for name, cell in zip(heading, cells, strict=False)}
    except csv.Error:
        problems.append(Problem(row + 1, "This row cannot be read. Is a quotation mark missing, or one too many?"))
    if heading is None and not problems:
        problems.append(Problem(1, "The table is empty."))


def check(problems: Sequence[Problem]) -> None:
    """Raises BadRows for a table that has problems: the first of them in its message."""
    if problems:
        first, *others = problems
        more = f" And {len(others)} more." if others else ""
        raise BadRows(f"Nothing was kept: {first}{more}", "text")


def first_few(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As many problems as are told at once, by their rows."""
    return tuple(sorted(problems, key=lambda problem: problem.row)[:PROBLEMS_MOST])


def one_of(column: str, said: str, choices: Iterable[str], shown: str = "") -> str:
    """A cell that is one of some words, whatever the size of its letters. Raises BadInput."""
    found = said.strip().casefold()
    if found not in choices:
        raise BadInput(f"“{said[:40]}” is no {column}; there are {shown or ', '.join(one for one in choices if one)}.")
    return found


def safe(cell: str) -> str:
    """The cell as text for every spreadsheet."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def plain(cell: str) -> str:
    """The cell as it was before `safe`."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in (*_FORMULA, "'") else cell


def _heading(
    cells: list[str], row: int, columns: Sequence[str], needed: Sequence[str], problems: list[Problem], others: bool
) -> list[str] | None:
    heading = [" ".join(cell.split()).casefold() for cell in cells]
    while heading and not heading[-1]:
        heading.pop()
    for name in heading:
        if name not in columns and not others:
            problems.append(Problem(row, f"“{name[:40]}” is no column; there are {', '.join(columns)}."))
            return None
        if name in columns and heading.count(name) > 1:
            problems.append(Problem(row, f"The column “{name}” is there twice."))
            return None
    for name in needed:
        if name not in heading:
            problems.append(Problem(row, f"There is no column “{name}”."))
            return None
    return heading
