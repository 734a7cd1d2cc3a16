"""What one device sends in one session, on its way into files. Only the recorder's own thread touches it."""

import contextlib
from collections.abc import Callable, Mapping
from typing import Final

from recordings.consent_gate import covers
from recordings.encoded import Codec, Encoded, Kind
from recordings.manifest import Device
from recordings.matroska import AUDIO, VIDEO, Tracks
from recordings.rtp import SenderReport
from recordings.segment import SegmentFile
from recordings.sender_clock import SenderClock
from recordings.shelf import Shelf
from recordings.stream import HOLD_MS, Stream

ASK_MS: Final = 1000.0  # how often a key picture is asked for
# Browsers send none unless somebody asks, and nobody could find anything in an hour without them.
KEY_EVERY_MS: Final = 10_000.0
SHORTEST_MS: Final = 1000.0  # a device that changes its codec more often is up to something
MOST_HELD_BYTES: Final = 32 << 20  # while sender reports are waited for


class Reel:
    """One device's streams and the file they go into at the moment.

    since: since when the person agrees (ms), or None; asked before every write. ask: asks the device for a key picture.
    """

    def __init__(
        self,
        *,
        number: int,  # among the devices of the recording
        person: str,
        source: str,
        device: Device = "",
        shelf: Shelf,
        since: Callable[[], float | None],
        ask: Callable[[], object],
    ) -> None:
        self.number = number
        self.person = person
        self.source = source
        self.device: Device = device
        self.since = since
        self.started_at_ms = 0  # the file that is being written, on the session clock
        self._shelf = shelf
        self._ask = ask
        self._asked_ms = float("-inf")
        self._key_ms = float("-inf")  # when the last key picture came
        self._sender = SenderClock()
        self._streams: dict[Kind, Stream] = {}
        self._opened_ms: dict[Kind, float] = {}
        self._held: list[tuple[Stream, Encoded]] = []
        self._held_bytes = 0
        self._segment: SegmentFile | None = None
        self._tracks = Tracks(video=None, has_sound=False)

    @property
    def is_running(self) -> bool:
        """Whether something of it is being written."""
        return self._segment is not None

    def open(self, kind: Kind, codecs: Mapping[int, Codec], now_ms: float) -> None:
        """A stream is to come, or comes anew over another connection."""
        if kind in self._streams:
            self._streams[kind].end()
        self._streams[kind] = Stream(kind, codecs, self._sender)
        self._opened_ms[kind] = now_ms

    def shut(self, kind: Kind) -> None:
        """A stream is over; the other one goes on."""
        if (stream := self._streams.pop(kind, None)) is not None:
            self._held = [each for each in self._held if each[0] is not stream]
            stream.end()

    def packet(self, kind: Kind, data: bytes, arrived_ms: float) -> None:
        """An RTP packet came. Raises OSError."""
        if (stream := self._streams.get(kind)) is not None:
            for each in stream.packet(data, arrived_ms):
                self._take(stream, each, arrived_ms)

    def report(self, kind: Kind, data: bytes, arrived_ms: float) -> None:
        """An RTCP packet came."""
        if (stream := self._streams.get(kind)) is not None:
            stream.reports(data, arrived_ms)

    def reported(self, kind: Kind, report: SenderReport, arrived_ms: float) -> None:
        """A sender report came, read already."""
        if (stream := self._streams.get(kind)) is not None:
            stream.reported(report, arrived_ms)

    def tick(self, now_ms: float) -> None:
        """Time passes: gives up waiting where it has been long enough, and asks for what is needed. Raises OSError."""
        self._settle(now_ms)
        picture = self._streams.get("video")
        if picture is None or now_ms - self._asked_ms < ASK_MS:
            return
        if not picture.needs_key and now_ms - self._key_ms < KEY_EVERY_MS:
            return
        if picture.is_alive(now_ms) or now_ms - self._opened_ms["video"] < HOLD_MS:
            self._asked_ms = now_ms
            self._ask()

    def lose(self) -> None:
        """Nothing that is on its way counts any more."""
        self._held.clear()
        self._held_bytes = 0
        for stream in self._streams.values():
            stream.lose()

    def close(self, why: str, *, drops: bool = False) -> None:
        """Ends the file that is being written, if there is one. drops: without what waits to be written."""
        if not drops:
            with contextlib.suppress(OSError):
                self._settle(float("inf"))
        self.lose()
        self._cut(why)

    def _settle(self, now_ms: float) -> None:
        for stream in self._streams.values():
            for each in stream.due(now_ms):
                self._take(stream, each, now_ms)
        if self._held and not self._is_held(now_ms):
            self._let_go()

    def _is_held(self, now_ms: float) -> bool:
        return any(stream.waits(now_ms) for stream in self._streams.values())

    def _take(self, stream: Stream, one: Encoded, now_ms: float) -> None:
        if self._is_held(now_ms):
            self._held.append((stream, one))
            self._held_bytes += len(one.data)
            if self._held_bytes > MOST_HELD_BYTES:
                self.lose()
            return
        if self._held:
            self._let_go()
        self._write(stream, one)

    def _let_go(self) -> None:
        held, self._held, self._held_bytes = self._held, [], 0
        for stream, one in held:
            self._write(stream, one)

    def _write(self, stream: Stream, one: Encoded) -> None:
        if stream.clock is None:
            return
        at_ms = stream.clock.at_ms(one.timestamp, one.arrived_ms)
        if not covers(self.since(), min(at_ms, one.arrived_ms)):
            stream.lose()
            return
        if not self._is_ready(stream, one, at_ms) or self._segment is None:
            return
        after_ms = round(at_ms) - self.started_at_ms
        if after_ms < 0:
            return  # sound from before the first picture
        try:
            self._segment.write(VIDEO if stream.kind == "video" else AUDIO, after_ms, one.data, one.is_key)
        except OSError:
            stream.lose()
            raise

    def _is_ready(self, stream: Stream, one: Encoded, at_ms: float) -> bool:
        """Whether there is a file for it, after beginning another one where that is needed."""
        if stream.kind == "video":
            if one.is_key:
                self._key_ms = one.arrived_ms
            if self._segment is not None and self._tracks.video == one.codec:
                return True
            is_soon = self._segment is not None and at_ms - self.started_at_ms < SHORTEST_MS
            if not one.is_key or one.size is None or is_soon:
                stream.lose()
                return False
            tracks = Tracks(video=one.codec, has_sound="audio" in self._streams, size=one.size, config=one.config)
            self._begin(tracks, at_ms, "codec" if self._tracks.video else "camera-on")
            return True
        if self._segment is None:
            picture = self._streams.get("video")
            if picture is not None and (picture.is_alive(at_ms) or at_ms - self._opened_ms["video"] < HOLD_MS):
                return False  # its key picture comes first
            self._begin(Tracks(video=None, has_sound=True), at_ms, "")
        elif not self._tracks.has_sound:
            self._cut("sound-on")  # the next key picture begins a file that has room for sound
            return False
        return True

    def _cut(self, why: str) -> None:
        if self._segment is not None:
            segment, self._segment = self._segment, None
            self._shelf.put_away(segment, why)

    def _begin(self, tracks: Tracks, at_ms: float, why: str) -> None:
        self._cut(why)
        self.started_at_ms = round(at_ms)
        self._segment = self._shelf.begin(
            self.number, self.person, self.source, self.device, self.started_at_ms, tracks
        )
        self._tracks = tracks
