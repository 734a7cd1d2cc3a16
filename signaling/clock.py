"""The room's clock as a page keeps it, from ping-pongs. Pure; the same filter is in static/js/lib/clock.js."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

KEEP_MS = 5 * 60_000
DRIFT = 3e-5  # 30 parts in a million, between two ordinary crystals


@dataclass(frozen=True, slots=True)
class Sample:
    """One ping: when it was answered, by the page's own time; the server's time minus that; and the round trip."""

    at_ms: float
    offset_ms: float
    rtt_ms: float


@dataclass(frozen=True, slots=True)
class Clock:
    """The samples of the last five minutes; the surest counts. The offset is signed and never clamped."""

    samples: tuple[Sample, ...] = ()

    def offset_ms(self, at_ms: float) -> float:
        """What to add to the page's own time `at_ms`; 0 before the first ping."""
        return _surest(self.samples, at_ms).offset_ms if self.samples else 0.0


def pong(clock: Clock, t0: float, t1_ms: float, t3: float) -> Clock:
    """The clock after one more ping, sent at t0 and answered at t3 by the page's own time, at t1_ms by the server's."""
    sample = Sample(t3, t1_ms - (t0 + t3) / 2, max(0.0, t3 - t0))
    return replace(clock, samples=(*(one for one in clock.samples if t3 - one.at_ms <= KEEP_MS), sample))


def lead_ms(round_trips_ms: Iterable[float]) -> int:
    """How far ahead a change of a timer takes effect: the slowest round trip + 300, at most 1000."""
    return int(min(1000.0, max(round_trips_ms, default=0.0) + 300))


def _surest(samples: Iterable[Sample], at_ms: float) -> Sample:
    return min(samples, key=lambda one: one.rtt_ms / 2 + (at_ms - one.at_ms) * DRIFT)
