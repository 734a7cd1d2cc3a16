"""A recording under test: a real recorder with a real thread and real files, over a session clock that tests move."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import av

from recordings.consent_gate import Consents
from recordings.manifest import Manifest, Segment
from recordings.recorder import Event, Feed, Recorder
from tests.recordings import footage
from tests.recordings.sending import CODECS, EPOCH_MS, Sent

BOB = "c:bob"


class Studio:
    """Plays what devices send into a recorder, on a clock that runs as fast as the machine can."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.now_ms = EPOCH_MS
        self.consents = Consents()
        self.events: list[Event] = []
        self.asked: list[tuple[str, float]] = []
        self.recorder = Recorder(
            folder,
            gate=self.consents,
            tell=self.events.append,
            ask=lambda source: self.asked.append((source, self.now_ms)),
            hop=lambda call: call(),
            clock=lambda: self.now_ms,
            **{"session": "s1", "floor_bytes": 0, "look_s": 0.002, **more},
        )
        self.folder = folder
        self.feeds: dict[tuple[str, str], Feed] = {}

    def join(self, person: str = BOB, source: str = "", kinds: str = "video audio") -> str:
        """A device comes; its name."""
        source = source or f"{person}/phone"
        for kind in kinds.split():
            self.feeds[source, kind] = self.recorder.open(person, source, kind, CODECS[kind])  # type: ignore[arg-type]
        return source

    async def play(self, packets: Iterable[Sent], source: str = f"{BOB}/phone") -> None:
        """Lets these packets arrive; the recorder looks at least every 100 ms of their time."""
        looked_ms = self.now_ms
        for each in packets:
            self.now_ms = max(self.now_ms, each.arrived_ms)
            feed = self.feeds[source, each.kind]
            (feed.report if each.is_report else feed.packet)(each.data, each.arrived_ms)
            if self.now_ms - looked_ms >= 100:
                looked_ms = self.now_ms
                await self.looked()
        await self.looked()

    async def pass_time(self, ms: float) -> None:
        """Nothing comes for so long."""
        for _ in range(int(ms // 100)):
            self.now_ms += 100
            await self.looked()

    async def looked(self) -> None:
        """The recorder has done all that was laid down."""
        wanted = self.recorder.looks + 2
        while self.recorder.looks < wanted and self.recorder.is_alive:  # noqa: ASYNC110  a thread
            await asyncio.sleep(0.001)

    def path(self, segment: Segment) -> Path:
        """Where it lies."""
        return self.folder / segment.file


@contextlib.asynccontextmanager
async def studio(folder: Path, **more: Any) -> AsyncIterator[Studio]:
    """A running recorder; stopped at the end if nobody has."""
    made = Studio(folder, **more)
    await made.recorder.start()
    try:
        yield made
    finally:
        await made.recorder.stop()


def whole(folder: Path, manifest: Manifest) -> list[Segment]:
    """The segments with something in them, after checking each against its file."""
    found = []
    for each in manifest.segments:
        if each.state == "empty":
            continue
        data = (folder / each.file).read_bytes()
        assert each.state in ("closed", "recovered"), each
        assert (len(data), hashlib.sha256(data).hexdigest()) == (each.bytes, each.sha256)
        found.append(each)
    return found


def on_session_clock(folder: Path, segment: Segment) -> list[tuple[int, float]]:
    """(number, session clock in ms) of every picture of a segment."""
    return [(number, segment.started_at_ms + float(at) * 1000) for number, at in footage.shown(folder / segment.file)]


def sizes(path: Path) -> list[tuple[int, int]]:
    """The sizes of the pictures, each once in a row."""
    found: list[tuple[int, int]] = []
    with av.open(str(path)) as source:
        for frame in source.decode(video=0):
            if not found or found[-1] != (frame.width, frame.height):
                found.append((frame.width, frame.height))
    return found


def length_s(path: Path) -> float:
    """How long the file says it is."""
    with av.open(str(path)) as source:
        assert source.duration is not None
        return float(source.duration) / av.time_base
