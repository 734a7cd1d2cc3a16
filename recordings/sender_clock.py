"""When a picture or sound was taken, on the session clock: by sender reports and by when things arrive. Pure.

A sender's own clock may be wrong by hours, run fast or slow, and be set while it films. Its sender reports say how its
streams lie to each other (the lips fit); the quickest arrivals of the last seconds say how its clock lies to ours.
"""

from typing import Final

from recordings.encoded import RATES, Kind
from recordings.rtp import SenderReport, Unwrapped

WINDOW_MS: Final = 10_000.0  # the quickest arrival of this and the window before counts
STEP_MS: Final = 1_000.0  # a clock that is off by more was set
SLEW: Final = 0.005  # how much faster or slower a file may run than its stream to come right: 5 ms a second
EARLIEST_MS: Final = 5_000.0  # nothing was taken longer before it arrived than this
JUMP_MS: Final = 10_000.0  # a stream's clock that leaves its arrivals by more counts anew


class SenderClock:
    """How one device's clock lies to the session clock. Its streams share it."""

    def __init__(self) -> None:
        self.streams: list[StreamClock] = []
        self._now: float | None = None  # the least of (arrival - sender's time) in this window
        self._before: float | None = None
        self._window_ms = 0.0

    @property
    def offset_ms(self) -> float | None:
        """Session clock minus sender's clock; None while nothing says so."""
        known = [each for each in (self._now, self._before) if each is not None]
        return min(known) if known else None

    def seen(self, sent_ms: float, arrived_ms: float) -> None:
        """Something that bears the sender's time came."""
        late = arrived_ms - sent_ms
        if arrived_ms - self._window_ms > WINDOW_MS:
            self._before, self._now, self._window_ms = self._now, late, arrived_ms
        elif self._now is None or late < self._now:
            self._now = late

    def set_anew(self, sent_ms: float, arrived_ms: float) -> None:
        """The sender's clock was set: what was known of it is void, and all its streams move by as much."""
        before = self.offset_ms
        self._before, self._now, self._window_ms = None, arrived_ms - sent_ms, arrived_ms
        if before is not None:
            for stream in self.streams:
                stream.shift(before - (arrived_ms - sent_ms))


class StreamClock:
    """One stream's RTP clock on the session clock."""

    def __init__(self, kind: Kind, sender: SenderClock) -> None:
        self._per_ms = RATES[kind] / 1000
        self._sender = sender
        self._counter = Unwrapped()
        self._report: SenderReport | None = None  # one that came before the first packet
        self._sent_at_0: float | None = None  # the sender's time when the RTP clock showed 0
        self._at_0: float | None = None  # the session's, as it is used
        self._quickest: float | None = None  # the same by arrivals alone
        self._has_begun = False
        self._slewed_ms = 0.0
        sender.streams.append(self)

    @property
    def is_known(self) -> bool:
        """Whether a sender report has come."""
        return self._sent_at_0 is not None

    def reported(self, report: SenderReport, arrived_ms: float) -> None:
        """A sender report came."""
        offset = self._sender.offset_ms
        if offset is not None and abs(arrived_ms - report.sent_ms - offset) > STEP_MS:
            self._sender.set_anew(report.sent_ms, arrived_ms)
        self._sender.seen(report.sent_ms, arrived_ms)
        if not self._has_begun:
            self._report = report
            return
        self._sent_at_0 = report.sent_ms - self._counter.near(report.timestamp) / self._per_ms

    def arrived(self, timestamp: int, arrived_ms: float) -> None:
        """A packet with that RTP time came: to be told of each picture and sound, in order."""
        whole_ms = self._counter.advance(timestamp) / self._per_ms
        if not self._has_begun and self._report is not None:
            self._sent_at_0 = self._report.sent_ms - self._counter.near(self._report.timestamp) / self._per_ms
        late = arrived_ms - whole_ms
        if self._quickest is not None and abs(late - self._quickest) > JUMP_MS:
            self._sent_at_0 = self._at_0 = self._quickest = None  # it counts anew; the next report says from where
        self._has_begun = True
        if self._quickest is None or late < self._quickest:
            self._quickest = late
        if self._sent_at_0 is not None:
            self._sender.seen(self._sent_at_0 + whole_ms, arrived_ms)

    def at_ms(self, timestamp: int, arrived_ms: float) -> float:
        """When that was taken, on the session clock. `arrived` was told of it before."""
        whole_ms = self._counter.near(timestamp) / self._per_ms
        target = self._target()
        if self._at_0 is None or target is None or abs(target - self._at_0) >= STEP_MS:
            self._at_0 = target
        else:
            # A file that jumped would show it; one that runs a little faster for a while does not.
            most = SLEW * max(0.0, arrived_ms - self._slewed_ms)
            self._at_0 += max(-most, min(most, target - self._at_0))
        self._slewed_ms = arrived_ms
        at_ms = arrived_ms if self._at_0 is None else self._at_0 + whole_ms
        return min(max(at_ms, arrived_ms - EARLIEST_MS), arrived_ms)

    def shift(self, by_ms: float) -> None:
        """The sender's clock was set forward by so much."""
        if self._sent_at_0 is not None:
            self._sent_at_0 += by_ms

    def _target(self) -> float | None:
        offset = self._sender.offset_ms
        if self._sent_at_0 is None or offset is None:
            return self._quickest
        return self._sent_at_0 + offset
