"""A client whose camera shows the time, for tests and benches of moments: the pixels say when they were filmed."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.meeting import Meeting
from tests.recordings import footage

TICK_MS = 100  # the number in the picture counts tenths of seconds of the wall clock, modulo 65536
GIVE_UP_S = 30

# The camera is a canvas: bars that say when it was drawn and, below, where NOISE is above zero, limbs that move under
# grain of that strength (0 to 1), so that it costs as many bits as a person who moves.
CAMERA_JS = """
(() => {
  const [WIDE, HIGH, NOISE] = %s;
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const real = devices.getUserMedia.bind(devices);
  const noise = document.createElement("canvas");
  noise.width = 512; noise.height = 256;
  const ink = noise.getContext("2d"), points = ink.createImageData(512, 256);
  for (let at = 0; at < points.data.length; at += 4) {
    const grey = Math.random() * 255;
    points.data.set([grey, grey, grey, 255], at);
  }
  ink.putImageData(points, 0, 0);
  devices.getUserMedia = async (wish) => {
    if (!wish.video) return real(wish);
    const canvas = document.createElement("canvas");
    canvas.width = WIDE; canvas.height = HIGH;
    const context = canvas.getContext("2d");
    const draw = () => {
      drawNumber(canvas, Math.floor(Date.now() / 100) %% 65536);
      if (!NOISE) return;
      const top = Math.ceil(HIGH * 0.62), high = HIGH - top, turn = Date.now() / 700;
      context.fillStyle = "#6b7a80";
      context.fillRect(0, top, WIDE, high);
      for (let limb = 0; limb < 6; limb += 1) {
        context.fillStyle = ["#d9a577", "#39444b", "#b5543c", "#e0c9a0", "#2d5a4a", "#8a6f9e"][limb];
        const x = WIDE * (0.5 + 0.35 * Math.sin(turn + limb));
        const y = top + high * (0.5 + 0.3 * Math.cos(1.7 * turn + limb));
        context.beginPath();
        context.ellipse(x, y, WIDE / 9, high / 4, turn + limb, 0, 7);
        context.fill();
      }
      context.save();
      context.beginPath();
      context.rect(0, top, WIDE, high);
      context.clip();
      context.globalAlpha = NOISE;
      const [x, y] = [Math.floor(Math.random() * 512), Math.floor(Math.random() * 256)];
      for (let left = -x; left < WIDE; left += 512)
        for (let up = top - y; up < HIGH; up += 256) context.drawImage(noise, left, up);
      context.restore();
    };
    draw();
    const drawing = setInterval(draw, 1000 / 30);
    const [picture] = canvas.captureStream(30).getVideoTracks();
    const stop = picture.stop.bind(picture);
    picture.stop = () => { clearInterval(drawing); stop(); };
    const sound = wish.audio ? (await real({ audio: wish.audio })).getAudioTracks() : [];
    return new MediaStream([picture, ...sound]);
  };
})();
"""

# The page's own socket, for what no button sends.
SOCKET_JS = """
(() => {
  let real;
  Object.defineProperty(window, "io", {
    configurable: true,
    get: () => real,
    set: (made) => { real = Object.assign((...how) => (window.pageSocket = made(...how)), made); },
  });
})();
"""


def camera(size: tuple[int, int] = (1280, 720), noise: float = 0.0) -> str:
    """The init script of a page whose camera shows the time."""
    return footage.BARCODE_JS + CAMERA_JS % f"[{size[0]}, {size[1]}, {noise}]"


async def agree(both: Meeting, *, given: bool = True) -> None:
    """Bob agrees to clips, or takes it back."""
    bob = both.client_link.split("/c/")[1].split(".")[0]
    answer = {"given": given, "version": 1}
    await asyncio.to_thread(both.http.post, f"/clients/{bob}/consents/clips", answer)


async def tell(page: Page, name: str, body: dict[str, Any]) -> dict[str, Any]:
    """Sends a command over the page's own socket; its answer."""
    answer: dict[str, Any] = await page.evaluate(
        "([name, body]) => new Promise((go) => window.pageSocket.emit(name, body, go))", [name, body]
    )
    return answer


async def room(page: Page) -> dict[str, Any]:
    """The room as this page may see it."""
    answer = await tell(page, "resync", {"after": 0})
    assert answer["ok"], answer
    return answer


async def moment(page: Page, clip: str) -> dict[str, Any] | None:
    """The latest value of a moment."""
    answer = await room(page)
    found = [one for one in (answer.get("snapshot") or {}).get("clips", []) if one["id"] == clip]
    found += [
        event["payload"]["clip"]
        for event in answer["events"]
        if event.get("type") == "clip" and event["payload"]["clip"]["id"] == clip
    ]
    return found[-1] if found else None


async def until_it_is(page: Page, clip: str, states: Sequence[str], give_up_s: float = GIVE_UP_S) -> dict[str, Any]:
    """Waits until a moment is in one of the states."""
    deadline = time.monotonic() + give_up_s
    while True:
        found = await moment(page, clip)
        if found and found["state"] in states:
            return found
        assert time.monotonic() < deadline, f"not {states} after {give_up_s} s: {found}"
        await asyncio.sleep(0.1)


async def client_peer(page: Page) -> str:
    """The id of the client's main device."""
    answer = await room(page)
    peers = dict((answer.get("snapshot") or {}).get("peers", {}))
    for event in answer["events"]:
        if event.get("type") in ("peer.knocked", "peer.admitted"):
            peers[event["payload"]["peer"]["id"]] = event["payload"]["peer"]
    found = [peer["id"] for peer in peers.values() if peer["role"] == "client" and peer["device"] == "main"]
    assert found, peers
    return str(found[-1])


def filmed_at(path: Path, about: float) -> list[float]:
    """When each frame of a video was filmed, in seconds of the wall clock; about: a time within the same hour."""
    turn = 65536 * TICK_MS / 1000
    times = [number * TICK_MS / 1000 for number in footage.numbers(path)]
    return [at + round((about - at) / turn) * turn for at in times]
