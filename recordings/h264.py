"""H.264 in RTP (RFC 6184): single units, STAP-A and FU-A made into pictures as Matroska keeps them. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from recordings.pieces import Picture

_SLICE, _KEY, _SPS, _PPS, _DELIMITER = 1, 5, 7, 8, 9
_STAP_A, _FU_A = 24, 28
_MOST_SETS: Final = 32  # parameter sets kept; more is an attack
# profiles whose parameter set says how colours are stored (7.3.2.1.1)
_RICH: Final = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})


class H264:
    """Builds pictures of one H.264 stream; keeps the parameter sets that came last."""

    def __init__(self) -> None:
        self._sps: bytes = b""
        self._pps: dict[int, bytes] = {}

    def begins(self, payload: bytes) -> bool:
        """Whether a picture may begin with this payload: anything but the middle of a fragment."""
        if payload[0] & 0x1F == _FU_A:
            return len(payload) > 1 and bool(payload[1] & 0x80)
        return True

    def build(self, payloads: Sequence[bytes]) -> Picture | None:
        """The picture, each unit behind its length of four bytes. A packet of parameter sets alone gives no data."""
        units = list(_units(payloads))
        if not all(units):
            return None
        has_sets = self._learn(units)
        units = [unit for unit in units if unit[0] & 0x1F != _DELIMITER]
        kinds = {unit[0] & 0x1F for unit in units}
        if not kinds & {_SLICE, 2, 3, 4, _KEY}:
            return Picture(b"")
        if _KEY not in kinds:
            return Picture(_joined(units))
        if not self._sps or not self._pps:
            return None
        if not has_sets:  # they came before, in a packet of their own: a player that seeks to here needs them here
            units = [self._sps, *self._pps.values(), *units]
        size = picture_size(self._sps)
        return None if size is None else Picture(_joined(units), is_key=True, size=size, config=self._config())

    def _learn(self, units: Sequence[bytes]) -> bool:
        """Keeps the parameter sets among the units; whether both kinds were there."""
        kinds = set()
        for unit in units:
            kind = unit[0] & 0x1F
            kinds.add(kind)
            if kind == _SPS and 4 <= len(unit) < 1 << 16:
                if unit != self._sps:
                    self._pps.clear()
                self._sps = unit
            elif kind == _PPS and 2 <= len(unit) < 1 << 16 and len(self._pps) < _MOST_SETS:
                self._pps[_Bits(unit[1:9]).exponential()] = unit
        return kinds >= {_SPS, _PPS}

    def _config(self) -> bytes:
        """The decoder's configuration for a file's header (ISO/IEC 14496-15, 5.3.3)."""
        sets = list(self._pps.values())[:_MOST_SETS]
        return b"".join(
            (
                b"\x01" + self._sps[1:4] + b"\xff\xe1",
                len(self._sps).to_bytes(2, "big") + self._sps,
                bytes([len(sets)]),
                *(len(each).to_bytes(2, "big") + each for each in sets),
            )
        )


def picture_size(sps: bytes) -> tuple[int, int] | None:
    """Width and height in points that a sequence parameter set says (7.3.2.1.1); None: it makes no sense."""
    bits = _Bits(sps[4:].replace(b"\0\0\3", b"\0\0")[:512])
    bits.exponential()
    chroma = 1
    if sps[1] in _RICH:
        chroma = bits.exponential()
        if chroma == 3:
            bits.take(1)
        bits.exponential(), bits.exponential(), bits.take(1)
        if bits.take(1):  # scaling lists, which no browser sends
            return None
    bits.exponential()
    order = bits.exponential()
    if order == 0:
        bits.exponential()
    elif order == 1:
        bits.take(1), bits.exponential(), bits.exponential()
        for _ in range(min(255, bits.exponential())):
            bits.exponential()
    bits.exponential(), bits.take(1)
    across, down = bits.exponential() + 1, bits.exponential() + 1
    is_whole = bits.take(1)
    if not is_whole:
        bits.take(1)
    bits.take(1)
    width, height = across * 16, down * 16 * (2 - is_whole)
    if bits.take(1):
        left, right, top, bottom = (bits.exponential() for _ in range(4))
        step_x = 2 if chroma in (1, 2) else 1
        step_y = (2 if chroma == 1 else 1) * (2 - is_whole)
        width, height = width - (left + right) * step_x, height - (top + bottom) * step_y
    return (width, height) if 0 < width <= 16384 and 0 < height <= 16384 else None


def _units(payloads: Sequence[bytes]) -> Iterator[bytes]:
    """The NAL units in these payloads; an empty one for what is broken or of a kind we did not agree to."""
    fragments: list[bytes] = []
    for payload in payloads:
        kind = payload[0] & 0x1F
        if kind == _FU_A and len(payload) > 2:
            is_start, is_end = bool(payload[1] & 0x80), bool(payload[1] & 0x40)
            if is_start is bool(fragments):
                yield b""
                return
            if is_start:
                fragments.append(bytes([payload[0] & 0xE0 | payload[1] & 0x1F]))
            fragments.append(payload[2:])
            if is_end:
                yield b"".join(fragments)
                fragments = []
            continue
        if fragments:
            break
        if kind == _STAP_A:
            at = 1
            while at + 2 <= len(payload):
                size = payload[at] << 8 | payload[at + 1]
                at += 2 + size
                yield payload[at - size : at] if at <= len(payload) else b""
        elif 1 <= kind <= 23:
            yield payload
        else:
            yield b""
    if fragments:
        yield b""


def _joined(units: Sequence[bytes]) -> bytes:
    return b"".join(part for unit in units for part in (len(unit).to_bytes(4, "big"), unit))


class _Bits:
    """Bits read one after the other; behind the end there are zeros."""

    def __init__(self, data: bytes) -> None:
        self._value, self._left = int.from_bytes(data, "big"), 8 * len(data)

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            return 0
        return self._value >> self._left & (1 << count) - 1

    def exponential(self) -> int:
        """An unsigned Exp-Golomb number (9.1)."""
        zeros = 0
        while zeros < 32 and self._left > 0 and not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)
