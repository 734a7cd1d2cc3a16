"""Whether what a browser's recorder makes can be cut: a tiny header and tail go up, the media worker tries, nothing is
kept. Asked once for each browser, before its rolling buffer is relied on."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec
from aiohttp import web

from recordings.work import Prepared, Splice, Task
from server import access, ids
from server.domain.clips import CannotOpen
from server.domain.errors import BadInput
from server.domain.people import Client
from server.media import MEDIA
from server.web import limits
from server.web.answers import db, json, now, take_body
from server.web.client_page import confirmed
from server.web.upload_creation import seat_resume

SMALLEST_MS = 200  # what a second of recording leaves, at least, when it can be cut


@dataclass(frozen=True, slots=True)
class Cut:
    """How the bytes of the body lie: so many are the recording's beginning, the rest is the tail that was kept."""

    head: int
    keep_ms: int = 1000


async def check(request: web.Request) -> web.StreamResponse:
    """`{"ok": true, "splices": bool, "why": code}` for a body of header and tail, `?head=<bytes>`, at most 256 KiB."""
    return await _check(request, await confirmed(request))


async def check_by_seat(request: web.Request) -> web.StreamResponse:
    """The same for a client's second camera."""
    seat = request.match_info["seat"]
    return await _check(request, (await access.camera(db(request), seat, seat_resume(request), now(request)))[1])


async def _check(request: web.Request, client: Client) -> web.StreamResponse:
    cut, body = _cut(request), await take_body(request)
    if not 0 < cut.head < len(body):
        raise BadInput("The header ends inside what was sent.", where="head")
    await limits.check(request, "splice-check", client.id)
    await db(request).commit()  # nobody waits for the worker with the write lock in hand
    desk = request.app[MEDIA]
    if await asyncio.to_thread(desk.why_not) is not None:
        raise CannotOpen
    folder = desk.places.work.parent / "checks" / ids.new()
    try:
        source = await asyncio.to_thread(_write, folder, body)
        task = Task(kind="preview", splice=Splice(head_bytes=cut.head, keep_ms=cut.keep_ms))
        answer = await desk.workers.run(task, source, folder / "out", lambda _percent: None)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
    if isinstance(answer, Prepared):
        return json({"ok": True, "splices": (answer.duration_ms or 0) >= SMALLEST_MS, "why": ""})
    return json({"ok": True, "splices": False, "why": getattr(answer, "code", "trouble")})


def _cut(request: web.Request) -> Cut:
    try:
        return msgspec.convert(dict(request.query), type=Cut, strict=False)
    except msgspec.ValidationError:
        raise BadInput("Say how many bytes are the header.", where="head") from None


def _write(folder: Path, body: bytes) -> Path:
    (folder / "out").mkdir(parents=True)
    source = folder / "source"
    source.write_bytes(body)
    return source
