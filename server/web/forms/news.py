"""News of filled forms: who looks at one waits here until somebody changed it, in this process or another."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from server.domain.errors import NotFound
from server.store.database import Database
from server.store.forms import filled

LOOK_S = 2.0  # how often the row is read for changes made by another process
HOLD_S = 20.0  # so long one request waits


class FormNews:
    """Wakes those who wait for a form. The row is the truth: a wake that is lost is found by the next look."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._is_over = False

    def tell(self, filled_id: str) -> None:
        """This form was changed, and the change is committed."""
        for event in self._waiting.get(filled_id, ()):
            event.set()

    def stop(self) -> None:
        """Nobody waits any more: the server ends."""
        self._is_over = True
        for filled_id in list(self._waiting):
            self.tell(filled_id)

    async def wait(self, filled_id: str, rev: int) -> None:
        """Returns when the form has another revision than that, or after HOLD_S. Raises NotFound when it is gone."""
        event = asyncio.Event()
        self._waiting.setdefault(filled_id, set()).add(event)
        try:
            async with asyncio.timeout(HOLD_S):
                while not self._is_over and await self._rev(filled_id) == rev:
                    event.clear()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(event.wait(), LOOK_S)
        except TimeoutError:
            return
        finally:
            self._waiting[filled_id].discard(event)
            if not self._waiting[filled_id]:
                del self._waiting[filled_id]

    async def _rev(self, filled_id: str) -> int:
        async with self._database.reading() as db:
            found = await filled.rev(db, filled_id)
        if found is None:
            raise NotFound
        return found


FORM_NEWS: web.AppKey[FormNews] = web.AppKey("form-news", FormNews)


async def running(app: web.Application) -> AsyncIterator[None]:
    """Ends the waiting when the server ends, so that it does not wait for those who wait."""

    async def stop(app: web.Application) -> None:
        app[FORM_NEWS].stop()

    app.on_shutdown.append(stop)
    yield
