"""Sets, blocks and rules as one says them: for people's eyes, in sheets, pages and previews."""

from collections.abc import Iterable
from itertools import groupby

from server.domain.programs.outline import Block, BlockKind, Entry, Rule, Set, SetKind, Side, rounds_of

KINDS: dict[BlockKind, str] = {
    "straight": "Straight sets",
    "superset": "Superset",
    "circuit": "Circuit",
    "emom": "Every minute",
    "amrap": "As many rounds as possible",
    "for_time": "For time",
    "tabata": "Tabata",
}
SET_KINDS: dict[SetKind, str] = {
    "normal": "",
    "warmup": "warm-up",
    "drop": "drop set",
    "myo": "myo-reps",
    "partial": "partial",
    "forced": "forced",
    "tut": "time under tension",
    "iso": "isometric",
}
SIDES: dict[Side, str] = {"": "", "left": "left", "right": "right", "each": "each side"}
WEEKDAYS = ("", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def entry(one: Entry) -> str:
    """All its sets: 2 × 10 × 20 kg warm-up, then 3 × 5 × 60 kg, rest 2 min."""
    groups = ((count, first) for count, first in grouped(one.sets))
    said = ", then ".join(f"{count} × {one_set(first)}" for count, first in groups)
    return ", ".join(part for part in (said, SIDES[one.side]) if part)


def grouped(all_sets: Iterable[Set]) -> list[tuple[int, Set]]:
    """Sets that are alike and follow each other, as how many of which."""
    return [(len(list(alike)), one) for one, alike in groupby(all_sets)]


def one_set(one: Set) -> str:
    """One set with all that is said of it."""
    return ", ".join(part for part in (amount(one), *details(one), rest(one.rest_s)) if part)


def amount(one: Set) -> str:
    """How much of what: 8-10 × 22.5 kg, 30 s, as many as possible × 40 kg."""
    reps = str(one.reps) if one.reps is not None else ""
    if one.amrap:
        reps = f"{reps}+" if reps else "as many as possible"
    elif one.reps_to is not None:
        reps = f"{reps}-{one.reps_to}"
    secs = time(one.secs) if one.secs is not None else ""
    distance = metres(one.distance_m) if one.distance_m is not None else ""
    what = " in ".join(part for part in (reps, distance, secs) if part) or "a set"
    return f"{what} × {load(one)}" if load(one) else what


def load(one: Set) -> str:
    """Its load; empty where it is left open."""
    if one.unit == "percent" and one.load is not None:
        return f"{one.load:g} % of your best"
    if one.unit == "band":
        return f"{one.band} band".strip()
    if one.unit == "bodyweight":
        return "bodyweight"
    return f"{one.load:g} {one.unit}" if one.load is not None else ""


def details(one: Set) -> list[str]:
    """What else is said of a set: its kind, percent and band, tempo and effort."""
    return [
        part
        for part in (
            SET_KINDS[one.kind],
            f"tempo {one.tempo}" if one.tempo else "",
            f"effort {one.rpe:g} of 10" if one.rpe is not None else "",
            f"{one.rir} left in you" if one.rir is not None else "",
        )
        if part
    ]


def rest(rest_s: int) -> str:
    """A rest; empty for none."""
    return f"rest {time(rest_s)}" if rest_s else ""


def time(secs: int) -> str:
    """45 s, 2 min, 1:30 min."""
    if secs < 60:
        return f"{secs} s"
    minutes, left = divmod(secs, 60)
    return f"{minutes}:{left:02} min" if left else f"{minutes} min"


def metres(distance_m: float) -> str:
    """400 m, 1.5 km."""
    return f"{distance_m / 1000:g} km" if distance_m >= 1000 else f"{distance_m:g} m"


def block(one: Block) -> str:
    """What kind of block, how often and how long: Circuit, 3 rounds, rest 90 s; empty for straight sets."""
    clock, rounds = one.clock_s, rounds_of(one)
    match one.kind:
        case "straight":
            said = ""
        case "emom":
            said = f"Every {time(clock or 60)}, {rounds} rounds"
        case "amrap":
            said = f"As many rounds as possible in {time(clock)}" if clock else KINDS["amrap"]
        case "for_time":
            said = f"For time, {rounds} rounds" + (f", at most {time(clock)}" if clock else "")
        case "tabata":
            said = f"Tabata, {rounds} rounds of {time(clock or 20)}"
        case _:
            said = f"{KINDS[one.kind]}, {rounds} {'round' if rounds == 1 else 'rounds'}"
    return ", ".join(part for part in (said, rest(one.rest_s) if said else "") if part)


def rule(one: Rule) -> str:
    """Load + 2.5 each week, once logged."""
    what = {"secs": "time", "sets": "sets", "rpe": "effort"}.get(one.what, one.what)
    sign = "+" if one.amount > 0 else "−"
    change = {
        "add": f"{sign} {abs(one.amount):g}",
        "percent": f"{sign} {abs(one.amount):g} %",
        "replace": f"= {one.amount:g}",
    }[one.how]
    often = f"from week {one.first}" if not one.every else "each week" if one.every == 1 else f"every {one.every} weeks"
    said = [f"{what} {change} {often}"]
    if one.every and one.first > 2:
        said.append(f"from week {one.first}")
    if one.most is not None:
        said.append(f"to {one.most:g}")
    if one.needs_log:
        said.append("once logged")
    return ", ".join(said)
