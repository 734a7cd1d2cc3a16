"""What may stand in a program: every piece cleaned, or refused with a sentence that says where it is."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from server.domain import contact
from server.domain.errors import BadInput, DomainError, OutOfRange
from server.domain.programs import progression
from server.domain.programs.outline import Block, Day, Entry, Rule, Set, Week

WEEKS_MOST = 52  # written out
DAYS_MOST = 14  # of a week
BLOCKS_MOST = 30  # of a day
ENTRIES_MOST = 40  # of a day
SETS_MOST = 20  # of an entry
RULES_MOST = 5  # of an entry
NAME_MOST = 60
NOTE_MOST = 400
LINE_MOST = 80  # an entry's note, as in a room's list
ROUNDS_MOST = 50
REST_MOST_S = 1800
CLOCK_MOST_S = 7200

_ID = re.compile(r"[A-Za-z0-9-]{1,40}")
_TEMPO = re.compile(r"(?:\d{1,2}|X)(?:-(?:\d{1,2}|X)){2,3}")
_NUMBERS: dict[str, tuple[float, float, str]] = {
    "reps": (0, 999, "A set has at most 999 repetitions."),
    "reps_to": (0, 999, "A set has at most 999 repetitions."),
    "secs": (0, 7200, "A set takes at most two hours."),
    "distance_m": (0, 100_000, "A distance is at most 100 km."),
    "load": (0, 1000, "A load is at most 1000."),
    "rpe": (1, 10, "An effort is between 1 and 10."),
    "rir": (0, 20, "At most 20 repetitions stay in reserve."),
    "rest_s": (0, REST_MOST_S, "A rest is at most 30 minutes."),
}


def checked(weeks: Iterable[Week]) -> tuple[Week, ...]:
    """The weeks cleaned. Raises BadInput, Markup, OutOfRange; `where` is the id of the piece that is wrong."""
    found = tuple(_week(week, f"Week {number}") for number, week in enumerate(weeks, start=1))
    total = sum(week.times for week in found)
    if total > WEEKS_MOST:
        raise OutOfRange(f"A program has at most {WEEKS_MOST} weeks; these are {total}.", "weeks")
    _check_ids(found)
    return found


def _week(week: Week, at: str) -> Week:
    _check(week.id, 1 <= week.times <= WEEKS_MOST, at, f"A week is repeated between 1 and {WEEKS_MOST} times.")
    _check(week.id, len(week.days) <= DAYS_MOST, at, f"A week has at most {DAYS_MOST} days.")
    days = tuple(_day(day, f"{at}, {day.name[:NAME_MOST] or f'day {n}'}") for n, day in enumerate(week.days, start=1))
    return replace(week, name=_line(week, "name", at, NAME_MOST), note=_line(week, "note", at, NOTE_MOST), days=days)


def _day(day: Day, at: str) -> Day:
    _check(day.id, len(day.blocks) <= BLOCKS_MOST, at, f"A day has at most {BLOCKS_MOST} blocks.")
    _check(day.id, len(day.entries) <= ENTRIES_MOST, at, f"A day has at most {ENTRIES_MOST} exercises.")
    blocks = tuple(_block(block, at) for block in day.blocks)
    return replace(day, name=_line(day, "name", at, NAME_MOST), note=_line(day, "note", at, NOTE_MOST), blocks=blocks)


def _block(block: Block, at: str) -> Block:
    _check(block.id, 0 <= block.rounds <= ROUNDS_MOST, at, f"A block has at most {ROUNDS_MOST} rounds.")
    _check(block.id, 0 <= block.rest_s <= REST_MOST_S, at, "A rest is at most 30 minutes.")
    _check(block.id, 0 <= block.clock_s <= CLOCK_MOST_S, at, "A block takes at most two hours.")
    entries = tuple(_entry(entry, f"{at}, {entry.name[:NAME_MOST]}") for entry in block.entries)
    return replace(block, note=_line(block, "note", at, NOTE_MOST), entries=entries)


def _entry(entry: Entry, at: str) -> Entry:
    _check(entry.id, bool(entry.name.strip()), at.removesuffix(", "), "An exercise needs a name.")
    _check(entry.id, len(entry.exercise or "") <= NAME_MOST, at, "There is no such exercise.")
    _check(entry.id, 1 <= len(entry.sets) <= SETS_MOST, at, f"An exercise has 1 to {SETS_MOST} sets.")
    _check(entry.id, len(entry.rules) <= RULES_MOST, at, f"An exercise has at most {RULES_MOST} rules.")
    # Sets of an entry are mostly alike, and a table has thousands of them: each kind is looked at once.
    sets = {one: _set(entry.id, one, at) for one in dict.fromkeys(entry.sets)}
    for rule in entry.rules:
        _rule(entry.id, rule, at)
    return replace(
        entry,
        name=_line(entry, "name", at, NAME_MOST),
        note=_line(entry, "note", at, LINE_MOST),
        sets=tuple(sets[one] for one in entry.sets),
    )


def _set(id: str, one: Set, at: str) -> Set:
    for name, (least, most, sentence) in _NUMBERS.items():
        value = getattr(one, name)
        _check(id, value is None or least <= value <= most, at, sentence)
    _check(id, one.reps_to is None or one.reps is not None, at, "A range of repetitions begins with a number.")
    _check(id, one.reps_to is None or (one.reps or 0) <= one.reps_to, at, "A range goes from less to more.")
    _check(id, one.reps is None or one.distance_m is None, at, "A set has repetitions or a distance, not both.")
    _check(id, not one.amrap or one.reps_to is None, at, "As many as possible has no upper end.")
    _check(id, one.load is None or one.unit in ("kg", "lb", "percent"), at, "A load is in kg, lb or percent.")
    _check(id, one.unit not in ("kg", "lb", "percent") or one.load is not None, at, "How much is the load?")
    _check(id, one.rpe is None or one.rpe * 2 == int(one.rpe * 2), at, "An effort goes in halves.")
    tempo = one.tempo.upper()
    _check(id, not tempo or bool(_TEMPO.fullmatch(tempo)), at, "A tempo is written like 3-1-X-0.")
    if not one.band and tempo == one.tempo:
        return one
    return replace(one, tempo=tempo, band=_line(one, "band", at, 20, id))


def _rule(id: str, rule: Rule, at: str) -> None:
    _check(id, rule.amount == rule.amount and abs(rule.amount) <= 1000, at, "A rule changes by at most 1000.")
    _check(id, rule.how != "replace" or rule.amount >= 0, at, "Nothing is less than nothing.")
    _check(id, rule.how != "percent" or rule.amount > -100, at, "A rule takes less than all of it away.")
    _check(id, 2 <= rule.first <= WEEKS_MOST, at, "A rule begins in the second week at the earliest.")
    _check(id, 0 <= rule.every <= WEEKS_MOST, at, "A rule works again each 1 to 52 weeks, or once.")
    _check(id, rule.most is None or 0 <= rule.most <= 7200, at, "A rule's end is between 0 and 7200.")


def _check_ids(weeks: tuple[Week, ...]) -> None:
    """Raises BadInput for two pieces of one id, also where a repeated week would come to the id of another."""
    counts = Counter(progression.ids_in(weeks))
    for id, count in counts.items():
        if not _ID.fullmatch(id):
            raise BadInput("A piece of this program has an id that cannot be.", id[:40])
        if count > 1:
            raise BadInput("Two pieces of this program have one id. Was a week repeated that had been written out?", id)


def _check(id: str, is_so: bool, at: str, sentence: str) -> None:
    if not is_so:
        raise OutOfRange(f"{at}: {sentence}", id)


def _line(piece: Week | Day | Block | Entry | Set, name: str, at: str, most: int, id: str = "") -> str:
    where = id or getattr(piece, "id", "")
    try:
        return contact.plain(contact.line(getattr(piece, name), where, most=most), where)
    except DomainError as problem:
        raise type(problem)(f"{at}: {problem.message}", where) from None
