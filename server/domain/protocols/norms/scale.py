"""A norm: bands of results, locked to a method, an age band and a sex. With anything else there is no rating."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Sex = Literal["male", "female"]
SEXES: Mapping[Sex, str] = {"female": "women", "male": "men"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a norm must know of somebody. age: full years on the day of the test; None: not known."""

    age: int | None = None
    sex: Sex | None = None  # which table is used; None: no norms are wanted


@dataclass(frozen=True, slots=True)
class Band:
    """One rating and its worst value that still counts: where a printed table has gaps, they go to the worse band.

    worst: with `better` lower the highest value, with higher the lowest; None: whatever is left.
    """

    name: str
    worst: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The bands of one sex and age band, the best first, the last one without an end."""

    sex: Sex
    ages: tuple[int, int | None]  # first and last full year; None: no last
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A norm as it was published, with what it holds for."""

    key: str  # part of a result: two scales under one name exist
    title: str
    source: str
    method: Mapping[str, tuple[str, ...]]  # what must be so, by name: any of these values
    method_words: str  # the same for people
    better: Literal["higher", "lower"]
    tables: tuple[Table, ...]
    no_tables: Mapping[Sex, str] = field(default_factory=dict)  # why a sex has none, where that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """Where a value lies on a scale: the band's name, or in `why_none` a sentence why there is none."""

    scale: Scale
    band: str = ""
    who: str = ""  # "men, 26 to 35 years"
    why_none: str = ""


def rate(scale: Scale, value: float, person: Person, method: Mapping[str, str]) -> Rating:
    """Where the value lies. method: how it was measured, by the names that the scale asks for."""
    off = [name for name, allowed in scale.method.items() if method.get(name, "") not in allowed]
    if off:
        return Rating(scale=scale, why_none=f"No norm: it holds only for this method: {scale.method_words}")
    if person.sex is None:
        return Rating(scale=scale, why_none="No norm: choose which table to use, women or men.")
    if person.age is None:
        return Rating(scale=scale, why_none="No norm: the date of birth is not known.")
    tables = [table for table in scale.tables if table.sex == person.sex]
    if not tables:
        return Rating(scale=scale, why_none=scale.no_tables.get(person.sex, f"No norm for {SEXES[person.sex]}."))
    for table in tables:
        first, last = table.ages
        if first <= person.age and (last is None or person.age <= last):
            return Rating(scale=scale, band=_band(scale, table, value), who=_who(table))
    return Rating(scale=scale, why_none=f"No norm: it does not hold at the age of {person.age}.")


def _band(scale: Scale, table: Table, value: float) -> str:
    for band in table.bands:
        if band.worst is None:
            return band.name
        if (value <= band.worst) if scale.better == "lower" else (value >= band.worst):
            return band.name
    raise AssertionError(f"{scale.key}: the last band has an end")


def _who(table: Table) -> str:
    first, last = table.ages
    return f"{SEXES[table.sex]}, {f'{first} years and older' if last is None else f'{first} to {last} years'}"
