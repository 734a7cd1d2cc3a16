"""One stream of one device, from RTP packets to pictures or sound with the time at which they were taken. No I/O."""

from collections.abc import Iterable, Mapping
from typing import Final

from recordings.encoded import KINDS, Codec, Encoded, Kind
from recordings.h264 import H264
from recordings.pieces import Pictures
from recordings.reorder import Ordered, Reorder
from recordings.rtp import Rtp, SenderReport, parse, sender_reports
from recordings.sender_clock import SenderClock, StreamClock
from recordings.vp8 import Vp8

HOLD_MS: Final = 3000.0  # so long a stream waits for its first sender report
ALIVE_MS: Final = 2000.0  # a stream that sent nothing for so long is off
_MOST_EARLY: Final = 4


class Stream:
    """Packets in, encoded pictures or sound out. Whatever the packets hold, it never raises.

    codecs: payload type -> codec; packets of other types are left out.
    """

    def __init__(self, kind: Kind, codecs: Mapping[int, Codec], sender: SenderClock) -> None:
        self.kind = kind
        self.clock: StreamClock | None = None  # there is one from the first packet on
        self._codecs = {number: codec for number, codec in codecs.items() if KINDS[codec] == kind}
        self._sender = sender
        self._ssrc = -1
        self._stranger: Rtp | None = None  # the last packet, if it was of another sender
        self._reports: dict[int, tuple[SenderReport, float]] = {}
        self._reorder = Reorder()
        self._pictures: Pictures | None = None
        self._codec: Codec | None = None
        self._is_gap = False
        self._began_ms = 0.0
        self._last_ms = float("-inf")

    @property
    def needs_key(self) -> bool:
        """Whether nothing can be made of what comes until a key picture does."""
        return self.kind == "video" and (self._pictures is None or self._pictures.needs_key)

    def is_alive(self, now_ms: float) -> bool:
        """Whether packets have come lately."""
        return now_ms - self._last_ms < ALIVE_MS

    def waits(self, now_ms: float) -> bool:
        """Whether a sender report is still to be waited for, so that the lips will fit."""
        return self.clock is not None and not self.clock.is_known and now_ms - self._began_ms < HOLD_MS

    def packet(self, data: bytes, arrived_ms: float) -> list[Encoded]:
        """What an RTP packet completes."""
        packet = parse(data)
        if packet is None:
            return []
        first = None
        if packet.ssrc != self._ssrc:
            if packet.payload_type not in self._codecs:
                return []
            first, self._stranger = self._stranger, packet
            if self.clock is not None and (first is None or first.ssrc != packet.ssrc):
                return []  # one alone may be a straggler, or forged
            self._begin(packet.ssrc, arrived_ms)
        self._stranger = None
        self._last_ms = arrived_ms
        found = [] if first is None else self._taken(self._reorder.push(first, arrived_ms))
        return found + self._taken(self._reorder.push(packet, arrived_ms))

    def due(self, now_ms: float) -> list[Encoded]:
        """What nothing missing holds back any more."""
        return self._taken(self._reorder.due(now_ms))

    def reports(self, data: bytes, arrived_ms: float) -> None:
        """Takes what an RTCP packet says about this stream."""
        for report in sender_reports(data):
            self.reported(report, arrived_ms)

    def reported(self, report: SenderReport, arrived_ms: float) -> None:
        """Takes a sender report; one about another stream is kept, since that one may be about to begin."""
        if report.ssrc in self._reports or len(self._reports) < _MOST_EARLY:
            self._reports[report.ssrc] = (report, arrived_ms)
        if report.ssrc == self._ssrc and self.clock is not None:
            self.clock.reported(report, arrived_ms)

    def lose(self) -> None:
        """What was given last did not get into the file: a key picture is needed again."""
        if self._pictures is not None:
            self._pictures.lose()

    def end(self) -> None:
        """The device's clock is to know this stream no more."""
        if self.clock is not None:
            self._sender.streams.remove(self.clock)
            self.clock = None

    def _begin(self, ssrc: int, now_ms: float) -> None:
        """A sender begins anew: nothing of its counting is known."""
        self.end()
        self._ssrc = ssrc
        self._began_ms = now_ms
        self._reorder = Reorder()
        self._pictures, self._codec = None, None
        self.clock = StreamClock(self.kind, self._sender)
        if ssrc in self._reports:
            self.clock.reported(*self._reports[ssrc])
        self._reports = {key: kept for key, kept in self._reports.items() if key == ssrc}

    def _taken(self, packets: Iterable[Ordered]) -> list[Encoded]:
        found: list[Encoded] = []
        for packet, arrived_ms, is_gap in packets:
            is_gap = is_gap or self._is_gap
            codec = self._codecs.get(packet.payload_type)
            self._is_gap = is_gap and codec is None
            if codec is None:
                continue
            if self.kind == "audio":
                if packet.payload:
                    found.append(Encoded(codec, packet.timestamp, arrived_ms, packet.payload))
                continue
            if self._pictures is None or codec != self._codec:
                self._codec = codec
                self._pictures = Pictures(codec, H264() if codec == "h264" else Vp8())
            found += self._pictures.add(packet, arrived_ms, is_gap)
        if self.clock is not None:
            for each in found:
                self.clock.arrived(each.timestamp, each.arrived_ms)
        return found
