"""The seed story, whole: one client who is met, measured and trained in person, trains alone by program, checks in by
text, trains live, is measured again by video after six weeks, and goes on with a program that was changed for it.

All of it goes through the pages that a trainer and a client use. Only the clock is turned: the server's by its own, and
the browsers' by a `Date` that is as far ahead.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from server.domain import wall_clock
from server.media import MEDIA
from tests import cast
from tests.cast import Person, Spotter
from tests.meeting import DESK, PHONE, Complaints, sees_the_other

pytestmark = pytest.mark.browser
ZONE = "Europe/Berlin"
WAIT_MS = 20_000

AHEAD_JS = """(() => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...how) { how.length ? super(...how) : super(Real.now() + %d); }
    static now() { return Real.now() + %d; }
  };
})();"""


@dataclass
class Story:
    """Alice at her desk and at the gym with her phone, and Dora with hers."""

    spotter: Spotter
    browser: Browser
    alice: Person
    complaints: Complaints = field(default_factory=Complaints)
    windows: list[BrowserContext] = field(default_factory=list)
    client: str = ""  # Dora's page at Alice's desk, "/clients/…"
    link: str = ""  # Dora's own page

    @property
    def today(self) -> date:
        """The day it is where both live."""
        return wall_clock.local(self.spotter.clock(), ZONE).date()

    async def window(self, size: dict[str, int]) -> BrowserContext:
        """Somebody's browser, which outlives the weeks."""
        window = await self.browser.new_context(viewport=size)  # type: ignore[arg-type]
        self.windows.append(window)
        return window

    async def page(self, window: BrowserContext) -> Page:
        """A fresh page in it, on the clock as it is now; the one of weeks ago is closed."""
        for old in window.pages:
            await old.close()
        page = await window.new_page()
        await page.add_init_script(AHEAD_JS % (self.spotter.clock.ahead_ms, self.spotter.clock.ahead_ms))
        page.set_default_timeout(WAIT_MS)
        self.complaints.listen(page)
        return page

    async def sign_in(self, page: Page) -> None:
        """Alice types her password."""
        await page.goto(f"{self.spotter.url}/sign-in")
        await page.get_by_label("E-mail").fill(self.alice.me.email)
        await page.get_by_label("Password").fill(cast.PASSWORD)
        await page.get_by_role("button", name="Sign in").click()
        await page.wait_for_url("**/today")

    async def at_home(self, page: Page) -> None:
        """Dora's page at the desk."""
        await page.goto(self.spotter.url + self.client)

    async def plan(self, page: Page, service: str, how: str) -> str:
        """A session with Dora that begins within the hour; its address."""
        await self.at_home(page)
        await page.get_by_role("link", name="Plan a session").first.click()
        await page.get_by_role("radio", name=service).check()
        await page.get_by_role("radio", name=how).check()
        await page.get_by_label("Day", exact=True).fill(self.today.isoformat())
        at = wall_clock.local(self.spotter.clock(), ZONE)
        await page.get_by_label("Starts").fill(f"{at:%H:%M}")
        await page.get_by_role("button", name="Plan it").click()
        await page.wait_for_url(re.compile("/sessions/(?!new)[^/]+$"))
        return page.url


@contextlib.asynccontextmanager
async def open_clips(spotter: Spotter) -> AsyncIterator[None]:
    """The media desk at work, as beside any server."""
    desk = asyncio.create_task(spotter.app[MEDIA].run(), name="media desk")
    try:
        yield
    finally:
        desk.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await desk


async def test_six_weeks_of_one_client(spotter: Spotter, alice: Person, browser: Browser) -> None:
    story = Story(spotter, browser, alice)
    async with open_clips(spotter):
        desk, phone = await story.window(DESK), await story.window(PHONE)
        page = await story.page(desk)
        await story.sign_in(page)
        await _meets_and_measures(story, page)
        await _is_given_a_program_and_trains_at_the_gym(story, page)
        mine = await story.page(phone)
        await _trains_alone_and_writes(story, mine, page)
        spotter.clock.advance(days=7)
        page, mine = await story.page(desk), await story.page(phone)
        await story.sign_in(page)
        await _trains_live(story, page, mine)
        spotter.clock.advance(days=35)
        page, mine = await story.page(desk), await story.page(phone)
        await story.sign_in(page)
        await _films_alone(story, page, mine)
        await _is_looked_at_and_goes_on(story, page, mine)
    for window in story.windows:
        await window.close()
    assert story.complaints.serious() == []


