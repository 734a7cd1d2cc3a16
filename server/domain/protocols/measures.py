"""What an assessment yields: measures with their units, and checkpoints that are seen or not seen."""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["", "bpm", "reps", "s", "min", "cm", "kg", "ml/kg/min", "points", "°"]
Best = Literal["highest", "lowest", "last"]
Better = Literal["higher", "lower", ""]
Side = Literal["", "left", "right"]

SIDES: tuple[Side, ...] = ("left", "right")
UNITS: dict[Unit, str] = {
    "": "a number",
    "bpm": "beats a minute",
    "reps": "repetitions",
    "s": "seconds",
    "min": "minutes",
    "cm": "centimetres",
    "kg": "kilograms",
    "ml/kg/min": "millilitres of oxygen a kilogram and minute",
    "points": "points",
    "°": "degrees",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownError:
    """How far two results of the same person may lie apart although nothing changed."""

    amount: float  # in the measure's unit; a change up to this much may be the test's own error
    source: str  # where it was read, and of whom it is true


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a measure that is chosen, not counted."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that is measured, counted or chosen. With `choices` its value is one of them, else a number."""

    key: str  # unique in the protocol, never changes once released
    title: str
    unit: Unit = ""
    low: float = 0  # what is possible at all; beyond it is a slip of the finger
    high: float = 10_000
    decimals: int = 0
    sides: bool = False  # once for each side
    trials: int = 1
    best: Best = "highest"  # which trial counts
    better: Better = ""  # which way is better; "": neither
    choices: tuple[Choice, ...] = ()
    is_method: bool = False  # how it was measured: results that differ in it are not compared
    ask: str = ""  # the question to the client who measures alone; "": only the trainer enters it
    hint: str = ""
    error: KnownError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One thing to look at: seen, not seen, or not looked at. Never a diagnosis."""

    key: str  # unique in the protocol, never changes once released
    title: str
    sides: bool = True  # once for each side


def places(sides: bool) -> tuple[Side, ...]:
    """The sides something is measured on: both, or the one that has no name."""
    return SIDES if sides else ("",)
