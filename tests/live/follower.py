"""A page that comes back: reconnects, asks for what it missed, sends again what was not answered."""

import asyncio
import contextlib
import random
import time
from typing import Any

import aiohttp

from server import ids
from server.live import Taken
from tests.live.page import Closed, Page


class Follower:
    """One person's page over many connections. `events` is what it showed: each once, in order."""

    def __init__(self, url: str, taken: Taken) -> None:
        self.url = url
        self.taken = taken
        self.peer = taken.peer
        self.head = 0
        self.events: list[dict[str, Any]] = []
        self.resumes_ms: list[float] = []  # from trying to connect to being welcomed
        self.page: Page | None = None
        self.wounds: list[str] = []  # what should never happen
        self._up = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._leftovers: list[Page] = []

    async def start(self) -> None:
        """Comes in, and stays."""
        self._task = asyncio.create_task(self._stay(), name="follower")
        await asyncio.wait_for(self._up.wait(), 30)

    async def stop(self) -> None:
        """Goes."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        for page in [*self._leftovers, *([self.page] if self.page else [])]:
            await page.close()

    async def _stay(self) -> None:
        while True:
            began_s = time.monotonic()
            page = Page(self.url, self.taken)
            try:
                await page.open(self.head)
            except (aiohttp.ClientError, OSError, TimeoutError, Closed, asyncio.CancelledError) as problem:
                await page.close()
                task = asyncio.current_task()
                if isinstance(problem, asyncio.CancelledError) and task is not None and task.cancelling():
                    raise
                await asyncio.sleep(random.uniform(0.05, 0.3))
                continue
            self.resumes_ms.append((time.monotonic() - began_s) * 1000)
            self.page = page
            self._up.set()
            await self._follow(page)
            self._up.clear()
            await page.close()

    async def _follow(self, page: Page) -> None:
        done = 0
        while True:
            await page.until(lambda: len(page.messages) > done or page.is_down, 3600)  # noqa: B023
            while done < len(page.messages):
                name, told = page.messages[done]
                done += 1
                if name == "welcome":
                    self._begin(told)
                elif name == "event":
                    self._show(told)
            if page.is_down:
                return

    def _begin(self, welcome: dict[str, Any]) -> None:
        if welcome["snapshot"] is not None:
            if self.head:
                self.wounds.append("a snapshot after a short gap")
            self.head = welcome["snapshot"]["head"]
        for event in welcome["events"]:
            self._show(event)

    def _show(self, event: dict[str, Any]) -> None:
        if event["seq"] != self.head + 1:
            self.wounds.append(f"{event['seq']} came after {self.head}")
            return
        self.head = event["seq"]
        self.events.append(event)

    # ---- what happens to it

    def reset(self) -> None:
        """Its connection breaks off."""
        if self.page is not None:
            self.page.cut()

    def freeze(self) -> None:
        """Its old socket hangs on without a word, half open, and it connects anew."""
        if self.page is not None and self.page._reading is not None:
            connection = self.page.ws._response.connection
            if connection is not None and connection.transport is not None:
                with contextlib.suppress(RuntimeError):
                    connection.transport.pause_reading()
            self._leftovers.append(self.page)
            self.page.is_down = True
            self.page._news.set()

    # ---- what it does

    async def command(self, name: str, **body: Any) -> dict[str, Any]:
        """Sends a command of the log until it is answered, over as many connections as it takes."""
        id = ids.new()
        while True:
            await self._up.wait()
            page = self.page
            assert page is not None
            try:
                return await page.call(name, id=id, **body)
            except (TimeoutError, asyncio.CancelledError, OSError, aiohttp.ClientError):
                task = asyncio.current_task()
                if task is not None and task.cancelling():
                    raise
                await asyncio.sleep(0.05)
