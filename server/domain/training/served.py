"""A program as a phone at the gym is told of it: days near today, written so that nothing has to be looked up. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from server.domain import day_words
from server.domain.day_lines import Planned
from server.domain.exercises import Exercise
from server.domain.our_exercises.drawn import drawn, telling
from server.domain.programs import words
from server.domain.programs.delivery import ProgramDay
from server.domain.programs.outline import Block, Entry, Set, rounds_of
from server.domain.programs.program import Program
from server.domain.training.standing import Standing

DAYS_MOST = 14  # on one phone: what was just done, and some weeks ahead
DAYS_BACK = 3
NOT_ALONE = "This needs somebody beside you who can take the weight."
WEEKDAYS = words.WEEKDAYS


def today_of(days: Sequence[ProgramDay], program_id: str, standing: Standing, today: date) -> ProgramDay | None:
    """The day to do now: one that is begun, else the first after what was done, or a later one that is meant for today.

    None when all are done.
    """
    touched = [at for at, one in enumerate(days) if _is_touched(one, program_id, standing)]
    last = touched[-1] if touched else -1
    if last >= 0 and (program_id, days[last].id) not in standing.finished:
        return days[last]
    ahead = days[last + 1 :]
    meant = next((one for one in ahead if one.on == today), None)
    return meant or (ahead[0] if ahead else None)


def days_near(days: Sequence[ProgramDay], now: ProgramDay | None) -> Sequence[ProgramDay]:
    """Those that a phone keeps: some that are past, and some weeks ahead."""
    place = next((at for at, one in enumerate(days) if one is now), len(days))
    first = max(0, min(place - DAYS_BACK, len(days) - DAYS_MOST))
    return days[first : first + DAYS_MOST]


def program(
    program: Program, days: Iterable[ProgramDay], now: ProgramDay | None, spotted: Collection[str]
) -> dict[str, Any]:
    """What the page is told. spotted: the keys of exercises that need somebody beside."""
    return {
        "id": program.id,
        "title": program.name,
        "about": program.about,
        "days": [day(one, spotted) for one in days],
        "today": now.id if now else "",
    }


def day(one: ProgramDay, spotted: Collection[str]) -> dict[str, Any]:
    """One day."""
    return {
        "id": one.id,
        "title": one.title,
        "week": one.week.of.name or f"Week {one.week.number}",
        "when": date_words(one.on) if one.on else "",
        "note": one.day.note,
        "blocks": [_block(block, spotted) for block in one.day.blocks if block.entries],
    }


def date_words(on: date) -> str:
    """Mon 4 May."""
    return f"{WEEKDAYS[on.isoweekday()]} {on.day} {day_words.MONTHS[on.month - 1]}"


def exercise(known: Exercise, pictures: str, there: Mapping[str, str], drawings: str = "") -> dict[str, Any]:
    """What is shown of an exercise: cues about the world first, since these teach a movement better.

    pictures: the address below which the trainer's photos and clips of it lie. there: what each of them is that can be
    seen, photo or video, by id. drawings: the address below which ours lie; they stand where the trainer shows nothing.
    """
    details = known.details
    order = {"external": 0, "": 1}
    cues = sorted((cue for cue in details.cues if cue.kind == "form"), key=lambda cue: order.get(cue.focus, 2))
    clip = next((one for one in details.clips if one in there), "")
    is_photo = there.get(clip) == "photo"
    picture = f"{pictures}/{clip}/{'play' if is_photo else 'poster.jpg'}" if clip else None
    ours = telling(known.key) if drawings else ""
    return {
        "cues": [cue.say for cue in cues],
        "safety": [cue.say for cue in details.cues if cue.kind == "safety"],
        "setup": details.guide.setup,
        "phases": details.guide.phases,
        "faults": details.guide.faults,
        "avoid": details.guide.avoid,
        "picture": picture,
        "video": f"{pictures}/{clip}/play" if clip and not is_photo else None,
        "drawn": [f"{drawings}/{name}" for name in drawn(known.key)] if drawings and not clip else [],
        "small": picture or (f"{drawings}/{ours}" if ours else None),
    }


def listed_block(id: str, one: Planned) -> dict[str, Any]:
    """A line of a session's own list, as a block of one exercise."""
    target = one.target
    a_set = {
        "reps": target.reps,
        "reps_to": target.reps_to,
        "amrap": False,
        "secs": target.secs,
        "load": target.load,
        "unit": target.unit,
        "note": target.note,
        "rest_s": round(one.rest_ms / 1000),
    }
    entry = {"id": id, "exercise": one.exercise or "", "name": one.name, "sets": [a_set] * one.sets, "note": ""}
    block = {"id": id, "kind": "straight", "title": "", "rounds": 0, "rest_s": 0, "clock_s": 0, "note": ""}
    return {**block, "entries": [{**entry, "one_sided": False, "not_alone": ""}]}


def keys_of(days: Iterable[ProgramDay]) -> set[str]:
    """The exercises of these days that stand in a library."""
    return {entry.exercise for one in days for entry in one.day.entries if entry.exercise}


def planned_sets(one: ProgramDay) -> dict[str, int]:
    """By entry, how many sets a day asks for."""
    return {entry.id: len(_sets(block, entry)) for block in one.day.blocks for entry in block.entries}


def _is_touched(one: ProgramDay, program_id: str, standing: Standing) -> bool:
    return (program_id, one.id) in standing.finished or standing.is_begun(program_id, one.id)


def _block(block: Block, spotted: Collection[str]) -> dict[str, Any]:
    return {
        "id": block.id,
        "kind": block.kind,
        "title": words.block(block),
        "rounds": rounds_of(block),
        "rest_s": block.rest_s,
        "clock_s": block.clock_s,
        "note": block.note,
        "entries": [_entry(block, entry, spotted) for entry in block.entries],
    }


def _entry(block: Block, entry: Entry, spotted: Collection[str]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "exercise": entry.exercise or "",
        "name": entry.name,
        "sets": [_set(one) for one in _sets(block, entry)],
        "note": ", ".join(part for part in (entry.note, words.SIDES[entry.side]) if part),
        "one_sided": entry.side == "each",
        "not_alone": NOT_ALONE if entry.exercise in spotted else "",
    }


def _sets(block: Block, entry: Entry) -> tuple[Set, ...]:
    """Its sets; in a block of rounds one for each, the last one again where it has fewer."""
    rounds = 0 if block.kind == "straight" else rounds_of(block)
    return entry.sets[:rounds] + entry.sets[-1:] * (rounds - len(entry.sets)) if rounds else entry.sets


def _set(one: Set) -> dict[str, Any]:
    is_weight = one.unit in ("kg", "lb")
    said = [
        words.metres(one.distance_m) if one.distance_m is not None else "",
        words.load(one) if one.unit in ("percent", "band") else "",
        *words.details(one),
    ]
    return {
        "reps": one.reps,
        "reps_to": one.reps_to,
        "amrap": one.amrap,
        "secs": one.secs,
        "load": one.load if is_weight else 0 if one.unit == "bodyweight" else None,
        "unit": "lb" if one.unit == "lb" else "kg",
        "note": ", ".join(part for part in said if part),
        "rest_s": one.rest_s,
    }
