"""How far uploads are, for the people who wait for them: one small write a second for all of them together."""

import asyncio
import logging

from server.store import uploads
from server.store.database import Database

log = logging.getLogger(__name__)

EVERY_S = 1.0


class Progress:
    """Keeps the percentage of clips that are coming in. It is news, not truth: what cannot be written is left out."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._news: dict[str, int] = {}
        self._some = asyncio.Event()

    def note(self, clip_id: str, percent: int) -> None:
        """So much of the clip is here."""
        self._news[clip_id] = percent
        self._some.set()

    def forget(self, clip_id: str) -> None:
        """It has arrived, or never will."""
        self._news.pop(clip_id, None)

    async def run(self) -> None:
        """Writes until cancelled."""
        while True:
            await self._some.wait()
            self._some.clear()
            await asyncio.sleep(EVERY_S)
            news, self._news = self._news, {}
            if not news:
                continue
            try:
                async with self._database.writing() as db, db.begin():
                    for clip_id, percent in news.items():
                        await uploads.show_percent(db, clip_id, percent)
            except Exception as problem:
                log.warning("the progress of uploads could not be written: %r", problem)
