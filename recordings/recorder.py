"""Records a session as it comes: packets in, files out, nothing decoded, and nothing of anybody who does not agree.

A thread of its own does the work; the relay's loop only lays packets down. Each device of a person has its own files.
"""

import asyncio
import contextlib
import errno
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from recordings.consent_gate import Gate, covers
from recordings.disk import room_bytes
from recordings.encoded import Codec, Kind
from recordings.manifest import Device, Manifest
from recordings.reel import Reel
from recordings.rtp import said
from recordings.shelf import Shelf

log = logging.getLogger(__name__)

WITHDRAWN: Final = "consent-withdrawn"
LOOK_S: Final = 0.1  # how often the thread looks at what has come, and at who still agrees
LOOK_AT_DISK_S: Final = 5.0
MOST_WAITING: Final = 20_000  # packets: about ten seconds of thirteen people; what is beyond is a gap like any other


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something for the audit. `ended` is about the whole recording and names nobody."""

    what: Literal["started", "stopped", "not-recorded", "ended"]
    person: str = ""
    source: str = ""
    at_ms: int
    # no-consent | consent-withdrawn | left | disk-full | disk-trouble | trouble | what `stop` was given
    why: str = ""


class Feed:
    """One stream's way into the recording. What the relay does here takes a microsecond."""

    def __init__(self, recorder: "Recorder", reel: Reel, kind: Kind) -> None:
        self._recorder = recorder
        self._reel = reel
        self._kind = kind

    def packet(self, data: bytes, arrived_ms: float) -> None:
        """An RTP packet, whole, as it was decrypted. arrived_ms: on the session clock."""
        if covers(self._reel.since(), arrived_ms):
            self._recorder.lay(self._reel, self._reel.packet, self._kind, data, arrived_ms)

    def report(self, data: bytes, arrived_ms: float) -> None:
        """An RTCP packet, whole; what is not about this stream is ignored."""
        self._recorder.lay(self._reel, self._reel.report, self._kind, data, arrived_ms)

    def reported(self, ssrc: int, ntp: int, timestamp: int, arrived_ms: float) -> None:
        """A sender report by its numbers, for a relay that has read it already. ntp: 64 bits."""
        if (report := said(ssrc, ntp, timestamp)) is not None:
            self._recorder.lay(self._reel, self._reel.reported, self._kind, report, arrived_ms)

    def close(self) -> None:
        """The stream is over; the device's other one goes on."""
        self._recorder.lay(self._reel, self._reel.shut, self._kind)


