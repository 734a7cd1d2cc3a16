"""One job of the media desk: a file in, a sandboxed worker over it, files and rows out. Done twice it harms nobody."""

import asyncio
import errno
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from recordings.disk import room_bytes
from recordings.files import ClipFiles, Missing
from recordings.refusals import MISSING, TROUBLE
from recordings.work import Answer, Broken, Prepared, Refused, Splice, Task
from recordings.worker import Workers
from server import ids, workbench
from server.domain import clips as rules
from server.domain import jobs as job_rules
from server.domain.clips import Clip
from server.domain.jobs import Job
from server.store import clips, jobs
from server.store.database import Database, Db

log = logging.getLogger(__name__)

ORIGINAL = "original"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the bytes are: finished files, uploads that came in, and a folder for what is being made.

    floor_bytes: as for uploads; what is being made may use half of it, so that what came in before can be finished.
    """

    files: ClipFiles
    uploads: Path
    work: Path
    floor_bytes: int | None = None


async def do(
    database: Database,
    workers: Workers,
    places: Places,
    job: Job,
    who: str,
    clock: Callable[[], int],
    percent: list[int],
) -> None:
    """Does a claimed job to its end, whatever that is. percent: its first item is kept up to date, 0..100.

    Raises what was wrong on our side (a full disk, a database that is away): then the job is to be tried again.
    """
    began = time.monotonic()
    async with database.writing() as db, db.begin():
        clip = await clips.get(db, job.subject, lock=True)
        if clip is None:
            await jobs.save(db, job_rules.done(job, clock()), claimed_by=who)
            return
        if job.kind == "prepare" and clip.state in ("uploaded", "uploading", "refused"):
            await clips.change(db, clip.id, state="processing", refusal="", percent=0)
    async with workbench.folder_of(job.id, places.work) as folder:
        answer = await _answer(workers, places, job, clip, folder, percent)
        if job.kind == "preview" and "play" in clip.files and isinstance(answer, Prepared):
            answer.files.pop("poster.jpg", None)  # the whole was faster, and has a better one
        await _settle(database, places, job, who, clock, answer, folder)
    took_ms = (time.monotonic() - began) * 1000
    log.info("clip %s: %s, %s in %.0f ms", clip.id, job.kind, workbench.word(answer), took_ms)


async def _answer(workers: Workers, places: Places, job: Job, clip: Clip, folder: Path, percent: list[int]) -> Answer:
    if job_rules.is_deadly(job):
        times = job.lost_claims
        log.error("clip %s: %s is given up, as whoever did it was gone %d times in a row", clip.id, job.kind, times)
        return Broken(why=f"whoever did it was gone {times} times in a row")
    source = await _source(places, job, clip, folder)
    if source is None:
        return Refused(code=MISSING)
    await asyncio.to_thread(check_room, places, source)
    return await _ask(workers, job, clip, source, folder, percent)


async def _source(places: Places, job: Job, clip: Clip, folder: Path) -> Path | None:
    """The file to work on: the upload where it landed, or the original where an earlier attempt has put it."""
    landed = landed_at(places, job)
    if landed is not None and await asyncio.to_thread(landed.is_file):
        return landed
    try:
        return await places.files.fetch(f"{clip.id}/{ORIGINAL}", folder / "source")
    except Missing:
        return None


def check_room(places: Places, source: Path) -> None:
    """What is made of a file is about as large. Raises OSError when that would leave too little to everybody else."""
    if room_bytes(places.work, places.floor_bytes, share=0.5) < source.stat().st_size:
        raise OSError(errno.ENOSPC, "too little room to open a clip")


def landed_at(places: Places, job: Job) -> Path | None:
    """Where the upload that a job is about landed; None for a job on what is kept already."""
    upload = job.detail.get("upload")
    return places.uploads / str(upload) if upload else None


async def _ask(workers: Workers, job: Job, clip: Clip, source: Path, folder: Path, percent: list[int]) -> Answer:
    # A preview is cut in its own way; all else is made of the original, which is cut as its clip says.
    splice = job.detail.get("splice") if job.kind == "preview" else clip.splice
    assert job.kind != "letter"  # the media desk claims none of these
    assert job.kind != "hand_out"
    assert job.kind != "erase"
    assert job.kind != "voice"  # these are film_job's
    assert job.kind != "render"
    task = Task(kind=job.kind, splice=Splice(**splice) if splice else None, duration_ms=clip.duration_ms)
    return await workers.run(task, source, folder / "out", workbench.teller(percent))


async def _settle(
    database: Database, places: Places, job: Job, who: str, clock: Callable[[], int], answer: Answer, folder: Path
) -> None:
    """Keeps what came of it: files first, durable, then the rows in one transaction."""
    made: dict[str, Any] = {}
    if isinstance(answer, Prepared):
        made = await _keep(places.files, job.subject, answer.files, folder / "out")
    landed = landed_at(places, job)
    # After the last attempt, too: what was sent is kept, whatever came of it.
    is_over = not isinstance(answer, Broken) or job_rules.is_last_attempt(job)
    if is_over and job.kind == "prepare" and landed is not None and landed.is_file():
        await places.files.put(f"{job.subject}/{ORIGINAL}", landed)
    async with database.writing() as db, db.begin():
        clip = await clips.get(db, job.subject, lock=True)
        if clip is None:
            await jobs.save(db, job_rules.done(job, clock()), claimed_by=who)
        elif not await _write(db, clip, job, who, clock(), answer, made):
            return
    if clip is None:
        await places.files.delete(job.subject)
    if landed is not None and is_over:
        await asyncio.to_thread(landed.unlink, missing_ok=True)


async def _keep(files: ClipFiles, clip_id: str, made: Mapping[str, str], out: Path) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, type in made.items():
        kept[name] = {"type": type, "size": await workbench.keep(files, f"{clip_id}/{name}", out / name)}
    return kept


async def _write(db: Db, clip: Clip, job: Job, who: str, now_ms: int, answer: Answer, made: Mapping[str, Any]) -> bool:
    """Writes the clip and the job as they are now; False when another desk has the job by now."""
    if isinstance(answer, Broken):
        ended = job_rules.failed(job, now_ms, answer.why)
        if not await jobs.save(db, ended, claimed_by=who):
            return False
        if ended.state == "failed":
            await clips.save(db, _turned_down(clip, job, TROUBLE))
        return True
    if not await jobs.save(db, job_rules.done(job, now_ms), claimed_by=who):
        return False
    if isinstance(answer, Refused):
        await clips.save(db, _turned_down(clip, job, answer.code))
        return True
    after = _made(clip, job, answer, made, now_ms)
    await clips.save(db, after)
    for kind in _then(clip, job, answer):
        await jobs.add(
            db,
            Job(id=ids.new(), kind=kind, subject=clip.id, run_after_ms=now_ms, created_at_ms=now_ms),
        )
    return True


def _then(clip: Clip, job: Job, answer: Prepared) -> list[job_rules.Kind]:
    """The jobs that follow one that went well."""
    if job.kind != "prepare" or answer.media != "video":
        return []
    if clip.source == "recording" and answer.is_playable:
        return ["trimmings"]  # an hour encoded anew for the sake of stepping would take a core for many minutes
    return ["trimmings", "proxy"] if answer.needs_proxy else ["trimmings"]


def _turned_down(clip: Clip, job: Job, code: str) -> Clip:
    if job.kind == "prepare":
        kept = {**clip.files, ORIGINAL: {"type": "application/octet-stream", "size": clip.size_bytes}}
        return replace(rules.refused(clip, code), files=kept if code != MISSING else clip.files)
    if job.kind == "proxy" and "play" not in clip.files:
        return rules.refused(clip, code)  # nothing browsers can play will ever come of it
    return clip


def _made(clip: Clip, job: Job, answer: Prepared, made: Mapping[str, Any], now_ms: int) -> Clip:
    files = {**clip.files, **made}
    if job.kind == "prepare":
        files[ORIGINAL] = {"type": "application/octet-stream", "size": clip.size_bytes}
    stored = sum(one["size"] for name, one in files.items() if name != ORIGINAL)
    clip = replace(clip, files=files, stored_bytes=stored)
    if job.kind in ("prepare", "preview") and (job.kind == "prepare" or clip.media == ""):
        clip = replace(
            clip,
            media=answer.media,
            duration_ms=answer.duration_ms,
            width=answer.width,
            height=answer.height,
            start_ms=answer.start_ms,
        )
    is_whole = job.kind == "prepare" and answer.is_playable
    if (is_whole or job.kind == "proxy") and clip.state != "ready":
        return replace(clip, state="ready", refusal="", percent=100, ready_at_ms=now_ms)
    return clip
