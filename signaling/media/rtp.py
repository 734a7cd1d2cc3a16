"""RTP as bytes (RFC 3550, 8285): where things lie in a packet, and whether a picture begins with it. Pure.

A packet that is too short for what it claims is never an error here, only nothing.
"""

import struct

HEADER = struct.Struct("!BBHII")  # flags, marker and payload type, sequence number, timestamp, SSRC
HEADER_BYTES = HEADER.size
AGAIN_BYTES = 2  # a retransmission begins with the original sequence number (RFC 4588)
WRAP = 1 << 16
HALF = 1 << 15


def is_rtcp(packet: bytes) -> bool:
    """Which of the two shares the port (RFC 5761)."""
    return 191 < packet[1] < 224


def ahead(later: int, earlier: int) -> int:
    """How far a 16-bit number is ahead of another: -32768..32767."""
    return ((later - earlier + HALF) & 0xFFFF) - HALF


def payload_at(packet: bytes) -> int:
    """Where the payload begins; the packet's length when its header is not whole."""
    at = HEADER_BYTES + 4 * (packet[0] & 15)
    if packet[0] & 16:
        if at + 4 > len(packet):
            return len(packet)
        at += 4 + 4 * int.from_bytes(packet[at + 2 : at + 4], "big")
    return min(at, len(packet))


def extension(packet: bytes, number: int) -> tuple[int, int] | None:
    """Where a one-byte header extension lies, and how long it is; None if the packet has none of that number."""
    if not packet[0] & 16:
        return None
    at = HEADER_BYTES + 4 * (packet[0] & 15)
    if packet[at : at + 2] != b"\xbe\xde":
        return None
    end = payload_at(packet)
    at += 4
    while at < end:
        head = packet[at]
        if head == 0:
            at += 1
            continue
        size = (head & 15) + 1
        if head >> 4 == 15 or at + 1 + size > end:
            return None
        if head >> 4 == number:
            return at + 1, size
        at += 1 + size
    return None


def unpadded_end(packet: bytes) -> int:
    """Where the payload ends: before its padding, if it says that it has some."""
    if not packet[0] & 32:
        return len(packet)
    return max(len(packet) - packet[-1], 0)


def begins_picture(codec: str, packet: bytes) -> bool:
    """Whether a whole picture, which needs none before it, begins in this packet."""
    at = payload_at(packet)
    payload = packet[at : at + 64]
    if codec == "VP8":
        return _begins_vp8(payload)
    return codec == "H264" and _begins_h264(payload)


def _begins_vp8(payload: bytes) -> bool:
    start = _vp8_at(payload)
    # Start of a partition, the first one, and the frame header's bit that is 0 for a key frame (RFC 7741, 4.2, 4.3).
    return 0 < start < len(payload) and payload[0] & 0x17 == 0x10 and not payload[start] & 1


def _vp8_at(payload: bytes) -> int:
    """Where the frame begins behind VP8's payload descriptor."""
    if not payload:
        return 0
    at = 1
    if payload[0] & 0x80 and at < len(payload):
        flags = payload[at]
        at += 1
        if flags & 0x80 and at < len(payload):
            at += 2 if payload[at] & 0x80 else 1
        at += bool(flags & 0x40) + bool(flags & 0x30)
    return at


def vp8_layer(packet: bytes) -> int:
    """The temporal layer of a VP8 packet; 0 where it does not tell."""
    at = payload_at(packet)
    payload = packet[at : at + 6]
    if len(payload) < 2 or not payload[0] & 0x80 or not payload[1] & 0x20:
        return 0
    flags = payload[1]
    at = 2
    if flags & 0x80:
        at += 2 if len(payload) > at and payload[at] & 0x80 else 1
    at += bool(flags & 0x40)
    return payload[at] >> 6 if at < len(payload) else 0


def _begins_h264(payload: bytes) -> bool:
    if not payload:
        return False
    kind = payload[0] & 31
    if kind == 28:  # FU-A: the first fragment of an IDR slice or a parameter set
        return len(payload) > 1 and bool(payload[1] & 0x80) and payload[1] & 31 in (5, 7)
    if kind == 24:  # STAP-A
        return len(payload) > 3 and payload[3] & 31 in (5, 7)
    return kind in (5, 7)


def again(packet: bytes, number: int, ssrc: int, sequence: int) -> bytes:
    """The packet as its own retransmission (RFC 4588), under that payload type, SSRC and sequence number."""
    flags, second, _, timestamp, _ = HEADER.unpack_from(packet)
    at = payload_at(packet)
    head: bytes = HEADER.pack(flags & ~32, second & 128 | number, sequence, timestamp, ssrc)
    return head + packet[HEADER_BYTES:at] + packet[2:4] + packet[at : unpadded_end(packet)]


def original(packet: bytes, number: int, ssrc: int) -> bytes | None:
    """The packet that a retransmission brings, under its own payload type and SSRC; None if it brings none."""
    flags, second, _, timestamp, _ = HEADER.unpack_from(packet)
    at, end = payload_at(packet), unpadded_end(packet)
    if at + AGAIN_BYTES >= end:
        return None  # padding that only measures the way
    sequence = int.from_bytes(packet[at : at + 2], "big")
    head: bytes = HEADER.pack(flags & ~32, second & 128 | number, sequence, timestamp, ssrc)
    return head + packet[HEADER_BYTES:at] + packet[at + AGAIN_BYTES : end]
