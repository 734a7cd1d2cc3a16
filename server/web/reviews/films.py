"""Films of a review: made because a trainer asked, downloaded by the trainer and, once one was sent, by the client."""

from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

from recordings import refusals
from server import access, ids
from server.domain import clip_words
from server.domain import clips as clip_rules
from server.domain.clips import Clip
from server.domain.errors import BadInput, NotFound, OutOfRange
from server.domain.jobs import Job
from server.domain.review import films as rules
from server.domain.review.films import Film, FilmsWaiting
from server.domain.review.voice_overs import VoiceOverNotReady
from server.domain.uploads import ClipQuota
from server.media import CLIP_FILES, MEDIA
from server.store import audit, clips, films, jobs, voice_overs
from server.web import clip_files
from server.web.answers import db, done, json, now, read
from server.web.edge import DATABASE, SETTINGS
from server.web.identity import signed_in
from server.web.pages import local
from server.web.reviews import sent_alone
from server.web.watching import Watching, by_client, by_trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """How one clip of a pair is shown. crop: [left, top, right, bottom] in shares of the upright picture."""

    rotate: Literal[0, 90, 180, 270] = 0
    mirror: bool = False
    crop: tuple[float, float, float, float] | None = None
    drawings: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFilm:
    """What a film is to be of.

    clip: its part from `from_ms` to `to_ms` at a speed. voice: a voice-over; its captions are a track, and written into
    the picture too or not. pair: this clip and `other` by a map of their times, [[t, first, second], …]; blend and
    is_linked: as the page shows them; sound: whose is heard.
    """

    what: Literal["clip", "voice", "pair"] = "clip"
    title: str = ""
    from_ms: float = 0
    to_ms: float | None = None
    speed: float = 1
    drawings: bool = True
    sound: Literal["", "first", "second"] = "first"
    voice: str = ""
    captions: bool = True
    other: str = ""
    layout: Literal["beside", "above", "over"] = "beside"
    opacity: float = 0.5
    blend: Literal["plain", "difference"] = "plain"
    is_linked: bool = False
    map: list[list[float]] = field(default_factory=list)
    sides: list[Turned] = field(default_factory=list)
    fps: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Whether the client is to see it."""

    sent: bool = True


# ---- trainers


async def all(request: web.Request) -> web.StreamResponse:
    """The films of a clip and how far they are."""
    return json({"films": await told(request, await by_trainer(request))})


async def make(request: web.Request) -> web.StreamResponse:
    """Asks for one."""
    body = await read(request, NewFilm)
    one = await by_trainer(request, lock=True)
    if body.what != "voice":  # a voice-over makes a film of a photo, too
        rules.may_film(one.clip)
    if await films.count_waiting(db(request), one.clip.id) >= rules.MOST_WAITING:
        raise FilmsWaiting
    await _check_room(request, one.clip)
    film = await _asked(request, one, body)
    await films.add(db(request), film)
    moment = now(request)
    job = Job(id=ids.new(), kind="render", subject=film.id, run_after_ms=moment, created_at_ms=moment)
    await jobs.add(db(request), job)
    await _note(request, one, "film.asked", film)
    await db(request).commit()
    request.app[MEDIA].wake()
    return done(request, one.here, film=wire(film, one))


async def cancel(request: web.Request) -> web.StreamResponse:
    """Stops the making of one; nothing of it is left."""
    one = await by_trainer(request)
    film = rules.cancel(await find(request, one, lock=True))
    await jobs.drop_of(db(request), film.id, ["render"])
    await films.save(db(request), film)
    return done(request, one.here, film=wire(film, one))


async def delete(request: web.Request) -> web.StreamResponse:
    """Removes one for good."""
    one = await by_trainer(request)
    film = await find(request, one, lock=True)
    await jobs.drop_of(db(request), film.id, ["render"])
    await films.remove(db(request), [film.id])
    await _note(request, one, "film.deleted", film)
    await db(request).commit()
    await request.app[CLIP_FILES].delete(rules.folder(film.id))
    return done(request, one.here)


async def send(request: web.Request) -> web.StreamResponse:
    """Shows one to the client, or takes it back."""
    body = await read(request, Sending)
    one = await by_trainer(request)
    film = await find(request, one, lock=True)
    was_sent = film.sent_at_ms is not None
    film = rules.send(film, one.clip, now(request)) if body.sent else rules.take_back(film)
    await films.save(db(request), film)
    await _note(request, one, "film.sent" if body.sent else "film.taken_back", film)
    notice = await sent_alone.tell(request, one, "film", is_sent=body.sent) if body.sent != was_sent else None
    return done(request, one.here, notice=notice, film=wire(film, one))


async def file(request: web.Request) -> web.StreamResponse:
    """The film, as a download."""
    return await _file(request, await by_trainer(request))


# ---- the client


async def client_all(request: web.Request) -> web.StreamResponse:
    """Those that were sent."""
    return json({"films": await told(request, await by_client(request))})


async def client_file(request: web.Request) -> web.StreamResponse:
    """One that was sent, as a download."""
    return await _file(request, await by_client(request))


# ---- both


async def told(request: web.Request, one: Watching) -> list[dict[str, Any]]:
    """The films that this side sees, as pages are told of them."""
    return [wire(film, one) for film in await films.of_clip(db(request), one.clip.id, sent_only=one.side == "client")]


async def find(request: web.Request, one: Watching, *, lock: bool = False) -> Film:
    """The film of the address that this side may see. Raises NotFound."""
    film = await films.get(db(request), request.match_info["film"], lock=lock)
    if film is None or film.clip_id != one.clip.id:
        raise NotFound
    if one.side == "client" and (film.sent_at_ms is None or film.state != "ready"):
        raise NotFound
    return film


def wire(film: Film, one: Watching) -> dict[str, Any]:
    """As pages are told of it."""
    return {
        "id": film.id,
        "what": film.what,
        "title": film.title,
        "state": film.state,
        "percent": film.percent,
        "why": refusals.sentence(film.refusal) if film.state == "refused" else "",
        "length": clip_words.moment(film.length_ms),
        "size": clip_words.size(film.size_bytes) if film.size_bytes else "",
        "when": local(film.created_at_ms, one.time_zone),
        "until": local(film.expires_at_ms, one.time_zone, "date") if film.expires_at_ms else "",
        "is_sent": film.sent_at_ms is not None,
        "here": f"{one.here}/films/{film.id}",
    }


async def _asked(request: web.Request, one: Watching, body: NewFilm) -> Film:
    clip = one.clip
    name = clip_rules.title_of(clip)
    second, voice = None, None
    spec: dict[str, Any] = {"fps": min(max(body.fps, 1), 60)}
    if body.what == "voice":
        voice = await voice_overs.get(db(request), body.voice)
        if voice is None or voice.clip_id != clip.id:
            raise NotFound
        if voice.state != "ready":
            raise VoiceOverNotReady
        length_ms = rules.length(voice.duration_ms)
        spec |= {"captions": body.captions}
        name = voice.title or f"{name}, spoken over"
    elif body.what == "pair":
        second = await access.clip(db(request), await signed_in(request), body.other)
        if not clip_rules.may_watch(second, "trainer"):
            raise NotFound
        rules.may_film(second)
        length_ms, rows = rules.of_pair(body.map)
        if len(body.sides) not in (0, 2):
            raise BadInput("A pair has two sides.", "sides")
        spec |= {"map": rows, "layout": body.layout, "opacity": _share(body.opacity), "sound": body.sound}
        spec |= {"blend": body.blend, "is_linked": body.is_linked}
        spec |= {"sides": [_side(side) for side in body.sides or [Turned(), Turned()]]}
        name = f"{name} and {clip_rules.title_of(second)}"
    else:
        length_ms, rows = rules.of_clip(rules.may_film(clip), body.from_ms, body.to_ms, body.speed)
        sound = "first" if body.sound else ""
        spec |= {"map": rows, "sound": sound, "sides": [{"drawings": body.drawings}]}
    title = " ".join(body.title.split())
    if len(title) > clip_rules.MAX_TITLE:
        raise OutOfRange(f"A title has {clip_rules.MAX_TITLE} letters at most.", where="title")
    return Film(
        id=ids.new(),
        clip_id=clip.id,
        second_clip_id=second.id if second else None,
        voice_over_id=voice.id if voice else None,
        what=body.what,
        title=(title or name)[: clip_rules.MAX_TITLE],
        by=one.actor,
        spec=spec,
        length_ms=length_ms,
        created_at_ms=now(request),
    )


def _side(side: Turned) -> dict[str, Any]:
    if side.crop is not None:
        left, top, right, bottom = side.crop
        if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1 and right - left > 0.02 and bottom - top > 0.02):
            raise OutOfRange("A part of a picture lies within it.", "sides")
    crop = None if side.crop is None else list(side.crop)
    return {"rotate": side.rotate, "mirror": side.mirror, "crop": crop, "drawings": side.drawings}


def _share(value: float) -> float:
    return min(1.0, max(0.0, value)) if value == value else 0.5


async def _check_room(request: web.Request, clip: Clip) -> None:
    """A film takes room of its client's. Raises ClipQuota."""
    if clip.client_id is None:
        return
    stored = await clips.stored(db(request), client_id=clip.client_id)
    if stored.size_bytes >= request.app[SETTINGS].clip_quota_bytes:
        raise ClipQuota


async def _file(request: web.Request, one: Watching) -> web.StreamResponse:
    film = await find(request, one)
    if film.state != "ready":
        raise NotFound
    if request.method == "GET" and "Range" not in request.headers:
        subject = clip_rules.subject(one.clip)
        async with request.app[DATABASE].writing() as writing, writing.begin():
            await audit.note(
                writing, now(request), one.actor, "film.downloaded", subject, clip=one.clip.id, film=film.id
            )
    key = f"{rules.folder(film.id)}/film.mp4"
    stamp = f"{film.id}-{film.size_bytes}"
    return await clip_files.serve(request, key, "video/mp4", stamp=stamp, saved_as=f"{film.title}.mp4")


async def _note(request: web.Request, one: Watching, action: str, film: Film) -> None:
    subject = clip_rules.subject(one.clip)
    await audit.note(db(request), now(request), one.actor, action, subject, clip=one.clip.id, film=film.id)
