"""Whether what a peer sends piles up on its way to us: told by how late its packets come. Pure.

The estimate that we tell a sender is the only brake it has beside loss, and a home's router loses nothing until seconds
of pictures wait in it. So a way whose packets come later and later is told a lower rate.
"""

from collections import deque
from dataclasses import dataclass, field

WRAP = 1 << 24  # abs-send-time: 64 s in 2^24 steps
UNIT_S = 64 / WRAP
LATE_S = 0.12  # later than the quickest by so much, half of a second's packets: it piles up
QUICKEST_S = 10  # so many seconds are looked back at for the quickest
BACK_OFF = 0.85
GROWTH = 1.1  # a second, when it flows
LEAST_BIT_S = 100_000


@dataclass(slots=True)
class Uplink:
    """The way from one peer. limit_bit_s: None while it flows."""

    limit_bit_s: int | None = None
    _delays: list[float] = field(default_factory=list)
    _quickest: deque[float] = field(default_factory=lambda: deque(maxlen=QUICKEST_S))

    def arrived(self, sent: int, now_s: float) -> None:
        """A packet that left at `sent` (24 bits of abs-send-time) came now."""
        if len(self._delays) < 1000:
            late = (int(now_s / UNIT_S) - sent) % WRAP
            self._delays.append(late * UNIT_S)

    def second(self, received_bit_s: float, most_bit_s: int) -> None:
        """Looks at the last second, in which so much came; most_bit_s: what it is to send at all."""
        delays, self._delays = self._delays, []
        if len(delays) < 10:
            return
        # The two clocks know nothing of each other: only differences count, and they go round every 64 s.
        zero = self._quickest[-1] if self._quickest else delays[0]
        turned = sorted((each - zero + 32) % 64 - 32 for each in delays)
        quickest = min([turned[0], *((each - zero + 32) % 64 - 32 for each in self._quickest)])
        self._quickest.append((zero + turned[0]) % 64)
        if turned[len(turned) // 2] - quickest > LATE_S:
            self.limit_bit_s = max(LEAST_BIT_S, int(BACK_OFF * min(received_bit_s, self.limit_bit_s or most_bit_s)))
        elif self.limit_bit_s is not None:
            self.limit_bit_s = int(self.limit_bit_s * GROWTH)
            if self.limit_bit_s > most_bit_s:
                self.limit_bit_s = None
