"""What 200 drawings cost the script of a clip's page for each frame of a film that plays."""

import asyncio
import bisect
import json
import math
import secrets
import time
from typing import Any

from playwright.async_api import Browser, Page

from bench.figure import Figure, Measured, percentile, say
from bench.reviewing import Studio, studio
from tests.recordings import footage

SHAPES = 200
SECONDS = 20.0
PLAYED_S = 12
FIGURE = Figure(
    name="draw-200",
    what="Script time (of the thread) in each frame of a 720p clip that plays with 200 drawings on it.",
    unit="ms",
    goal="p95 <= 4 ms",
    peer="the same drawings as SVG nodes, made anew for each frame",
)
TOOLS = ("pencil", "line", "arrow", "rectangle", "circle", "text", "angle", "angle_vertical", "distance", "track")

PLAY_JS = """async (seconds) => {
  const video = document.querySelector("#video");
  video.muted = true;
  video.currentTime = 0;
  await video.play();
  await new Promise((go) => setTimeout(go, 1000));
  await new Promise((go) => setTimeout(go, seconds * 1000));
  video.pause();
}"""
# Without a canvas: all nodes anew for each frame, as a page does that takes its drawings for a document.
SVG_JS = """async (shapes) => {
  const page = document.querySelector("script[src*='/js/pages/clip.js']").src;
  const base = page.replace(/pages\\/clip\\.js.*$/, "review/");
  const { primitives } = await import(base + "primitives.js");
  const { alphaAt } = await import(base + "fade.js");
  const { INKS } = await import(base + "inks.js");
  const video = document.querySelector("#video");
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  const { clientWidth: width, clientHeight: height } = document.querySelector("#overlay");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.style.cssText = "position:absolute;inset:0;width:100%;height:100%";
  document.querySelector("#overlay").append(svg);
  const line = (points) => points.map(([x, y], n) => `${n ? "L" : "M"}${x} ${y}`).join("");
  const draw = () => {
    const atMs = video.currentTime * 1000;
    const nodes = [];
    for (const body of shapes) {
      const alpha = alphaAt(body, atMs);
      if (!alpha) continue;
      for (const one of primitives(body, { width, height, atMs })) {
        const node = document.createElementNS(NS, one.kind === "path" ? "path" : "text");
        if (one.kind === "path") {
          node.setAttribute("d", line(one.points) + (one.closed ? "Z" : ""));
          node.setAttribute("fill", one.fill ? INKS[one.fill] : "none");
          node.setAttribute("stroke", one.ink ? INKS[one.ink] : "none");
          node.setAttribute("stroke-width", one.width);
        } else if (one.kind === "text") {
          node.setAttribute("x", one.x);
          node.setAttribute("y", one.y);
          node.setAttribute("font-size", one.size);
          node.setAttribute("fill", INKS[one.ink]);
          node.textContent = one.text;
        }
        node.setAttribute("opacity", alpha);
        nodes.push(node);
      }
    }
    svg.replaceChildren(...nodes);
    video.requestVideoFrameCallback(draw);
  };
  video.requestVideoFrameCallback(draw);
}"""


def shapes() -> list[dict[str, Any]]:
    """The drawings: of ten tools, seen all the time."""
    return [_shape(number) for number in range(SHAPES)]


def _shape(number: int) -> dict[str, Any]:
    tool = TOOLS[number % len(TOOLS)]
    x, y = 0.05 + 0.85 * (number * 0.618 % 1), 0.05 + 0.85 * (number * 0.382 % 1)
    count = {"pencil": 60, "track": 60, "angle": 3}.get(tool, 2)
    points = [[x + 0.08 * math.cos(n / 7), y + 0.08 * math.sin(n / 5)] for n in range(count)]
    extra: dict[str, Any] = {"whole": 1, "z": number}
    if tool == "track":
        extra["times_ms"] = [n * 200 for n in range(count)]
    style = {"colour": ("red", "amber", "green", "blue")[number % 4], "width": 2, "dashed": False, "filled": False}
    return {
        "tool": tool, "frame": None, "at_ms": 0, "until_ms": None, "fade_ms": 400, "points": points, "style": style,
        "text": "Knee out" if tool == "text" else "", "layer": "", "extra": extra,
    }  # fmt: skip


async def run() -> Measured:
    """Plays the clip with the drawings, then the same film with the same as SVG."""
    async with studio() as made:
        film = made.folder / "squat.mp4"
        await asyncio.to_thread(footage.video, film, seconds=SECONDS, size=(1280, 720), gop=15)
        say("draw-200: on a canvas")
        clip = await made.send(film)
        await _draw(made, clip)
        page = await _open(made, clip)
        await page.wait_for_function("() => document.querySelectorAll('#drawn li').length >= 100")
        ours = await _costs(made.browser, page)
        await page.close()
        say("draw-200: as nodes of SVG")
        page = await _open(made, await made.send(film))
        await page.evaluate(SVG_JS, shapes())
        peer = await _costs(made.browser, page)
    p95 = percentile(ours, 0.95)
    return Measured(
        value=p95,
        ok=p95 <= 4,
        peer_value=percentile(peer, 0.95),
        detail={
            "p50": round(percentile(ours, 0.5), 2),
            "peer_p50": round(percentile(peer, 0.5), 2),
            "frames": len(ours),
            "peer_frames": len(peer),
        },
    )


async def _costs(browser: Browser, page: Page) -> list[float]:
    """What script took of the processor in each frame in which it ran, in ms, while the film played.

    By the browser's own trace, in time of the page's thread: what else runs on the machine is not in it.
    """
    await browser.start_tracing(page=page, categories=["devtools.timeline"])
    await page.evaluate(PLAY_JS, PLAYED_S)
    events = json.loads(await browser.stop_tracing())["traceEvents"]
    calls = sorted(
        (one for one in events if one["name"] == "FunctionCall" and "tdur" in one), key=lambda one: float(one["ts"])
    )
    begun = sorted(float(one["ts"]) for one in events if one["name"] == "AnimationFrame" and one["ph"] == "b")
    costs: dict[int, float] = {}
    until = 0.0
    for one in calls:
        if one["ts"] < until:
            continue  # within the call before
        until = one["ts"] + one["dur"]
        frame = bisect.bisect_right(begun, float(one["ts"]))
        costs[frame] = costs.get(frame, 0.0) + one["tdur"] / 1000
    return list(costs.values())


async def _open(made: Studio, clip: str) -> Page:
    page = await made.open(f"/clips/{clip}")
    await page.locator("#watch[data-whole]").wait_for()
    await page.wait_for_function("() => document.querySelector('#video').readyState >= 2")
    return page


async def _draw(made: Studio, clip: str) -> None:
    marks = [
        {
            "id": secrets.token_hex(12),
            "kind": "shape",
            "body": body,
            "stamp": f"{int(time.time() * 1000):013d}-{number:04d}-00000000",
            "is_deleted": False,
        }
        for number, body in enumerate(shapes())
    ]
    answer = await asyncio.to_thread(made.http.post, f"/clips/{clip}/review", {"since": 0, "marks": marks})
    assert not answer["refused"], answer["refused"][0]
