"""A real Chromium that watches a file over HTTP ranges, or records a canvas as a client's page does."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Page

from tests import chromium
from tests.recordings.footage import BARCODE_JS

WATCH_JS = """
async function opened(src) {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  document.body.replaceChildren(video);
  await new Promise((resolve, reject) => {
    video.oncanplay = resolve;
    video.onerror = () => reject(new Error(video.error.message));
    video.src = src;
  });
  return video;
}
async function seen(video, seconds) {
  // `seeked` may come before the frame does; no frame comes when it is the one already shown.
  const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  await new Promise((resolve) => { video.onseeked = resolve; video.currentTime = seconds; });
  await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, 400))]);
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  let bits = "";
  for (let bar = 0; bar < 24; bar += 1) {
    const x = Math.floor(((bar + 0.5) * canvas.width) / 24);
    bits += context.getImageData(x, Math.floor(canvas.height * 0.3), 1, 1).data[1] > 128 ? "1" : "0";
  }
  return parseInt(bits.slice(2, 18), 2);
}
async function watch({src, at}) {
  const video = await opened(src);
  const numbers = [];
  for (const seconds of at) numbers.push(await seen(video, seconds));
  return {duration: video.duration, width: video.videoWidth, height: video.videoHeight, numbers,
    seekable: video.seekable.length ? video.seekable.end(0) : 0};
}
"""

RECORD_JS = """
async function record({types, seconds, slice}) {
  const canvas = document.createElement("canvas");
  canvas.width = 320;
  canvas.height = 180;
  let number = 0;
  drawNumber(canvas, number);
  const audio = new AudioContext();
  const quiet = new ConstantSourceNode(audio, {offset: 0.001});
  const heard = audio.createMediaStreamDestination();
  quiet.connect(heard);
  quiet.start();
  const sound = heard.stream;
  const recorders = types.map((mimeType) => {
    const stream = new MediaStream([...canvas.captureStream(30).getTracks(), ...sound.getTracks()]);
    return new MediaRecorder(stream, {mimeType, videoKeyFrameIntervalDuration: 500});
  });
  const chunks = recorders.map((recorder) => {
    const blobs = [];
    recorder.ondataavailable = (event) => blobs.push(event.data);
    recorder.start(slice);
    return blobs;
  });
  const timer = setInterval(() => drawNumber(canvas, (number += 1)), 33);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  clearInterval(timer);
  await Promise.all(recorders.map((recorder) => new Promise((resolve) => {
    recorder.onstop = resolve;
    recorder.stop();
  })));
  const text = async (blob) => {
    let binary = "";
    for (const byte of new Uint8Array(await blob.arrayBuffer())) binary += String.fromCharCode(byte);
    return btoa(binary);
  };
  return Promise.all(chunks.map((blobs) => Promise.all(blobs.map(text))));
}
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a browser made of a video."""

    duration: float
    width: int
    height: int
    numbers: list[int]  # the barcodes at the times asked for
    seekable: float


@dataclass
class Viewer:
    """A page that can open the files of one folder."""

    page: Page
    url: str
    folder: Path

    async def watch(self, path: Path, at: list[float], type: str) -> Seen:
        """Opens a file and looks at some moments of it. Raises playwright's Error: the browser cannot play it."""
        src = f"{self.url}/file/{path.relative_to(self.folder)}?type={type}"
        found = await self.page.evaluate("given => watch(given)", {"src": src, "at": at})
        return Seen(**found)

    async def record(self, types: list[str], seconds: float, slice_ms: int = 500) -> dict[str, list[bytes]]:
        """The chunks of a MediaRecorder of each of these types, all of one canvas that counts."""
        can = [type for type in types if await self.page.evaluate("type => MediaRecorder.isTypeSupported(type)", type)]
        given = {"types": can, "seconds": seconds, "slice": slice_ms}
        found: list[list[str]] = await self.page.evaluate("given => record(given)", given)
        return {type: [base64.b64decode(one) for one in chunks] for type, chunks in zip(can, found, strict=True)}


@asynccontextmanager
async def viewer(folder: Path) -> AsyncIterator[Viewer]:
    """Chromium, and a server on 127.0.0.1 that gives it the files under `folder` by ranges."""
    app = web.Application()

    async def page_of(request: web.Request) -> web.Response:
        return web.Response(text="<!doctype html><meta charset=utf-8><title>Watching</title>", content_type="text/html")

    async def file_of(request: web.Request) -> web.StreamResponse:
        headers = {"Content-Type": request.query["type"]}
        return web.FileResponse(folder / request.match_info["path"], headers=headers)

    app.router.add_get("/", page_of)
    app.router.add_get("/file/{path:.+}", file_of)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address: Any = runner.addresses[0]
    try:
        async with chromium.browser() as browser:
            page = await browser.new_page()
            url = f"http://127.0.0.1:{address[1]}"
            await page.goto(url)
            for script in (BARCODE_JS, WATCH_JS, RECORD_JS):
                await page.add_script_tag(content=script)
            yield Viewer(page, url, folder)
    finally:
        await runner.cleanup()
