"""The files of a clip, by HTTP range, after `access`: private, never sniffable, the original as a download only.

What was made of it is a download, too, with `?download=1`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from aiohttp import web

from recordings.files import Missing, OnThisMachine
from recordings.work import OUTPUTS
from server import access
from server.domain import clips as rules
from server.domain.clips import Author, Clip
from server.domain.errors import NotFound
from server.media import CLIP_FILES
from server.store import audit
from server.web.answers import db, now
from server.web.client_page import confirmed
from server.web.clip_log import chapters_of
from server.web.edge import DATABASE, refuse
from server.web.file_part import FilePart
from server.web.identity import signed_in
from server.web.ranges import NoSuchPart, part

ORIGINAL: Final = "original"
CHAPTERS: Final = "chapters.vtt"
WATCHED: Final = ("play", "proxy", "preview")
# What the worker says of its outputs is believed as far as this list: it has had a stranger's bytes in its hands.
SHOWN: Final = {
    "audio/mp4",
    "image/avif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/vtt",
    "application/json",
    "video/mp4",
    "video/webm",
}
UNKNOWN: Final = "application/octet-stream"
# No page, no script, no frame is ever made of it, whatever a browser takes it for.
ALONE: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
OPEN_MS: Final = 10 * 60_000  # pieces of a clip that are asked for within this time are one opening of it


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, as the audit and the log know them."""

    actor: str
    side: Author


async def file(request: web.Request) -> web.StreamResponse:
    """A file of a clip, for its trainer; of a deleted clip as long as it lies in the trainer's bin."""
    me = await signed_in(request)
    clip = await access.clip(db(request), me, request.match_info["clip"])
    if not rules.may_watch(clip, "trainer"):
        raise NotFound
    return await send(request, clip, Reader(f"t:{me.id}", "trainer"))


async def client_file(request: web.Request) -> web.StreamResponse:
    """A file of a clip in use, for its client."""
    client = await confirmed(request)
    clip = await access.clip_of(db(request), client, request.match_info["clip"])
    return await send(request, clip, Reader(f"c:{client.id}", "client"))


async def group_file(request: web.Request) -> web.StreamResponse:
    """What is looked at or heard of a clip in a group's thread, for its members; never the file as it was sent."""
    client = await confirmed(request)
    clip = await access.group_clip_of(db(request), client, request.match_info["group"], request.match_info["clip"])
    if request.match_info["file"] not in (*WATCHED, "poster.jpg"):
        raise NotFound
    return await send(request, clip, Reader(f"c:{client.id}", "client"))


async def send(request: web.Request, clip: Clip, reader: Reader) -> web.StreamResponse:
    """The file that the path names, of a clip that this reader may see. Raises NotFound."""
    name = request.match_info["file"]
    if name == CHAPTERS:
        text = await chapters_of(request, clip, reader.side)
        return web.Response(text=text, content_type="text/vtt", charset="utf-8", headers=ALONE)
    if name == "play" and name not in clip.files:
        name = "proxy"  # what cannot be packed anew is encoded anew: whoever wants to watch need not know which
    if name not in (*OUTPUTS, ORIGINAL) or name not in clip.files:
        raise NotFound
    key = f"{clip.id}/{name}"
    is_saved = name == ORIGINAL or (name in WATCHED and request.query.get("download") == "1")

    async def opened(*, starts: bool) -> None:
        if request.method == "GET" and (is_saved or name in WATCHED):
            await _note(request, clip, reader, is_saved=is_saved, starts=starts)

    etag = f"{clip.id}-{name}-{clip.ready_at_ms or 0}"
    return await _serve(request, key, etag, _words(clip, name, is_saved=is_saved), opened)


async def serve(request: web.Request, key: str, type: str, *, stamp: str, saved_as: str = "") -> web.StreamResponse:
    """Another file of ours by range, such as a voice-over's sound; the caller asked whether the reader may have it.

    stamp: changes with the file. saved_as: a name makes it a download. Raises NotFound.
    """
    words = {"Content-Type": type}
    if saved_as:
        words["Content-Disposition"] = f"attachment; filename*=UTF-8''{named(saved_as)}"
    return await _serve(request, key, stamp, words, None)


def named(name: str) -> str:
    """A file's name as a header has it."""
    return quote(name.replace("/", "-").replace("\\", "-"), safe="")


async def _serve(
    request: web.Request,
    key: str,
    stamp: str,
    words: dict[str, str],
    opened: Callable[..., Awaitable[None]] | None,
) -> web.StreamResponse:
    size = await request.app[CLIP_FILES].size(key)
    if size is None:
        raise NotFound
    etag = f'"{stamp}-{size}"'
    headers = {**ALONE, "ETag": etag, "Accept-Ranges": "bytes", **words}
    if etag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    try:
        asked = part(_range_of(request, etag), size)
    except NoSuchPart as problem:
        answer = refuse(request, problem)
        answer.headers.update({**ALONE, "Content-Range": f"bytes */{size}"})
        return answer
    if opened is not None:
        await opened(starts=asked is None or asked[0] == 0)
    start, length = asked or (0, size)
    if asked is not None:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    headers["Content-Length"] = str(length)
    return await _body(request, key, start, length, status=206 if asked else 200, headers=headers)


def _range_of(request: web.Request, etag: str) -> str | None:
    """The range asked for; none when the request names another state of the file, or is a HEAD."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return request.headers.get("Range")


async def _body(
    request: web.Request, key: str, start: int, length: int, *, status: int, headers: dict[str, str]
) -> web.StreamResponse:
    files = request.app[CLIP_FILES]
    if request.method == "HEAD":
        return web.Response(status=status, headers=headers)
    if isinstance(files, OnThisMachine):
        try:
            opened = await asyncio.to_thread(files.open, key)
        except Missing:
            raise NotFound from None
        return FilePart(opened, start, length, status=status, headers=headers)
    return web.Response(body=files.read(key, start, length), status=status, headers=headers)


def _words(clip: Clip, name: str, *, is_saved: bool) -> dict[str, str]:
    """What the file is. The original is bytes to keep, whatever its sender called it."""
    said = clip.files[name].get("type", UNKNOWN)
    type = UNKNOWN if name == ORIGINAL or said not in SHOWN else said
    words = {"Content-Type": f"{type}; charset=utf-8" if type == "text/vtt" else type}
    if is_saved or type == UNKNOWN:
        given = rules.download_name(clip, type) if is_saved else name
        words["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(given, safe='')}"
    return words


async def _note(request: web.Request, clip: Clip, reader: Reader, *, is_saved: bool, starts: bool) -> None:
    """A line of the audit for each opening and each download; none for the further pieces of one."""
    action = "clip.downloaded" if is_saved else "clip.opened"
    subject, moment = rules.subject(clip), now(request)
    if not (starts and is_saved) and await audit.was_noted(
        db(request), reader.actor, action, subject, since_ms=moment - OPEN_MS, clip=clip.id
    ):
        return
    async with request.app[DATABASE].writing() as writing, writing.begin():
        await audit.note(writing, moment, reader.actor, action, subject, clip=clip.id)