async def _meets_and_measures(story: Story, page: Page) -> None:
    """The first hour at the gym: who she is, what she wants, whether she may train, and her first test."""
    await page.goto(f"{story.spotter.url}/clients/new")
    await page.get_by_label("Name", exact=True).fill("Dora Dale")
    await page.get_by_role("textbox", name="Phone optional", exact=True).fill("+49 170 5550102")
    await page.get_by_label("Birth date").fill("1990-03-01")
    await page.get_by_role("button", name="Add client").click()
    await page.get_by_role("heading", name="Dora Dale", exact=True).wait_for()
    story.client = page.url.removeprefix(story.spotter.url)
    story.link = await page.get_by_label("Personal link").input_value()

    # What is to happen: a plan that mixes what is done in person, live and alone.
    await page.get_by_role("link", name="Make a plan").click()
    await page.get_by_role("radio", name="In-person start, then mixed").check()
    await page.get_by_label("Begins on").fill(story.today.isoformat())
    await page.get_by_role("button", name="Begin with this").click()
    await page.locator("#lines").get_by_role("link", name="Reassessment").click()
    await page.get_by_role("radio", name="On their own").check()
    await page.get_by_label("Which assessment").select_option(label="Push-up")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("heading", name="Plan", exact=True).wait_for()

    # The talk, on the trainer's device.
    session = await story.plan(page, "Consultation", "In person")
    await story.at_home(page)
    await page.locator("#ask-form").select_option(label="Getting to know you")
    await page.locator("#ask-source").select_option(label="We fill it in together, here")
    await page.get_by_role("button", name="Ask", exact=True).click()
    await page.locator("[name=emergency_name]").fill("Emil Dale")
    await page.locator("[name=emergency_phone]").fill("+49 170 5550103")
    await page.locator("[name=why]").fill("Carry my daughter up four floors")
    await expect(page.locator("[data-saved]")).to_have_text("Everything is kept.", timeout=WAIT_MS)
    await page.get_by_role("button", name="All answered").click()
    await page.wait_for_url(re.compile("/forms/[^/]+$"))
    await story.at_home(page)
    await page.get_by_role("link", name="Add a goal").click()
    await page.get_by_label("In Dora Dale's words").fill("Carry my daughter up four floors")
    await page.get_by_label("Measured by").fill("push-ups")
    await page.locator("[name=start]").fill("12")
    await page.locator("[name=target]").fill("18")
    await page.get_by_role("button", name="Keep the goal").click()
    await expect(page.locator("#goals")).to_contain_text("12 of 18 push-ups")
    await page.goto(session)
    await page.get_by_role("button", name="Done", exact=True).click()
    await expect(page.locator("#outcome")).to_contain_text("How it went")

    # Whether she may train: her answers, and what follows from them.
    await page.goto(f"{story.spotter.url}{story.client}/health")
    await page.get_by_role("button", name="Do it together").click()
    await page.locator("#filling").wait_for()
    for no in await page.locator("[data-kind=yes_no][data-asked=yes] input[value=no]").all():
        if await no.is_visible():
            await no.check(force=True)
    await page.get_by_label("None of them").check(force=True)
    await page.locator("[name=true]").fill("Dora Dale")
    await page.get_by_role("button", name="All answered").click()
    await page.wait_for_url(re.compile("/forms/[^/]+$"))
    await page.goto(f"{story.spotter.url}{story.client}/health")
    await expect(page.locator("#standing")).to_contain_text("May exercise")

    # Her first test, counted beside her.
    await story.at_home(page)
    await page.get_by_role("link", name="Give an assessment").click()
    await page.get_by_label("Find an assessment").fill("push-up")
    await page.get_by_role("radio", name="Push-up").check()
    await page.locator("[name=session]").select_option("in_person")
    await page.get_by_role("button", name="Give it to Dora Dale").click()
    await _count(page, 12)
    await page.get_by_role("button", name="All done").click()
    await expect(page.get_by_role("button", name="All done")).to_have_count(0)


