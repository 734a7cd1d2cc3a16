"""Jobs of the media desk on reviews: joins the sound of a voice-over, and makes films. Done twice they harm nobody."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from recordings.drawn import in_order
from recordings.files import Missing
from recordings.film_spec import Caption, Side, Spec, Voice
from recordings.refusals import MISSING, TROUBLE
from recordings.work import Answer, Broken, Piece, Prepared, Refused, Task
from recordings.worker import Workers
from server import workbench
from server.domain import jobs as job_rules
from server.domain.clips import Clip
from server.domain.jobs import Job
from server.domain.review import films as film_rules
from server.domain.review import voice_overs as voice_rules
from server.domain.review.films import Film
from server.domain.review.voice_overs import VoiceOver
from server.media_job import Places, check_room, landed_at
from server.store import clips, films, jobs, reviews, voice_overs
from server.store.database import Database, Db

log = logging.getLogger(__name__)

KINDS = ("voice", "render")
FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "inter"
FONT_ENDING = "-wght-normal.woff2"


async def do(
    database: Database,
    workers: Workers,
    places: Places,
    job: Job,
    who: str,
    clock: Callable[[], int],
    percent: list[int],
) -> None:
    """Does a claimed job to its end, as media_job.do. Raises what was wrong on our side: it is to be tried again."""
    began = time.monotonic()
    async with workbench.folder_of(job.id, places.work):
        work = _voice if job.kind == "voice" else _film
        what = await work(database, workers, places, job, who, clock, percent)
    log.info("%s %s: %s in %.0f ms", job.kind, job.subject, what, (time.monotonic() - began) * 1000)


async def _voice(
    database: Database,
    workers: Workers,
    places: Places,
    job: Job,
    who: str,
    clock: Callable[[], int],
    percent: list[int],
) -> str:
    async with database.reading() as db:
        voice = await voice_overs.get(db, job.subject)
    landed = landed_at(places, job)
    answer: Answer
    if voice is None or landed is None or not await asyncio.to_thread(landed.is_file):
        answer = Refused(code=MISSING)
    elif job_rules.is_deadly(job):
        answer = Broken(why="whoever did it was gone again and again")
    else:
        pieces = [Piece(size_bytes=size, keep_ms=keep_ms) for size, keep_ms in voice.pieces]
        task = Task(kind="voice", duration_ms=voice.duration_ms, pieces=pieces)
        answer = await workers.run(task, landed, places.work / job.id / "out", workbench.teller(percent))
    size = await _kept(places, answer, job, f"{voice_rules.folder(job.subject)}/play", "play")
    is_over = not isinstance(answer, Broken) or job_rules.is_last_attempt(job)
    async with database.writing() as db, db.begin():
        voice = await voice_overs.get(db, job.subject, lock=True)
        if not await _ended(db, job, who, clock(), answer):
            return "another desk has it"
        if voice is not None and isinstance(answer, Prepared):
            await voice_overs.save(db, voice_rules.made(voice, size))
        elif voice is not None and is_over:
            await voice_overs.save(db, voice_rules.refused(voice, _code(answer)))
    if voice is None:
        await places.files.delete(voice_rules.folder(job.subject))
    if landed is not None and is_over:
        await asyncio.to_thread(landed.unlink, missing_ok=True)
    return workbench.word(answer)


async def _film(
    database: Database,
    workers: Workers,
    places: Places,
    job: Job,
    who: str,
    clock: Callable[[], int],
    percent: list[int],
) -> str:
    async with database.writing() as db, db.begin():
        film = await films.get(db, job.subject, lock=True)
        if film is None or film.state not in ("waiting", "working"):
            await jobs.save(db, job_rules.done(job, clock()), claimed_by=who)
            return "nobody wants it any more"
        await films.save(db, replace(film, state="working"))
    if job_rules.is_deadly(job):
        answer: Answer = Broken(why="whoever did it was gone again and again")
    else:
        answer = await _made(database, workers, places, film, places.work / job.id, percent)
    size = await _kept(places, answer, job, f"{film_rules.folder(film.id)}/film.mp4", "film.mp4")
    async with database.writing() as db, db.begin():
        now = await films.get(db, job.subject, lock=True)
        if not await _ended(db, job, who, clock(), answer):
            return "another desk has it, or nobody wants it any more"
        if now is not None and isinstance(answer, Prepared):
            await films.save(db, film_rules.ready(now, size, clock()))
        elif now is not None and (not isinstance(answer, Broken) or job_rules.is_last_attempt(job)):
            await films.save(db, film_rules.refused(now, _code(answer)))
    if now is None:
        await places.files.delete(film_rules.folder(job.subject))
    return workbench.word(answer)


async def _made(
    database: Database, workers: Workers, places: Places, film: Film, folder: Path, percent: list[int]
) -> Answer:
    """Gathers what a film is made of, and has it made. What is gone meanwhile ends in a refusal."""
    async with database.reading() as db:
        clip = await clips.get(db, film.clip_id)
        second = await clips.get(db, film.second_clip_id) if film.second_clip_id else None
        voice = await voice_overs.get(db, film.voice_over_id) if film.voice_over_id else None
        if clip is None or (film.second_clip_id and second is None) or (film.voice_over_id and voice is None):
            return Refused(code=MISSING)
        spec = await spec_of(db, film, [one for one in (clip, second) if one is not None], voice)
    try:
        source = await places.files.fetch(f"{clip.id}/{_watched(clip)}", folder / "source")
        inputs = {"spec.json": folder / "spec.json", **fonts()}
        if second is not None:
            inputs["second"] = await places.files.fetch(f"{second.id}/{_watched(second)}", folder / "second")
        if voice is not None:
            inputs["voice"] = await places.files.fetch(f"{voice_rules.folder(voice.id)}/play", folder / "voice")
    except Missing:
        return Refused(code=MISSING)
    await asyncio.to_thread(check_room, places, source)
    await asyncio.to_thread(inputs["spec.json"].write_bytes, msgspec.json.encode(spec))
    task = Task(kind="render", duration_ms=film.length_ms)
    return await workers.run(task, source, folder / "out", workbench.teller(percent), inputs)


async def spec_of(db: Db, film: Film, shown: list[Clip], voice: VoiceOver | None) -> Spec:
    """What the worker is told: the film's own words, and the drawings as they are now."""
    sides = []
    for clip, told in zip(shown, film.spec.get("sides", [{}] * len(shown)), strict=True):
        drawn = await drawings(db, clip) if told.get("drawings", True) and voice is None else {}
        turned = {name: told[name] for name in ("rotate", "mirror", "crop") if told.get(name) is not None}
        sides.append({"start_ms": clip.start_ms, "length_ms": clip.duration_ms or 0, **drawn, **turned})
    asked = {
        name: film.spec[name]
        for name in ("map", "layout", "opacity", "blend", "is_linked", "sound", "fps")
        if name in film.spec
    }
    spec = msgspec.convert({"length_ms": film.length_ms, "sides": sides, **asked}, type=Spec)
    if voice is None:
        return spec
    captions = [msgspec.convert(one, type=Caption) for one in voice.captions]
    is_written = film.spec.get("captions", True)  # into the picture, too
    spoken = Voice(events=[list(event) for event in voice.events], captions=captions if is_written else [])
    side = Side(start_ms=shown[0].start_ms, length_ms=shown[0].duration_ms or 0)
    return Spec(length_ms=film.length_ms, sides=[side], voice=spoken, captions=captions, sound="voice")


