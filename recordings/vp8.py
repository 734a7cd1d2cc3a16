"""VP8 in RTP (RFC 7741): what of a payload belongs to the picture, and what a key picture says of itself. Pure."""

from collections.abc import Sequence
from typing import Final

from recordings.pieces import Picture

_START_CODE: Final = b"\x9d\x01\x2a"


def unpack(payload: bytes) -> tuple[bytes, bool] | None:
    """A payload's part of the picture, and whether the picture begins with it; None: it is no VP8."""
    if len(payload) < 2:
        return None
    first, at = payload[0], 1
    if first & 0x80:
        extended, at = payload[1], 2
        if extended & 0x80:  # picture id, of 7 or 15 bits
            if at >= len(payload):
                return None
            at += 2 if payload[at] & 0x80 else 1
        at += bool(extended & 0x40)  # TL0PICIDX
        at += bool(extended & 0x30)  # TID, Y, KEYIDX
    if at >= len(payload):
        return None
    return payload[at:], first & 0x17 == 0x10  # S set, partition 0


class Vp8:
    """Builds pictures of one VP8 stream."""

    def begins(self, payload: bytes) -> bool:
        """Whether a picture begins with this payload."""
        return len(payload) > 1 and payload[0] & 0x17 == 0x10

    def build(self, payloads: Sequence[bytes]) -> Picture | None:
        """The picture made of these payloads; None where they make none."""
        parts: list[bytes] = []
        for payload in payloads:
            part = unpack(payload)
            if part is None or part[1] is not (not parts):
                return None
            parts.append(part[0])
        data = parts[0] if len(parts) == 1 else b"".join(parts)
        if data[0] & 1:
            return Picture(data)
        if len(data) < 10 or data[3:6] != _START_CODE:
            return None
        width, height = (data[6] | data[7] << 8) & 0x3FFF, (data[8] | data[9] << 8) & 0x3FFF
        if not width or not height:
            return None
        return Picture(data, is_key=True, size=(width, height))
