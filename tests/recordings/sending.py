"""People who send RTP, made of real encoders' frames: each picture carries its number, each whole second a tone.

What comes out is what a relay would hand to the recorder: (arrival, stream, packet), with sender reports in between.
"""

import functools
import math
import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random
from typing import Any

import av

from tests.recordings import footage

MTU = 1100
TYPES = {"vp8": 96, "h264": 102, "opus": 111}
CODECS = {"video": {96: "vp8", 102: "h264"}, "audio": {111: "opus"}}
NTP_EPOCH_S = 2_208_988_800
EPOCH_MS = 1_800_000_000_000.0  # when tests begin


@dataclass(frozen=True)
class Sent:
    """One packet as it reaches the relay."""

    arrived_ms: float
    kind: str  # video | audio
    data: bytes
    is_report: bool = False
    number: int | None = None  # of the picture it belongs to


@functools.cache
def encoded(
    codec: str, seconds: float, size: tuple[int, int] = (192, 96), first: int = 0, gop: int = 30, fps: int = 30
) -> tuple[bytes, ...]:
    """The frames of a film, encoded: one packet of the encoder each."""
    name, options = footage.ENCODERS[codec]
    coder: Any = av.CodecContext.create(name, "w")
    coder.width, coder.height, coder.pix_fmt = *size, "yuv420p"
    coder.time_base, coder.framerate = Fraction(1, fps), Fraction(fps)
    coder.gop_size, coder.max_b_frames, coder.thread_count = gop, 0, 1
    coder.bit_rate = 600_000
    coder.options = {**options, **({"tune": "zerolatency"} if codec == "h264" else {})}
    found = []
    for at, frame in enumerate(footage.frames(round(seconds * fps), size, first)):
        frame.pts, frame.time_base = at, Fraction(1, fps)
        found += [bytes(packet) for packet in coder.encode(frame)]
    return (*found, *(bytes(packet) for packet in coder.encode(None)))


@functools.cache
def spoken(seconds: float) -> tuple[bytes, ...]:
    """Sound with a tone of 0.1 s at each whole second, as Opus packets of 20 ms."""
    coder: Any = av.CodecContext.create("libopus", "w")
    coder.rate, coder.layout, coder.format, coder.time_base = 48_000, "stereo", "s16", Fraction(1, 48_000)
    found = []
    for start in range(0, math.ceil(seconds * 48_000), 960):
        frame = av.AudioFrame("s16", "stereo", 960)
        levels = [round(_loudness(at)) for at in range(start, start + 960)]
        frame.planes[0].update(array("h", (level for level in levels for _ in (0, 1))).tobytes())
        frame.rate, frame.time_base, frame.pts = 48_000, Fraction(1, 48_000), start
        found += [bytes(packet) for packet in coder.encode(frame)]
    return tuple(found)


def _loudness(sample: int) -> float:
    return 20_000 * math.sin(sample * 0.13) if sample % 48_000 < 4800 else 0


@dataclass
class Device:
    """A device that films and listens from `begins_ms` on. Its picture `first` is taken at that moment."""

    begins_ms: float = EPOCH_MS
    fps: int = 30
    clock_off_ms: float = 0.0  # its own clock minus ours
    clock_rate: float = 1.0  # its clocks' seconds in one of ours
    delay_ms: float = 20.0  # on the way here
    jitter_ms: float = 0.0
    reports_every_ms: float = 1000.0
    first_report_ms: float = 100.0
    ssrc: dict[str, int] = field(default_factory=lambda: {"video": 0x1111, "audio": 0x2222})
    sequence: dict[str, int] = field(default_factory=lambda: {"video": 65_500, "audio": 100})
    rtp_at_0: dict[str, int] = field(default_factory=lambda: {"video": 0xFFFFA000, "audio": 77})
    chance: Random = field(default_factory=lambda: Random(1))

    def film(self, codec: str, frames: Sequence[bytes], *, after_ms: float = 0.0, first: int = 0) -> Iterator[Sent]:
        """The packets of these frames, the first taken so long after the device began. first: its number."""
        split = {"vp8": vp8_payloads, "h264": h264_payloads}[codec]
        for at, frame in enumerate(frames):
            taken_ms = after_ms + at * 1000 / self.fps
            payloads = list(split(frame, at))
            for number, payload in enumerate(payloads):
                is_last = number == len(payloads) - 1
                data = self._packet("video", TYPES[codec], taken_ms, payload, is_last)
                yield Sent(self._arrival(taken_ms + 5 + number * 0.2), "video", data, number=first + at)

    def speak(self, packets: Sequence[bytes], *, after_ms: float = 0.0) -> Iterator[Sent]:
        """The packets of this sound."""
        for at, payload in enumerate(packets):
            taken_ms = after_ms + at * 20
            data = self._packet("audio", TYPES["opus"], taken_ms, payload, False)
            yield Sent(self._arrival(taken_ms + 21), "audio", data)

    def reports(self, kind: str, until_ms: float) -> Iterator[Sent]:
        """Sender reports of one stream."""
        at_ms = self.first_report_ms + (40 if kind == "audio" else 0)
        while at_ms < until_ms:
            own_ms = self.begins_ms + at_ms * self.clock_rate + self.clock_off_ms
            data = report(self.ssrc[kind], own_ms, self._rtp(kind, at_ms))
            yield Sent(self._arrival(at_ms), kind, data, is_report=True)
            at_ms += self.reports_every_ms

    def _rtp(self, kind: str, taken_ms: float) -> int:
        per_ms = 90 if kind == "video" else 48
        return (self.rtp_at_0[kind] + round(taken_ms * self.clock_rate * per_ms)) & 0xFFFFFFFF

    def _packet(self, kind: str, type: int, taken_ms: float, payload: bytes, is_last: bool) -> bytes:
        sequence = self.sequence[kind]
        self.sequence[kind] = (sequence + 1) & 0xFFFF
        return rtp(type, sequence, self._rtp(kind, taken_ms), self.ssrc[kind], payload, is_last)

    def _arrival(self, sent_ms: float) -> float:
        return self.begins_ms + sent_ms + self.delay_ms + self.chance.random() * self.jitter_ms


