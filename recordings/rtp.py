"""RTP and RTCP as they come off the wire (RFC 3550): headers read, wrapping numbers unwrapped. Pure.

The bytes are a stranger's: what is not well-formed gives None and never raises.
"""

import struct
from dataclasses import dataclass
from typing import Final

_HEADER: Final = struct.Struct("!BBHII")
_REPORT: Final = struct.Struct("!IIII")
_SENDER_REPORT: Final = 200
_EPOCH_S: Final = 2_208_988_800  # NTP counts from 1900


@dataclass(slots=True)  # not frozen: there are thousands a second, and freezing triples what making one costs
class Rtp:
    """One RTP packet without its header, extensions and padding."""

    payload_type: int
    is_marked: bool  # the last packet of a picture
    sequence: int  # 16 bits
    timestamp: int  # 32 bits
    ssrc: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class SenderReport:
    """What the sender's own clock showed when its RTP clock showed `timestamp`."""

    ssrc: int
    sent_ms: float  # the sender's clock, epoch milliseconds; it may be wrong by hours
    timestamp: int  # 32 bits


def parse(data: bytes) -> Rtp | None:
    """The packet, or None for what is none."""
    if len(data) < 12:
        return None
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
    if first >> 6 != 2:
        return None
    start, end = 12 + 4 * (first & 0x0F), len(data)
    if first & 0x10:
        if end < start + 4:
            return None
        start += 4 + 4 * (data[start + 2] << 8 | data[start + 3])
    if first & 0x20:
        padding = data[-1]
        if padding == 0:
            return None
        end -= padding
    if start > end:
        return None
    return Rtp(second & 0x7F, second > 0x7F, sequence, timestamp, ssrc, data[start:end])


def sender_reports(data: bytes) -> list[SenderReport]:
    """The sender reports of a compound RTCP packet that say what time it is."""
    found = []
    at = 0
    while at + 4 <= len(data) and data[at] >> 6 == 2:
        ends = at + 4 + 4 * (data[at + 2] << 8 | data[at + 3])
        if data[at + 1] == _SENDER_REPORT and at + 20 <= min(ends, len(data)):
            ssrc, seconds, fraction, timestamp = _REPORT.unpack_from(data, at + 4)
            report = said(ssrc, seconds << 32 | fraction, timestamp)
            found += [] if report is None else [report]
        at = ends
    return found


def said(ssrc: int, ntp: int, timestamp: int) -> SenderReport | None:
    """A sender report by its numbers; ntp: 64 bits. None: its sender has no clock (RFC 3550: 0)."""
    return SenderReport(ssrc, (ntp / 2**32 - _EPOCH_S) * 1000, timestamp) if ntp >> 32 else None


class Unwrapped:
    """A 32-bit clock that wraps, as one that does not. Numbers may come out of order by less than half its range."""

    def __init__(self) -> None:
        self._last: int | None = None

    def advance(self, value: int) -> int:
        """The whole number for a value that was received."""
        whole = self.near(value)
        if self._last is None or whole > self._last:
            self._last = whole
        return whole

    def near(self, value: int) -> int:
        """The whole number for a value that may be far off, which then does not count."""
        if self._last is None:
            return value
        ahead = (value - self._last) & 0xFFFFFFFF
        return self._last + (ahead if ahead < 1 << 31 else ahead - (1 << 32))