async def _count(page: Page, reps: int) -> None:
    """Push-ups are counted on the sheet of results, and kept."""
    await expect(page.locator("[data-results]")).to_have_attribute("data-ready", "yes")
    await page.get_by_label("Push-ups", exact=True).fill(str(reps))
    await page.get_by_label("Position", exact=True).select_option(label="On the toes")
    await expect(page.locator("#outcomes")).to_contain_text(f"{reps} reps", timeout=WAIT_MS)


async def _is_given_a_program_and_trains_at_the_gym(story: Story, page: Page) -> None:
    """A program is written and becomes hers; its first day is done at the gym, on the trainer's device."""
    await page.goto(f"{story.spotter.url}/library/programs")
    await page.get_by_role("button", name="New program").click()
    await page.get_by_label("Name", exact=True).fill("Strong enough for the stairs")
    await page.get_by_label("Name of day 1").fill("Whole body")
    await page.get_by_role("region", name="Whole body", exact=True).get_by_label("Add an exercise").click()
    await page.keyboard.type("Goblet squat 2x8 12 kg, rest 60\nPush-up 1x6\n")
    await page.get_by_label("Repeated").fill("8")
    await expect(page.locator("#standing")).to_contain_text("Saved", timeout=WAIT_MS)
    await story.at_home(page)
    await page.get_by_role("link", name="Give a program").click()
    await page.get_by_label("Program").select_option(label="Strong enough for the stairs, 8 weeks")
    await page.get_by_label("Starts on").fill(story.today.isoformat())
    await page.get_by_role("button", name="Give it").click()
    await page.get_by_role("link", name="All weeks").wait_for()

    session = await story.plan(page, "Workout", "In person")
    await page.get_by_role("link", name="Sheet for the gym").click()
    squat = page.get_by_role("button", name=re.compile("Goblet squat: set"))
    await squat.click()
    await squat.click()
    await page.get_by_role("button", name=re.compile("Push-up: set")).click()
    await page.locator("#finish").click()
    await expect(page.locator("#sent")).to_have_attribute("data-unsent", "0", timeout=WAIT_MS)
    await page.goto(session)
    await page.get_by_role("button", name="Done", exact=True).click()
    await expect(page.locator("#outcome")).to_contain_text("How it went")
    await page.goto(f"{story.spotter.url}{story.client}/training")
    await expect(page.locator("main")).to_contain_text("8 × 12 kg")


async def _trains_alone_and_writes(story: Story, mine: Page, page: Page) -> None:
    """Her phone: the link, a day of the program by herself, and how it went in a few words, which are answered."""
    await story.at_home(page)
    await page.get_by_label("Weekly check-in").select_option(label=f"{story.today:%A}")
    await page.locator(".check-in-day").get_by_role("button", name="Save").click()
    await mine.goto(story.link)
    await mine.get_by_role("button", name="Open my page").click()
    await mine.locator("#program").get_by_role("link").click()
    await mine.locator("#start").click()
    for _ in range(3):
        await mine.locator("#set-done").click()
    await mine.locator("#finish").click()
    await expect(mine.locator("#sent")).to_have_attribute("data-unsent", "0", timeout=WAIT_MS)

    await mine.goto(story.link)
    await mine.locator("#messages").get_by_role("link", name="Alice Archer").click()
    await mine.get_by_label("Your message").fill("Squats went well, the push-ups are hard on the wrists.")
    await mine.get_by_label("This is my weekly check-in").check()
    await mine.get_by_role("button", name="Send").click()
    await expect(mine.locator("#thread")).to_contain_text("hard on the wrists")

    await page.goto(f"{story.spotter.url}/inbox/check-ins")
    await expect(page.get_by_role("region", name="This week")).to_contain_text("hard on the wrists")
    await page.get_by_role("link", name="Answer").click()
    await page.get_by_label("Your message").fill("Put your hands on the handles.")
    await page.get_by_role("button", name="Send").click()
    await expect(mine.locator("#thread")).to_contain_text("on the handles", timeout=WAIT_MS)


