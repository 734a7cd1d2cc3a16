"""Hands out everything about a client as one ZIP file, and removes the files of those who were erased.

    await make(database, files, folder / f"{job.id}.zip", client_id, tell)     # raises Stopped when `tell` says so

Everything is read and packed in pieces, so that an archive of gigabytes takes no more memory than a small one.
"""

import asyncio
import csv
import hashlib
import io
import json
import logging
import os
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import IO, Any

from recordings import chapters, timeline
from recordings.files import ClipFiles, Missing
from recordings.upload import Uploads
from server import ids
from server.domain import comments as comment_rules
from server.domain import jobs as rules
from server.domain import wall_clock
from server.domain.clips import Clip
from server.domain.jobs import Job
from server.domain.review import export
from server.domain.review import voice_overs as voice_rules
from server.domain.whole.cells import cell, file_name
from server.settings import Settings
from server.store import accounts, clients, clips, comments, jobs, reviews, voice_overs
from server.store.database import Database, Db
from server.store.whole import handing_out
from server.store.whole.data_map import HANDED_OUT

log = logging.getLogger(__name__)

KINDS = ("hand_out", "erase")
LOOK_S = 2.0
CLAIM_MS = 60_000
HOLD_MS = 10_000
KEPT_MS = 86_400_000  # how long a finished file lies there
PIECE_ROWS = 500
ENDINGS = {"video/webm": "webm", "video/mp4": "mp4", "image/jpeg": "jpg", "image/png": "png", "audio/webm": "webm"}
README = """Everything that is kept about one person, made by Spotter.

media/        films, photos and voice notes, each named by its day and its id
data/         every row, table by table, as JSON and as CSV
reviews/      what was drawn and written on each clip, as JSON and as WebVTT
chapters/     what happened in each session, as WebVTT
documents/    what came with forms and health checks
manifest.json every file in here with its size and SHA-256

Moments are milliseconds since 1970-01-01 UTC. Notes of a trainer are in here too. What opens a page or a room, and
what is about others, is left out. In CSV files an apostrophe stands before what a spreadsheet would take for a formula.
"""

Tell = Callable[[int], Awaitable[None]]


class Stopped(Exception):
    """Nobody wants it any more, or another has taken the work over."""


async def work(settings: Settings, database: Database, files: ClipFiles, clock: Callable[[], int]) -> None:
    """Does what is to be handed out and erased, until cancelled."""
    name = f"handouts-{os.getpid()}-{ids.new()}"
    while True:
        try:
            await tidy(database, folder_of(settings), clock())
            while await once(settings, database, files, clock, name):
                pass
        except Exception:
            log.exception("handing out failed")
        await asyncio.sleep(LOOK_S)


async def once(
    settings: Settings, database: Database, files: ClipFiles, clock: Callable[[], int], name: str = "handouts"
) -> bool:
    """Does the next job, if there is one; whether there was."""
    async with database.reading() as db:
        if not await jobs.is_due(db, clock(), KINDS):
            return False
    async with database.writing() as db, db.begin():
        job = await jobs.claim(db, name, clock(), clock() + CLAIM_MS, KINDS)
    if job is None:
        return False
    try:
        after = await _do(settings, database, files, clock, job)
    except Stopped:
        log.info("job %s: stopped", job.id)
        return True
    except Exception as problem:
        log.exception("job %s failed", job.id)
        after = rules.failed(job, clock(), type(problem).__name__)
    async with database.writing() as db, db.begin():
        if not await jobs.save(db, after, claimed_by=job.claimed_by):
            path_of(settings, job.id).unlink(missing_ok=True)
    return True


def folder_of(settings: Settings) -> Path:
    """Where finished files lie."""
    return settings.data_dir / "handouts"


def path_of(settings: Settings, job_id: str) -> Path:
    """Where the file of a job lies."""
    return folder_of(settings) / f"{job_id}.zip"


