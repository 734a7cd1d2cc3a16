"""What becomes of a finished recording: a clip for each device's film, with a job for the desk; then its files go.

Cut short anywhere and done again it makes nothing twice: a clip's id follows from its recording's.
"""

import asyncio
import contextlib
import errno
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from recordings import manifest
from recordings.disk import room_bytes, sync_folder
from recordings.joining import Film, films, join
from recordings.manifest import Manifest
from recordings.repair import repair
from server import ids
from server.domain import clips as rules
from server.domain.clips import Clip
from server.domain.jobs import Job
from server.store import audit, clients, clips, jobs, sessions
from server.store.database import Database, Db, make_safe

log = logging.getLogger(__name__)

WATCH_S = 2.0


async def sweep(
    database: Database, recordings: Path, uploads: Path, now_ms: int, *, floor_bytes: int | None = None
) -> list[Clip]:
    """At the start, and whenever one may have ended: mends what a killed server left, and takes in what is over.

    floor_bytes: as in disk.room_bytes.
    """
    await asyncio.to_thread(recordings.mkdir, mode=0o700, parents=True, exist_ok=True)
    await asyncio.to_thread(repair, recordings)
    found: list[Clip] = []
    for folder in await asyncio.to_thread(lambda: sorted(recordings.glob("*/"))):
        try:
            found += await take_in(database, folder, uploads, now_ms, floor_bytes=floor_bytes)
        except Exception:  # the edge: one that is odd keeps no other; a full disk: the next time does it
            log.exception("recording %s: it could not be taken in", folder.name)
    return found


async def watch(
    database: Database, recordings: Path, uploads: Path, clock: Callable[[], int], *, floor_bytes: int | None = None
) -> None:
    """Takes recordings in soon after they end, for ever. What gives nothing is left to `sweep`."""
    seen: dict[str, int] = {}  # folder -> its manifest's mtime when it was last looked at in vain
    while True:
        await asyncio.sleep(WATCH_S)
        for folder, changed_ns in (await asyncio.to_thread(_folders, recordings)).items():
            if seen.get(folder.name) == changed_ns:
                continue
            try:
                await asyncio.to_thread(repair, recordings)  # of those that nobody holds
                made = await take_in(database, folder, uploads, clock(), floor_bytes=floor_bytes)
                is_over = await asyncio.to_thread(_is_over, folder)
            except Exception:  # the edge, as in `sweep`
                log.exception("recording %s: it could not be taken in", folder.name)
                made, is_over = [], True
            if not made and is_over:
                seen[folder.name] = changed_ns


def _folders(recordings: Path) -> dict[Path, int]:
    found = {}
    for folder in sorted(recordings.glob("*/")):
        with contextlib.suppress(FileNotFoundError):
            found[folder] = (folder / manifest.NAME).stat().st_mtime_ns
    return found


def _is_over(folder: Path) -> bool:
    recording = manifest.load(folder)
    return recording is None or recording.ended_at_ms is not None


async def take_in(
    database: Database, folder: Path, uploads: Path, now_ms: int, *, floor_bytes: int | None = None
) -> list[Clip]:
    """The clips of one recording; empty while it goes on. Its folder goes when all of it is in clips.

    Raises OSError: a film could not be written; what was taken until then stays taken.
    """
    with manifest.held(folder) as is_ours:
        recording = manifest.load(folder) if is_ours else None
        if recording is None or recording.ended_at_ms is None or any(one.state == "open" for one in recording.segments):
            return []
        return await _take_in(database, folder, recording, uploads, now_ms, floor_bytes)


async def _take_in(
    database: Database, folder: Path, recording: Manifest, uploads: Path, now_ms: int, floor_bytes: int | None
) -> list[Clip]:
    made, is_all = [], True
    for number, film in enumerate(films(recording), start=1):
        clip_id = f"{recording.recording}-{number}"
        if clip_id in recording.taken:
            await asyncio.to_thread(_drop, folder, film)  # once more: it may have been cut short
            continue
        async with database.reading() as db:
            is_there = await clips.get(db, clip_id) is not None
            clip = None if is_there else await _clip(db, clip_id, recording, film)
        if not is_there and clip is None:
            log.warning("recording %s: film %d is of nobody who has clips", folder.name, number)
            is_all = False
            continue
        if clip is not None:
            made.append(await _take(database, folder, recording, film, clip, uploads, now_ms, floor_bytes))
        await make_safe(database)
        recording = replace(recording, taken=(*recording.taken, clip_id))
        await asyncio.to_thread(manifest.save, folder, recording)
        await asyncio.to_thread(_drop, folder, film)
    if is_all:
        await asyncio.to_thread(manifest.remove, folder)
    log.info("recording %s: %d clips", folder.name, len(made))
    return made


async def _take(
    database: Database,
    folder: Path,
    recording: Manifest,
    film: Film,
    clip: Clip,
    uploads: Path,
    now_ms: int,
    floor_bytes: int | None,
) -> Clip:
    """Writes the film where uploads land, then says so in one transaction."""
    upload = ids.new()

    def write() -> int:
        uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
        if room_bytes(uploads, floor_bytes, share=0.5) < sum(each.bytes for each in film.segments):
            raise OSError(errno.ENOSPC, "there is too little room for a film")
        size = join(folder, film, uploads / upload)
        sync_folder(uploads)
        return size

    size_bytes = await asyncio.to_thread(write)
    clip = rules.uploaded(clip, now_ms, size_bytes)
    job = Job(
        id=ids.new(),
        kind="prepare",
        subject=clip.id,
        detail={"upload": upload},
        run_after_ms=now_ms,
        created_at_ms=now_ms,
    )
    async with database.writing() as db, db.begin():
        await clips.add(db, clip)
        await jobs.add(db, job)
        detail = {"clip": clip.id, "session": recording.session, "segments": len(film.segments), "why": recording.why}
        await audit.note(db, now_ms, film.person, "recording.kept", f"c:{clip.client_id}", **detail)
    return clip


def _drop(folder: Path, film: Film) -> None:
    """The film's files go; the manifest goes on naming them, as the numbers of its clips count by them."""
    for each in film.segments:
        (folder / each.file).unlink(missing_ok=True)


async def _clip(db: Db, clip_id: str, recording: Manifest, film: Film) -> Clip | None:
    """The person's own clip. The trainer's film is a clip of the only client there was; with more it is nobody's."""
    session = await sessions.get(db, recording.session)
    kind, _, client_id = film.person.partition(":")
    if kind == "t":
        client_id = session.client_ids[0] if session is not None and len(session.client_ids) == 1 else ""
    if not client_id or await clients.get(db, client_id) is None:
        return None
    return Clip(
        id=clip_id,
        client_id=client_id,
        session_id=None if session is None else session.id,
        source="recording",
        entered_by="trainer",
        title=_title(recording, film),
        captured_at_ms=film.shown_at_ms,
        created_at_ms=film.started_at_ms,
    )


def _title(recording: Manifest, film: Film) -> str:
    """Nothing where a clip's kind says it all; else whose it is, and which of several."""
    title = "Trainer" if film.person.startswith("t:") else ""
    mine = [each for each in films(recording) if each.person == film.person]
    return title if len(mine) == 1 else f"{title or 'Recording'}, part {mine.index(film) + 1}"
