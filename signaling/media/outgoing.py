"""A stream as it goes to one peer: the same packets under our own SSRC, payload type, numbers and times.

Whoever the stream comes from at the moment, its numbers and times run on without a gap, so that a place may change its
person without a new description.
"""

import secrets
import time
from collections import deque
from collections.abc import Callable, Mapping

from signaling.media import rtcp, rtp
from signaling.media.incoming import Incoming, Publication
from signaling.media.lanes import Kind
from signaling.rates import Bucket, Rate

CHANGES_KEPT = 64
RESENT = Rate(400, 200)  # packets sent once more, to one peer in one stream
ALL_LAYERS = 7
Send = Callable[[bytes], None]


class Outgoing:
    """One SSRC of ours to one peer. `numbers`: by codec, the payload type it takes and that of retransmissions or 0."""

    def __init__(self, kind: Kind, ssrc: int, again: int, send: Send, send_rtcp: Send) -> None:
        self.kind = kind
        self.ssrc = ssrc
        self.again = again
        self.numbers: Mapping[str, tuple[int, int]] = {}
        self.publication: Publication | None = None
        self.is_unplayable = False  # the peer has no decoder for what is sent
        self.packets = 0
        self.resent = 0
        self.lost_share = 0.0  # as the peer says, 0..1
        self.is_doubted = False  # what the peer says of its loss next counts what was sent while somebody was away
        self.most_layer = ALL_LAYERS  # layers above it are left out
        self.target_bit_s: int | None = None  # what the sender should keep to for this peer's sake
        self._octets = 0
        self._octets_then = 0
        self._is_paused = False
        self._send = send
        self._send_rtcp = send_rtcp
        self._source: Incoming | None = None
        self._number = self._number_again = 0
        # SRTP counts from rollover 0: the first number lies low, so that the receiver cannot guess another.
        self._last = secrets.randbelow(30_000)
        self._offset = 0
        self._time_offset = 0
        self._last_time = 0
        self._last_s = 0.0
        self._first = 0  # our number of the first packet from this source
        self._since_first = 0
        self._highest = 0  # the source's number of the newest packet that went
        self._changes: deque[tuple[int, int]] = deque(maxlen=CHANGES_KEPT)  # (source's number, offset before it)
        self._sequence_again = secrets.randbelow(30_000)
        self._bucket = Bucket(RESENT)

    @property
    def is_paused(self) -> bool:
        """Nothing goes, because the peer's line is too thin."""
        return self._is_paused

    def show(self, publication: Publication | None) -> None:
        """From now on this stream carries that publication, or nothing."""
        if publication is self.publication:
            return
        if self.publication is not None:
            self.publication.outs = [out for out in self.publication.outs if out is not self]
        self.publication = publication
        self._leave()
        self.is_unplayable = False
        if publication is not None:
            publication.outs = [*publication.outs, self]
            publication.want_picture()

    def pause(self, is_paused: bool) -> None:
        """Stops sending, or goes on with the next whole picture."""
        if is_paused == self._is_paused:
            return
        self._is_paused = is_paused
        self._leave()
        if not is_paused and self.publication is not None:
            self.publication.want_picture()

    def forward(self, source: Incoming, flags: int, second: int, sequence: int, timestamp: int, rest: bytes) -> None:
        """Sends a packet on. `rest`: what follows its header."""
        if source is not self._source:
            if self._is_paused or not self._begin(source, sequence, timestamp):
                return
            ahead = 1
        else:
            ahead = ((sequence - self._highest + 32768) & 0xFFFF) - 32768
        offset = self._offset
        if ahead > 0:
            self._highest = sequence
            if source.layer > self.most_layer:
                self._changes.append((sequence, offset))
                self._offset = (offset - 1) & 0xFFFF
                return
            self._since_first += ahead
            self._last_time = timestamp
        else:
            if -ahead >= self._since_first and self._since_first < rtp.HALF:
                return  # from before the picture we began with
            offset = self._offset_at(sequence)
        number = (sequence + offset) & 0xFFFF
        if ahead > 0:
            self._last = number
        self.packets += 1
        self._octets += len(rest)
        head = rtp.HEADER.pack(
            flags, second & 128 | self._number, number, (timestamp + self._time_offset) & 0xFFFFFFFF, self.ssrc
        )
        self._send(head + rest)

    def resend(self, number: int) -> None:
        """Sends a packet once more, if we still have it."""
        source = self._source
        if source is None or self._is_paused:
            return
        age = ((self._last - number + 32768) & 0xFFFF) - 32768
        if not 0 <= age < self._since_first:
            return
        sequence = self._sequence_of(number)
        packet = source.kept(sequence)
        if packet is None or not self._bucket.take(time.monotonic()):
            return
        flags, second, _, timestamp, _ = rtp.HEADER.unpack_from(packet)
        head = rtp.HEADER.pack(
            flags, second & 128 | self._number, number, (timestamp + self._time_offset) & 0xFFFFFFFF, self.ssrc
        )
        packet = head + packet[rtp.HEADER_BYTES :]
        if self._number_again and self.again:
            self._sequence_again = (self._sequence_again + 1) & 0xFFFF
            packet = rtp.again(packet, self._number_again, self.again, self._sequence_again)
        self.resent += 1
        self._send(packet)

    def doubt(self) -> None:
        """One of its two ends is away: what the peer says next of its loss tells nothing of its line."""
        self.lost_share, self.is_doubted = 0.0, True

    def reported(self, lost_share: float) -> None:
        """What the peer lost since it last said so, 0..1."""
        self.lost_share = 0.0 if self.is_doubted else lost_share
        self.is_doubted = False

    def pass_report(self, source: Incoming, report: rtcp.SenderReport) -> None:
        """Tells the peer its source's times, in the numbers of this stream."""
        if source is not self._source:
            return
        moved = rtcp.SenderReport(self.ssrc, report.ntp, (report.rtp + self._time_offset) & 0xFFFFFFFF)
        self._send_rtcp(rtcp.sender_report(moved, self.packets, self._octets))

    def second(self) -> int:
        """The bits that went since this was last asked."""
        sent, self._octets_then = self._octets - self._octets_then, self._octets
        return sent * 8

    def close(self) -> None:
        """Carries nothing any more."""
        self.show(None)

    def _begin(self, source: Incoming, sequence: int, timestamp: int) -> bool:
        """Takes a new source with this packet; whether it may begin with it."""
        numbers = self.numbers.get(source.payload.codec.name)
        self.is_unplayable = numbers is None
        if numbers is None:
            return False
        if source.is_picture and not source.begins_picture:
            source.want_picture()
            return False
        self._number, self._number_again = numbers
        self._leave()
        if self._last_s:
            passed = max(1, int((source.last_s - self._last_s) * source.payload.codec.clock_hz))
            self._time_offset = (self._last_time + self._time_offset + passed - timestamp) & 0xFFFFFFFF
        self._source = source
        self._first = (self._last + 1) & 0xFFFF
        self._offset = (self._first - sequence) & 0xFFFF
        self._since_first = 0
        self._changes.clear()
        return True

    def _leave(self) -> None:
        """Remembers where the source stopped; the next one goes on from there."""
        if self._source is not None:
            self._last_s = self._source.last_s
            self._source = None

    def _offset_at(self, sequence: int) -> int:
        """The offset that held when the source's number was this."""
        offset = self._offset
        for changed, before in reversed(self._changes):
            if rtp.ahead(sequence, changed) > 0:
                break
            offset = before
        return offset

    def _sequence_of(self, number: int) -> int:
        """The source's number of one of ours."""
        offset = self._offset
        for changed, before in reversed(self._changes):
            if rtp.ahead((number - offset) & 0xFFFF, changed) > 0:
                break
            offset = before
        return (number - offset) & 0xFFFF
