"""An entry as one types it, "Goblet squat 1x10 10 kg, warm-up + 3x8-10 20 kg, RPE 8, rest 90", and back. As lines.js.

Groups of sets that differ are parted by " + ". A rest that stands last counts for all groups that have none.
"""

import re
from dataclasses import dataclass, replace

from server.domain.day_lines import LineProblem as DayLineProblem
from server.domain.programs import words
from server.domain.programs.outline import Entry, Set, SetKind, Side, Unit

NAME_MOST = 60
NOTE_MOST = 80
SETS_MOST = 20

_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_NUMBER = r"(\d+(?:[.,]\d+)?)"


def _token(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}{pattern}{_AFTER}", re.IGNORECASE)


_REST = _token(rf"rest\s*(?:(\d{{1,2}}):([0-5]\d)|{_NUMBER}\s*(s|sec|min)?)")
_TEMPO = _token(r"(?:tempo\s*)?((?:\d{1,2}|X)(?:-(?:\d{1,2}|X)){2,3})")
_RPE = _token(r"(?:rpe|effort)\s*(\d{1,2}(?:[.,]\d)?)")
_RIR = _token(r"rir\s*(\d{1,2})")
_AT = re.compile(r"@\s*(\d{1,2}(?:[.,]\d)?)(?![\d.,]|\s*(?:%|kg|lb))", re.IGNORECASE)
_PERCENT = re.compile(rf"{_BEFORE}{_NUMBER}\s*%(?:\s*(?:of\s*)?1\s*rm{_AFTER})?", re.IGNORECASE)
_LOAD = _token(rf"{_NUMBER}\s*(kg|lbs?)")
_IN = r"(?:\s+in\s+(\d{1,4})\s*(s|sec|min))?"
_SETS = re.compile(
    rf"{_BEFORE}(\d{{1,3}})\s*[x×](?:\s*(?:(\d{{1,4}})\+|(amrap|max)|(\d{{1,4}})\s*[-–]\s*(\d{{1,4}})"
    rf"|{_NUMBER}\s*(s|sec|min|km|m)?){_IN}{_AFTER}|(?![^\W\d_]))",
    re.IGNORECASE,
)
_AMOUNT = _token(rf"{_NUMBER}\s*(s|sec|min|km|m|reps?)")
_MARKUP = re.compile(r"<\s*[a-zA-Z/!?]|[\x00-\x1f\x7f-\x9f]")
_BAND = re.compile(r"(?:(\w{1,20})\s+)?band", re.IGNORECASE)
_EDGES = " \t,;:@·–-"
_CUT = "\0"
_KINDS: dict[str, SetKind] = {
    "warm-up": "warmup",
    "warmup": "warmup",
    "drop set": "drop",
    "drop sets": "drop",
    "drop": "drop",
    "myo-reps": "myo",
    "myo": "myo",
    "partial": "partial",
    "partials": "partial",
    "forced": "forced",
    "time under tension": "tut",
    "tut": "tut",
    "isometric": "iso",
    "iso": "iso",
}
_SIDES: dict[str, Side] = {
    "left": "left",
    "right": "right",
    "each side": "each",
    "per side": "each",
    "each leg": "each",
    "each arm": "each",
    "left and right": "each",
}


class LineProblem(DayLineProblem):
    """A line that is no entry.

    message: for the person who typed it. key: why, as in the vectors both sides are tested with.
    """

    def __init__(self, key: str) -> None:
        ValueError.__init__(self, key)
        self.key = key
        self.message = PROBLEMS[key]


