"""News of clips: what the media desk has done, told to the room by the process that has it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Literal

from aiohttp import web

from server.domain.clips import Clip
from server.store import clips
from server.store.database import Database
from signaling import clips as moments
from signaling.log import Draft
from signaling.refusals import Refused
from signaling.room import Room

log = logging.getLogger(__name__)

Stage = Literal["sending", "preview", "ready", "refused"]
Write = Callable[[str, Callable[[Room], list[Draft]]], Awaitable[object]]

LOOK_S = 0.15  # only while something is on its way
TROUBLE_S = 1
GIVE_UP_MS = 2 * 3_600_000  # a moment that took longer than this is news to nobody


class News:
    """Watches clips of live sessions until they are ready or refused, and writes each change into the room's log.

    write: appends to a room's log what a function makes of the room. The rows are the truth: whoever opens the clips,
    this process or another, what it has done is found there.
    """

    def __init__(self, database: Database, write: Write, clock: Callable[[], int]) -> None:
        self._database = database
        self._write = write
        self._clock = clock
        self._told: dict[str, Stage | None] = {}  # clip -> the last that its room was told
        self._something = asyncio.Event()

    def expect(self, clip_id: str) -> None:
        """This clip is on its way: its row is committed. Its room hears of it when its state changes."""
        self._told.setdefault(clip_id, None)
        self._something.set()

    async def remember(self) -> None:
        """Expects what was on its way when the process before ended."""
        async with self._database.reading() as db:
            for clip in await clips.unfinished(db):
                if clip.moment:
                    self.expect(clip.id)

    async def run(self) -> None:
        """Tells until cancelled."""
        while True:
            await self._something.wait()
            await self._look()
            if not self._told:
                self._something.clear()
            await asyncio.sleep(LOOK_S)

    async def _look(self) -> None:
        try:
            async with self._database.reading() as db:
                found = {clip.id: clip for clip in await clips.get_many(db, list(self._told))}
        except Exception:
            log.exception("nobody could see how far clips are")
            await asyncio.sleep(TROUBLE_S)
            return
        for clip_id in list(self._told):
            clip = found.get(clip_id)
            if clip is None or clip.session_id is None or self._clock() - clip.created_at_ms > GIVE_UP_MS:
                del self._told[clip_id]
                continue
            try:
                await self._tell(clip, clip.session_id)
            except Exception:  # one room that is in trouble keeps no other from its news
                log.exception("a room could not be told about clip %s", clip_id)
                await asyncio.sleep(TROUBLE_S)

    async def _tell(self, clip: Clip, room: str) -> None:
        stage = stage_of(clip)
        if stage != self._told[clip.id]:
            with contextlib.suppress(Refused):
                await self._write(
                    room,
                    lambda now: moments.told(
                        now,
                        clip.moment,
                        stage,
                        clip=clip.id,
                        # The room counts from the file's beginning, the library from where the moment begins in it.
                        duration_ms=None if clip.duration_ms is None else clip.start_ms + clip.duration_ms,
                        start_ms=clip.start_ms,
                        why=clip.refusal,
                    ),
                )
            self._told[clip.id] = stage
        if stage in ("ready", "refused"):
            del self._told[clip.id]


def stage_of(clip: Clip) -> Stage:
    """How far a clip is, in the room's words."""
    if clip.state == "refused":
        return "refused"
    if clip.state == "ready":
        return "ready"
    return "preview" if "preview" in clip.files else "sending"


NEWS: web.AppKey[News] = web.AppKey("news", News)