async def _trains_live(story: Story, page: Page, mine: Page) -> None:
    """A week later, by video: the next day of her program, done together."""
    session = await story.plan(page, "Workout", "Live")
    await page.get_by_role("button", name=re.compile("Take the program's day")).click()
    await expect(page.locator("#day-text")).to_have_value(re.compile("^Goblet squat 2x8"))
    await page.goto(f"{session}/room")
    await page.get_by_role("button", name="Open the room").click()
    await page.locator("#end").wait_for()
    await mine.goto(story.link)
    await mine.get_by_role("link", name="Join").click()
    await mine.locator("#join").click()
    await page.get_by_role("button", name="Let in").click()
    await sees_the_other(mine)
    await expect(mine.locator("#band .band-name")).to_have_text("Goblet squat")
    await page.keyboard.press("Enter")
    await expect(mine.locator("#band")).to_contain_text("Set 2 of 2")
    await page.keyboard.press("Enter")
    await expect(mine.locator("#band .band-name")).to_have_text("Push-up")
    await page.keyboard.press("Enter")
    await page.locator("#end").click()
    await page.get_by_role("button", name="End the session for everyone").click()
    await page.get_by_role("link", name="Session sheet").click()
    await page.get_by_role("link", name="Sheet for Dora Dale").click()
    await page.get_by_role("button", name="Approve and give it to Dora Dale").click()
    await expect(page.locator("main")).to_contain_text("Dora Dale sees this: version 1.")
    await mine.goto(story.link)
    await mine.locator("#sheets a").click()
    await expect(mine.locator("main")).to_contain_text("Goblet squat")


async def _films_alone(story: Story, page: Page, mine: Page) -> None:
    """Six weeks after the first: her plan says so, and she films it at home."""
    await page.get_by_role("link", name="Dora Dale: Reassessment").click()
    await page.get_by_role("button", name=re.compile("^Ask for it .somebody is near.: Reassessment")).first.click()
    await page.get_by_role("heading", name="Push-up", exact=True).wait_for()
    await mine.goto(story.link)
    await mine.locator("#assessments").get_by_role("link", name="Push-up").click()
    await mine.get_by_role("link", name=re.compile("^Start")).click()
    await mine.get_by_label("Somebody is with me").check()
    await mine.locator("#film-open").click()
    await mine.locator("#film-start:not([disabled])").wait_for()
    await mine.select_option("#film-countdown", "3")
    await mine.locator("#film-start").click()
    await mine.locator("#film-stop").wait_for()
    await mine.wait_for_timeout(1500)
    await mine.locator("#film-stop").click()
    await mine.locator("#film-keep").click()
    await mine.get_by_role("button", name="Send to Alice Archer").click()
    await mine.get_by_text("has it.").wait_for()


async def _is_looked_at_and_goes_on(story: Story, page: Page, mine: Page) -> None:
    """The film is watched, counted beside the first time, and the program is changed by one step from there."""
    await page.goto(f"{story.spotter.url}/today")
    await page.get_by_role("link", name="sent: Push-up").click()
    await page.get_by_role("link", name="Results").click()
    await page.locator("video.proof").wait_for()
    await _count(page, 17)
    await page.reload()
    await expect(page.locator("#compared")).to_contain_text("+5 reps")
    await page.get_by_role("button", name="Give the report to Dora Dale").click()
    await page.get_by_text("Dora Dale has the report since").wait_for()
    await page.get_by_role("link", name="To the program").click()
    await expect(page.get_by_role("complementary", name="What it is about")).to_contain_text("17")
    line = page.locator(".entry textarea").nth(1)
    await line.fill("Push-up 3x10")
    await line.press("Tab")
    await expect(page.locator("#standing")).to_contain_text("Saved", timeout=WAIT_MS)
    await mine.goto(story.link)
    await mine.locator("#results").get_by_role("link", name="Push-up").click()
    await expect(mine.locator("main")).to_contain_text("12 reps → 17 reps")
    await mine.goto(story.link)
    await mine.locator("#program").get_by_role("link").click()
    await expect(mine.locator("#program")).to_contain_text("3 × 10")
