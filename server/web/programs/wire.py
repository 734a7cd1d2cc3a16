"""How programs come in and go out: the bodies pages send, and what they are told."""

from dataclasses import dataclass
from typing import Any

from server import ids
from server.domain.programs import json_shape, starters
from server.domain.programs.outline import Day, Week
from server.domain.programs.program import Program, ProgramDetails
from server.store.programs import Listed

HERE = "/library/programs"  # a trainer's library
AT = "/programs"  # and one of them, which may be a client's
MOST_BYTES = 2 * 1024 * 1024  # a year of full days as JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramBody:
    """A program as the editor sends it: all of it. rev: the revision that was on the page.

    starts_on and training_days count for a client's copy alone.
    """

    name: str
    about: str = ""
    alone: bool = True
    weeks: tuple[Week, ...] = ()
    starts_on: str = ""
    training_days: tuple[int, ...] = ()
    rev: int = 0

    @property
    def details(self) -> ProgramDetails:
        """What is kept of it."""
        return ProgramDetails(
            name=self.name,
            about=self.about,
            alone=self.alone,
            weeks=self.weeks,
            starts_on=self.starts_on,
            training_days=self.training_days,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgram:
    """A program to begin with: one of our starters, or what is sent; empty ones get a week with one day."""

    starter: str = ""
    name: str = ""
    about: str = ""
    alone: bool = True
    weeks: tuple[Week, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveProgram:
    """A program for a client. program: of the library, or starter: one of ours; neither: an empty one."""

    program: str = ""
    starter: str = ""
    starts_on: str
    training_days: tuple[int, ...] = ()
    beside: str = ""  # what stands beside the editor that opens


def begun(body: NewProgram) -> ProgramDetails:
    """What a new program says. Raises KeyError for a starter that there is not."""
    if body.starter:
        return starters.BY_KEY[body.starter].details
    weeks = body.weeks or (Week(id=ids.new(), days=(Day(id=ids.new(), name="Day 1"),)),)
    return ProgramDetails(name=body.name or "New program", about=body.about, alone=body.alone, weeks=weeks)


def row(one: Listed) -> dict[str, Any]:
    """A program as a list shows it."""
    return {"id": one.program.id, "name": one.program.name, "weeks": one.weeks, "rev": one.program.rev}


def whole(program: Program) -> dict[str, Any]:
    """A program with all that is in it, sparse as it is kept."""
    return {
        "id": program.id,
        "client_id": program.client_id,
        "name": program.name,
        "about": program.about,
        "alone": program.alone,
        "starts_on": program.starts_on,
        "training_days": program.training_days,
        "rev": program.rev,
        "weeks": [json_shape.told(week) for week in program.weeks],
    }
