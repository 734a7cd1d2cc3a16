"""Whether a press of a key shows the next frame, and no other, forward and back, whatever the camera wrote."""

import asyncio
from fractions import Fraction
from typing import Any

from bench.figure import Figure, Measured, say
from bench.reviewing import NAIVE_JS, PRESSES_JS, Studio, studio
from tests.recordings import footage

FIGURE = Figure(
    name="frame-exact",
    what="Steps that show the right frame, read from the pixels, on and back through every clip of the sample set.",
    unit="% of steps",
    goal="100 for every clip",
    peer="the same clips stepped by currentTime += 1/fps",
)
SECONDS = 2.0
SIZE = (640, 360)
# name -> how it is filmed; has_proxy: the page plays a review copy with a short key-frame distance
SAMPLES: dict[str, dict[str, Any]] = {
    "h264.mp4": {},
    "h264-b-frames.mp4": {"b_frames": 2},
    "h264-variable.mp4": {"variable": True},
    "h264-variable-b-frames.mp4": {"variable": True, "b_frames": 2},
    "h264-240fps.mp4": {"fps": 240, "seconds": 0.5, "gop": 60},
    "h264-turned-90.mp4": {"rotation": 90, "size": (360, 640)},
    "h264-fragments.mp4": {"live": True},
    "h264-hidden-lead-in.mp4": {"hidden": Fraction(2, 5)},
    "h264-long-gop.mp4": {"gop": 120, "has_proxy": True},
    "h264-starts-late.mp4": {"starts_at": 1.3},
    "hevc.mov": {"codec": "hevc", "has_proxy": True},
    "vp8.webm": {"codec": "vp8"},
    "vp8-variable.webm": {"codec": "vp8", "variable": True, "live": True},
    "vp9.webm": {"codec": "vp9"},
    "vp9-25fps.webm": {"codec": "vp9", "fps": 25},
}


async def run() -> Measured:
    """Steps through every clip, on to its end and back to its beginning."""
    detail: dict[str, float | int | str] = {}
    right = steps = naive_right = naive_steps = 0
    async with studio() as desk:
        for name in SAMPLES:
            some, naive = await measure(desk, name)
            right, steps = right + some[0], steps + some[1]
            naive_right, naive_steps = naive_right + naive[0], naive_steps + naive[1]
            if some[0] < some[1]:
                detail[name] = f"{some[0]} of {some[1]}"
            say(f"  {name}: {some[0]} of {some[1]} steps right; by currentTime alone {naive[0]} of {naive[1]}")
    value = 100 * right / steps
    peer = 100 * naive_right / naive_steps
    return Measured(
        value=value, peer_value=peer, ok=right == steps, detail={**detail, "clips": len(SAMPLES), "steps": steps}
    )


async def measure(desk: Studio, name: str, most: int | None = None) -> tuple[tuple[int, int], tuple[int, int]]:
    """(right, all) steps of a clip by our keys, and by the peer. most: so many steps each way at most."""
    how = {"seconds": SECONDS, "size": SIZE, "gop": 15, **SAMPLES[name]}
    has_proxy = how.pop("has_proxy", False)
    film = await asyncio.to_thread(footage.video, desk.folder / name, **how)
    shown = await asyncio.to_thread(footage.numbers, film)
    page = await desk.ready(await desk.send(film, has_proxy=has_proxy))
    ends = [pair[0] for key in ("End", "Home") for pair in await page.evaluate(PRESSES_JS, [key, 1])]
    begin, end = (
        shown.index(ends[1]) if ends[1] in shown else 0,
        shown.index(ends[0]) if ends[0] in shown else len(shown) - 1,
    )
    count = min(end - begin, most or end)
    on = [number for number, *_ in await page.evaluate(PRESSES_JS, [".", count])]
    back = [number for number, *_ in await page.evaluate(PRESSES_JS, [",", count])]
    wanted = shown[begin + 1 : begin + count + 1]
    wanted_back = shown[begin : begin + count][::-1]
    right = sum(got == want for got, want in zip(on + back, wanted + wanted_back, strict=True))
    wrong = [(got, want) for got, want in zip(on + back, wanted + wanted_back, strict=True) if got != want]
    if wrong:
        say(f"    ends {ends} of {shown[0]}..{shown[-1]}; got and wanted: {wrong[:6]}")
    by = 1 / how.get("fps", 30)
    from_s = float(await page.evaluate("() => JSON.parse(document.getElementById('page').textContent).start_ms / 1000"))
    naive_on = [number for number, *_ in await page.evaluate(NAIVE_JS, [by, count, from_s])]
    naive = sum(got == want for got, want in zip(naive_on, wanted, strict=True))
    await page.context.close()
    return (right, 2 * count), (naive, count)
