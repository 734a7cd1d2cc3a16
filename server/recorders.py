"""Records rooms in the relay's process: what passes through it goes into files, of whoever agreed and while they do."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recordings.consent_gate import Consents
from recordings.encoded import Codec
from recordings.manifest import Device
from recordings.recorder import Event, Feed, Recorder
from server import ids
from signaling.media.lanes import KIND, Lane
from signaling.media.plane import News, Recordable, Recorded, Refusal
from signaling.media.star import Seat

log = logging.getLogger(__name__)

PURPOSE = "recording"
LOOK_S = 0.1  # so soon somebody who comes is listened to
CODECS: dict[str, Codec] = {"VP8": "vp8", "H264": "h264", "opus": "opus"}


class RoomRecorders:
    """The Recorders of a relay. folder: of all recordings. floor_bytes: as in disk.room_bytes."""

    def __init__(
        self, relay: Recordable, tell: Callable[[News], None], folder: Path, *, floor_bytes: int | None = None
    ) -> None:
        self._relay = relay
        self._tell = tell
        self._folder = folder
        self._floor_bytes = floor_bytes
        self._running: dict[str, _RoomRecorder] = {}

    @staticmethod
    def maker(
        folder: Path, *, floor_bytes: int | None = None
    ) -> Callable[[Recordable, Callable[[News], None]], "RoomRecorders"]:
        """What makes it once there is a relay."""
        return lambda relay, tell: RoomRecorders(relay, tell, folder, floor_bytes=floor_bytes)

    def __len__(self) -> int:
        """How many run."""
        return len(self._running)

    async def record(self, room: str, session: str, recording: str, agreed: Mapping[str, float]) -> None:
        """See Recorders."""
        running = self._running.get(room)
        if running is not None and running.recording == recording and running.recorder.is_alive:
            running.agreed(agreed)
            return
        if running is not None:
            await self.stop(room)
        made = _RoomRecorder(room, session, recording, self._relay, self._tell, self._folder, self._floor_bytes)
        made.agreed(agreed)
        try:
            await made.start()
        except OSError as problem:
            raise Refusal("disk-trouble", f"The recording cannot be kept: {problem.strerror}.") from None
        self._running[room] = made

    async def agree(self, room: str, person: str, since_ms: float | None) -> None:
        """See Recorders."""
        if (running := self._running.get(room)) is not None:
            running.answered(person, since_ms)

    async def stop(self, room: str) -> None:
        """See Recorders."""
        if (running := self._running.pop(room, None)) is not None:
            await running.stop()

    def alone(self) -> None:
        """See Recorders."""
        for running in self._running.values():
            running.consents.forget_all()

    async def close(self) -> None:
        """See Recorders."""
        for room in list(self._running):
            await self.stop(room)


class _RoomRecorder:
    """One room's recording. Called again after a relay or server was started anew, it goes on in another folder."""

    def __init__(
        self,
        room: str,
        session: str,
        recording: str,
        relay: Recordable,
        tell: Callable[[News], None],
        folder: Path,
        floor_bytes: int | None,
    ) -> None:
        self.room = room
        self.recording = recording
        self.part = ids.new()  # its folder, after which clips are called: two parts never share one
        self.consents = Consents()
        self._relay = relay
        self._tell = tell
        self._ears: dict[str, tuple[_RecorderEar, Callable[[], None]]] = {}
        self._looking: asyncio.Task[None] | None = None
        self.recorder = Recorder(
            folder / self.part,
            session=session,
            whole=recording,
            gate=self.consents,
            tell=self._heard,
            ask=self._ask,
            hop=asyncio.get_running_loop().call_soon_threadsafe,
            floor_bytes=floor_bytes,
        )

    async def start(self) -> None:
        """Begins. Raises OSError."""
        await self.recorder.start()
        self._looking = asyncio.create_task(self._look(), name=f"recording of {self.room}")
        log.info("room %s is recorded into %s", self.room, self.part)

    async def stop(self) -> None:
        """Ends; every file is whole."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        for _, hang_up in self._ears.values():
            hang_up()
        self._ears.clear()
        await self.recorder.stop()

    def agreed(self, agreed: Mapping[str, float]) -> None:
        """These are all who agree now."""
        for person in self.consents.people(PURPOSE) - set(agreed):
            self.consents.withdraw(person, PURPOSE)
        for person, since_ms in agreed.items():
            self.consents.give(person, PURPOSE, since_ms)

    def answered(self, person: str, since_ms: float | None) -> None:
        """A person's answer."""
        if since_ms is None:
            self.consents.withdraw(person, PURPOSE)
        else:
            self.consents.give(person, PURPOSE, since_ms)

    async def _look(self) -> None:
        while self.recorder.is_alive:
            here = {seat.peer: seat for seat in self._relay.peers(self.room)}
            for peer in [peer for peer, (ear, _) in self._ears.items() if peer not in here or ear.has_ended]:
                _, hang_up = self._ears.pop(peer)
                hang_up()
            for peer, seat in here.items():
                if peer not in self._ears:
                    ear = _RecorderEar(self.recorder, seat)
                    with contextlib.suppress(Refusal):  # it left just now
                        self._ears[peer] = (ear, self._relay.listen(self.room, peer, ear))
            await asyncio.sleep(LOOK_S)

    def _heard(self, event: Event) -> None:
        peer, _, lane = event.source.partition("/")
        if lane:
            return  # a screen comes and goes; its person was told of
        self._tell(
            Recorded(
                room=self.room,
                recording=self.recording,
                what=event.what,
                person=event.person,
                source=peer,
                at_ms=event.at_ms,
                why=event.why,
            )
        )

    def _ask(self, source: str) -> None:
        peer, _, lane = source.partition("/")
        self._relay.want_picture(self.room, peer, "screen" if lane else "camera")


@dataclass(slots=True)
class _RecorderEar:
    """Listens to a peer of the relay for a recorder. A person's voice and camera are one film, a screen is another."""

    recorder: Recorder
    seat: Seat
    has_ended: bool = False
    feeds: dict[tuple[Lane, int], Feed] = field(default_factory=dict)
    ssrc: dict[Lane, int] = field(default_factory=dict)
    current: dict[Lane, Feed] = field(default_factory=dict)

    def packet(self, lane: Lane, codec: str, packet: bytes, at_s: float) -> None:
        """See Ear."""
        number = packet[1] & 127
        feed = self.feeds.get((lane, number))
        if feed is None:
            feed = self.feeds[lane, number] = self.recorder.open(
                self.seat.person, self._source(lane), KIND[lane], {number: CODECS[codec]}, self._device(lane)
            )
        self.current[lane] = feed
        self.ssrc[lane] = int.from_bytes(packet[8:12], "big")
        feed.packet(packet, _on_the_clock(at_s))

    def report(self, lane: Lane, ntp: int, rtp: int) -> None:
        """See Ear."""
        if (feed := self.current.get(lane)) is not None:
            feed.reported(self.ssrc[lane], ntp, rtp, time.time() * 1000)

    def ended(self) -> None:
        """See Ear."""
        self.has_ended = True
        for source in {self._source(lane) for lane, _ in self.feeds}:
            self.recorder.leave(source)

    def _device(self, lane: Lane) -> Device:
        if lane.startswith("screen"):
            return "screen"
        return "camera" if self.seat.device == "camera" else ""

    def _source(self, lane: Lane) -> str:
        return f"{self.seat.peer}/screen" if lane.startswith("screen") else self.seat.peer


def _on_the_clock(at_s: float) -> float:
    """A monotonic moment on the session clock, in epoch ms."""
    return time.time() * 1000 - (time.monotonic() - at_s) * 1000
