"""A client alone with a phone: given an assessment, filming its steps in a real browser with a made-up camera."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Page, expect

from tests.meeting import PHONE, Meeting, meeting
from tests.stage import Server

# Notes in the browser's own storage when a recorder began, by the clock this process shares with it.
NOTES_BEGIN = """
  const start = MediaRecorder.prototype.start;
  MediaRecorder.prototype.start = function (...how) {
    localStorage.setItem("began", String(Date.now()));
    return start.apply(this, how);
  };
"""


@dataclass
class Filming:
    """One client, one assessment of theirs, and the window they film in."""

    both: Meeting
    client: str
    assessment: str
    context: BrowserContext
    page: Page

    @property
    def server(self) -> Server:
        """Where it all goes."""
        return self.both.server

    def step(self, key: str) -> str:
        """The address of a step's page."""
        return f"{self.both.client_link}/assessments/{self.assessment}/steps/{key}"

    async def open(self, key: str = "left", page: Page | None = None) -> Page:
        """A step's page, in the window's first tab or in the given one."""
        shown = page or self.page
        await shown.goto(self.step(key))
        await shown.locator("#film-open").wait_for()
        return shown

    async def new_tab(self) -> Page:
        """One more tab of the same phone."""
        page = await self.context.new_page()
        self.both.complaints.listen(page)
        return page

    async def roll(self, page: Page | None = None, *, seconds: float = 0) -> Page:
        """Presses Start and waits until it records, and then for so many seconds more."""
        shown = page or self.page
        await shown.locator("#film-open").click()
        await self.start(shown)
        await shown.wait_for_timeout(seconds * 1000)
        return shown

    @staticmethod
    async def start(page: Page) -> None:
        """From the picture to the recording."""
        await page.locator("#film-start:not([disabled])").wait_for(timeout=20_000)
        await page.select_option("#film-countdown", "3")
        await page.locator("#film-start").click()
        await page.locator("#film-stop").wait_for(timeout=10_000)

    def rows(self, asked: str, *values: object) -> list[Any]:
        """What the database says."""
        with contextlib.closing(sqlite3.connect(self.server.data_dir / "spotter.db")) as db:
            return db.execute(asked, values).fetchall()

    def clips(self) -> list[tuple[str, str, str, int | None]]:
        """(id, state, refusal, duration in ms) of each clip in use, the oldest first."""
        return self.rows(
            "SELECT id, state, refusal, duration_ms FROM clips WHERE deleted_at_ms IS NULL ORDER BY created_at_ms"
        )

    def kept_for(self, key: str) -> str | None:
        """The clip that stands for a step."""
        asked = "SELECT clip_id FROM assessment_steps WHERE assessment_id = ? AND step = ?"
        found: str | None = self.rows(asked, self.assessment, key)[0][0]
        return found

    def original(self, clip: str) -> Path:
        """Where the clip's original lies."""
        (found,) = self.server.data_dir.glob(f"clips/**/{clip}/original")
        return found

    async def shelf(self, page: Page) -> list[dict[str, Any]]:
        """What lies on this browser's shelf."""
        script = """async () => {
          const database = await new Promise((done) => {
            const request = indexedDB.open("spotter", 1);
            request.onsuccess = () => done(request.result);
          });
          const rows = await new Promise((done) => {
            const request = database.transaction("notes").objectStore("notes").getAll();
            request.onsuccess = () => done(request.result);
          });
          database.close();
          return rows;
        }"""
        found: list[dict[str, Any]] = await page.evaluate(script)
        return found


@contextlib.asynccontextmanager
async def filming(server: Server, protocol: str = "single-leg-stance", **how: object) -> AsyncIterator[Filming]:
    """Bob's phone with an assessment on his page; at the end nothing may have been complained about."""
    async with meeting(server) as both:
        bob = both.client_link.split("/c/")[1].split(".")[0]
        given = {"protocol": protocol, "has_company": True}
        assessment = both.http.post(f"/clients/{bob}/assessments", given)["id"]
        context = await both.client_context(**{"viewport": PHONE, **how})
        await context.add_init_script(NOTES_BEGIN)
        page = await context.new_page()
        both.complaints.listen(page)
        await page.goto(both.client_link)
        await page.get_by_role("button", name="Open my page").click()
        await page.get_by_role("link", name="Join").wait_for()
        yield Filming(both, bob, assessment, context, page)
        assert both.complaints.serious() == []


async def until(is_so: Callable[[], Any] | Callable[[], Awaitable[Any]], timeout_s: float = 30) -> Any:
    """What `is_so` gives once it is true. Raises AssertionError."""
    deadline = time.monotonic() + timeout_s
    while True:
        found = is_so()
        if isinstance(found, Awaitable):
            found = await found
        if found:
            return found
        assert time.monotonic() < deadline, f"not so after {timeout_s} s"
        await asyncio.sleep(0.1)


async def ready(of: Filming, clip: str) -> int:
    """Waits until the clip can be watched; its length in ms."""

    def is_ready() -> int | None:
        state, refusal, duration_ms = of.rows("SELECT state, refusal, duration_ms FROM clips WHERE id = ?", clip)[0]
        assert state != "refused", refusal
        return int(duration_ms) if state == "ready" else None

    found: int = await until(is_ready, 60)
    return found


async def kept(of: Filming, page: Page, key: str) -> str:
    """Presses Use this take and waits until it stands for its step; the clip's id."""
    await page.locator("#film-keep").click()
    await expect(page.locator("#film-keep")).to_have_count(0, timeout=15_000)
    found: str = await until(lambda: of.kept_for(key))
    return found
