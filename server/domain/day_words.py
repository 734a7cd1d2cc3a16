"""What was done of a day's exercises, as one says it. Sets are payloads of `day.set` in a room's log."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.domain import wall_clock

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def set_words(done: Mapping[str, Any]) -> str:
    """One set: 8 × 22.5 kg, effort 7. As `setWords` in static/js/live/day.js."""
    reps = "" if done["reps"] is None else str(done["reps"])
    secs = "" if done["secs"] is None else f"{done['secs']} s"
    amount = " in ".join(part for part in (reps, secs) if part)
    load = "" if done["load"] is None else "bodyweight" if done["load"] == 0 else f"{done['load']:g} {done['unit']}"
    if amount and load:
        words = f"{amount} × {load}"
    elif reps and not secs:
        words = f"{reps} {'repetition' if reps == '1' else 'repetitions'}"
    else:
        words = amount or load
    effort = "" if done["effort"] is None else f"effort {done['effort']}"
    return ", ".join(part for part in (words, effort) if part) or "done"


def names_of(done: Mapping[str, Any]) -> list[str]:
    """Under what somebody looks for an exercise: its key, and its name in small letters."""
    return [name for name in (done["exercise"], done["name"].lower()) if name]


def lasts(sets: Iterable[tuple[int, Mapping[str, Any]]], time_zone: str) -> dict[str, dict[str, str]]:
    """By person and by what an exercise is looked for: the set that was done last, with its day.

    sets: (epoch milliseconds, payload of `day.set`), the oldest first.
    """
    found: dict[str, dict[str, str]] = {}
    for at_ms, done in sets:
        day = wall_clock.local(at_ms, time_zone)
        for name in names_of(done):
            found.setdefault(done["person"], {})[name] = f"{set_words(done)}, {day.day} {MONTHS[day.month - 1]}"
    return found
