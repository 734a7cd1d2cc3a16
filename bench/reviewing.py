"""A clip's page in a real browser, for the figures of the review studio: clips really sent and made ready."""

import asyncio
import base64
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Browser, Page

from tests import chromium, stage
from tests.stage import Http, Server

PASSWORD = "seven otters row north"
TUS = {"Tus-Resumable": "1.0.0"}
GIVE_UP_S = 240

# Reads the number that tests.recordings.footage draws into each frame, from what the page's <video> shows; and steps.
# `stepped(video, go)`: calls `go`, waits until the frame that follows is painted; its number, in how many ms the
# browser expects it to be seen, and when it told us (with its next rendering, so at a whole number of those).
READ_JS = """
window.numberShown = (video) => {
  const canvas = (window.reader ??= document.createElement("canvas"));
  const wide = Math.min(video.videoWidth, 480);
  const high = Math.max(8, Math.round((wide * video.videoHeight) / video.videoWidth));
  canvas.width = wide; canvas.height = high;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, wide, high);
  const row = context.getImageData(0, Math.floor(high * 0.3), wide, 1).data;
  let bits = "";
  for (let bar = 0; bar < 24; bar += 1) bits += row[Math.floor(((bar + 0.5) * wide) / 24) * 4 + 1] > 128 ? "1" : "0";
  return parseInt(bits.slice(2, 18), 2);
};
window.stepped = (video, go) => new Promise((done) => {
  const began = performance.now();
  let last = 0, told = 0, timer = 0;
  const settle = () => (video.seeking ? (timer = setTimeout(settle, 2))
    : requestAnimationFrame(() => (video.seeking ? settle() : done([window.numberShown(video), last, told]))));
  const seen = (now, frame) => {
    last = frame.expectedDisplayTime - began;
    told = performance.now() - began;
    clearTimeout(timer);
    timer = setTimeout(settle, 0);
    video.requestVideoFrameCallback(again);
  };
  const again = (now, frame) => { if (last) seen(now, frame); };
  video.requestVideoFrameCallback(seen);
  timer = setTimeout(settle, 1500);
  go();
});
window.press = (key) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
"""
# Presses a key so often and reads each frame: [[number, ms, ms], …].
PRESSES_JS = """async ([key, count]) => {
  const video = document.querySelector("#video");
  const found = [];
  for (let at = 0; at < count; at += 1) found.push(await window.stepped(video, () => window.press(key)));
  return found;
}"""
# As one would do it without an index, in a <video> of its own: from the first frame's middle a frame's time each.
NAIVE_JS = """async ([by, count, from]) => {
  const video = document.createElement("video");
  video.src = document.querySelector("#video").src.split("#")[0];
  video.muted = true;
  await new Promise((go) => { video.onloadeddata = go; });
  document.body.append(video);
  await window.stepped(video, () => (video.currentTime = from + by / 2));
  const found = [];
  for (let at = 0; at < count; at += 1) found.push(await window.stepped(video, () => (video.currentTime += by)));
  return found;
}"""


@dataclass
class Studio:
    """Olga with one client, and a browser."""

    server: Server
    http: Http
    web: aiohttp.ClientSession
    browser: Browser
    client: str
    folder: Path

    async def send(self, film: Path, *, has_proxy: bool = False) -> str:
        """Sends a clip and waits until all is made of it; its id."""
        body = await asyncio.to_thread(film.read_bytes)
        said = {"filename": film.name, "client": self.client, "came_by": "mail"}
        metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())
        headers = {**TUS, "Upload-Length": str(len(body)), "Upload-Metadata": metadata}
        async with self.web.post(f"{self.server.url}/uploads", headers=headers) as made:
            assert made.status == 201, await made.text()
            where, clip = made.headers["Location"], made.headers["Spotter-Clip"]
        headers = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        async with self.web.patch(where, headers=headers, data=body) as answer:
            assert answer.status == 204, await answer.text()
        deadline = time.monotonic() + GIVE_UP_S
        while True:
            async with self.web.get(f"{self.server.url}/clips/{clip}/state") as state:
                found: dict[str, Any] = await state.json()
            is_whole = "proxy" in found["files"] if has_proxy else "frames.json" in found["files"]
            if found["state"] == "ready" and is_whole and not found["lacks_film"]:
                return str(clip)
            assert found["state"] != "refused", found
            assert time.monotonic() < deadline, found
            await asyncio.sleep(0.1)

    async def blank(self) -> Page:
        """A window at a desk, with nothing in it and nothing kept."""
        context = await self.browser.new_context(viewport={"width": 1440, "height": 900})
        jar = [{"name": key, "value": value, "url": self.server.url} for key, value in self.http.cookies.items()]
        await context.add_cookies(jar)  # type: ignore[arg-type]
        await context.add_init_script(READ_JS)
        return await context.new_page()

    async def open(self, path: str) -> Page:
        """A page in a window of its own."""
        page = await self.blank()
        await page.goto(self.server.url + path)
        return page

    async def ready(self, clip: str) -> Page:
        """The same, once its list of frames is known and its first frame is shown."""
        page = await self.open(f"/clips/{clip}")
        await page.wait_for_function("() => document.querySelector('#frame')?.textContent.includes(' of ')")
        await page.wait_for_function("() => document.querySelector('#video').readyState >= 2")
        return page


@contextlib.asynccontextmanager
async def studio() -> AsyncIterator[Studio]:
    """A server, a trainer with a client, and Chromium around the block."""
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder, stage.server() as server:
        http = Http(server.url)
        who = {"password": PASSWORD, "name": "Olga Owner", "email": "olga@example.org", "time_zone": "Europe/Berlin"}
        await asyncio.to_thread(http.post, server.owner_link().removeprefix(server.url), who)
        given = {"name": "Bob Birch", "time_zone": "Europe/Berlin"}
        client = (await asyncio.to_thread(http.post, "/clients", given))["id"]
        async with aiohttp.ClientSession(cookies=http.cookies) as web, chromium.browser() as browser:
            yield Studio(server, http, web, browser, client, Path(folder))
