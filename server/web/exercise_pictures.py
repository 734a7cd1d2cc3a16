"""What shows exercises wherever several stand together: the trainer's own picture where they chose one, else ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from aiohttp import web

from recordings.files import Missing
from server.domain.clips import Clip
from server.domain.exercises import Exercise
from server.domain.our_exercises.drawn import drawn, telling
from server.media import CLIP_FILES
from server.store import clips
from server.web import files
from server.web.answers import db
from server.web.pages import STATIC

POSTER = "poster.jpg"
POSTER_BYTES_MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class OnPaper:
    """By exercise what is set beside it, and the trainer's pictures by the names under which they are asked for."""

    beside: Mapping[str, list[dict[str, str]]]
    photos: Mapping[str, bytes] = field(default_factory=dict)


def address(request: web.Request, file: str) -> str:
    """Of a drawing of ours."""
    return f"/static/{request.app[files.VERSION]}/exercises/{file}"


async def small(request: web.Request, known: Iterable[Exercise], own: str = "/clips/{}/files") -> dict[str, str]:
    """By exercise the address of one picture. own: the folder of a clip's files, as the reader may ask for them."""
    listed = list(known)
    chosen = await _posters(request, listed)
    found = {}
    for one in listed:
        if clip := chosen.get(one.key):
            found[one.key] = f"{own.format(clip.id)}/{POSTER}"
        elif file := telling(one.key):
            found[one.key] = address(request, file)
    return found


async def on_paper(request: web.Request, known: Iterable[Exercise]) -> OnPaper:
    """What a PDF takes in of them."""
    listed = list(known)
    beside: dict[str, list[dict[str, str]]] = {}
    photos: dict[str, bytes] = {}
    for key, clip in (await _posters(request, listed)).items():
        content = await _poster(request, clip)
        if content:
            photos[f"{clip.id}.jpg"] = content
            beside[key] = [{"file": f"{clip.id}.jpg"}]
    for one in listed:
        if one.key not in beside and drawn(one.key):
            beside[one.key] = [{"svg": _drawing(file)} for file in drawn(one.key)]
    return OnPaper(beside, photos)


def without_photos(paper: OnPaper, known: Iterable[Exercise]) -> OnPaper:
    """The same where a trainer's picture turned out to be none: ours stand for it."""
    ours: dict[str, Any] = {one.key: [{"svg": _drawing(file)} for file in drawn(one.key)] for one in known}
    return OnPaper({key: ours[key] for key in paper.beside if ours.get(key)})


async def _posters(request: web.Request, known: Iterable[Exercise]) -> dict[str, Clip]:
    chosen = {one.key: one.details.clips for one in known if one.details.clips}
    there = {
        clip.id: clip
        for clip in await clips.get_many(db(request), [id for several in chosen.values() for id in several])
        if clip.deleted_at_ms is None and POSTER in clip.files
    }
    return {key: there[first] for key, ids in chosen.items() if (first := next((id for id in ids if id in there), ""))}


async def _poster(request: web.Request, clip: Clip) -> bytes:
    store, key = request.app[CLIP_FILES], f"{clip.id}/{POSTER}"
    if (await store.size(key) or POSTER_BYTES_MOST + 1) > POSTER_BYTES_MOST:
        return b""
    try:
        return b"".join([piece async for piece in store.read(key)])
    except Missing:
        return b""


@cache
def _drawing(file: str) -> str:
    return (STATIC / "exercises" / file).read_text(encoding="utf-8")
