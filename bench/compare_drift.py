"""How far apart two clips are that are compared for a minute, at one pace and by phases of another tempo."""

import asyncio
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.async_api import Page

from bench.figure import Figure, Measured, say
from bench.reviewing import READ_JS, Studio, studio
from server.domain.review import stamps
from tests.recordings import footage

FIGURE = Figure(
    name="compare-drift",
    what="How many frames the second of two compared clips is off, read from the pixels of both while they play.",
    unit="frames (largest that lasts a tenth of a second)",
    goal="<= 1 over 60 s, at one pace and by phases",
    peer="the same two clips by play() alone",
)
SECONDS = 60
FILM_S = 66.0
FPS = 30
LASTS_MS = 100
TEMPOS = (1400, 2600, 1600, 2400)  # ms of the second clip for two seconds of the first

# Reads both numbers before every painting: [[ms, first, second], …].
WATCH_JS = """([seconds, naive]) => new Promise((done) => {
  const [first, second] = naive ?? [...document.querySelectorAll(".pair-side video")];
  const found = [], began = performance.now();
  const look = () => {
    const ms = performance.now() - began;
    if (ms > seconds * 1000) return done(found);
    found.push([ms, window.numberShown(first), window.numberShown(second)]);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
PLAIN_JS = """async (seconds) => {
  const both = [...document.querySelectorAll(".pair-side video")].map((one) => {
    const video = document.createElement("video");
    Object.assign(video, { src: one.src.split("#")[0], muted: true, width: 640 });
    document.body.prepend(video);
    return video;
  });
  const ready = (video) => new Promise((go) => video.addEventListener("canplaythrough", go, { once: true }));
  await Promise.all(both.map(ready));
  for (const video of both) void video.play();
  return await (WATCH)([seconds, both]);
}"""


@dataclass(frozen=True, slots=True)
class Apart:
    """How far two clips were apart, in frames of the second."""

    lasting: int  # the largest that lasted
    largest: int  # of any one painting
    over_percent: float  # of paintings more than a frame apart
    paintings: int


async def run() -> Measured:
    """Plays both for a minute: at one pace, by phases, and the peer."""
    async with studio() as desk:
        films = [await film(desk, name) for name in ("then.mp4", "now.mp4")]
        even = await measure(desk, films, [(0.0, 0.0)], "start")
        anchors = phases()
        await key_frames(desk, films, anchors)
        uneven = await measure(desk, films, anchors, "phases")
        naive = await plain(desk, films)
    worst = max(even.lasting, uneven.lasting)
    return Measured(
        value=worst,
        peer_value=naive.lasting,
        ok=worst <= 1,
        detail={
            "one_pace": even.lasting,
            "phases": uneven.lasting,
            "one_pace_largest": even.largest,
            "phases_largest": uneven.largest,
            "one_pace_over_1_percent": round(even.over_percent, 2),
            "phases_over_1_percent": round(uneven.over_percent, 2),
            "peer_over_1_percent": round(naive.over_percent, 2),
            "paintings": even.paintings + uneven.paintings,
        },
    )


def phases() -> list[tuple[float, float]]:
    """(first, second): a key frame every two seconds of the first, in the second sooner or later."""
    found = [(0.0, 0.0)]
    while found[-1][0] < SECONDS * 1000 and found[-1][1] + TEMPOS[len(found) % 4] < FILM_S * 1000:
        found.append((found[-1][0] + 2000, found[-1][1] + TEMPOS[len(found) % 4]))
    return found


def second_of(anchors: list[tuple[float, float]], ms: float) -> float:
    """The moment of the second clip that belongs to one of the first."""
    for (a, b), (c, d) in pairwise(anchors):
        if a <= ms < c:
            return b + (ms - a) * (d - b) / (c - a)
    return anchors[-1][1] + ms - anchors[-1][0]


def apart(seen: list[list[float]], anchors: list[tuple[float, float]]) -> Apart:
    """What was read, judged: a number of the first stands for the middle of its frame."""
    frame_ms = 1000 / FPS
    off = [(ms, round(abs(b - int(second_of(anchors, (a + 0.5) * frame_ms) / frame_ms)))) for ms, a, b in seen]
    lasting = 0
    for least in range(1, 1 + max(far for _, far in off)):
        since: float | None = None
        for ms, far in off:
            since = (since if since is not None else ms) if far >= least else None
            if since is not None and ms - since >= LASTS_MS:
                lasting = least
                break
    over = sum(far > 1 for _, far in off)
    return Apart(lasting, max(far for _, far in off), 100 * over / len(off), len(off))


async def film(desk: Studio, name: str) -> str:
    """A clip whose frames carry their numbers."""
    path = await asyncio.to_thread(footage.video, desk.folder / name, seconds=FILM_S, size=(640, 360), gop=15, fps=FPS)
    return await desk.send(path)


async def key_frames(desk: Studio, films: list[str], anchors: list[tuple[float, float]]) -> None:
    """The same titles in both clips."""
    for which, clip in enumerate(films):
        marks: list[dict[str, Any]] = [
            {
                "id": f"{count:024x}",
                "kind": "key",
                "stamp": stamps.made(1, count, "0" * 8),
                "body": {"title": f"Phase {count}", "at_ms": anchor[which]},
                "is_deleted": False,
            }
            for count, anchor in enumerate(anchors)
        ]
        await asyncio.to_thread(desk.http.post, f"/clips/{clip}/review", {"since": 0, "marks": marks})


async def opened(desk: Studio, films: list[str]) -> Page:
    """The page of the pair."""
    page = await desk.blank()
    await page.goto(f"{desk.server.url}/clips/{films[0]}/compare/{films[1]}")
    await page.evaluate(READ_JS)
    await page.wait_for_function(
        "() => [...document.querySelectorAll('.pair-side video')].every((video) => video.readyState >= 3)"
    )
    return page


async def measure(desk: Studio, films: list[str], anchors: list[tuple[float, float]], way: str) -> Apart:
    """Plays both on the page. The first second is for both to begin."""
    page = await opened(desk, films)
    await page.locator(f"[data-way={way}][aria-pressed=true]").wait_for()
    await page.keyboard.press("Home")
    await page.keyboard.press("Space")
    await page.wait_for_timeout(1000)
    seen = await page.evaluate(WATCH_JS, [SECONDS, None])
    await page.context.close()
    found = apart(seen, anchors)
    say(f"  {way}: {found}")
    return found


async def plain(desk: Studio, films: list[str]) -> Apart:
    """The peer: both begin as soon as each may."""
    page = await opened(desk, films)
    seen = await page.evaluate(PLAIN_JS.replace("WATCH", WATCH_JS), SECONDS)
    await page.context.close()
    found = apart([one for one in seen if one[0] > 1000], [(0.0, 0.0)])
    say(f"  play() alone: {found}")
    return found
