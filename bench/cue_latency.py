"""How long a cue takes from the trainer's key to the painted frame on the client's page."""

import asyncio

from playwright.async_api import Page

from bench.figure import Figure, Measured, percentile, say
from tests import stage
from tests.meeting import marks, meeting

FIGURE = Figure(
    name="cue-latency",
    what="Key press on the trainer's page to the painted frame on the client's page.",
    unit="ms (p50)",
    goal="p50 <= 25 and p99 <= 60",
)
PRESSES = 60
CLEAR_MS = 3300  # a cue has the screen to itself for 3 s

# Both pages are in one browser on one machine: timeOrigin + timeStamp is one clock.
HEAR_KEYS = """() => window.addEventListener("keydown", (event) => {
  performance.mark("key", { startTime: event.timeStamp });
}, true);"""


async def run() -> Measured:
    """Presses a key sixty times; each press is paired with the first paint after it."""
    with stage.server() as server:
        async with meeting(server) as both:
            trainer = await both.trainer_page()
            client = await both.client_in_the_lobby()
            await both.let_in(trainer)
            await client.locator("#standing").wait_for()
            await trainer.evaluate(HEAR_KEYS)
            latencies = await press(trainer, client, PRESSES, CLEAR_MS)
    p50, p99 = percentile(latencies, 0.5), percentile(latencies, 0.99)
    return Measured(
        value=p50,
        ok=p50 <= 25 and p99 <= 60 and len(latencies) == PRESSES,
        detail={"p99": round(p99, 1), "max": round(max(latencies), 1), "cues": len(latencies)},
    )


async def press(trainer: Page, client: Page, presses: int, clear_ms: int) -> list[float]:
    """Milliseconds from each key press to the first paint after it: the palette's keys in turn, one a `clear_ms`."""
    for count in range(1, presses + 1):
        await trainer.keyboard.press(str(1 + count % 9))
        await asyncio.sleep(clear_ms / 1000)
        if count % 10 == 0:
            say(f"  {count} of {presses} cues")
    keys, painted = await marks(trainer, "key"), await marks(client, "cue-painted")
    return [min(at for at in painted if at >= key) - key for key in keys]
