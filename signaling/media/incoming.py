"""A stream as it comes from its sender: counted, kept for a while, asked for where it has gaps, and passed on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from signaling.media import rtcp, rtp
from signaling.media.lanes import AUDIO_LEVEL_ID, KIND, SEND_TIME_ID, Lane, Payload
from signaling.media.plane import Ear
from signaling.media.uplink import UNIT_S, WRAP, Uplink

if TYPE_CHECKING:
    from signaling.media.outgoing import Outgoing

RING = 512  # packets kept of a picture; a power of two
MISSING_KEPT = 128
PICTURE_EVERY_S = 0.5
FIRST_ASK_S = 0.01  # what is only out of order has come by then
ASK_EVERY_S = 0.08
ASKS = 8
SILENT_S = 3.0
QUIET = 127  # -dBov


@dataclass(slots=True)
class Publication:
    """What a peer sends in one lane, over all its connections.

    `outs`: to whom it goes; `ears`: who listens on our side.
    """

    peer: str
    lane: Lane
    outs: list["Outgoing"] = field(default_factory=list)
    ears: list[Ear] = field(default_factory=list)
    current: "Incoming | None" = None
    loudness: float = QUIET  # smoothed, in -dBov: lower is louder
    bit_s: float = 0.0  # over the last second
    has_layers: bool = False  # its picture comes in temporal layers

    def want_picture(self) -> None:
        """Asks the sender for a whole picture."""
        if self.current is not None and KIND[self.lane] == "video":
            self.current.want_picture()


@dataclass(slots=True)
class _Gap:
    since_s: float
    asked_s: float = 0.0
    asks: int = 0


class Incoming:
    """One SSRC of a peer's. `send` takes RTCP to it; `hungry` is where streams with gaps wait for the next look."""

    def __init__(
        self,
        publication: Publication,
        payload: Payload,
        ssrc: int,
        send: Callable[[bytes], None],
        hungry: set["Incoming"],
        uplink: Uplink,
    ) -> None:
        self.publication = publication
        self.payload = payload
        self.ssrc = ssrc
        self.is_picture = KIND[publication.lane] == "video"
        self.begins_picture = False  # the packet at hand does
        self.layer = 0  # the temporal layer of the packet at hand
        self.packets = 0
        self.octets = 0
        self.lost_share = 0.0  # of the last second, 0..1
        self.last_s = time.monotonic()  # when a packet came
        self._send = send
        self._hungry = hungry
        self._uplink = uplink
        self._number = payload.number
        self._codec = payload.codec.name
        self._is_vp8 = self._codec == "VP8"
        self._clock = payload.codec.clock_hz
        self._ring: list[tuple[int, bytes] | None] = [None] * RING if self.is_picture else []
        self._gaps: dict[int, _Gap] = {}
        self._first = self._highest = -1  # extended by the number of wraps
        self._transit = 0.0
        self._jitter = 0.0
        self._reported = (0, 0)  # expected and received, at the last report
        self._octets_then = 0
        self._report: rtcp.SenderReport | None = None
        self._report_s = 0.0
        self._asked_picture_s = 0.0
        self._wants_picture = False

    @property
    def jitter_ms(self) -> float:
        """Between arrivals (RFC 3550)."""
        return self._jitter / self._clock * 1000

    def take(self, packet: bytes, now_s: float, is_again: bool = False) -> None:
        """A packet of this stream, whole and proved. `is_again`: it is a retransmission."""
        flags, second, sequence, timestamp, _ = rtp.HEADER.unpack_from(packet)
        if second & 127 != self._number:
            return
        if self._highest < 0:
            self._first = self._highest = sequence
            ahead = 0
        else:
            ahead = ((sequence - self._highest + 32768) & 0xFFFF) - 32768
            if ahead > 0:
                if ahead > 1 and self.is_picture:
                    self._miss(ahead, now_s)
                self._highest += ahead
            elif not self._is_late(sequence, ahead):
                return
        self.packets += 1
        self.octets += len(packet)
        self.last_s = now_s
        if not is_again:
            transit = now_s * self._clock - timestamp
            moved = abs(transit - self._transit)
            self._transit = transit
            if moved < self._clock:  # more is a new beginning, or the timestamp's wrap
                self._jitter += (moved - self._jitter) / 16
        publication = self.publication
        rest = packet[rtp.HEADER_BYTES :]
        if self.is_picture:
            self._ring[sequence & (RING - 1)] = (sequence, packet)
            self.begins_picture = rtp.begins_picture(self._codec, packet)
            self.layer = rtp.vp8_layer(packet) if self._is_vp8 else 0
            if self.layer:
                self.publication.has_layers = True
            if self.begins_picture:
                self._wants_picture = False
            if flags & 16:
                rest = self._stamped(packet, now_s)
        elif flags & 16:
            self._listen(packet)
        if publication.current is not self:
            return  # a connection that is being replaced, or a stream that began anew
        for out in publication.outs:
            out.forward(self, flags, second, sequence, timestamp, rest)
        for ear in publication.ears:
            ear.packet(publication.lane, self._codec, packet, now_s)

    def kept(self, sequence: int) -> bytes | None:
        """A packet of a moment ago, as it came."""
        found = self._ring[sequence & (RING - 1)] if self._ring else None
        return found[1] if found is not None and found[0] == sequence else None

    def reported(self, report: rtcp.SenderReport) -> None:
        """Its sender's report: passed on to everybody who gets the stream."""
        self._report = report
        self._report_s = time.monotonic()
        for out in self.publication.outs:
            out.pass_report(self, report)
        if self.publication.current is self:
            for ear in self.publication.ears:
                ear.report(self.publication.lane, report.ntp, report.rtp)

    def want_picture(self) -> None:
        """Asks for a whole picture, now or as soon as another may be asked for."""
        self._wants_picture = True
        self._hungry.add(self)
        self.look(time.monotonic())

    def look(self, now_s: float) -> None:
        """Asks for what is missing and due; leaves `hungry` when there is nothing more to ask."""
        if now_s - self.last_s > SILENT_S:
            self._wants_picture = False  # nobody films now; whoever still waits asks with the next packet
        if self._wants_picture and now_s - self._asked_picture_s >= PICTURE_EVERY_S:
            self._asked_picture_s = now_s
            self._send(rtcp.picture_wanted(1, self.ssrc))
        due: list[int] = []
        for sequence, gap in list(self._gaps.items()):
            if gap.asks >= ASKS:
                del self._gaps[sequence]
            elif now_s - gap.since_s >= FIRST_ASK_S and now_s - gap.asked_s >= ASK_EVERY_S:
                gap.asks += 1
                gap.asked_s = now_s
                due.append(sequence)
        if due:
            self._send(rtcp.missing(1, self.ssrc, due))
        if not self._gaps and not self._wants_picture:
            self._hungry.discard(self)

    def report(self, now_s: float) -> bytes:
        """What we say of the stream since the last time; also begins a new second of its numbers."""
        expected = self._highest - self._first + 1 if self._highest >= 0 else 0
        expected_now, received_now = expected - self._reported[0], self.packets - self._reported[1]
        self._reported = (expected, self.packets)
        lost = max(0, expected_now - received_now)
        self.lost_share = lost / expected_now if expected_now > 0 else 0.0
        self.publication.bit_s = (self.octets - self._octets_then) * 8
        self._octets_then = self.octets
        last = delay = 0
        if self._report is not None:
            last = self._report.ntp >> 16 & 0xFFFFFFFF
            delay = int((now_s - self._report_s) * 65536)
        return rtcp.report(
            ssrc=self.ssrc,
            fraction=min(255, int(self.lost_share * 256)),
            lost=expected - self.packets,
            highest=max(0, self._highest),
            jitter=int(self._jitter),
            last_report=last,
            delay=delay,
        )

    def _is_late(self, sequence: int, ahead: int) -> bool:
        """Whether a packet that is behind is one we still lack."""
        if ahead <= -RING:
            return False
        if not self.is_picture:
            return ahead < 0
        self._gaps.pop(sequence, None)
        return self.kept(sequence) is None

    def _miss(self, ahead: int, now_s: float) -> None:
        if ahead > MISSING_KEPT:
            self._gaps.clear()
            self.want_picture()  # too much to ask for piece by piece
            return
        for back in range(1, ahead):
            self._gaps[self._highest + back & 0xFFFF] = _Gap(now_s)
        while len(self._gaps) > MISSING_KEPT:
            del self._gaps[next(iter(self._gaps))]
        self._hungry.add(self)

    def _listen(self, packet: bytes) -> None:
        found = rtp.extension(packet, AUDIO_LEVEL_ID)
        if found is not None:
            level = packet[found[0]] & 127
            self.publication.loudness += (level - self.publication.loudness) / 10

    def _stamped(self, packet: bytes, now_s: float) -> bytes:
        """What follows the header, with the time of our sending where the sender's was: receivers measure by it."""
        found = rtp.extension(packet, SEND_TIME_ID)
        if found is None or found[1] != 3:
            return packet[rtp.HEADER_BYTES :]
        at = found[0]
        self._uplink.arrived(int.from_bytes(packet[at : at + 3], "big"), now_s)
        now = int(now_s / UNIT_S) % WRAP
        return packet[rtp.HEADER_BYTES : at] + now.to_bytes(3, "big") + packet[at + 3 :]