class Recorder:
    """One session's recording, from `start` to `stop`.

    folder: its own, made by `start`. whole: as in Manifest. gate: since when a person agrees to `purpose`; asked from
    any thread. tell: hears events. ask: asks a source's camera for a key picture. hop: brings a call to the thread
    where `tell` and `ask` may run, such as `loop.call_soon_threadsafe`. clock: the session clock, epoch ms.
    floor_bytes: so much of the disk stays free (None: as for uploads). look_s: how often the thread looks.
    """

    def __init__(
        self,
        folder: Path,
        *,
        session: str,
        whole: str = "",
        gate: Gate,
        tell: Callable[[Event], None],
        ask: Callable[[str], None],
        hop: Callable[[Callable[[], None]], object],
        clock: Callable[[], float] = lambda: time.time() * 1000,
        purpose: str = "recording",
        floor_bytes: int | None = None,
        look_s: float = LOOK_S,
    ) -> None:
        self.dropped = 0  # packets for which there was no room
        self.looks = 0  # how often the thread has looked: one that stands still is stuck
        self._gate = gate
        self._tell = tell
        self._ask = ask
        self._hop = hop
        self._clock = clock
        self._purpose = purpose
        self._floor_bytes = floor_bytes
        self._look_s = look_s
        self._name = folder.name
        self._shelf = Shelf(folder, session=session, whole=whole, began_at_ms=round(clock()))
        self._waiting: deque[tuple[Reel, Callable[..., None], tuple[Any, ...]]] = deque()
        self._devices: dict[str, Reel] = {}  # by source; the caller's side
        self._reels: dict[Reel, float | None] = {}  # with since when each person agreed; the thread's side
        self._recorded: set[Reel] = set()
        self._told: set[Reel] = set()
        self._count = 0
        self._wakes = threading.Event()
        self._why = ""
        self._looked_at_disk = float("-inf")
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name=f"recorder {folder.name[:8]}", daemon=True)

    @property
    def waiting(self) -> int:
        """How much lies there for the thread."""
        return len(self._waiting)

    @property
    def is_alive(self) -> bool:
        """Whether it records; False before `start` and after its end, whatever ended it."""
        return self._thread.is_alive() and not self._is_over

    @property
    def manifest(self) -> Manifest:
        """What there is so far."""
        return self._shelf.manifest

    async def start(self) -> None:
        """Makes the folder and its manifest, and begins. Raises OSError: there it cannot be recorded."""
        await asyncio.to_thread(self._shelf.open)
        self._thread.start()

    async def stop(self, why: str = "stopped") -> Manifest:
        """Ends it; every file is whole when this returns. Called again it gives the same."""
        self._why = self._why or why
        self._wakes.set()
        await asyncio.to_thread(self._thread.join)
        return self._shelf.manifest

    def open(self, person: str, source: str, kind: Kind, codecs: Mapping[int, Codec], device: Device = "") -> Feed:
        """A stream of a device. codecs: RTP payload type -> codec. Opened again it comes over another connection."""
        reel = self._devices.get(source)
        if reel is None:
            self._count += 1
            reel = self._devices[source] = Reel(
                number=self._count,
                person=person,
                source=source,
                device=device,
                shelf=self._shelf,
                since=lambda: self._gate(person, self._purpose),
                ask=lambda: self._asks(source),
            )
        self.lay(reel, self._opened, reel, kind, codecs, self._clock())
        return Feed(self, reel, kind)

    def leave(self, source: str, why: str = "left") -> None:
        """A device has gone."""
        if (reel := self._devices.pop(source, None)) is not None:
            self.lay(reel, self._left, reel, why)

    def lay(self, reel: Reel, call: Callable[..., None], *what: Any) -> None:
        """Lays something down for the thread. Dropped when all is over, and packets when there are too many."""
        if self._is_over:
            return
        if len(self._waiting) >= MOST_WAITING and call == reel.packet:
            self.dropped += 1
            return
        self._waiting.append((reel, call, what))

    # ---- the thread

    def _run(self) -> None:
        why = "trouble"
        try:
            while not self._wakes.wait(self._look_s):
                self._look()
            self._look()
            why = self._why
        except OSError as trouble:
            is_full = trouble.errno in (errno.ENOSPC, errno.EDQUOT)
            why = "disk-full" if is_full else "disk-trouble"
            log.error("recording %s: ended, %s (%s)", self._name, why, trouble)
        except Exception:
            log.exception("recording %s: ended", self._name)
        self._is_over = True
        for reel in list(self._reels):
            self._end(reel, why)
        self._shelf.finish(round(self._clock()), why)
        self._say(Event(what="ended", at_ms=round(self._clock()), why=why))

    def _look(self) -> None:
        """Does what was laid down. Raises OSError: it cannot go on."""
        for _ in range(len(self._waiting)):
            reel, call, what = self._waiting.popleft()
            self._try(reel, call, *what)
        self._look_at_disk()
        now_ms = self._clock()
        for reel, since_ms in list(self._reels.items()):
            self._try(reel, self._attend, reel, since_ms, now_ms)
        self.looks += 1

    def _try(self, reel: Reel, call: Callable[..., None], *what: Any) -> None:
        try:
            call(*what)
        except OSError:
            raise
        except Exception:  # the edge: what one device sends ends nobody else's recording
            log.exception("recording %s: device %d", self._name, reel.number)
            self._left(reel, "trouble")

    def _attend(self, reel: Reel, before_ms: float | None, now_ms: float) -> None:
        """Follows a person's consent, and the time."""
        since_ms = self._reels[reel] = reel.since()
        if before_ms is not None and since_ms != before_ms:
            self._end(reel, WITHDRAWN)
        if since_ms is None:
            if reel not in self._told:
                self._about(reel, "not-recorded", "no-consent")
            self._told.add(reel)
            return
        self._told.add(reel)
        if covers(since_ms, now_ms):
            reel.tick(now_ms)
        if reel.is_running and reel not in self._recorded:
            self._recorded.add(reel)
            self._about(reel, "started")

    def _opened(self, reel: Reel, kind: Kind, codecs: Mapping[int, Codec], now_ms: float) -> None:
        self._reels.setdefault(reel, None)
        reel.open(kind, codecs, now_ms)

    def _left(self, reel: Reel, why: str) -> None:
        self._end(reel, why)
        self._reels.pop(reel, None)

    def _end(self, reel: Reel, why: str) -> None:
        if reel.is_running and reel not in self._recorded:  # it began since the last look
            self._recorded.add(reel)
            self._about(reel, "started")
        reel.close(why, drops=why in (WITHDRAWN, "trouble"))
        if reel in self._recorded:
            self._recorded.discard(reel)
            self._about(reel, "stopped", why)

    def _look_at_disk(self) -> None:
        if time.monotonic() - self._looked_at_disk < LOOK_AT_DISK_S:
            return
        self._looked_at_disk = time.monotonic()
        if room_bytes(self._shelf.folder, self._floor_bytes) <= 0:
            raise OSError(errno.ENOSPC, "the disk's floor is reached")
        self._shelf.sync()

    def _about(self, reel: Reel, what: Literal["started", "stopped", "not-recorded"], why: str = "") -> None:
        at_ms = reel.started_at_ms if what == "started" else round(self._clock())
        self._say(Event(what=what, person=reel.person, source=reel.source, at_ms=at_ms, why=why))

    def _asks(self, source: str) -> None:
        with contextlib.suppress(RuntimeError):
            self._hop(lambda: self._ask(source))

    def _say(self, event: Event) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nobody is there to be told
            self._hop(lambda: self._tell(event))
