"""What a result says: which trial counts, what is worked out of it, and where that lies on a norm, if there is one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.domain.protocols.measures import KnownError, Measure, Side, Unit, places
from server.domain.protocols.norms import SCALES, Person, Rating, oxygen, rate
from server.domain.protocols.protocol import Protocol, Score
from server.domain.protocols.results import Reading, Result

SIDE_WORDS: Mapping[Side, str] = {"": "", "left": "left", "right": "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a result. value: a number, or the words of what was chosen; None: not measured."""

    key: str
    title: str
    side: Side = ""
    unit: Unit = ""
    decimals: int = 0
    better: str = ""
    value: float | str | None
    trials: tuple[Reading, ...] = ()
    error: KnownError | None = None
    rating: Rating | None = None
    why_none: str = ""  # why there is no norm; "" where nobody expects one
    is_method: bool = False
    is_worked_out: bool = False

    @property
    def number(self) -> float | None:
        """The value, if it is one that can be drawn and compared."""
        return self.value if isinstance(self.value, float | int) else None

    @property
    def words(self) -> str:
        """The value as it is read, with its unit; empty where nothing was measured."""
        if self.number is not None:
            return f"{self.number:.{self.decimals}f} {self.unit}".strip()
        return str(self.value or "")

    @property
    def name(self) -> str:
        """Its title with the side."""
        return f"{self.title}, {self.side}" if self.side else self.title


def lines(protocol: Protocol, result: Result, age: int | None) -> list[Line]:
    """Every measure of a protocol with what came out, then what is worked out. age: on the day of the test."""
    person = Person(age=age, sex=result.sex)
    how = method(protocol, result)
    found = [
        _line(protocol, measure, side, result, person, how)
        for measure in protocol.measures
        for side in places(measure.sides)
    ]
    for score in protocol.scores:
        worked = _score(score, protocol, result, person)
        norm = protocol.norm(score.key)
        found.append(
            Line(
                key=score.key,
                title=score.title,
                unit="ml/kg/min" if score.formula != "difference" else _unit(protocol, score),
                decimals=1,
                better="higher" if score.formula != "difference" else "",
                value=worked,
                why_none=norm.why_none if norm and worked is not None else "",
                is_worked_out=True,
            )
        )
    return found


def counting(measure: Measure, readings: Sequence[Reading]) -> float | str | None:
    """The value of the trial that counts."""
    values = [one.value for one in readings]
    if not values:
        return None
    numbers = [one for one in values if isinstance(one, float | int)]
    if measure.choices or not numbers:
        return values[-1]
    return {"highest": max, "lowest": min, "last": lambda found: found[-1]}[measure.best](numbers)  # type: ignore[operator, no-any-return]


def method(protocol: Protocol, result: Result) -> dict[str, str]:
    """How it was measured, by the names that norms ask about."""
    chosen = {}
    for measure in protocol.measures:
        if measure.is_method and (value := counting(measure, result.values(measure.key))) is not None:
            chosen[measure.key] = value if isinstance(value, str) else f"{value:g}"
    return {**protocol.method, **chosen}


def words(measure: Measure, value: float | str | None) -> str:
    """A value as it is read: with its unit, or the words of the choice."""
    if value is None:
        return ""
    if isinstance(value, str):
        return next((choice.words for choice in measure.choices if choice.value == value), value)
    return f"{value:.{measure.decimals}f} {measure.unit}".strip()


def _line(
    protocol: Protocol, measure: Measure, side: Side, result: Result, person: Person, how: Mapping[str, str]
) -> Line:
    readings = result.values(measure.key, side)
    value = counting(measure, readings)
    norm = protocol.norm(measure.key)
    rating = None
    if norm and norm.scale and isinstance(value, float | int):
        rating = rate(SCALES[norm.scale], value, person, how)
    return Line(
        key=measure.key,
        title=measure.title,
        side=side,
        unit=measure.unit,
        decimals=measure.decimals,
        better=measure.better,
        value=words(measure, value) if isinstance(value, str) else value,
        trials=tuple(readings),
        error=measure.error,
        rating=rating,
        why_none=(rating.why_none if rating else norm.why_none if norm else "") if value is not None else "",
        is_method=measure.is_method,
    )


def _score(score: Score, protocol: Protocol, result: Result, person: Person) -> float | None:
    def number(key: str, side: Side = "") -> float | None:
        measure = protocol.measure(key)
        value = counting(measure, result.values(key, side)) if measure else None
        return float(value) if isinstance(value, float | int) else None

    if score.formula == "difference":
        keys = score.of.split()
        pair = (
            (number(keys[0]), number(keys[1]))
            if len(keys) == 2
            else (number(keys[0], "left"), number(keys[0], "right"))
        )
        return None if pair[0] is None or pair[1] is None else round(abs(pair[0] - pair[1]), 1)
    minutes, bpm = number("minutes"), number("bpm")
    if minutes is None or minutes <= 0:
        return None
    if score.formula == "run-1.5-mile":
        return round(oxygen.run_1_5_mile(minutes), 1)
    kg = number("kg")
    if kg is None or bpm is None or person.age is None or person.sex is None:
        return None
    return round(oxygen.rockport(kg=kg, age=person.age, sex=person.sex, minutes=minutes, bpm=bpm), 1)


def _unit(protocol: Protocol, score: Score) -> Unit:
    measure = protocol.measure(score.of.split()[0])
    return measure.unit if measure else ""