PROBLEMS = {
    "no-name": "Begin with the name of the exercise.",
    "name-too-long": "A name has at most 60 letters.",
    "note-too-long": "What no number says has at most 80 letters.",
    "markup": "Please write it without tags.",
    "sets": "An exercise has 1 to 20 sets.",
    "reps": "A set has at most 999 repetitions, and a range goes from less to more.",
    "load": "A load is at most 1000.",
    "secs": "A set takes at most two hours.",
    "distance": "A distance is at most 100 km.",
    "effort": "An effort is between 1 and 10, in halves.",
    "rest": "A rest is at most 30 minutes.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a line says."""

    name: str
    side: Side = ""
    note: str = ""
    sets: tuple[Set, ...] = (Set(),)


def read_line(line: str) -> Typed:
    """What was typed; one set where nothing says how many. Raises LineProblem."""
    if _MARKUP.search(line.replace("\t", " ")):
        raise LineProblem("markup")
    side: Side = ""
    name, notes = "", list[str]()
    groups: list[tuple[int, Set, int | None]] = []
    for number, segment in enumerate(re.split(r"\s\+\s", line)):
        count, one, rest_s, parts = _group(segment)
        if number == 0:
            name, parts = (parts[0], parts[1:]) if parts else ("", [])
        for part in parts:
            kind, band = _KINDS.get(part.lower()), _BAND.fullmatch(part)
            if kind:
                one = replace(one, kind=kind)
            elif part.lower() in ("bodyweight", "bw") and one.unit == "":
                one = replace(one, unit="bodyweight")
            elif band and one.unit == "":
                one = replace(one, unit="band", band=(band[1] or "").lower())
            elif part.lower() in _SIDES:
                side = _SIDES[part.lower()]
            else:
                notes.append(part)
        groups.append((count, one, rest_s))
    last = groups[-1][2] or 0
    sets = tuple(
        replace(one, rest_s=last if rest_s is None else rest_s) for count, one, rest_s in groups for _ in range(count)
    )
    typed = Typed(name=name, side=side, note=", ".join(notes), sets=sets)
    if problem := _problem(typed):
        raise LineProblem(problem)
    return typed


def write_line(entry: Entry | Typed) -> str:
    """As one would type it."""
    groups = words.grouped(entry.sets)
    last = entry.sets[-1].rest_s
    said = " + ".join(_group_words(count, one, one.rest_s != last) for count, one in groups)
    tail = [words.SIDES[entry.side], entry.note, f"rest {last} s" if last else ""]
    return ", ".join(part for part in (f"{entry.name} {said}", *tail) if part)


def _group(segment: str) -> tuple[int, Set, int | None, list[str]]:
    """How many of which set, their own rest, and what no pattern took."""
    left, rest = _take(segment, _REST)
    left, tempo = _take(left, _TEMPO)
    left, rpe = _take(left, _RPE)
    left, rpe = (left, rpe) if rpe else _take(left, _AT)
    left, rir = _take(left, _RIR)
    left, load = _take(left, _LOAD)
    left, percent = (left, None) if load else _take(left, _PERCENT)
    left, sets = _take(left, _SETS)
    left, amount = (left, None) if sets else _take(left, _AMOUNT)
    unit: Unit = "percent" if percent else ""
    if load:
        unit = "lb" if load[2].lower().startswith("lb") else "kg"
    weight = load or percent
    one = Set(
        load=_decimal(weight[1]) if weight else None,
        unit=unit,
        tempo=tempo[1].upper() if tempo else "",
        rpe=_decimal(rpe[1]) if rpe else None,
        rir=int(rir[1]) if rir else None,
    )
    if sets:
        one = _amount(one, sets)
    elif amount:
        one = _measured(one, amount[1], amount[2].lower())
    parts = [" ".join(part.strip(_EDGES).split()) for part in re.split(rf"[,;{_CUT}]", left)]
    return int(sets[1]) if sets else 1, one, _rest_s(rest) if rest else None, [part for part in parts if part]


def _amount(one: Set, sets: re.Match[str]) -> Set:
    _, least, amrap, low, high, number, unit, within, within_unit = sets.groups()
    if within:
        one = replace(one, secs=int(within) * (60 if within_unit.lower() == "min" else 1))
    if least:
        return replace(one, reps=int(least), amrap=True)
    if amrap:
        return replace(one, amrap=True)
    if low:
        return replace(one, reps=int(low), reps_to=int(high))
    return _measured(one, number, (unit or "").lower()) if number else one


def _measured(one: Set, number: str, unit: str) -> Set:
    """The set with an amount in seconds, minutes, metres, kilometres or repetitions."""
    value = _decimal(number)
    if unit in ("m", "km"):
        return replace(one, distance_m=_whole(value * (10_000 if unit == "km" else 10)) / 10)
    if unit in ("s", "sec", "min"):
        return replace(one, secs=_whole(value * (60 if unit == "min" else 1)))
    return replace(one, reps=int(value))


def _group_words(count: int, one: Set, has_rest: bool) -> str:
    reps = "" if one.reps is None else f"{one.reps}"
    if one.amrap:
        reps = f"{reps}+" if reps else "AMRAP"
    elif one.reps_to is not None:
        reps += f"-{one.reps_to}"
    distance = "" if one.distance_m is None else f"{one.distance_m:g}m"
    secs = "" if one.secs is None else f"{one.secs}s"
    amount = " in ".join(part for part in (reps or distance, secs) if part)
    weight = f"{one.load:g}" if one.load is not None else ""
    load = {"kg": f" {weight} kg", "lb": f" {weight} lb", "percent": f" {weight}%", "bodyweight": ", bodyweight"}
    said = [
        f"{count}x{amount}{load.get(one.unit, '')}",
        f"{one.band} band".strip() if one.unit == "band" else "",
        words.SET_KINDS[one.kind],
        f"tempo {one.tempo}" if one.tempo else "",
        f"RPE {one.rpe:g}" if one.rpe is not None else "",
        f"RIR {one.rir}" if one.rir is not None else "",
        f"rest {one.rest_s} s" if has_rest else "",
    ]
    return ", ".join(part for part in said if part)


def _take(text: str, what: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    found = what.search(text)
    return (text, None) if found is None else (f"{text[: found.start()]}{_CUT}{text[found.end() :]}", found)


def _problem(typed: Typed) -> str | None:
    if not typed.name:
        return "no-name"
    if len(typed.name) > NAME_MOST:
        return "name-too-long"
    if len(typed.note) > NOTE_MOST:
        return "note-too-long"
    if not 1 <= len(typed.sets) <= SETS_MOST:
        return "sets"
    return next((found for one in typed.sets if (found := _set_problem(one))), None)


def _set_problem(one: Set) -> str | None:
    if max(one.reps or 0, one.reps_to or 0) > 999 or (one.reps_to is not None and one.reps_to < (one.reps or 0)):
        return "reps"
    if (one.load or 0) > 1000:
        return "load"
    if (one.secs or 0) > 7200:
        return "secs"
    if (one.distance_m or 0) > 100_000:
        return "distance"
    if one.rpe is not None and not (1 <= one.rpe <= 10 and one.rpe * 2 == int(one.rpe * 2)):
        return "effort"
    return "rest" if one.rest_s > 1800 else None


def _rest_s(rest: re.Match[str]) -> int:
    minutes, seconds, amount, unit = rest.groups()
    if minutes is not None:
        return int(minutes) * 60 + int(seconds)
    return _whole(_decimal(amount) * (60 if unit and unit.lower() == "min" else 1))


def _whole(value: float) -> int:
    # Halves go up, as Math.round has them.
    return int(value + 0.5)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))
