"""How long it takes from a press of a key until the next frame is on the page.

Two moments are read for each step, both of the last frame the browser showed for it: when it expects the picture on the
screen (`expectedDisplayTime`, the value), and when it tells the page so (`told`). The goal of 20 ms is about the first:
that is when a person sees the frame. The page hears of it with the rendering after, one refresh later, and nobody waits
for that: the frame's number and its drawings are told at the press, and the next press waits for the seek alone.
See docs/decisions/0096.
"""

import asyncio
from typing import Any

from bench.figure import Figure, Measured, percentile, say
from bench.reviewing import NAIVE_JS, PRESSES_JS, studio
from tests.recordings import footage

FIGURE = Figure(
    name="frame-step",
    what="From the press of a key to when the browser expects the next frame on screen; 720p30 H.264, on and back.",
    unit="ms (p50)",
    goal="p50 <= 20",
    peer="a bare <video> stepped by currentTime += 1/fps",
)
STEPS = 60


async def run() -> Measured:
    """Sixty steps each way."""
    async with studio() as desk:
        how: dict[str, Any] = {"seconds": 4.0, "size": (1280, 720), "gop": 15}
        film = await asyncio.to_thread(footage.video, desk.folder / "squat.mp4", **how)
        page = await desk.ready(await desk.send(film))
        await page.evaluate(PRESSES_JS, [".", 5])
        ways = [await page.evaluate(PRESSES_JS, [key, STEPS]) for key in (".", ",")]
        on, back = ([ms for _, ms, _ in way if ms] for way in ways)
        told = [ms for way in ways for *_, ms in way if ms]
        naive = [ms for _, ms, _ in await page.evaluate(NAIVE_JS, [1 / 30, STEPS, 0]) if ms]
    say(f"  on {percentile(on, 0.5):.1f} ms, back {percentile(back, 0.5):.1f} ms; bare {percentile(naive, 0.5):.1f} ms")
    value = percentile(on + back, 0.5)
    detail = {
        "on p50": round(percentile(on, 0.5), 1),
        "back p50": round(percentile(back, 0.5), 1),
        "told p50": round(percentile(told, 0.5), 1),
        "p95": round(percentile(on + back, 0.95), 1),
        "shown": len(on) + len(back),
    }
    return Measured(
        value=value, peer_value=percentile(naive, 0.5), ok=value <= 20, detail={**detail, "steps": 2 * STEPS}
    )
