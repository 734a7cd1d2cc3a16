"""Exercises of a day as one types them, "Goblet squat 3x8 20 kg, rest 90", and back. As in day-lines.js."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from server.domain.errors import BadInput

MOST_ENTRIES = 40
NAME_MAX = 60
NOTE_MAX = 80

_REST = re.compile(
    r"(?<![^\W_])rest\s*(?:(\d{1,2}):([0-5]\d)|(\d+(?:[.,]\d+)?)\s*(s|sec|min)?)(?![^\W_])", re.IGNORECASE
)
_SETS = re.compile(
    r"(?<![^\W_])(\d{1,3})\s*[x×](?:\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?\s*(s|sec|min)?(?![^\W_])|(?![^\W\d_]))",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"(?<![^\W_])(\d{1,4})\s*(s|sec|min)(?![^\W_])", re.IGNORECASE)
_REPS = re.compile(r"(?<![^\W_])(\d{1,4})\s*reps?(?![^\W_])", re.IGNORECASE)
_LOAD = re.compile(r"(?<![^\W_])(\d+(?:[.,]\d+)?)\s*(kg|lbs?)(?![^\W_])", re.IGNORECASE)
# At the beginning it is part of a name: "Bodyweight squat".
_BODYWEIGHT = re.compile(r"(?<!^)(?<![^\W_])(?:bodyweight|bw)(?![^\W_])", re.IGNORECASE)
_MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|[\x00-\x1f\x7f-\x9f]")
_EDGES = " \t,;:@·–-"
_CUT = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one set should be; None leaves it open. load: in `unit`, 0 the body's own weight. secs: of work or hold."""

    reps: int | None = None
    reps_to: int | None = None
    load: float | None = None
    unit: Literal["kg", "lb"] = "kg"
    secs: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One exercise of a list. exercise: its key among those that are kept; rest_ms: after each set, 0 none."""

    name: str
    sets: int = 1
    target: Target = field(default_factory=Target)
    rest_ms: int = 0
    exercise: str | None = None

    def wire(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


class LineProblem(ValueError):
    """A line that is no exercise.

    message: for the person who typed it. key: why, as in the vectors both sides are tested with.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
        self.message = PROBLEMS[key]


PROBLEMS = {
    "no-name": "Begin with the name of the exercise.",
    "name-too-long": f"A name has at most {NAME_MAX} letters.",
    "note-too-long": f"What no number says has at most {NOTE_MAX} letters.",
    "markup": "Please write it without tags.",
    "sets": "An exercise has 1 to 20 sets.",
    "reps": "A set has at most 999 repetitions.",
    "load": "A load is at most 1000.",
    "secs": "A set takes at most two hours.",
    "rest": "A rest is at most 30 minutes.",
}


def read_list(text: str, keys: Mapping[str, str]) -> tuple[Planned, ...]:
    """The exercises of a text with one in each line; empty lines count for nothing.

    keys: of the exercises that are kept, by name in small letters. Raises BadInput naming the line.
    """
    planned = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            one = read_line(line)
        except LineProblem as problem:
            raise BadInput(f"Line {number}: {problem.message}", "text") from None
        planned.append(one if (key := keys.get(one.name.lower())) is None else _with_key(one, key))
    if len(planned) > MOST_ENTRIES:
        raise BadInput(f"A day has at most {MOST_ENTRIES} exercises.", "text")
    return tuple(planned)


def read_line(line: str) -> Planned:
    """What was typed; one set where nothing says how many. Raises LineProblem."""
    if _MARKUP.search(line.replace("\t", " ")):
        raise LineProblem("markup")
    left, rest = _take(line.strip(), _REST)
    left, load = _take(left, _LOAD)
    left, bodyweight = (left, None) if load else _take(left, _BODYWEIGHT)
    left, sets = _take(left, _SETS)
    left, timed = (left, None) if sets else _take(left, _SECONDS)
    left, counted = (left, None) if sets or timed else _take(left, _REPS)
    parts = [" ".join(part.strip(_EDGES).split()) for part in re.split(rf"[,;{_CUT}]", left)]
    name, *note = [part for part in parts if part] or [""]
    found = sets[2] if sets else (timed or counted or {1: None})[1]
    unit = sets[4] if sets else timed[2] if timed else None
    amount = None if found is None else int(found)
    one = Planned(
        name=name,
        sets=int(sets[1]) if sets else 1,
        target=Target(
            reps=None if unit else amount,
            reps_to=int(sets[3]) if sets and sets[3] and not unit else None,
            load=_decimal(load[1]) if load else 0 if bodyweight else None,
            unit="lb" if load and load[2].lower().startswith("lb") else "kg",
            secs=amount * (60 if unit.lower() == "min" else 1) if unit and amount is not None else None,
            note=", ".join(note),
        ),
        rest_ms=_rest_ms(rest) if rest else 0,
    )
    if problem := _problem(one):
        raise LineProblem(problem)
    return one


def write_line(one: Planned) -> str:
    """As one would type it."""
    target = one.target
    amount = f"{target.secs}s" if target.secs is not None else "" if target.reps is None else str(target.reps)
    if target.secs is None and target.reps is not None and target.reps_to is not None:
        amount += f"-{target.reps_to}"
    load = "" if target.load is None else ", bodyweight" if target.load == 0 else f" {target.load:g} {target.unit}"
    note = f", {target.note}" if target.note else ""
    rest = f", rest {round(one.rest_ms / 1000)} s" if one.rest_ms >= 1000 else ""
    return f"{one.name} {one.sets}x{amount}{load}{note}{rest}"


def write_list(planned: Iterable[Planned]) -> str:
    """One in each line."""
    return "\n".join(write_line(one) for one in planned)


def read(told: Mapping[str, Any]) -> Planned:
    """An exercise from its form in JSON, or from an entry of the log."""
    target = Target(**told["target"])
    return Planned(
        name=told["name"],
        sets=told["sets"],
        target=target,
        rest_ms=told["rest_ms"],
        exercise=told.get("exercise"),
    )


def _with_key(one: Planned, key: str) -> Planned:
    return Planned(name=one.name, sets=one.sets, target=one.target, rest_ms=one.rest_ms, exercise=key)


def _take(text: str, what: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    found = what.search(text)
    return (text, None) if found is None else (f"{text[: found.start()]}{_CUT}{text[found.end() :]}", found)


def _problem(one: Planned) -> str | None:
    target = one.target
    if not one.name:
        return "no-name"
    if len(one.name) > NAME_MAX:
        return "name-too-long"
    if len(target.note) > NOTE_MAX:
        return "note-too-long"
    if not 1 <= one.sets <= 20:
        return "sets"
    if max(target.reps or 0, target.reps_to or 0) > 999:
        return "reps"
    if (target.load or 0) > 1000:
        return "load"
    if (target.secs or 0) > 7200:
        return "secs"
    return "rest" if one.rest_ms > 1_800_000 else None


def _rest_ms(rest: re.Match[str]) -> int:
    minutes, seconds, amount, unit = rest.groups()
    if minutes is not None:
        return (int(minutes) * 60 + int(seconds)) * 1000
    return round(_decimal(amount) * (60_000 if unit and unit.lower() == "min" else 1000))


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
