"""How far apart clients show the same moment over a bad network: hundreds in counted time, two in real browsers."""

import asyncio
import json
import shutil
from pathlib import Path

from playwright.async_api import Page

from bench import timer_skew
from bench.figure import Figure, Measured, percentile, say
from tests import stage
from tests.meeting import meeting

FIGURE = Figure(
    name="timer-skew-jitter",
    what="How far apart clients show the same moment, 0 to 200 ms of jitter each way, clocks up to 14 minutes wrong.",
    unit="ms (p95, after joining)",
    goal="p95 <= 80 after joining, <= 20 after five minutes and at the end of twenty, <= 50 in a gap of up to 120 s",
)
SECONDS = 45
CROWD = Path(__file__).with_name("timer_skew_jitter.mjs")

# Every message of a page's WebSocket takes 0 to 200 ms more, in each direction, and arrives in its order.
JITTER = """(() => {
  const Real = window.WebSocket;
  const travel = () => {
    let due = 0;
    return (run) => {
      due = Math.max(due, performance.now() + Math.random() * 200);
      setTimeout(run, due - performance.now());
    };
  };
  window.WebSocket = class extends Real {
    #up = travel();
    #down = travel();
    send(data) { this.#up(() => this.readyState === Real.OPEN && super.send(data)); }
    set onmessage(listener) { super.onmessage = (event) => this.#down(() => listener?.(event)); }
  };
})()"""


async def run() -> Measured:
    """240 clients with the page's own clock and socket in counted time; then two real pages, cameras off."""
    crowd = await _crowd()
    say(f"  of 240 clients: {crowd}")
    pages = await _pages()
    worst_page = percentile(pages, 0.95)
    ok = crowd["joined"] <= 80 and max(crowd["later"], crowd["end"]) <= 20 and crowd["gap"] <= 50 and worst_page <= 80
    return Measured(
        value=crowd["joined"],
        ok=ok and len(pages) >= SECONDS - 15,
        detail={
            "after_5_min_p95": round(crowd["later"], 1),
            "end_of_20_min_p95": round(crowd["end"], 1),
            "in_a_gap_max": round(crowd["gap"], 1),
            "after_sleep_p95": round(crowd["sleep"], 1),
            "two_real_pages_p95": round(worst_page, 1),
            "texts": len(pages),
        },
    )


async def _crowd() -> dict[str, float]:
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("node is not installed")
    running = await asyncio.create_subprocess_exec(node, str(CROWD), stdout=asyncio.subprocess.PIPE)
    told, _ = await asyncio.wait_for(running.communicate(), timeout=300)
    if running.returncode != 0:
        raise RuntimeError("the crowd of clients broke off")
    found: dict[str, float] = json.loads(told)
    return found


async def _pages() -> list[float]:
    """For each text how far apart two pages wrote it, from the moment the second one joined."""
    with stage.server() as server:
        async with meeting(server) as both:
            trainer_context, client_context = await both.trainer_context(), await both.client_context()
            for context, wrong_ms in ((trainer_context, timer_skew.WRONG_MS), (client_context, -timer_skew.WRONG_MS)):
                await context.add_init_script(timer_skew.WRONG_CLOCK % wrong_ms)
                await context.add_init_script(JITTER)
            trainer = await both.trainer_page(trainer_context)
            client = await both.client_in_the_lobby(client_context)
            await both.let_in(trainer)
            await client.locator("#standing").wait_for()
            await _start(trainer)
            for page in (trainer, client):
                await page.locator("#camera").click()
            await asyncio.sleep(SECONDS)
            return await timer_skew.skews_of(trainer, client)


async def _start(trainer: Page) -> None:
    await trainer.keyboard.press("t")
    await trainer.get_by_role("group", name="Kinds of timers").get_by_role("button", name="Tabata").click()
    await trainer.get_by_role("form", name="Tabata").get_by_role("button", name="Start").click()