async def tidy(database: Database, folder: Path, now_ms: int) -> int:
    """Removes files whose day is over or that nobody wants any more; returns how many."""
    gone = 0
    for path in await asyncio.to_thread(lambda: list(folder.glob("*"))):
        async with database.reading() as db:
            job = await jobs.get(db, path.name.partition(".")[0])
        if job is not None and (job.finished_at_ms is None or now_ms < job.finished_at_ms + KEPT_MS):
            continue
        await asyncio.to_thread(path.unlink, True)
        gone += 1
    return gone


async def _do(settings: Settings, database: Database, files: ClipFiles, clock: Callable[[], int], job: Job) -> Job:
    last_ms = clock()

    async def tell(percent: int) -> None:
        nonlocal last_ms
        if clock() - last_ms < HOLD_MS and percent < 100 and percent % 5:
            return
        last_ms = clock()
        async with database.writing() as db, db.begin():
            if not await jobs.hold(db, job.id, job.claimed_by, clock() + CLAIM_MS, percent):
                raise Stopped

    if job.kind == "erase":
        await _remove_files(settings, files, job)
    else:
        await make(database, files, path_of(settings, job.id), job.subject, tell, now_ms=clock())
    return rules.done(job, clock())


async def _remove_files(settings: Settings, files: ClipFiles, job: Job) -> None:
    uploads = Uploads(settings.data_dir / "uploads")
    try:
        for clip_id in job.detail.get("clips", ()):
            await files.delete(clip_id)
        for upload_id in job.detail.get("uploads", ()):
            await uploads.remove(upload_id)
        for made in job.detail.get("handouts", ()):
            path_of(settings, made).unlink(missing_ok=True)
    finally:
        uploads.close()


async def make(
    database: Database, files: ClipFiles, path: Path, client_id: str, tell: Tell, *, now_ms: int = 0
) -> None:
    """Writes the ZIP file. tell: is told how far it is, in percent, and may raise Stopped; nothing is left then."""
    await asyncio.to_thread(lambda: path.parent.mkdir(mode=0o700, parents=True, exist_ok=True))
    half = path.with_suffix(".half")
    try:
        pack = await asyncio.to_thread(_Pack, half)
        try:
            await _fill(pack, database, files, client_id, tell, now_ms)
        finally:
            await asyncio.to_thread(pack.close)
        await asyncio.to_thread(os.replace, half, path)
    finally:
        await asyncio.to_thread(half.unlink, True)
    await tell(100)


