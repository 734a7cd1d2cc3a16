"""A day of a program as the list of exercises that a room, or a session's page, takes."""

from server.domain.day_lines import MOST_ENTRIES, NAME_MAX, NOTE_MAX, Planned, Target
from server.domain.programs import words
from server.domain.programs.outline import Block, Day, Entry, Set


def planned(day: Day) -> tuple[Planned, ...]:
    """The day's entries in order. What the list has no field for stands in the note, cut to what fits there."""
    found = [_planned(block, entry) for block in day.blocks for entry in block.entries]
    return tuple(found[:MOST_ENTRIES])


def _planned(block: Block, entry: Entry) -> Planned:
    # The list knows one target for all sets: that of the sets that count.
    working = [one for one in entry.sets if one.kind != "warmup"] or list(entry.sets)
    one = working[0]
    is_weight = one.unit in ("kg", "lb") and one.load is not None
    target = Target(
        reps=one.reps,
        reps_to=one.reps_to,
        load=one.load if is_weight else 0 if one.unit == "bodyweight" else None,
        unit="lb" if one.unit == "lb" else "kg",
        secs=one.secs,
        note=_note(block, entry, one)[:NOTE_MAX],
    )
    count = len(entry.sets) if block.kind == "straight" else max(block.rounds, len(entry.sets))
    rest_s = one.rest_s or (block.rest_s if entry is block.entries[-1] else 0)
    return Planned(
        name=entry.name[:NAME_MAX], sets=min(count, 20), target=target, rest_ms=rest_s * 1000, exercise=entry.exercise
    )


def _note(block: Block, entry: Entry, one: Set) -> str:
    said = [entry.note, words.SIDES[entry.side], *words.details(one)]
    if len(set(entry.sets)) > 1:
        said.append("sets differ: see the program")
    if block.kind != "straight":
        said.append(words.block(block).lower())
    return ", ".join(part for part in said if part)
