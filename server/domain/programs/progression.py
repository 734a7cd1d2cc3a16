"""Repeated weeks written out one after the other, and what rules make of their entries on the way. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from server.domain.programs.outline import Day, Entry, Measure, Rule, Set, Week

Met = Callable[[str], bool]  # by an entry's id: whether it was logged, and its targets reached

_FIELDS: dict[Measure, str] = {
    "load": "load",
    "reps": "reps",
    "secs": "secs",
    "distance": "distance_m",
    "rest": "rest_s",
    "rpe": "rpe",
}
_MOST: dict[Measure, float] = {
    "load": 1000,
    "reps": 999,
    "secs": 7200,
    "distance": 100_000,
    "rest": 1800,
    "rpe": 10,
    "sets": 20,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedWeek:
    """A week where it stands. number: from 1 in the program; of: the outline's week; repeat: which of its times."""

    number: int
    of: Week
    repeat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenWeek(NumberedWeek):
    """A week as it is trained."""

    week: Week


def reached(_entry_id: str) -> bool:
    """What a preview assumes: that all targets were reached."""
    return True


def numbered(weeks: Iterable[Week]) -> Iterator[NumberedWeek]:
    """Every week as often as it is repeated, in order."""
    repeats = ((week, repeat) for week in weeks for repeat in range(1, week.times + 1))
    for number, (week, repeat) in enumerate(repeats, start=1):
        yield NumberedWeek(number=number, of=week, repeat=repeat)


def written_out(weeks: Iterable[Week], met: Met = reached) -> tuple[WrittenWeek, ...]:
    """Every week by itself. Repeat n of a week has its ids with `-n` behind them; the first as they are."""
    found = []
    for one in numbered(weeks):
        days = tuple(day_at(day, one.repeat, met) for day in one.of.days)
        made = replace(one.of, id=id_at(one.of.id, one.repeat), times=1, days=days)
        found.append(WrittenWeek(number=one.number, of=one.of, repeat=one.repeat, week=made))
    return tuple(found)


def id_at(id: str, repeat: int) -> str:
    """The id a piece has in that repeat of its week."""
    return id if repeat == 1 else f"{id}-{repeat}"


def ids_in(weeks: Iterable[Week]) -> Iterator[str]:
    """All ids of the weeks as they are written out, without what rules make of them."""
    for week in weeks:
        pieces: list[Any] = [week, *week.days]
        pieces += [block for day in week.days for block in day.blocks]
        pieces += [entry for day in week.days for entry in day.entries]
        for repeat in range(1, week.times + 1):
            for piece in pieces:
                yield id_at(piece.id, repeat)


def at(entry: Entry, repeat: int, met: Met = reached) -> Entry:
    """The entry as its rules have it in that repeat of its week, under its own id."""
    return replace(entry, sets=_sets_at(entry, repeat, met))


def day_at(day: Day, repeat: int, met: Met) -> Day:
    """The day as it is trained in that repeat of its week, with the ids it has there."""
    blocks = []
    for block in day.blocks:
        entries = tuple(
            replace(entry, id=id_at(entry.id, repeat), sets=_sets_at(entry, repeat, met), rules=())
            for entry in block.entries
        )
        blocks.append(replace(block, id=id_at(block.id, repeat), entries=entries))
    return replace(day, id=id_at(day.id, repeat), blocks=tuple(blocks))


def _sets_at(entry: Entry, repeat: int, met: Met) -> tuple[Set, ...]:
    sets = entry.sets
    if repeat > 1:
        for rule in entry.rules:
            if steps := _steps(rule, entry.id, repeat, met):
                sets = _changed(sets, rule, steps)
    return sets


def _steps(rule: Rule, id: str, repeat: int, met: Met) -> int:
    """How often a rule has worked by then. One that needs a log and has none waits for its next turn."""
    turns = range(rule.first, repeat + 1, rule.every) if rule.every else range(rule.first, min(repeat, rule.first) + 1)
    return sum(not rule.needs_log or met(id_at(id, turn - 1)) for turn in turns)


def _changed(sets: tuple[Set, ...], rule: Rule, steps: int) -> tuple[Set, ...]:
    if rule.what == "sets":
        count = max(1, round(_value(len(sets), rule, steps)))
        return (*sets[:count], *[sets[-1]] * (count - len(sets)))
    found: list[Set] = []
    for at, one in enumerate(sets):  # most are like the one before
        found.append(found[-1] if at and one == sets[at - 1] else _set_changed(one, rule, steps))
    return tuple(found)


def _set_changed(one: Set, rule: Rule, steps: int) -> Set:
    field: Any = _FIELDS[rule.what]
    before = getattr(one, field)
    if before is None or one.kind == "warmup":
        return one
    after = _value(before, rule, steps)
    if rule.what == "load":
        # Plates and dumbbells go in halves; a percent of the best stays whole.
        after = float(round(after)) if one.unit == "percent" else round(after * 2) / 2
    elif rule.what == "rpe":
        after = max(1, round(after * 2) / 2)
    elif rule.what != "distance":
        after = round(after)
    else:
        after = round(after, 1)
    value: Any = after
    changed: Set = replace(one, **{field: value})
    if rule.what == "reps" and one.reps_to is not None:
        return replace(changed, reps_to=max(changed.reps or 0, round(_value(one.reps_to, rule, steps))))
    return changed


def _value(before: float, rule: Rule, steps: int) -> float:
    after: float
    if rule.how == "replace":
        return min(rule.amount, _MOST[rule.what])
    if rule.how == "percent":
        after = before * (1 + rule.amount / 100) ** steps
    else:
        after = before + rule.amount * steps
    if rule.most is not None:
        # Beyond its end already, it stays where it is.
        after = min(after, max(rule.most, before)) if rule.amount > 0 else max(after, min(rule.most, before))
    return min(max(after, 0), _MOST[rule.what])
