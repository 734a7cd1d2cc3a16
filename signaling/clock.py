"""The room's clock as a page keeps it, from ping-pongs. Pure; the same filter is in static/js/lib/clock.js."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

KEEP_MS = 5 * 60_000
ROUNDING_MS = 2  # the server tells whole milliseconds
DRIFT = 3e-5  # 30 parts in a million, between two ordinary crystals


@dataclass(frozen=True, slots=True)
class Sample:
    """One ping: when it was answered, by the page's own time; the server's minus that on the way there, and back."""

    at_ms: float
    there_ms: float
    back_ms: float


@dataclass(frozen=True, slots=True)
class Clock:
    """The samples of the last five minutes. Of each direction the quickest way counts, from whichever ping.

    The offset is signed and never clamped.
    """

    samples: tuple[Sample, ...] = ()

    def offset_ms(self, at_ms: float) -> float:
        """What to add to the page's own time `at_ms`; 0 before the first ping."""
        if not self.samples:
            return 0.0
        most, least = _bounds(self.samples, at_ms)
        return (most + least) / 2


def pong(clock: Clock, t0: float, t1_ms: float, t3: float) -> Clock:
    """The clock after one more ping, sent at t0 and answered at t3 by the page's own time, at t1_ms by the server's."""
    samples = (*(one for one in clock.samples if t3 - one.at_ms <= KEEP_MS), Sample(t3, t1_ms - t0, t1_ms - t3))
    while _contradict(samples, t3):
        samples = samples[1:]
    return replace(clock, samples=samples)


def lead_ms(round_trips_ms: Iterable[float]) -> int:
    """How far ahead a change of a timer takes effect: the slowest round trip + 300, at most 1000."""
    return int(min(1000.0, max(round_trips_ms, default=0.0) + 300))


def _bounds(samples: Iterable[Sample], at_ms: float) -> tuple[float, float]:
    """Between what the offset lies, the most first: no way takes less than no time."""
    samples = tuple(samples)
    return (
        min(one.there_ms + (at_ms - one.at_ms) * DRIFT for one in samples),
        max(one.back_ms - (at_ms - one.at_ms) * DRIFT for one in samples),
    )


def _contradict(samples: Iterable[Sample], at_ms: float) -> bool:
    """Whether they cannot all be true: the page's time stood still for a while."""
    most, least = _bounds(samples, at_ms)
    return least > most + ROUNDING_MS
