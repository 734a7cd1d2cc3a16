"""Programs to begin with, in our own words: typed as a trainer would type them, in exercises of ours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby

from server.domain.exercises import name_key
from server.domain.our_exercises import OURS
from server.domain.programs import lines
from server.domain.programs.outline import Block, BlockKind, Day, Entry, Rule, Week
from server.domain.programs.program import ProgramDetails

_KEYS = {name_key(one.name): one.key for one in OURS}
_HEAVIER = Rule(what="load", amount=2.5, needs_log=True)
_MORE = Rule(what="reps", amount=1, most=15)
_LONGER = Rule(what="secs", amount=5, most=60)


@dataclass(frozen=True, slots=True)
class Starter:
    """A program of ours. about: one line for the list."""

    key: str
    about: str
    details: ProgramDetails


@dataclass(frozen=True, slots=True)
class _Together:
    """Lines that are done round by round."""

    kind: BlockKind
    lines: tuple[str, ...]
    rounds: int = 0
    rest_s: int = 0
    clock_s: int = 0


def _week(name: str, times: int, *days: tuple[str, tuple[str | _Together, ...]]) -> Week:
    ids = (f"s{number}" for number in count(1))
    return Week(
        id=next(ids),
        name=name,
        times=times,
        days=tuple(Day(id=next(ids), name=title, blocks=tuple(_blocks(ids, parts))) for title, parts in days),
    )


def _blocks(ids: Iterator[str], parts: Iterable[str | _Together]) -> Iterator[Block]:
    for together, several in groupby(parts, lambda part: None if isinstance(part, str) else part):
        if not isinstance(together, _Together):
            straight = [_entry(next(ids), line) for line in several if isinstance(line, str)]
            yield Block(id=next(ids), entries=tuple(straight))
            continue
        yield Block(
            id=next(ids),
            kind=together.kind,
            rounds=together.rounds,
            rest_s=together.rest_s,
            clock_s=together.clock_s,
            entries=tuple(_entry(next(ids), line) for line in together.lines),
        )


def _entry(id: str, line: str) -> Entry:
    typed = lines.read_line(line)
    first = typed.sets[0]
    rule = _HEAVIER if first.load is not None else _LONGER if first.secs is not None else _MORE
    return Entry(
        id=id,
        exercise=_KEYS[name_key(typed.name)],
        name=typed.name,
        side=typed.side,
        note=typed.note,
        sets=typed.sets,
        rules=(rule,),
    )


STARTERS: tuple[Starter, ...] = (
    Starter(
        "first-steps",
        "Two days a week for four weeks; bodyweight and one dumbbell",
        ProgramDetails(
            name="First steps",
            about="Two short trainings a week. Stop a set while you could still do two or three more.",
            weeks=(
                _week(
                    "",
                    4,
                    (
                        "Day A",
                        (
                            "Cat and cow 1x8",
                            "Goblet squat 3x8 8 kg, rest 90",
                            "Incline push-up 3x8, rest 90",
                            _Together("superset", ("Glute bridge 2x12", "Dead bug 2x8"), rest_s=60),
                        ),
                    ),
                    (
                        "Day B",
                        (
                            "Hip hinge with a stick 1x10",
                            "Romanian deadlift 3x8 8 kg, rest 90",
                            "One-arm dumbbell row 3x10 8 kg, each side, rest 60",
                            "Front plank 3x20s, rest 45",
                        ),
                    ),
                ),
            ),
        ),
    ),
    Starter(
        "three-days",
        "Three days a week for six weeks, the whole body each time; dumbbells",
        ProgramDetails(
            name="Whole body, three days",
            about="A day of rest between the trainings. Loads go up when every set of the week before was done.",
            weeks=(
                _week(
                    "",
                    6,
                    (
                        "Squat and press",
                        (
                            "Goblet squat 1x10 8 kg, warm-up + 3x8 16 kg, rest 120",
                            "Overhead press 3x8 10 kg, rest 90",
                            "One-arm dumbbell row 3x10 14 kg, each side, rest 60",
                            "Side plank 2x30s, each side",
                        ),
                    ),
                    (
                        "Hinge and push",
                        (
                            "Romanian deadlift 1x10 12 kg, warm-up + 3x8 24 kg, rest 120",
                            "Push-up 3x8+, rest 90",
                            "Reverse lunge 3x8 8 kg, each side, rest 60",
                            "Farmer's carry 3x40m 16 kg, rest 60",
                        ),
                    ),
                    (
                        "All of it",
                        (
                            "Kettlebell deadlift 3x10 24 kg, rest 90",
                            _Together(
                                "circuit",
                                ("Goblet squat 3x10 12 kg", "Push-up 3x10", "Glute bridge 3x15"),
                                rounds=3,
                                rest_s=90,
                            ),
                            "Front plank 3x30s, rest 30",
                        ),
                    ),
                ),
            ),
        ),
    ),
    Starter(
        "twenty-minutes",
        "Three days of twenty minutes for four weeks, against the clock, no equipment",
        ProgramDetails(
            name="Twenty minutes",
            about="Warm up for five minutes first. Keep every repetition clean; slow down before it gets untidy.",
            weeks=(
                _week(
                    "",
                    4,
                    (
                        "Rounds",
                        (
                            _Together(
                                "amrap",
                                ("Push-up 1x6", "Bodyweight squat 1x12", "Dead bug 1x8"),
                                clock_s=900,
                            ),
                        ),
                    ),
                    (
                        "Every minute",
                        (
                            _Together(
                                "emom",
                                ("Reverse lunge 1x10", "Mountain climber 1x20s"),
                                rounds=12,
                                clock_s=60,
                            ),
                        ),
                    ),
                    (
                        "Short and hard",
                        (
                            _Together("tabata", ("Squat jump 1x20s",), rounds=8, rest_s=10, clock_s=20),
                            "Front plank 3x30s, rest 30",
                        ),
                    ),
                ),
            ),
        ),
    ),
)

BY_KEY = {one.key: one for one in STARTERS}
