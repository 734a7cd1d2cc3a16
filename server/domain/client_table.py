"""Clients as another program's table has them: TrueCoach's list of clients, read row by row. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from server.domain import csv_rows, people
from server.domain.csv_rows import Problem
from server.domain.errors import BadInput, DomainError
from server.domain.people import Client, ClientDetails

# Headings in small letters, as TrueCoach's export has them; others may stand beside them.
COLUMNS = ("email", "first", "last", "type", "coach", "groups", "metric sets", "program", "start")
TYPES = {"remote": "by video or alone", "dual": "by video and in person", "in-person": "in person", "": ""}
_START = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was read. there: names of those who are clients already, by their e-mail address; they stay as they are."""

    rows: int = 0
    found: tuple[ClientDetails, ...] = ()
    there: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(text: str, known: Iterable[Client], *, time_zone: str, today: date) -> Table:
    """What a table says. With problems, none of it may be kept. Raises OutOfRange beyond 5,000 rows.

    time_zone: what clients get, as the table has none.
    """
    by_email = {one.email: one.name for one in known if one.email}
    problems: list[Problem] = []
    found: list[ClientDetails] = []
    there: list[str] = []
    seen: dict[str, int] = {}
    rows = 0
    for row, cells in csv_rows.read(text, COLUMNS, ("first",), problems, others=True):
        rows += 1
        try:
            details = people.checked(_details(cells, time_zone), today)
            if details.email and details.email in seen:
                raise BadInput(f"{details.email} stands in row {seen[details.email]} already.")
        except DomainError as problem:
            problems.append(Problem(row, problem.message))
            continue
        seen[details.email] = row
        if details.email in by_email:
            there.append(by_email[details.email])
        else:
            found.append(details)
    if not rows and not problems:
        problems.append(Problem(1, "There is nothing below the heading."))
    return Table(rows=rows, found=tuple(found), there=tuple(there), problems=csv_rows.first_few(problems))


def _details(cells: dict[str, str], time_zone: str) -> ClientDetails:
    name = " ".join(part for part in (cells.get("first", ""), cells.get("last", "")) if part)
    if not name:
        raise BadInput("There is no name.")
    kind = TYPES[csv_rows.one_of("type", cells.get("type", ""), TYPES)]
    start = _date_words(cells.get("start", ""))
    program = cells.get("program", "")
    said = [
        f"Trained {kind}" if kind else "",
        f"Program: {program}{f', from {start}' if start else ''}" if program else f"Since {start}" if start else "",
        f"Groups: {cells['groups']}" if cells.get("groups") else "",
        f"Measures: {cells['metric sets']}" if cells.get("metric sets") else "",
        f"Coach: {cells['coach']}" if cells.get("coach") else "",
    ]
    notes = "\n".join(part for part in said if part)
    return ClientDetails(name=name, email=cells.get("email", ""), time_zone=time_zone, notes=notes)


def _date_words(said: str) -> str:
    """The ISO date of 3/14/25, month first. Raises BadInput."""
    if not said:
        return ""
    found = _START.fullmatch(said)
    try:
        if found is None:
            raise ValueError
        month, day, year = (int(part) for part in found.groups())
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        raise BadInput(f"start is “{said[:40]}”; it is written month/day/year, as 3/14/25.") from None
