"""Whether a voice-over shows what was performed, when it was: frame by frame, by the sound's clock."""

import asyncio
from pathlib import Path
from typing import Any

from bench.figure import Figure, Measured, percentile, say
from bench.reviewing import studio
from tests.recordings import footage

FIGURE = Figure(
    name="voiceover-replay",
    what="How far what a replay shows is from what the performance showed, every 10 ms of it (p95 of four replays).",
    unit="ms",
    goal="p95 <= 50 ms; drawings too",
    peer="the presses written down with the video's time, done again as the sound goes on",
)
RUNS = 4
FRAME_MS = 1000 / 30
FROM_MS, TO_MS, EVERY_MS = 200, 9500, 10
SCRIPT = Path(__file__).with_suffix(".mjs")

Shown = list[tuple[float, int]]  # when which frame appeared


async def run() -> Measured:
    """Performs, and replays in both ways, several times."""
    code = SCRIPT.read_text().replace("export ", "")
    ours: list[float] = []
    peer: list[float] = []
    drawn: list[float] = []
    async with studio() as desk:
        film = await asyncio.to_thread(
            footage.video, desk.folder / "squat.mp4", seconds=12, size=(1280, 720), gop=15, sound=None
        )
        clip = await desk.send(film)
        for number in range(RUNS):
            page = await desk.ready(clip)
            base = await page.evaluate(
                "() => document.querySelector('script[src*=\"pages/clip.js\"]').src.replace('/pages/clip.js', '')"
            )
            ask = f"async ([base, files]) => {{ {code}; return measure(base, files); }}"
            said: dict[str, Any] = await page.evaluate(ask, [base, f"/clips/{clip}/files"])
            mine, theirs = apart(said["truth"], said["ours"]), apart(said["truth"], said["peer"])
            late = {id: at for at, id in said["marks"]}
            marks = [abs(late.get(id, 1e6) - at) for at, id in said["drawn"]]
            ours, peer, drawn = ours + mine, peer + theirs, drawn + marks
            far = f"p50 {percentile(mine, 0.5):.0f}, p95 {percentile(mine, 0.95):.0f}, most {max(mine):.0f} ms"
            peers = f"by presses p95 {percentile(theirs, 0.95):.0f} ms"
            say(f"  run {number + 1}: {far}; drawings {max(marks):.0f} ms; {peers}; {said['events']} events")
            await page.context.close()
    value, other = percentile(ours, 0.95), percentile(peer, 0.95)
    return Measured(
        value=value,
        peer_value=other,
        ok=value <= 50 and percentile(drawn, 0.95) <= 50,
        detail={
            "p50": round(percentile(ours, 0.5), 1),
            "p99": round(percentile(ours, 0.99), 1),
            "within_50_ms": f"{100 * sum(one <= 50 for one in ours) / len(ours):.1f} %",
            "peer_within_50_ms": f"{100 * sum(one <= 50 for one in peer) / len(peer):.1f} %",
            "drawings_p95": round(percentile(drawn, 0.95), 1),
        },
    )


def apart(truth: Shown, replay: Shown) -> list[float]:
    """For every moment of the performance, how far away in time the same frame is shown; a frame that is none of them
    counts as far as it is away in the film.
    """
    found = []
    for t_ms in range(FROM_MS, TO_MS, EVERY_MS):
        frame = shown_at(truth, t_ms)
        found.append(min(cost(t_ms, frame, one) for one in spans(replay)))
    return found


def shown_at(shown: Shown, t_ms: float) -> int:
    """The frame that was there."""
    return next((frame for at, frame in reversed(shown) if at <= t_ms), 0)


def spans(shown: Shown) -> list[tuple[float, float, int]]:
    """(from, to, frame)."""
    first = [(-1e6, shown[0][0], 0)] if shown else []
    return first + [(at, shown[n + 1][0] if n + 1 < len(shown) else 1e6, frame) for n, (at, frame) in enumerate(shown)]


def cost(t_ms: float, frame: int, span: tuple[float, float, int]) -> float:
    """How far a moment is from a span, in time and in film."""
    away = max(span[0] - t_ms, t_ms - span[1], 0)
    return away + abs(span[2] - frame) * FRAME_MS
