"""How far apart two pages with wrong clocks show the same second of a timer."""

import asyncio
import re

from playwright.async_api import Page

from bench.figure import Figure, Measured, percentile, say
from tests import stage
from tests.meeting import meeting

FIGURE = Figure(
    name="timer-skew",
    what="How far apart two pages show the same second, clocks 14 minutes wrong both ways, cameras off.",
    unit="ms (p95)",
    goal="p95 <= 5",
)
SECONDS = 75
WRONG_MS = 14 * 60_000

# The page's wall clock is wrong; its monotonic clock is real, which is what a wrong clock on a real device is.
WRONG_CLOCK = """(() => {
  const RealDate = Date, ahead = %d;
  window.Date = class extends RealDate {
    constructor(...given) { given.length ? super(...given) : super(RealDate.now() + ahead); }
    static now() { return RealDate.now() + ahead; }
  };
})()"""
SHOWN = """() => performance.getEntriesByName("timer-text")
  .map((mark) => [mark.detail.text, performance.timeOrigin + mark.startTime])"""


async def run() -> Measured:
    """Runs a Tabata for 75 s, first without pictures, and compares, text by text, when each page wrote it.

    Two cores that encode and decode two calls by software measure themselves, not the clocks: the pictures come on
    for a second run, whose p95 is told beside.
    """
    with stage.server() as server:
        async with meeting(server) as both:
            trainer_context, client_context = await both.trainer_context(), await both.client_context()
            await trainer_context.add_init_script(WRONG_CLOCK % WRONG_MS)
            await client_context.add_init_script(WRONG_CLOCK % -WRONG_MS)
            trainer = await both.trainer_page(trainer_context)
            client = await both.client_in_the_lobby(client_context)
            await both.let_in(trainer)
            await client.locator("#standing").wait_for()
            await trainer.keyboard.press("t")
            await _switch_cameras(trainer, client)
            skews = await _run_timer(trainer, client)
            await _switch_cameras(trainer, client)
            with_pictures = await _run_timer(trainer, client)
    p95 = percentile(skews, 0.95)
    return Measured(
        value=p95,
        ok=p95 <= 5 and len(skews) >= SECONDS - 15,
        detail={
            "p50": round(percentile(skews, 0.5), 2),
            "max": round(max(skews), 1),
            "texts": len(skews),
            "p95_with_two_calls_on_this_machine": round(percentile(with_pictures, 0.95), 1),
        },
    )


async def _switch_cameras(*pages: Page) -> None:
    for page in pages:
        await page.locator("#camera").click()
    await asyncio.sleep(3)


async def _run_timer(trainer: Page, client: Page) -> list[float]:
    for page in (trainer, client):
        await page.evaluate("() => performance.clearMarks('timer-text')")
    await trainer.locator(".palette").get_by_role("button", name=re.compile("Tabata")).click()
    for second in range(SECONDS):
        await asyncio.sleep(1)
        if second % 15 == 14:
            say(f"  {second + 1} of {SECONDS} s")
    return await skews_of(trainer, client)


async def skews_of(trainer: Page, client: Page) -> list[float]:
    """How far apart, in milliseconds, the two pages wrote each text that both wrote."""
    return _skews(await _shown(trainer), await _shown(client))


async def _shown(page: Page) -> list[tuple[str, float]]:
    return [(text, at) for text, at in await page.evaluate(SHOWN)]


def _skews(one: list[tuple[str, float]], other: list[tuple[str, float]]) -> list[float]:
    """For each text of the one page the distance to the nearest same text on the other (texts repeat each round)."""
    return [
        min(abs(at - at_there) for text_there, at_there in other if text_there == text)
        for text, at in one[1:]
        if any(text_there == text for text_there, _ in other)
    ]
