"""What a figure is, and what one measurement of it says."""

import math
import sys
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is measured. Each file in bench/ has one as FIGURE, and a `run()` (plain or async) that returns Measured.

    The file is named after the figure, with underscores.
    """

    name: str  # cue-latency
    what: str  # one sentence for --list
    unit: str
    goal: str  # in words: "p50 <= 25 ms and p99 <= 60 ms"
    peer: str = ""  # what it is measured beside, or "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came out. `detail` holds further numbers by name, such as {"p99": 41.2}."""

    value: float
    ok: bool
    peer_value: float | None = None
    detail: dict[str, float | int | str] = field(default_factory=dict)


def line(figure: Figure, measured: Measured) -> dict[str, object]:
    """The JSON line of a figure: always these eight, then the details."""
    peer = measured.peer_value
    return {
        "figure": figure.name,
        "value": _short(measured.value),
        "unit": figure.unit,
        "peer": figure.peer or None,
        "peer_value": None if peer is None else _short(peer),
        "ratio": None if not peer else _short(measured.value / peer),
        "goal": figure.goal,
        "ok": measured.ok,
        **measured.detail,
    }


def say(text: str) -> None:
    """Tells the person who waits; standard output is for the JSON lines alone."""
    print(text, file=sys.stderr, flush=True)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` (0..1) of the values do not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _short(value: float) -> float:
    """Four significant digits; more would claim what no run repeats."""
    return float(f"{value:.4g}")
