"""RTCP as bytes (RFC 3550, 4585, 5104 and goog-remb): what we read of it, and what we write. Pure.

What is broken, or what we have no use for, is passed over.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SR, RR, SDES, BYE, RTPFB, PSFB = 200, 201, 202, 203, 205, 206
NACK, PLI, FIR, APP = 1, 1, 4, 15  # formats of RTPFB (the first) and PSFB (the others)
MOST_PARTS = 64  # of one compound packet
_REPORT = struct.Struct("!IIIIII")


@dataclass(frozen=True, slots=True)
class SenderReport:
    """When a stream's sender said it was what time. ntp: 64 bits; rtp: the stream's timestamp at that moment."""

    ssrc: int
    ntp: int
    rtp: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a receiver says of one of our streams. lost: of the last stretch, 0..1; jitter in the stream's clock."""

    ssrc: int
    lost: float
    highest: int
    jitter: int
    last_report: int  # the middle 32 bits of the NTP time of the last SR
    delay: int  # since then, in 1/65536 s


@dataclass(frozen=True, slots=True)
class Missing:
    """These sequence numbers of a stream did not arrive."""

    ssrc: int
    sequences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PictureWanted:
    """A whole picture is needed: PLI or FIR."""

    ssrc: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """REMB: so much a second can come this way, all streams together."""

    bit_s: int


@dataclass(frozen=True, slots=True)
class Bye:
    """These streams end."""

    ssrcs: tuple[int, ...]


Part = SenderReport | Report | Missing | PictureWanted | Estimate | Bye


def read(packet: bytes) -> Iterator[Part]:
    """The parts of a compound packet, in their order, up to the first that is not whole."""
    at = 0
    for _ in range(MOST_PARTS):
        if at + 4 > len(packet):
            return
        flags, kind, words = struct.unpack_from("!BBH", packet, at)
        end = at + 4 + 4 * words
        if flags >> 6 != 2 or end > len(packet):
            return
        yield from _part(kind, flags & 31, packet[at + 4 : end])
        at = end


def _part(kind: int, count: int, body: bytes) -> Iterator[Part]:
    if kind == SR and len(body) >= 24:
        ssrc, ntp, rtp = struct.unpack_from("!IQI", body)
        yield SenderReport(ssrc, ntp, rtp)
        yield from _reports(count, body[24:])
    elif kind == RR and len(body) >= 4:
        yield from _reports(count, body[4:])
    elif kind == BYE:
        whole = min(count, len(body) // 4)
        yield Bye(struct.unpack_from(f"!{whole}I", body))
    elif kind == RTPFB and count == NACK and len(body) >= 8:
        ssrc = int.from_bytes(body[4:8], "big")
        yield Missing(ssrc, tuple(_unfolded(body[8:])))
    elif kind == PSFB and len(body) >= 8:
        yield from _picture(count, int.from_bytes(body[4:8], "big"), body[8:])


def _reports(count: int, body: bytes) -> Iterator[Report]:
    for at in range(0, min(count * 24, len(body) - 23), 24):
        ssrc, lost, highest, jitter, last, delay = _REPORT.unpack_from(body, at)
        yield Report(ssrc, (lost >> 24) / 256, highest, jitter, last, delay)


def _unfolded(body: bytes) -> Iterator[int]:
    for at in range(0, len(body) - 3, 4):
        first, following = struct.unpack_from("!HH", body, at)
        yield first
        for bit in range(16):
            if following >> bit & 1:
                yield (first + bit + 1) & 0xFFFF


def _picture(kind: int, ssrc: int, body: bytes) -> Iterator[Part]:
    if kind == PLI:
        yield PictureWanted(ssrc)
    elif kind == FIR:
        for at in range(0, len(body) - 7, 8):
            yield PictureWanted(int.from_bytes(body[at : at + 4], "big"))
    elif kind == APP and len(body) >= 8 and body[:4] == b"REMB":
        rate = int.from_bytes(body[5:8], "big")
        yield Estimate((rate & 0x3FFFF) << (rate >> 18))


def sender_report(report: SenderReport, packets: int, size_bytes: int) -> bytes:
    """An SR without reports of its own."""
    head = struct.pack("!BBHIQI", 0x80, SR, 6, report.ssrc, report.ntp, report.rtp)
    return head + struct.pack("!II", packets & 0xFFFFFFFF, size_bytes & 0xFFFFFFFF)


def receiver_report(ssrc: int, reports: Sequence[bytes]) -> bytes:
    """An RR of at most 31 reports, each made by `report`."""
    kept = reports[:31]
    return struct.pack("!BBHI", 0x80 | len(kept), RR, 1 + 6 * len(kept), ssrc) + b"".join(kept)


def report(*, ssrc: int, fraction: int, lost: int, highest: int, jitter: int, last_report: int, delay: int) -> bytes:
    """What we say of one stream. fraction: 0..255 of 256; lost: in all, which may be negative; highest: 32 bits."""
    bounded = max(-0x800000, min(0x7FFFFF, lost)) & 0xFFFFFF
    return _REPORT.pack(
        ssrc,
        fraction << 24 | bounded,
        highest & 0xFFFFFFFF,
        jitter & 0xFFFFFFFF,
        last_report & 0xFFFFFFFF,
        delay & 0xFFFFFFFF,
    )


def picture_wanted(ours: int, ssrc: int) -> bytes:
    """A PLI."""
    return struct.pack("!BBHII", 0x80 | PLI, PSFB, 2, ours, ssrc)


def missing(ours: int, ssrc: int, sequences: Iterable[int]) -> bytes:
    """A NACK for these sequence numbers, which stand in the order of their sending."""
    folded: list[list[int]] = []
    for sequence in sequences:
        behind = (sequence - folded[-1][0] - 1) & 0xFFFF if folded else 16
        if behind < 16:
            folded[-1][1] |= 1 << behind
        else:
            folded.append([sequence, 0])
    body = b"".join(struct.pack("!HH", *pair) for pair in folded)
    return struct.pack("!BBHII", 0x80 | NACK, RTPFB, 2 + len(folded), ours, ssrc) + body


def estimate(ours: int, bit_s: int, ssrcs: Sequence[int]) -> bytes:
    """A REMB for these streams together."""
    exponent = max(0, bit_s.bit_length() - 18)
    rate = exponent << 18 | bit_s >> exponent
    kept = ssrcs[:255]
    head = struct.pack("!BBHII", 0x80 | APP, PSFB, 4 + len(kept), ours, 0) + b"REMB"
    return head + struct.pack(f"!I{len(kept)}I", len(kept) << 24 | rate, *kept)
