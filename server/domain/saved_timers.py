"""Timers that a trainer keeps: a plan with a name, and how it was built. What runs is always the plan."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from server.domain import contact
from server.domain.errors import BadInput, OutOfRange, Stale

NAME_MOST = 60  # characters
INTERVALS_MOST = 500
LONGEST_MS = 21_600_000  # six hours, as in a room
BYTES_MOST = 56_000  # of a plan as JSON: it must fit into one frame of the socket
TIMERS_MOST = 200  # of one trainer
FREE = "free"  # the format of a plan that was put together interval by interval
DEEPEST = 6  # so far fields of a recipe may nest
UNDO_MS = 86_400_000  # so long a deleted one can be brought back

_FORMAT = re.compile(r"[a-z]+(-[a-z]+)*")

Counts = Literal["", "rounds", "finish", "out"]  # what each client counts for themselves on it, as in a room
Plan = tuple[Mapping[str, Any], ...]  # intervals as the wire has them, without what is as it is by default


class TooLong(OutOfRange):
    """A plan that takes longer than any session."""

    code = "too-long"
    sentence = "A timer runs for six hours at most. Take some of it away, or make two of it."


class TooManyTimers(OutOfRange):
    """More timers than a trainer can keep."""

    code = "too-many-timers"
    sentence = f"You keep {TIMERS_MOST} timers already. Delete one that you do not use any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedTimer:
    """A timer of a trainer's library."""

    id: str
    trainer_id: str
    name: str
    format: str  # which recipe it was built by; "free": none
    recipe: Mapping[str, Any] | None  # what was filled in for that format; the editor's own words
    plan: Plan
    length_ms: int  # of the whole plan
    counts: Counts = ""
    is_favourite: bool = False
    rev: int = 1  # one more at each save
    created_at_ms: int = 0
    updated_at_ms: int = 0
    deleted_at_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerDetails:
    """What a trainer says of a timer: its plan, and if it came from a format, that format's fields."""

    name: str
    plan: Plan
    counts: Counts = ""
    recipe: Mapping[str, Any] | None = field(default=None)


def new_timer(id: str, trainer_id: str, details: TimerDetails, *, kept: int, now_ms: int) -> SavedTimer:
    """A timer with checked details. kept: how many this trainer has. Raises as `change`, and TooManyTimers."""
    check_room(kept)
    empty = SavedTimer(
        id=id, trainer_id=trainer_id, name="", format=FREE, recipe=None, plan=(), length_ms=0, created_at_ms=now_ms
    )
    return _filled(empty, details, now_ms)


def change(timer: SavedTimer, details: TimerDetails, *, rev: int, now_ms: int) -> SavedTimer:
    """The timer with other details.

    rev: the revision its sender had before them. Raises Stale when there is a later one, BadInput, Markup, OutOfRange,
    TooLong.
    """
    if rev != timer.rev:
        raise Stale("This timer was saved in another window meanwhile. What you have here is not lost.")
    return replace(_filled(timer, details, now_ms), rev=timer.rev + 1)


def rename(timer: SavedTimer, name: str, now_ms: int) -> SavedTimer:
    """The timer under another name. A window that has it open learns of it when it saves."""
    return replace(timer, name=_name(name), rev=timer.rev + 1, updated_at_ms=now_ms)


def copy(timer: SavedTimer, id: str, *, names: Iterable[str], kept: int, now_ms: int) -> SavedTimer:
    """One like it, under a name that none of `names` is. Raises TooManyTimers."""
    check_room(kept)
    return replace(
        timer,
        id=id,
        name=copy_name(timer.name, names),
        is_favourite=False,
        rev=1,
        created_at_ms=now_ms,
        updated_at_ms=now_ms,
        deleted_at_ms=None,
    )


def copy_name(name: str, names: Iterable[str]) -> str:
    """The name of a copy: "Legs (copy)", "Legs (copy 2)" and so on, never longer than a name may be."""
    taken = set(names)
    stem = re.sub(r" \(copy(?: \d+)?\)$", "", name)
    number = 1
    while True:
        tail = " (copy)" if number == 1 else f" (copy {number})"
        found = f"{stem[: NAME_MOST - len(tail)].rstrip()}{tail}"
        if found not in taken:
            return found
        number += 1


def check_room(kept: int) -> None:
    """Raises TooManyTimers when a trainer who keeps so many cannot keep one more."""
    if kept >= TIMERS_MOST:
        raise TooManyTimers


def length_ms(plan: Sequence[Mapping[str, Any]]) -> int:
    """How long a whole plan takes."""
    return sum(interval["duration_ms"] for interval in plan)


def _filled(timer: SavedTimer, details: TimerDetails, now_ms: int) -> SavedTimer:
    return replace(
        timer,
        name=_name(details.name),
        format=_format(details.recipe),
        recipe=details.recipe,
        plan=_plan(details.plan),
        length_ms=length_ms(details.plan),
        counts=details.counts,
        updated_at_ms=now_ms,
    )


def _name(name: str) -> str:
    found = contact.name(name, most=NAME_MOST)
    return contact.plain(found, "name")


def _plan(plan: Plan) -> Plan:
    if not plan:
        raise BadInput("There is nothing in it yet. Add an interval.", "plan")
    if len(plan) > INTERVALS_MOST:
        raise OutOfRange(f"A timer has at most {INTERVALS_MOST} intervals; these are {len(plan)}.", "plan")
    if length_ms(plan) > LONGEST_MS:
        raise TooLong(where="plan")
    if len(json.dumps(plan, ensure_ascii=False, separators=(",", ":")).encode()) > BYTES_MOST:
        raise OutOfRange("That is too much text for one timer.", "plan")
    for interval in plan:
        for words in ("name", "say", "label"):
            contact.plain(interval.get(words, ""), "plan")
    return plan


def _format(recipe: Mapping[str, Any] | None) -> str:
    """The format a recipe is of. Its other fields are the editor's: nothing runs by them."""
    if recipe is None:
        return FREE
    found = recipe.get("format")
    if not isinstance(found, str) or len(found) > 24 or not _FORMAT.fullmatch(found):
        raise BadInput("This is no format of a timer.", "recipe")
    _check_words(recipe)
    return found


def _check_words(value: object, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise BadInput("This is no recipe of a timer.", "recipe")
    if isinstance(value, str):
        contact.plain(value, "recipe")
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            _check_words(one, depth + 1)
