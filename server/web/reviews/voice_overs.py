"""Voice-overs of a clip: made by its trainers, played by them and, once one was sent, by the client."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from recordings import refusals
from server import ids
from server.domain import clip_words
from server.domain import clips as clip_rules
from server.domain.errors import NotFound
from server.domain.review import bodies, limits, marks, performing, shown
from server.domain.review import voice_overs as rules
from server.domain.review.voice_overs import Caption, VoiceOver
from server.media import CLIP_FILES
from server.store import audit, films, jobs, reviews, voice_overs
from server.web import clip_files
from server.web.answers import convert, db, done, json, now, read
from server.web.pages import local
from server.web.reviews import sent_alone
from server.web.watching import Watching, by_client, by_trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVoiceOver:
    """One that was recorded; its sound follows as an upload. pieces: [bytes, ms that are heard] of each recording."""

    duration_ms: int
    events: list[Any] = field(default_factory=list)
    pieces: list[list[int]] = field(default_factory=list)
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be otherwise; what is None stays."""

    title: str | None = None
    captions: list[Caption] | None = None
    sent: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A mark as an event has it."""

    id: str
    kind: bodies.Kind = "shape"
    body: dict[str, Any] = field(default_factory=dict)


# ---- trainers


async def all(request: web.Request) -> web.StreamResponse:
    """The voice-overs of a clip."""
    return json({"voices": await told(request, await by_trainer(request))})


async def make(request: web.Request) -> web.StreamResponse:
    """Takes one that was recorded, without its sound."""
    body = await read(request, NewVoiceOver)
    one = await by_trainer(request, lock=True)
    rules.may_speak_over(one.clip, await voice_overs.count(db(request), one.clip.id))
    moment = now(request)
    voice = VoiceOver(
        id=ids.new(),
        clip_id=one.clip.id,
        by=one.actor,
        duration_ms=body.duration_ms,
        events=performing.checked(body.events, body.duration_ms, one.clip.duration_ms or 0, _judge(one)),
        pieces=rules.checked_pieces(body.pieces, body.duration_ms),
        created_at_ms=moment,
        changed_at_ms=moment,
    )
    voice = rules.titled(voice, body.title, moment)
    await voice_overs.add(db(request), voice)
    await _note(request, one, "voice_over.made", voice)
    return done(request, one.here, voice=wire(voice, one))


async def show(request: web.Request) -> web.StreamResponse:
    """One with its events, to be played."""
    one = await by_trainer(request)
    voice = await find(request, one)
    return json({**wire(voice, one), "events": voice.events})


async def change(request: web.Request) -> web.StreamResponse:
    """Gives it another title or captions, sends it to the client or takes it back."""
    body = await read(request, Change)
    one = await by_trainer(request)
    voice = await find(request, one, lock=True)
    moment = now(request)
    if body.title is not None:
        voice = rules.titled(voice, body.title, moment)
    if body.captions is not None:
        captions = rules.checked_captions(body.captions, voice.duration_ms)
        voice = replace(voice, captions=captions, changed_at_ms=moment)
    notice = None
    if body.sent is not None and body.sent != (voice.sent_at_ms is not None):
        voice = rules.send(voice, one.clip, moment) if body.sent else rules.take_back(voice)
        await _note(request, one, "voice_over.sent" if body.sent else "voice_over.taken_back", voice)
        notice = await sent_alone.tell(request, one, "voice", is_sent=body.sent)
    await voice_overs.save(db(request), voice)
    return done(request, one.here, notice=notice, voice=wire(voice, one))


async def delete(request: web.Request) -> web.StreamResponse:
    """Removes one for good, with the films of it."""
    one = await by_trainer(request)
    voice = await find(request, one, lock=True)
    gone = await films.films_of_voice(db(request), voice.id)
    for film_id in gone:
        await jobs.drop_of(db(request), film_id, ["render"])
    await jobs.drop_of(db(request), voice.id, ["voice"])
    await voice_overs.remove(db(request), voice.id)
    await _note(request, one, "voice_over.deleted", voice)
    await db(request).commit()
    for folder in (rules.folder(voice.id), *(f"film-{film_id}" for film_id in gone)):
        await request.app[CLIP_FILES].delete(folder)
    return done(request, one.here)


async def sound(request: web.Request) -> web.StreamResponse:
    """What is heard, by range."""
    return await _sound(request, await by_trainer(request))


async def captions(request: web.Request) -> web.StreamResponse:
    """The captions as WebVTT."""
    return await _captions(request, await by_trainer(request))


# ---- the client


async def client_all(request: web.Request) -> web.StreamResponse:
    """Those that were sent."""
    return json({"voices": await told(request, await by_client(request))})


async def client_show(request: web.Request) -> web.StreamResponse:
    """One that was sent, to be played, without what lies on a private layer."""
    one = await by_client(request)
    voice = await find(request, one)
    return json({**wire(voice, one), "events": await for_everybody(request, voice)})


async def client_sound(request: web.Request) -> web.StreamResponse:
    """What is heard of one that was sent."""
    return await _sound(request, await by_client(request))


async def client_captions(request: web.Request) -> web.StreamResponse:
    """The captions of one that was sent."""
    return await _captions(request, await by_client(request))


# ---- both


async def told(request: web.Request, one: Watching) -> list[dict[str, Any]]:
    """The voice-overs that this side sees, as pages are told of them."""
    found = await voice_overs.of_clip(db(request), one.clip.id, sent_only=one.side == "client")
    return [wire(voice, one) for voice in found]


async def find(request: web.Request, one: Watching, *, lock: bool = False) -> VoiceOver:
    """The voice-over of the address that this side may see. Raises NotFound."""
    voice = await voice_overs.get(db(request), request.match_info["voice"], lock=lock)
    if voice is None or voice.clip_id != one.clip.id:
        raise NotFound
    if one.side == "client" and (voice.sent_at_ms is None or voice.state != "ready"):
        raise NotFound
    return voice


async def for_everybody(request: web.Request, voice: VoiceOver) -> list[list[Any]]:
    """Its events without what lies on a private layer."""
    layers = await reviews.living(db(request), voice.clip_id, ["layer"])
    return performing.shown(voice.events, shown.private_layers(layers))


def wire(voice: VoiceOver, one: Watching) -> dict[str, Any]:
    """As pages are told of it."""
    return {
        "id": voice.id,
        "title": voice.title or "Voice-over",
        "state": voice.state,
        "why": refusals.sentence(voice.refusal) if voice.state == "refused" else "",
        "duration_ms": voice.duration_ms,
        "length": clip_words.moment(voice.duration_ms),
        "captions": voice.captions,
        "when": local(voice.created_at_ms, one.time_zone),
        "is_sent": voice.sent_at_ms is not None,
        "here": f"{one.here}/voice-overs/{voice.id}",
    }


async def _sound(request: web.Request, one: Watching) -> web.StreamResponse:
    voice = await find(request, one)
    if voice.state != "ready":
        raise NotFound
    key = f"{rules.folder(voice.id)}/play"
    return await clip_files.serve(request, key, "audio/mp4", stamp=f"{voice.id}-{voice.size_bytes}")


async def _captions(request: web.Request, one: Watching) -> web.StreamResponse:
    voice = await find(request, one)
    headers = dict(clip_files.ALONE)
    if request.query.get("download") == "1":
        name = clip_files.named(f"{voice.title or 'Voice-over'}.vtt")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return web.Response(text=rules.vtt(voice.captions), content_type="text/vtt", charset="utf-8", headers=headers)


def _judge(one: Watching) -> Callable[[Any], dict[str, Any]]:
    def judge(told: Any) -> dict[str, Any]:
        mark = convert(told, Told)
        marks.id_checked(mark.id)
        body = limits.checked(convert(mark.body, bodies.BODIES[mark.kind]), one.clip)
        return {"id": mark.id, "kind": mark.kind, "body": bodies.wire(body)}

    return judge


async def _note(request: web.Request, one: Watching, action: str, voice: VoiceOver) -> None:
    subject = clip_rules.subject(one.clip)
    await audit.note(db(request), now(request), one.actor, action, subject, clip=one.clip.id, voice_over=voice.id)
