"""A trainer and a client who meet in a room: real server process, real Chromium, every step as a person takes it."""

import contextlib
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page

from tests import chromium
from tests.stage import Http, Server, clear

PASSWORD = "seven otters row north"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
ZONE = "Europe/Berlin"

# Errors that a browser prints when a test takes its network away; everything else fails the test.
CUT_OFF = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_NETWORK|WebSocket connection|ERR_ADDRESS|net::ERR")


@dataclass
class Complaints:
    """What the pages complained about: console errors, exceptions, and breaches of the content policy."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Hears one page from now on."""
        page.on("console", self._line)
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def _line(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.heard.append(f"{line.text} ({line.location['url']})")

    def serious(self) -> list[str]:
        """Those that a cut network does not explain."""
        return [line for line in self.heard if not CUT_OFF.search(line)]


@dataclass
class Meeting:
    """One session between Olga, who owns and trains, and her client Bob."""

    server: Server
    browser: Browser
    http: Http
    session: str
    client_link: str
    complaints: Complaints = field(default_factory=Complaints)
    far_browser: Browser | None = None

    async def trainer_context(self, **how: object) -> BrowserContext:
        """A window of the trainer's, signed in."""
        context = await self.browser.new_context(**{"viewport": DESK, "ignore_https_errors": True, **how})  # type: ignore[arg-type]
        cookies = [
            {"name": name, "value": value, "url": self.server.url, "secure": self.server.url.startswith("https")}
            for name, value in self.http.cookies.items()
        ]
        await context.add_cookies(cookies)  # type: ignore[arg-type]
        return context

    async def client_context(self, **how: object) -> BrowserContext:
        """A window of the client's phone."""
        browser = self.far_browser or self.browser
        return await browser.new_context(**{"viewport": PHONE, "ignore_https_errors": True, **how})  # type: ignore[arg-type]

    async def trainer_page(self, context: BrowserContext | None = None) -> Page:
        """The trainer in the open room, in a window of their own or in `context`."""
        page = await (context or await self.trainer_context()).new_page()
        self.complaints.listen(page)
        await page.goto(f"{self.server.url}/sessions/{self.session}/room")
        await page.get_by_role("button", name="Open the room").click()
        await page.locator("#end").wait_for()
        return page

    async def client_at_the_door(self, context: BrowserContext | None = None) -> Page:
        """The client on the pre-join page, in a window of their own, new to the link, or in `context`."""
        page = await (context or await self.client_context()).new_page()
        self.complaints.listen(page)
        await page.goto(self.client_link)
        first = page.get_by_role("button", name="Open my page")
        join = page.get_by_role("link", name="Join")
        await first.or_(join).first.wait_for()
        if await first.count():
            await first.click()
        await join.click()
        await page.locator("#join").wait_for()
        return page

    async def client_in_the_lobby(self, context: BrowserContext | None = None) -> Page:
        """The client who pressed Join and waits."""
        page = await self.client_at_the_door(context)
        await page.locator("#join").click()
        await page.get_by_text("will let you in").wait_for()
        return page

    async def together(self) -> tuple[Page, Page]:
        """Trainer and client in the room, each with the other's picture moving."""
        trainer = await self.trainer_page()
        client = await self.client_in_the_lobby()
        await self.let_in(trainer)
        await sees_the_other(client)
        await sees_the_other(trainer)
        return trainer, client

    @staticmethod
    async def let_in(trainer: Page) -> None:
        """The trainer lets in who knocks."""
        await trainer.get_by_role("button", name="Let in").click()


# A picture that comes back may play in another element, or in the same one counted from nothing.
FRAMES = """(since) => {
  const seen = (window.framesSeen ??= new WeakMap());
  const videos = [...document.querySelectorAll("video")]
    .filter((video) => video.srcObject && !video.closest(".tile.own"));
  const more = videos.map((video) => {
    const count = video.getVideoPlaybackQuality().totalVideoFrames, before = since ? (seen.get(video) ?? 0) : 0;
    return count < before ? count : count - before;
  });
  if (!since) for (const video of videos) seen.set(video, video.getVideoPlaybackQuality().totalVideoFrames);
  return Math.max(0, ...more);
}"""


async def sees_the_other(page: Page, frames: int = 5, timeout_ms: int = 15_000) -> None:
    """Waits until pictures of somebody else were decoded on this page. Our policy forbids Playwright's own polling."""
    await _frames(page, False, frames, timeout_ms)


async def moves(page: Page, frames: int = 15, timeout_ms: int = 20_000) -> None:
    """Waits until so many more pictures of somebody else were decoded from now on."""
    await page.evaluate(FRAMES, False)
    await _frames(page, True, frames, timeout_ms)


async def frames_seen(page: Page) -> int:
    """How many pictures of somebody else this page shows at most in one place."""
    return int(await page.evaluate(FRAMES, False))


async def _frames(page: Page, since: bool, frames: int, timeout_ms: int) -> None:
    deadline = time.monotonic() + timeout_ms / 1000
    while await page.evaluate(FRAMES, since) < frames:
        assert time.monotonic() < deadline, f"no picture of the other after {timeout_ms} ms"
        await page.wait_for_timeout(50)


async def marks(page: Page, name: str, where: str = "true") -> list[float]:
    """When a page set a performance mark, in ms on the clock that all pages of one browser share.

    where: JavaScript asked of each `mark`.
    """
    found = await page.evaluate(
        f"""() => performance.getEntriesByName({name!r}).filter((mark) => {where})
          .map((mark) => performance.timeOrigin + mark.startTime)"""
    )
    return [float(at) for at in found]


@contextlib.asynccontextmanager
async def meeting(server: Server, *, far: str | None = None, flags: tuple[str, ...] = ()) -> AsyncIterator[Meeting]:
    """Olga with her account, her client Bob, and a live workout that begins now.

    far: a program that starts the browser on another host, for the client.
    """
    http = Http(server.url)
    http.post(
        server.owner_link().removeprefix(server.url),
        {"password": PASSWORD, "name": "Olga Owner", "email": "olga@example.org", "time_zone": ZONE},
    )
    http.post("/settings/profile", {"name": "Olga Owner", "phone": "+49 30 5550100", "time_zone": ZONE})
    bob = http.post("/clients", {"name": "Bob Birch", "phone": "+49 170 5550101", "time_zone": ZONE})["id"]
    clear(http, bob)
    here = datetime.now(UTC).astimezone(ZoneInfo(ZONE))
    session = http.post(
        "/sessions",
        {
            "service": "workout",
            "delivery": "live",
            "clients": [bob],
            "date": here.date().isoformat(),
            "time": f"{here:%H:%M}",
        },
    )["id"]
    link = re.search(r"https?://[^\"\s<]+/c/[^\"\s<]+", http.get(f"/sessions/{session}"))
    assert link is not None
    async with contextlib.AsyncExitStack() as windows:
        browser = await windows.enter_async_context(chromium.browser(*flags))
        far_browser = await windows.enter_async_context(chromium.browser(*flags, path=far)) if far else None
        yield Meeting(server, browser, http, session, link.group(0), far_browser=far_browser)
