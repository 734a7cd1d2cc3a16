"""How long the picture takes to come back after the client's network was gone for ten seconds."""

import asyncio
import time

from playwright.async_api import Page

from bench.figure import Figure, Measured, percentile, say
from tests import chromium, namespace, stage
from tests.meeting import meeting, moves

FIGURE = Figure(
    name="reconnect",
    what="From the cable's return after 10 s to a moving picture on both sides; client in a network namespace, HTTPS.",
    unit="s (p95)",
    goal="p95 <= 5",
)
CUTS = 10
AWAY_S = 10


async def run() -> Measured:
    """Pulls the client's cable ten times, ten seconds each. Needs root, for the namespace."""
    if why := namespace.missing():
        raise RuntimeError(f"cannot cut a network here: {why}")
    backs: list[float] = []
    port = stage.free_port()
    with namespace.host() as far, far.program(chromium.program() or "chromium") as browser:
        address = f"https://{far.here}:{port}"
        with stage.server(BIND=f"0.0.0.0:{port}", PUBLIC_URL=address, SELF_SIGNED="yes") as server:
            async with meeting(server, far=browser, flags=("--ignore-certificate-errors",)) as both:
                trainer, client = await both.together()
                for count in range(1, CUTS + 1):
                    await asyncio.sleep(5)
                    far.pull()
                    await asyncio.sleep(AWAY_S)
                    far.plug_in()
                    backs.append(await _back_s(trainer, client))
                    say(f"  cut {count} of {CUTS}: back after {backs[-1]:.1f} s")
    p95 = percentile(backs, 0.95)
    return Measured(
        value=p95,
        ok=p95 <= 5,
        detail={"p50": round(percentile(backs, 0.5), 2), "max": round(max(backs), 2), "cuts": len(backs)},
    )


async def _back_s(trainer: Page, client: Page) -> float:
    """Seconds until both pages have decoded ten more pictures of the other."""
    began = time.monotonic()
    await asyncio.gather(*(moves(page, frames=10, timeout_ms=40_000) for page in (trainer, client)))
    return time.monotonic() - began
