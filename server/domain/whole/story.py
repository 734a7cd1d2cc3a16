"""What has happened with one client, whatever it was, by time; and a page of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Show = Literal["", "sessions", "clips", "assessments", "forms", "messages", "training", "agreed", "plan"]

SHOWS: dict[Show, str] = {
    "": "Everything",
    "sessions": "Sessions",
    "clips": "Clips",
    "assessments": "Assessments",
    "forms": "Forms and goals",
    "messages": "Messages",
    "training": "Training",
    "agreed": "Consents and health",
    "plan": "Plan and sharing",
}
PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of the story. kind: which table it is of; text: what was said, shortened; href: its page, or empty."""

    id: str
    kind: str
    at_ms: int
    title: str
    text: str = ""
    href: str = ""


def page(found: Iterable[Happened], most: int = PAGE) -> tuple[list[Happened], str]:
    """The newest so many of what several sources gave, and the cursor at which the next page begins; "" on the last.

    Each source gives its newest `most` + 1, so none that belongs here is missing.
    """
    lines = sorted(found, key=lambda one: (one.at_ms, one.id), reverse=True)
    if len(lines) <= most:
        return lines, ""
    last = lines[most - 1]
    return lines[:most], f"{last.at_ms}.{last.id}"


def cursor(text: str) -> tuple[int, str] | None:
    """The moment and id at which an older page begins; None for the first, and for nonsense."""
    at, _, id = text.partition(".")
    if not (at.isascii() and at.isdigit() and len(at) <= 15 and id):
        return None
    return int(at), id[:64]


def by_day(lines: Sequence[Happened], day_of: Iterable[str]) -> list[tuple[str, list[Happened]]]:
    """The lines under the days they happened on. day_of: each one's day in words."""
    days: list[tuple[str, list[Happened]]] = []
    for line, day in zip(lines, day_of, strict=True):
        if not days or days[-1][0] != day:
            days.append((day, []))
        days[-1][1].append(line)
    return days
