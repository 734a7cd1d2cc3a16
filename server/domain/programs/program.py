"""A program as it is kept: a template of a trainer's library, or a client's own copy of one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from server.domain import contact
from server.domain.errors import BadInput, Conflict, OutOfRange, Stale
from server.domain.programs import limits
from server.domain.programs.outline import Week

PROGRAMS_MOST = 300  # of one trainer's library
NAME_MOST = 80
ABOUT_MOST = 1000
UNDO_MS = 86_400_000  # so long a deleted one can be brought back


class TooManyPrograms(OutOfRange):
    """More programs than a trainer's library keeps."""

    code = "too-many-programs"
    sentence = f"A library keeps {PROGRAMS_MOST} programs at most. Delete some that you do not use any more."


class NeedsSpotter(Conflict):
    """An exercise that needs somebody beside it stands in a program that is done alone."""

    code = "needs-spotter"
    sentence = "An exercise of this program needs a spotter, so it must not be done alone."


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program. client_id: None for a template; from_id: the program it was copied from."""

    id: str
    trainer_id: str
    client_id: str | None = None
    from_id: str | None = None
    name: str
    about: str = ""  # what the client reads first
    alone: bool = True  # done without anybody beside: nothing in it may need a spotter
    weeks: tuple[Week, ...] = ()
    starts_on: str = ""  # ISO date; a copy always has one
    training_days: tuple[int, ...] = ()  # 1 Monday … 7 Sunday, rising
    rev: int = 1  # one more at each save
    created_at_ms: int = 0
    updated_at_ms: int = 0
    ended_at_ms: int | None = None  # a copy that is not trained by any more
    deleted_at_ms: int | None = None

    @property
    def is_template(self) -> bool:
        """Whether it is nobody's yet."""
        return self.client_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramDetails:
    """What a trainer writes. starts_on and training_days count for a copy alone."""

    name: str
    about: str = ""
    alone: bool = True
    weeks: tuple[Week, ...] = ()
    starts_on: str = ""
    training_days: tuple[int, ...] = ()


def new_program(id: str, trainer_id: str, details: ProgramDetails, *, kept: int, now_ms: int) -> Program:
    """A template with checked details. kept: how many there are. Raises TooManyPrograms, and as `change`."""
    check_room(kept)
    blank = Program(id=id, trainer_id=trainer_id, name="", rev=0, created_at_ms=now_ms)
    return change(blank, details, rev=0, now_ms=now_ms)


def change(before: Program, details: ProgramDetails, *, rev: int, now_ms: int) -> Program:
    """The program as it was written, checked. rev: what its sender had before them.

    Raises Stale, BadInput, Markup, OutOfRange.
    """
    if rev != before.rev:
        raise Stale
    after = replace(
        before,
        name=contact.plain(contact.name(details.name, most=NAME_MOST), "name"),
        about=contact.paragraphs(details.about, "about", most=ABOUT_MOST),
        alone=details.alone,
        weeks=limits.checked(details.weeks),
        rev=before.rev + 1,
        updated_at_ms=now_ms,
    )
    if before.is_template:
        return after
    return replace(
        after, starts_on=start_checked(details.starts_on), training_days=training_days_checked(details.training_days)
    )


def details_of(program: Program) -> ProgramDetails:
    """What `change` takes."""
    return ProgramDetails(
        name=program.name,
        about=program.about,
        alone=program.alone,
        weeks=program.weeks,
        starts_on=program.starts_on,
        training_days=program.training_days,
    )


def copy(program: Program, id: str, *, kept: int, names: Iterable[str], now_ms: int) -> Program:
    """Another template like it, under a name that is free. Raises TooManyPrograms."""
    check_room(kept)
    taken = {name.casefold() for name in names}
    base = program.name[: NAME_MOST - 10]
    tried = (f"{base}, copy{'' if number == 1 else f' {number}'}" for number in range(1, PROGRAMS_MOST + 2))
    name = next(one for one in tried if one.casefold() not in taken)
    return Program(
        id=id,
        trainer_id=program.trainer_id,
        from_id=program.id,
        name=name,
        about=program.about,
        alone=program.alone,
        weeks=program.weeks,
        created_at_ms=now_ms,
        updated_at_ms=now_ms,
    )


def for_client(
    program: Program, id: str, client_id: str, *, starts_on: str, training_days: Iterable[int], now_ms: int
) -> Program:
    """A client's own copy, with the same ids inside. Raises BadInput without a start or a training day."""
    return replace(
        program,
        id=id,
        client_id=client_id,
        from_id=program.id,
        starts_on=start_checked(starts_on),
        training_days=training_days_checked(training_days),
        rev=1,
        created_at_ms=now_ms,
        updated_at_ms=now_ms,
        ended_at_ms=None,
        deleted_at_ms=None,
    )


def check_alone(program: Program, spotted: Iterable[str]) -> None:
    """Raises NeedsSpotter when it is done alone and has an exercise of those keys, with the exercise's name."""
    needing = frozenset(spotted)
    if not program.alone:
        return
    for week in program.weeks:
        for day in week.days:
            for entry in day.entries:
                if entry.exercise in needing:
                    raise NeedsSpotter(
                        f"{entry.name} needs a spotter, so it must not stand in a program that is done alone.", entry.id
                    )


def check_room(kept: int) -> None:
    """Raises TooManyPrograms when a library of so many cannot take one more."""
    if kept >= PROGRAMS_MOST:
        raise TooManyPrograms


def start_checked(starts_on: str) -> str:
    """An ISO date. Raises BadInput."""
    try:
        return date.fromisoformat(starts_on).isoformat()
    except ValueError:
        raise BadInput("When does it start? Please give a date.", "starts_on") from None


def training_days_checked(days: Iterable[int]) -> tuple[int, ...]:
    """Weekdays from 1 to 7, each once and rising. Raises BadInput."""
    found = tuple(sorted(set(days)))
    if not found:
        raise BadInput("On which days does your client train? Choose at least one.", "training_days")
    if found[0] < 1 or found[-1] > 7:
        raise BadInput("A training day is a day of the week, 1 to 7.", "training_days")
    return found
