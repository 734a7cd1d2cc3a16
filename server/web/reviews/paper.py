"""A review as a PDF page: key frames with their pictures where a browser sent them, what was read off, comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from server import pdf
from server.domain import clips as clip_rules
from server.domain import wall_clock
from server.domain.errors import BadInput, OutOfRange
from server.domain.review import export
from server.domain.review.marks import Mark
from server.web.answers import read
from server.web.reviews import files, measured
from server.web.reviews.files import Known

TEMPLATE = "reviews/page.typ"
PICTURES_MOST = 24
PICTURE_BYTES_MOST = 800 * 1024
FRAMES_MOST = 200
JPEG = b"\xff\xd8\xff"


class NoPicture(BadInput):
    """A key frame's picture that is none."""

    code = "not-a-picture"
    sentence = "A picture of a key frame arrived broken. Please try again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What a key frame looks like with its drawings: a JPEG, painted in the browser of who asks."""

    key: str = ""
    jpeg: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shots:
    """The pictures of a page."""

    pictures: list[Shot] = field(default_factory=list)


async def trainer_page(request: web.Request) -> web.StreamResponse:
    """The page for trainers, with the pictures they send. Raises NoPicture, OutOfRange."""
    return await _with_pictures(request, await files.of_trainer(request))


async def client_page(request: web.Request) -> web.StreamResponse:
    """The page for the client, once it was sent. Raises NoPicture, OutOfRange."""
    return await _with_pictures(request, await files.of_client(request))


def written(known: Known, pictures: Mapping[str, str]) -> dict[str, Any]:
    """What stands on the page. pictures: key frame -> the name of its file."""
    one, clip = known.one, known.one.clip
    at_ms = clip.captured_at_ms or clip.created_at_ms
    day = wall_clock.local(at_ms, one.time_zone)
    keys = sorted((each for each in known.marks if each.kind == "key"), key=_at_ms)[:FRAMES_MOST]
    values = sorted((each for each in known.marks if each.kind == "measure"), key=_at_ms)
    return {
        "title": clip_rules.title_of(clip),
        "trainer": one.names["trainer"],
        "about": [part for part in (one.names["client"], f"{day.day} {day:%B %Y}", one.names["trainer"]) if part],
        "words": [line for line in known.review.words.splitlines() if line] if known.review.sent_at_ms else [],
        "frames": [
            {
                "title": str(each.body.get("title", "")) or "Key frame",
                "moment": _moment(_at_ms(each)),
                "picture": pictures.get(each.id, ""),
                "lines": _drawn_words(known.marks, _at_ms(each)),
            }
            for each in keys
        ],
        "measures": [
            {"title": read_off.title, "value": read_off.words, "moment": read_off.moment}
            for read_off in (measured.read_off(each, clip.id) for each in values)
        ],
        "comments": [
            {
                "moment": "" if each.moment_ms is None else _moment(each.moment_ms),
                "author": export.said_by(each, known.names),
                "lines": each.text.splitlines() or ["Said or shown in a film of its own."],
            }
            for each in known.comments
        ],
    }


async def _with_pictures(request: web.Request, known: Known) -> web.Response:
    body = await read(request, Shots) if request.method == "POST" else Shots()
    if len(body.pictures) > PICTURES_MOST:
        raise OutOfRange(f"A page has {PICTURES_MOST} pictures at most.", "pictures")
    named: dict[str, str] = {}
    content: dict[str, bytes] = {}
    keys = {each.id for each in known.marks if each.kind == "key"}
    for at, shot in enumerate(body.pictures):
        if len(shot.jpeg) > PICTURE_BYTES_MOST:
            raise OutOfRange("A picture is too large.", "pictures")
        if not shot.jpeg.startswith(JPEG):
            raise NoPicture(where="pictures")
        if shot.key in keys:
            named[shot.key] = f"{at}.jpg"
            content[f"{at}.jpg"] = shot.jpeg
    data = written(known, named)
    if not content:
        return _answer(known, await pdf.made(TEMPLATE, data))
    made = await pdf.made_with(TEMPLATE, data, content)
    if made is None:
        raise NoPicture(where="pictures")
    return _answer(known, made)


def _drawn_words(found: Sequence[Mark], at_ms: float) -> list[str]:
    """What was written on the picture at that moment, on no private layer."""
    private = {one.id for one in found if one.kind == "layer" and one.body.get("is_private")}
    return [
        str(one.body.get("text", ""))
        for one in found
        if one.kind == "shape"
        and one.body.get("text")
        and one.body.get("layer", "") not in private
        and abs(_at_ms(one) - at_ms) < 1
    ]


def _at_ms(mark: Mark) -> float:
    return float(mark.body.get("at_ms", 0))


def _moment(ms: float) -> str:
    return f"{round(ms) // 60_000}:{round(ms) // 1000 % 60:02d}.{round(ms) % 1000 // 10:02d}"


def _answer(known: Known, content: bytes) -> web.Response:
    headers = {
        "Content-Disposition": f'inline; filename="review-{known.one.clip.id[:8]}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=content, content_type="application/pdf", headers=headers)