async def _fill(pack: "_Pack", database: Database, files: ClipFiles, client_id: str, tell: Tell, now_ms: int) -> None:
    await pack.write("README.txt", _once(README.encode()))
    async with database.reading() as db:
        for number, table in enumerate(sorted(HANDED_OUT)):
            await pack.write(f"data/{table}.json", _json(db, table, client_id))
            await pack.write(f"data/{table}.csv", _csv(db, table, client_id))
            await tell(number * 40 // len(HANDED_OUT))
        for room, starts_at_ms in await handing_out.rooms(db, client_id):
            text = _vtt(await handing_out.events(db, client_id, room), now_ms)
            day = wall_clock.utc(starts_at_ms).date().isoformat()
            await pack.write(f"chapters/{day}-{room}.vtt", _once(text.encode()))
        for table, id, name in await handing_out.documents(db, client_id):
            await pack.write(f"documents/{file_name(name, id)}", _once(await handing_out.document(db, table, id)))
        kept = await clips.of_client(db, client_id)
        spoken = {clip.id: await voice_overs.ready_of(db, clip.id) for clip in kept}
        for clip in kept:
            for name, content in (await _review(db, clip)).items():
                day = wall_clock.utc(clip.captured_at_ms or clip.created_at_ms).date().isoformat()
                await pack.write(f"reviews/{day}-{clip.id}.{name}", _once(content.encode()))
    whole = sum(clip.size_bytes + 1 for clip in kept)
    written = 0
    for clip in kept:
        name = next((name for name in ("play", "proxy", "preview") if name in clip.files), "")
        if name:
            ending = ENDINGS.get(str(clip.files[name]["type"]).partition(";")[0], "bin")
            day = wall_clock.utc(clip.captured_at_ms or clip.created_at_ms).date().isoformat()
            await pack.write(f"media/{day}-{clip.id}.{ending}", _media(files, f"{clip.id}/{name}"), is_packed=True)
        for voice in spoken.get(clip.id, ()):
            key = f"{voice_rules.folder(voice)}/play"
            await pack.write(f"media/voice-over-{clip.id}-{voice}.m4a", _media(files, key), is_packed=True)
        written += clip.size_bytes + 1
        await tell(40 + written * 59 // max(1, whole))
    await pack.write("manifest.json", _once(json.dumps(pack.told, indent=1).encode()))


async def _review(db: Db, clip: Clip) -> dict[str, str]:
    """What was drawn and written on a clip, as the files one takes along from its page: ending -> text."""
    found = await reviews.living(db, clip.id)
    written = comment_rules.in_order(await comments.of(db, clip.id))
    if not found and not written:
        return {}
    client = await clients.get(db, clip.client_id or "")
    trainer = await accounts.get(db, client.trainer_id) if client else None
    names = {"client": client.name if client else "", "trainer": trainer.name if trainer else ""}
    for person in sorted({one.person for one in written if one.person.startswith("t:")}):
        account = await accounts.get(db, person.removeprefix("t:"))
        names |= {person: account.name} if account else {}
    cues = export.cues(found, written, names, clip.duration_ms or 0)
    lines = [chapters.Chapter(start_ms=one.start_ms, end_ms=one.end_ms, title=one.title) for one in cues]
    whole = export.whole(clip, await reviews.get(db, clip.id), found, written, names)
    return {"json": json.dumps(whole, indent=1, ensure_ascii=False), "vtt": chapters.webvtt(lines)}


class _Pack:
    """The archive that is being written, and what is in it. Its work is done in threads."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self.told: list[dict[str, Any]] = []

    def close(self) -> None:
        self._zip.close()

    async def write(self, name: str, pieces: AsyncIterator[bytes], *, is_packed: bool = False) -> None:
        """One file, piece by piece. is_packed: its own format packs it already."""
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        about.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        into: IO[bytes] = await asyncio.to_thread(lambda: self._zip.open(about, "w", force_zip64=True))
        try:
            async for piece in pieces:
                digest.update(piece)
                size += len(piece)
                await asyncio.to_thread(into.write, piece)
        except Missing:
            log.warning("%s was not there to be handed out", name)
        finally:
            await asyncio.to_thread(into.close)
        self.told.append({"name": name, "bytes": size, "sha256": digest.hexdigest()})


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _media(files: ClipFiles, key: str) -> AsyncIterator[bytes]:
    async for piece in files.read(key):
        yield piece


async def _json(db: Db, table: str, client_id: str) -> AsyncIterator[bytes]:
    """The rows as one JSON array, a row a line."""
    lead = "[\n"
    async for several in _several(db, table, client_id):
        lines = [json.dumps(row, ensure_ascii=False, default=str) for row in several]
        yield (lead + ",\n".join(lines)).encode()
        lead = ",\n"
    yield b"[]\n" if lead == "[\n" else b"\n]\n"


async def _csv(db: Db, table: str, client_id: str) -> AsyncIterator[bytes]:
    """The rows as a table a spreadsheet opens: UTF-8 with its mark, a heading, no formula."""
    names = handing_out.columns(table)
    yield b"\xef\xbb\xbf" + _lines([names])
    async for several in _several(db, table, client_id):
        yield _lines([[cell(row[name]) for name in names] for row in several])


def _lines(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


async def _several(db: Db, table: str, client_id: str) -> AsyncIterator[list[dict[str, Any]]]:
    held: list[dict[str, Any]] = []
    async for row in handing_out.rows(db, table, client_id):
        held.append(row)
        if len(held) >= PIECE_ROWS:
            yield held
            held = []
    if held:
        yield held


def _vtt(events: list[dict[str, Any]], now_ms: int) -> str:
    told = timeline.read_log(
        [timeline.Row(**{name: row[name] for name in ("seq", "at_ms", "type", "actor", "payload")}) for row in events],
        now_ms=now_ms,
    )
    return chapters.webvtt(chapters.chapters(told)) if told is not None else "WEBVTT\n"
