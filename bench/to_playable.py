"""How long after its last byte a clip of a minute can be watched."""

import asyncio
import base64
import json
import tempfile
import time
from pathlib import Path

import aiohttp

from bench.figure import Figure, Measured, percentile, say
from tests import stage
from tests.recordings import footage
from tests.stage import Http, Server

FIGURE = Figure(
    name="to-playable",
    what="From the last byte of a 60 s clip (720p30 H.264, VP8, VP9 in turn) to its player's first range.",
    unit="s (p95)",
    goal="p95 <= 1",
)
KINDS = (("h264", "mp4"), ("vp8", "webm"), ("vp9", "webm"))
TRIES = 7  # of each kind
LAST = 64 * 1024
GIVE_UP_S = 60
PASSWORD = "seven otters row north"
TUS = {"Tus-Resumable": "1.0.0"}


async def run() -> Measured:
    """Sends each kind seven times, the last piece by itself, and asks for the clip until it is there."""
    waits: dict[str, list[float]] = {codec: [] for codec, _ in KINDS}
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder, stage.server() as server:
        films = {codec: await asyncio.to_thread(_film, Path(folder), codec, kind) for codec, kind in KINDS}
        http, client = _signed_in(server)
        async with aiohttp.ClientSession(cookies=http.cookies) as web:
            await _wait_s(web, server.url, client, films["h264"])  # the first one starts the worker
            for count in range(1, TRIES + 1):
                for codec, film in films.items():
                    waits[codec].append(await _wait_s(web, server.url, client, film))
                said = ", ".join(f"{codec} {one[-1]:.2f} s" for codec, one in waits.items())
                say(f"  round {count} of {TRIES}: {said}")
    all_waits = [wait for some in waits.values() for wait in some]
    p95 = percentile(all_waits, 0.95)
    detail: dict[str, float | int | str] = {
        f"{codec} p50": round(percentile(one, 0.5), 3) for codec, one in waits.items()
    }
    return Measured(value=p95, ok=p95 <= 1, detail={**detail, "max": round(max(all_waits), 3), "clips": len(all_waits)})


def _film(folder: Path, codec: str, container: str) -> Path:
    """A minute of 720p30 at 2.5 Mbit/s, as a browser's recorder would have written it."""
    say(f"  makes a minute of {codec}")
    return footage.video(
        folder / f"{codec}.{container}",
        seconds=60,
        codec=codec,
        size=(1280, 720),
        gop=30,
        bit_rate=2_500_000,
        live=True,
    )


def _signed_in(server: Server) -> tuple[Http, str]:
    """Olga with one client; the cookies and the client's id."""
    http = Http(server.url)
    who = {"password": PASSWORD, "name": "Olga Owner", "email": "olga@example.org", "time_zone": "Europe/Berlin"}
    http.post(server.owner_link().removeprefix(server.url), who)
    return http, http.post("/clients", {"name": "Bob Birch", "time_zone": "Europe/Berlin"})["id"]


async def _wait_s(web: aiohttp.ClientSession, url: str, client: str, film: Path) -> float:
    body = await asyncio.to_thread(film.read_bytes)
    said = {"filename": film.name, "client": client, "came_by": "mail"}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())
    headers = {**TUS, "Upload-Length": str(len(body)), "Upload-Metadata": metadata}
    async with web.post(f"{url}/uploads", headers=headers) as made:
        assert made.status == 201, await made.text()
        where, clip = made.headers["Location"], made.headers["Spotter-Clip"]
    await _send(web, where, 0, body[:-LAST])
    began = time.monotonic()
    await _send(web, where, len(body) - LAST, body[-LAST:])
    while True:
        async with web.get(f"{url}/clips/{clip}/files/play", headers={"Range": "bytes=0-65535"}) as part:
            if part.status == 206:
                await part.read()
                return time.monotonic() - began
        if time.monotonic() - began > GIVE_UP_S:
            async with web.get(f"{url}/clips/{clip}/state") as state:
                raise RuntimeError(f"not playable: {json.dumps(await state.json())}")
        await asyncio.sleep(0.02)


async def _send(web: aiohttp.ClientSession, where: str, offset: int, piece: bytes) -> None:
    headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    async with web.patch(where, headers=headers, data=piece) as answer:
        assert answer.status == 204, await answer.text()
