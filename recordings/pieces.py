"""Pictures put together from their packets; after a gap nothing counts until a key picture comes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from recordings.encoded import Codec, Encoded
from recordings.rtp import Rtp

MOST_BYTES: Final = 8 << 20  # of one picture; more is an attack


@dataclass(slots=True)
class Picture:
    """What a codec makes of a picture's payloads."""

    data: bytes
    is_key: bool = False
    size: tuple[int, int] | None = None
    config: bytes = b""


class Builder(Protocol):
    """One codec's way to pack pictures into RTP. It gets whole, ordered payloads, and never raises."""

    def begins(self, payload: bytes) -> bool:
        """Whether a picture may begin with this payload."""
        ...

    def build(self, payloads: Sequence[bytes]) -> Picture | None:
        """The picture; None where the payloads make none, or nothing to be shown."""
        ...


class Pictures:
    """The pictures of one video stream, from its packets in order."""

    def __init__(self, codec: Codec, builder: Builder) -> None:
        self.needs_key = True  # nothing that follows can be decoded until one comes
        self._codec = codec
        self._builder = builder
        self._payloads: list[bytes] = []
        self._bytes = 0
        self._timestamp = 0
        self._arrived_ms = 0.0

    def add(self, packet: Rtp, arrived_ms: float, is_gap: bool) -> list[Encoded]:
        """The pictures that this packet completes. is_gap: something before it is missing."""
        found: list[Encoded] = []
        if is_gap:
            self.lose()
        if not packet.payload:  # padding that probes the network
            return found
        if self._payloads and packet.timestamp != self._timestamp:
            found += self._finish()  # its sender set no marker
        if not self._payloads:
            if not self._builder.begins(packet.payload):
                self.needs_key = True
                return found
            self._timestamp, self._arrived_ms = packet.timestamp, arrived_ms
        self._payloads.append(packet.payload)
        self._bytes += len(packet.payload)
        if self._bytes > MOST_BYTES:
            self.lose()
        elif packet.is_marked:
            found += self._finish()
        return found

    def lose(self) -> None:
        """What came so far of a picture is incomplete, and what follows refers to it."""
        self._payloads, self._bytes = [], 0
        self.needs_key = True

    def _finish(self) -> list[Encoded]:
        payloads, self._payloads, self._bytes = self._payloads, [], 0
        picture = self._builder.build(payloads)
        if picture is None:
            self.needs_key = True
            return []
        if not picture.data or (self.needs_key and not picture.is_key):
            return []
        self.needs_key = False
        return [
            Encoded(
                codec=self._codec,
                timestamp=self._timestamp,
                arrived_ms=self._arrived_ms,
                data=picture.data,
                is_key=picture.is_key,
                size=picture.size,
                config=picture.config,
            )
        ]
