"""How long a client waits from being let in to the first picture of the trainer."""

import asyncio
import time

from playwright.async_api import Page

from bench.figure import Figure, Measured, percentile, say
from tests import stage
from tests.meeting import marks, meeting

FIGURE = Figure(
    name="first-picture",
    what="From the trainer's Let in to the first decoded picture, on whichever side is later.",
    unit="s (p95)",
    goal="p95 <= 2",
)
TRIES = 20
GIVE_UP_S = 20
PRESSED = """() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest(".knock")) performance.mark("let-in", { startTime: event.timeStamp });
  }, true);
}"""


async def run() -> Measured:
    """Meets twenty times, each time with fresh pages."""
    waits: list[float] = []
    with stage.server() as server:
        async with meeting(server) as both:
            client_context = await both.client_context()
            for count in range(1, TRIES + 1):
                trainer = await both.trainer_page()
                client = await both.client_in_the_lobby(context=client_context)
                await trainer.evaluate(PRESSED)
                await both.let_in(trainer)
                waits.append(await _wait_s(trainer, client))
                await client.locator("#leave").click()  # so that the next one knocks again
                await client.get_by_role("heading", name="You left").wait_for()
                await client.close()
                await trainer.context.close()
                if count % 5 == 0:
                    say(f"  {count} of {TRIES} meetings")
    p95 = percentile(waits, 0.95)
    return Measured(
        value=p95,
        ok=p95 <= 2,
        detail={"p50": round(percentile(waits, 0.5), 2), "max": round(max(waits), 2), "meetings": len(waits)},
    )


async def _wait_s(trainer: Page, client: Page) -> float:
    pictures = [await _picture_at(page) for page in (trainer, client)]
    return (max(pictures) - (await marks(trainer, "let-in"))[0]) / 1000


async def _picture_at(page: Page) -> float:
    deadline = time.monotonic() + GIVE_UP_S
    while not (found := await marks(page, "picture", where="mark.detail.tile !== 'me'")):
        if time.monotonic() > deadline:
            raise RuntimeError(f"no picture {GIVE_UP_S} s after being let in")
        await asyncio.sleep(0.05)
    return found[0]