def call(device: Device, seconds: float, *, codec: str = "vp8", gop: int = 30) -> list[Sent]:
    """Picture, sound and reports of a device, as they arrive."""
    film = device.film(codec, encoded(codec, seconds, gop=gop, fps=device.fps))
    reports = [*device.reports("video", seconds * 1000), *device.reports("audio", seconds * 1000)]
    return arriving(film, device.speak(spoken(seconds)), reports)


def arriving(*parts: "Iterator[Sent] | Sequence[Sent]") -> list[Sent]:
    """All of it, in the order of arrival."""
    return sorted((each for part in parts for each in part), key=lambda one: one.arrived_ms)


def lossy(packets: Sequence[Sent], share: float, seed: int = 1) -> list[Sent]:
    """Without some of them."""
    chance = Random(seed)
    return [each for each in packets if each.is_report or chance.random() >= share]


def shuffled(packets: Sequence[Sent], most_ms: float, seed: int = 1) -> list[Sent]:
    """Each later by up to so much, some of them twice."""
    chance = Random(seed)
    late = [replace(each, arrived_ms=each.arrived_ms + chance.random() * most_ms) for each in packets]
    return arriving(late, [replace(each, arrived_ms=each.arrived_ms + 5) for each in late if chance.random() < 0.05])


def rtp(type: int, sequence: int, timestamp: int, ssrc: int, payload: bytes, is_marked: bool = False) -> bytes:
    """An RTP packet."""
    return struct.pack("!BBHII", 0x80, type | is_marked << 7, sequence, timestamp, ssrc) + payload


def report(ssrc: int, own_ms: float, timestamp: int) -> bytes:
    """A compound of a sender report and an empty description."""
    ntp = round((own_ms / 1000 + NTP_EPOCH_S) * 2**32)
    sender = struct.pack("!BBHIQIII", 0x80, 200, 6, ssrc, ntp, timestamp, 1, 2)
    return sender + struct.pack("!BBHI", 0x81, 202, 1, ssrc)


def vp8_payloads(frame: bytes, picture: int) -> Iterator[bytes]:
    """RFC 7741 with a picture id of 15 bits, a TL0PICIDX and a TID, as Chromium sends them."""
    extension = b"\xe0" + struct.pack("!H", 0x8000 | picture & 0x7FFF) + bytes([picture & 0xFF, 0x20])
    for at in range(0, len(frame), MTU):
        yield bytes([0x80 | (0x10 if at == 0 else 0)]) + extension + frame[at : at + MTU]


def h264_payloads(frame: bytes, _picture: int) -> Iterator[bytes]:
    """RFC 6184, packetisation mode 1: parameter sets in a STAP-A, large units in FU-A."""
    units = _annex_b(frame)
    small = [unit for unit in units if unit[0] & 0x1F in (6, 7, 8, 9)]
    if len(small) > 1:
        yield bytes([0x78]) + b"".join(struct.pack("!H", len(unit)) + unit for unit in small)
    else:
        yield from small
    for unit in (unit for unit in units if unit not in small):
        if len(unit) <= MTU:
            yield unit
            continue
        parts = [unit[at : at + MTU] for at in range(1, len(unit), MTU)]
        for number, part in enumerate(parts):
            flags = (0x80 if number == 0 else 0) | (0x40 if number == len(parts) - 1 else 0)
            yield bytes([unit[0] & 0xE0 | 28, flags | unit[0] & 0x1F]) + part


def _annex_b(data: bytes) -> list[bytes]:
    parts = data.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    return [part for part in parts if part]
