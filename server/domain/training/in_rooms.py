"""What was done of a program's day in a live room, as entries like those of a phone. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from server.domain.programs.delivery import ProgramDay
from server.domain.training.entries import RPE_MOST, SETS_MOST, Entry

ID_LENGTH = 24


def entries_of(
    room: str, program_id: str, day: ProgramDay, sets: Iterable[tuple[int, Mapping[str, Any]]], ended_at_ms: int | None
) -> list[Entry]:
    """Entries for one client: a set for each `day.set` that is of an exercise of the day, and the day's end.

    sets: (epoch milliseconds, payload), the oldest first, of that client alone. The ids are made of the room's: reading
    a log again gives the same.
    """
    found: list[Entry] = []
    taken: dict[str, str] = {}  # the room's entry -> ours
    counts: dict[str, int] = {}
    for at_ms, done in sets:
        ours = taken.get(done["entry"]) or _match(day, done, set(taken.values()))
        if ours is None:
            continue
        taken[done["entry"]] = ours
        counts[ours] = counts.get(ours, 0) + 1
        if counts[ours] > SETS_MOST:
            continue
        rpe = done["effort"]
        found.append(
            Entry(
                id=_id(room, done["person"], done["entry"], str(done["number"])),
                kind="set",
                at_ms=at_ms,
                program=program_id,
                day=day.id,
                entry=ours,
                exercise=done["exercise"] or "",
                name=done["name"],
                number=counts[ours],
                reps=done["reps"],
                load=done["load"],
                unit=done["unit"],
                secs=done["secs"],
                rpe=rpe if rpe is not None and rpe <= RPE_MOST else None,
            )
        )
    if found and ended_at_ms is not None:
        end = _id(room, "finish", day.id, "")
        found.append(Entry(id=end, kind="finish", at_ms=ended_at_ms, program=program_id, day=day.id))
    return found


def _match(day: ProgramDay, done: Mapping[str, Any], taken: set[str]) -> str | None:
    """The day's entry that a set is of: by the exercise, else by its name; one that has none of the room's yet."""
    name = done["name"].lower()
    for entry in day.day.entries:
        if entry.id in taken:
            continue
        if (done["exercise"] and entry.exercise == done["exercise"]) or entry.name.lower() == name:
            return entry.id
    return None


def _id(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_LENGTH]
