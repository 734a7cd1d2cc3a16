"""How long until a clip's page shows its first frame and answers to its keys.

Drawing, comments and the other panels come after that frame (`every part`); a key of theirs that is pressed sooner
waits for them and is done then.
"""

import asyncio
import time
from typing import Any

from playwright.async_api import Page

from bench.figure import Figure, Measured, percentile, say
from bench.reviewing import Studio, studio
from tests.recordings import footage

FIGURE = Figure(
    name="review-open",
    what="From asking for the page of a 10-minute clip to its first frame on screen and its keys and marks alive.",
    unit="s (p95)",
    goal="p95 <= 1",
    peer="a bare <video> of that file in a page that is open already, to its first frame",
)
TRIES = 10
FIRST_FRAME_JS = """(url) => new Promise((go, fail) => {
  const began = performance.now();
  const video = document.createElement("video");
  video.onloadeddata = () => go((performance.now() - began) / 1000);
  video.onerror = () => fail(new Error("the clip does not play"));
  video.src = url;
  document.body.append(video);
})"""


async def run() -> Measured:
    """Opens it ten times, each in a window that has nothing kept."""
    async with studio() as desk:
        say("  makes ten minutes of 720p")
        how: dict[str, Any] = {"seconds": 10, "size": (1280, 720), "gop": 30, "bit_rate": 1_500_000}
        piece = await asyncio.to_thread(footage.video, desk.folder / "piece.mp4", **how)
        film = await asyncio.to_thread(footage.again_and_again, piece, desk.folder / "long.mp4", 60)
        clip = await desk.send(film)
        await _bare_s(desk, clip)  # nobody's browser begins with this page: it has shown another
        ours, again, bare, whole = [], [], [], []
        for _ in range(TRIES):
            page = await desk.blank()
            began = time.monotonic()
            ours.append(await _open_s(desk, page, clip))
            await page.wait_for_selector("#watch[data-whole]")
            whole.append(time.monotonic() - began)
            again.append(await _open_s(desk, page, clip))  # its scripts are kept for ever
            await page.context.close()
            bare.append(await _bare_s(desk, clip))
            say(f"  {ours[-1]:.2f} s, every part {whole[-1]:.2f} s, once more {again[-1]:.2f} s; bare {bare[-1]:.2f} s")
    p95 = percentile(ours, 0.95)
    detail: dict[str, float | int | str] = {
        "p50": round(percentile(ours, 0.5), 3),
        "every part p50": round(percentile(whole, 0.5), 3),
        "again p95": round(percentile(again, 0.95), 3),
        "tries": TRIES,
    }
    return Measured(value=p95, peer_value=percentile(bare, 0.95), ok=p95 <= 1, detail=detail)


async def _open_s(desk: Studio, page: Page, clip: str) -> float:
    began = time.monotonic()
    await page.goto(f"{desk.server.url}/clips/{clip}", wait_until="commit")
    await page.wait_for_selector("#video:not([controls])", state="attached")
    await page.wait_for_function("() => document.querySelector('#video').readyState >= 2")
    await page.keyboard.press("PageDown")
    await page.wait_for_function("() => document.querySelector('#now').textContent.startsWith('1:0')")
    return time.monotonic() - began


async def _bare_s(desk: Studio, clip: str) -> float:
    page = await desk.open("/library")
    took = await page.evaluate(FIRST_FRAME_JS, f"/clips/{clip}/files/play")
    await page.context.close()
    return float(took)
