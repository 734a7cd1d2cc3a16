"""A trainer and several clients of hers in a room: real server with its relay, a window for each in one Chromium."""

import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from playwright.async_api import Browser, Locator, Page

from tests import chromium
from tests.booked import book
from tests.meeting import DESK, PHONE, Complaints
from tests.stage import Http, Server

OLGA, BOB, BEA = "Olga Owner", "Bob", "Bea"  # as a class reads their names
# How many pictures of somebody were decoded on this page, by their name.
FRAMES = """(name) => {
  const tile = [...document.querySelectorAll(".tile")].find((one) => one.getAttribute("aria-label") === name);
  const videos = [...(tile?.querySelectorAll("video.front") ?? [])];
  return Math.max(0, ...videos.map((one) => one.getVideoPlaybackQuality().totalVideoFrames));
}"""


@dataclass
class Classroom:
    """One session of Olga's with several clients. `links`: by first name, to each one's own page."""

    server: Server
    browser: Browser
    http: Http
    session: str
    links: dict[str, str]
    complaints: Complaints = field(default_factory=Complaints)

    async def trainer(self, *, script: str = "", **how: object) -> Page:
        """The trainer in the open room. script: runs in the page before ours."""
        context = await self.browser.new_context(**{"viewport": DESK, "ignore_https_errors": True, **how})  # type: ignore[arg-type]
        if script:
            await context.add_init_script(script)
        cookies = [{"name": name, "value": value, "url": self.server.url} for name, value in self.http.cookies.items()]
        await context.add_cookies(cookies)  # type: ignore[arg-type]
        page = await context.new_page()
        self.complaints.listen(page)
        await page.goto(f"{self.server.url}/sessions/{self.session}/room")
        await page.get_by_role("button", name="Open the room").click()
        await page.locator("#end").wait_for()
        return page

    async def client(
        self,
        name: str,
        trainer: Page | None,
        *,
        agrees: bool = False,
        script: str = "",
        browser: Browser | None = None,
        **how: object,
    ) -> Page:
        """A client at their phone, let in if there is a trainer to do so.

        agrees: to recordings, at the door. browser: on another host.
        """
        given = {"viewport": PHONE, "ignore_https_errors": True, **how}
        context = await (browser or self.browser).new_context(**given)  # type: ignore[arg-type]
        if script:
            await context.add_init_script(script)
        page = await context.new_page()
        self.complaints.listen(page)
        await page.goto(self.links[name])
        await page.get_by_role("button", name="Open my page").click()
        await page.get_by_role("link", name="Join").click()
        await page.locator("#join").wait_for()
        if agrees:
            switch = page.get_by_role("switch", name="Recording a whole session")
            async with page.expect_response(lambda answer: "consents" in answer.url):
                await switch.click()
        await page.locator("#join").click()
        if trainer is not None:
            await trainer.locator(".knock", has_text=name).get_by_role("button", name="Let in").click()
            await page.locator("#leave").wait_for()
        return page


@contextlib.asynccontextmanager
async def classroom(server: Server, *names: str) -> AsyncIterator[Classroom]:
    """Olga, clients with these names, and a live workout of all of them that begins now."""
    booked = book(server, *names)
    links = dict(zip([name.split()[0] for name in names], booked.links, strict=True))
    async with chromium.browser() as browser:
        yield Classroom(server, browser, booked.http, booked.session, links)


def tile(page: Page, name: str) -> Locator:
    """Somebody's picture on a page."""
    return page.locator(f'.tile[aria-label="{name}"]')


async def sees(page: Page, name: str, frames: int = 10, timeout_ms: int = 20_000) -> None:
    """Waits until so many pictures of somebody were decoded on this page, from now on."""
    before = await page.evaluate(FRAMES, name)
    deadline = time.monotonic() + timeout_ms / 1000
    while not 0 < frames <= (now := await page.evaluate(FRAMES, name)) - (before if now >= before else 0):
        assert time.monotonic() < deadline, f"no picture of {name} after {timeout_ms} ms"
        await page.wait_for_timeout(50)


async def sees_not(page: Page, name: str, ms: int = 1500) -> None:
    """Makes sure that for so long nothing of somebody comes to this page."""
    before = await page.evaluate(FRAMES, name)
    await page.wait_for_timeout(ms)
    now = await page.evaluate(FRAMES, name)
    assert now <= before, f"{now - before} pictures of {name}"
