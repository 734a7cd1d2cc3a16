"""A small buffer that puts RTP packets back in order and waits a moment for one that is missing. Pure."""

from collections.abc import Iterator
from typing import Final

from recordings.rtp import Rtp

WAIT_MS: Final = 200.0  # long enough for one retransmission
MOST: Final = 512  # packets that wait behind a gap
FURTHEST: Final = 1000  # packets; a larger step is another count, or a lie (RFC 3550, A.1)

Ordered = tuple[Rtp, float, bool]  # packet, when it arrived, whether something before it is missing


class Reorder:
    """One stream's packets in order. Twice or too late sent ones are left out."""

    def __init__(self, wait_ms: float = WAIT_MS) -> None:
        self._wait_ms = wait_ms
        self._next: int | None = None  # the whole number of the packet that is due
        self._odd = -1  # what would follow a packet that was out of all order
        self._waiting: dict[int, tuple[Rtp, float]] = {}
        self._is_gap = False

    def push(self, packet: Rtp, arrived_ms: float) -> Iterator[Ordered]:
        """Takes a packet; gives those that are due now."""
        if self._next is None:
            self._next = packet.sequence
        ahead = (packet.sequence - self._next) & 0xFFFF
        if ahead == 0 and not self._waiting:  # nearly always
            self._next += 1
            was_gap, self._is_gap = self._is_gap, False
            yield packet, arrived_ms, was_gap
            return
        if ahead >= 0x10000 - FURTHEST:
            return
        if ahead >= FURTHEST:
            is_second = packet.sequence == self._odd
            self._odd = (packet.sequence + 1) & 0xFFFF
            if not is_second:
                return
            self._waiting.clear()
            self._next, ahead, self._is_gap = packet.sequence, 0, True
        self._waiting.setdefault(self._next + ahead, (packet, arrived_ms))
        yield from self.due(arrived_ms)

    def due(self, now_ms: float) -> Iterator[Ordered]:
        """Those that nothing missing holds back any more."""
        while self._waiting and self._next is not None:
            found = self._waiting.pop(self._next, None)
            if found is None:
                first = min(self._waiting)
                is_over = len(self._waiting) > MOST or self._waiting[first][1] + self._wait_ms <= now_ms
                if not is_over:
                    return
                self._next, self._is_gap = first, True
                continue
            self._next += 1
            was_gap, self._is_gap = self._is_gap, False
            yield *found, was_gap
