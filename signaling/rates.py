"""How much one socket may send: token buckets, refilled by the clock."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second on average, and so many at once."""

    a_second: float
    burst: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the socket side. `log`: whatever writes the log; `ephemeral`: the rest."""

    ephemeral: Rate = Rate(60, 120)
    log: Rate = Rate(10, 50)
    frames: Rate = Rate(150, 300)  # of any kind; beyond, the socket is closed
    refusals: Rate = Rate(5, 100)  # refused commands; beyond, the socket is closed
    sockets_a_person: int = 5
    sockets_an_address: int = 50
    wrong_hellos: Rate = Rate(0.2, 10)  # of one address; beyond, even a right one waits


class Bucket:
    """Tokens left of one Rate."""

    __slots__ = ("_at_s", "_rate", "_tokens")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._tokens = rate.burst
        self._at_s = 0.0

    def take(self, now_s: float) -> bool:
        """Whether one more is within the rate; takes a token if so. now_s: a monotonic time."""
        self._refill(now_s)
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def has(self, now_s: float) -> bool:
        """Whether one more would be within the rate; takes nothing."""
        self._refill(now_s)
        return self._tokens >= 1

    def is_full(self, now_s: float) -> bool:
        """Whether it may be forgotten."""
        self._refill(now_s)
        return self._tokens >= self._rate.burst

    def _refill(self, now_s: float) -> None:
        self._tokens = min(self._rate.burst, self._tokens + (now_s - self._at_s) * self._rate.a_second)
        self._at_s = now_s