async def drawings(db: Db, clip: Clip) -> dict[str, Any]:
    """What is drawn on a clip for everybody's eyes: no hidden and no private layers, since a film leaves the house."""
    marks = await reviews.living(db, clip.id, ["shape", "layer", "calibration", "view"])
    of = {kind: [one for one in marks if one.kind == kind] for kind in ("shape", "layer", "calibration", "view")}
    private = {one.id for one in of["layer"] if one.body.get("is_private")}
    drawn = [*of["layer"], *(one for one in of["shape"] if one.body.get("layer", "") not in private)]
    shapes = in_order([{"id": one.id, "kind": one.kind, "body": dict(one.body)} for one in drawn])
    told: dict[str, Any] = {"shapes": shapes}
    if of["calibration"]:
        told["calibration"] = dict(of["calibration"][-1].body)
    if of["view"]:
        told |= {name: of["view"][-1].body[name] for name in ("rotate", "mirror") if name in of["view"][-1].body}
    return told


def fonts() -> dict[str, Path]:
    """The font we ship, each alphabet's file as an input of the worker."""
    return {
        f"font-{path.name.removeprefix('inter-').removesuffix(FONT_ENDING)}": path
        for path in sorted(FONTS.glob(f"inter-*{FONT_ENDING}"))
    }


async def _kept(places: Places, answer: Answer, job: Job, key: str, name: str) -> int:
    """Puts what was made where it lies from now on; its bytes, or 0."""
    if not isinstance(answer, Prepared):
        return 0
    return await workbench.keep(places.files, key, places.work / job.id / "out" / name)


async def _ended(db: Db, job: Job, who: str, now_ms: int, answer: Answer) -> bool:
    if isinstance(answer, Broken):
        return await jobs.save(db, job_rules.failed(job, now_ms, answer.why), claimed_by=who)
    return await jobs.save(db, job_rules.done(job, now_ms), claimed_by=who)


def _watched(clip: Clip) -> str:
    return "play" if "play" in clip.files else "proxy"


def _code(answer: Answer) -> str:
    return answer.code if isinstance(answer, Refused) else TROUBLE
