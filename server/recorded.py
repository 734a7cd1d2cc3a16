"""What becomes of a finished recording: a clip for each person's film, with a job for the desk; then its files go.

Cut short anywhere and done again it makes nothing twice: a clip's id follows from its recording's.
"""

import asyncio
import errno
import logging
from collections.abc import Callable
from pathlib import Path

from recordings import parts
from recordings.disk import room_bytes, sync_folder
from recordings.joining import Film, Joined, films, join
from recordings.parts import Whole
from recordings.repair import repair, repair_one
from server import ids
from server.domain import clips as rules
from server.domain.clips import Clip
from server.domain.jobs import Job
from server.store import accounts, audit, clients, clips, events, jobs, sessions
from server.store.database import Database, Db, make_safe

log = logging.getLogger(__name__)

WATCH_S = 2.0
# How long a recording that its room has not ended may have no part that runs: its server or relay may be starting.
AGAIN_MS = 10 * 60_000


async def sweep(
    database: Database, recordings: Path, uploads: Path, now_ms: int, *, floor_bytes: int | None = None
) -> list[Clip]:
    """At the start, and whenever one may have ended: mends what a killed server left, and takes in what is over.

    floor_bytes: as in disk.room_bytes.
    """
    await asyncio.to_thread(recordings.mkdir, mode=0o700, parents=True, exist_ok=True)
    await asyncio.to_thread(repair, recordings)
    found: list[Clip] = []
    for whole in await asyncio.to_thread(parts.wholes, recordings):
        try:
            if await _is_over(database, whole, now_ms):
                found += await take_in(database, whole, uploads, now_ms, floor_bytes=floor_bytes)
        except Exception:  # the edge: one that is odd keeps no other; a full disk: the next time does it
            log.exception("recording %s: it could not be taken in", whole.name)
    return found


async def watch(
    database: Database, recordings: Path, uploads: Path, clock: Callable[[], int], *, floor_bytes: int | None = None
) -> None:
    """Takes recordings in soon after they end, for ever. What gives nothing is left to `sweep`."""
    vain: set[Whole] = set()  # as they were when they gave nothing
    while True:
        await asyncio.sleep(WATCH_S)
        for whole in await asyncio.to_thread(_look, recordings):
            try:
                if whole in vain or not await _is_over(database, whole, clock()):
                    continue
                vain.add(whole)
                await take_in(database, whole, uploads, clock(), floor_bytes=floor_bytes)
            except Exception:  # the edge, as in `sweep`
                log.exception("recording %s: it could not be taken in", whole.name)


def _look(recordings: Path) -> list[Whole]:
    """Those there are; what nobody writes to any more is mended first."""
    found = parts.wholes(recordings)
    mended = False
    for folder in [part.folder for whole in found for part in whole.parts if not part.is_over]:
        try:
            mended |= repair_one(folder) is not None
        except OSError:
            log.exception("recording %s: it could not be repaired", folder.name)
    return parts.wholes(recordings) if mended else found


async def _is_over(database: Database, whole: Whole, now_ms: int) -> bool:
    """Whether no further part will come: its room has ended it, or nothing has been recorded for a long time."""
    if not whole.is_over:
        return False
    if whole.taken or now_ms - whole.ended_at_ms >= AGAIN_MS:
        return True
    said = whole.first.manifest
    async with database.reading() as db:
        told = await events.last(db, said.session, "recording")
        session = await sessions.get(db, said.session)
    if told is None or session is None or session.ended_at_ms is not None:
        return True
    recording = told["recording"]
    return bool(recording["id"] != said.whole or recording["state"] != "running")


async def take_in(
    database: Database, whole: Whole, uploads: Path, now_ms: int, *, floor_bytes: int | None = None
) -> list[Clip]:
    """The clips of a recording that is over. Its folders go when all of it is in clips.

    Raises OSError: a film could not be written; what was taken until then stays taken.
    """
    with parts.held(whole) as ours:
        if ours is None or not ours.is_over:
            return []
        return await _take_in(database, ours, uploads, now_ms, floor_bytes)


async def _take_in(database: Database, whole: Whole, uploads: Path, now_ms: int, floor_bytes: int | None) -> list[Clip]:
    made, is_all = [], True
    whole = await asyncio.to_thread(whole.settled)
    found = films(whole)
    for number, film in enumerate(found, start=1):
        clip_id = f"{whole.name}-{number}"
        if clip_id in whole.taken:
            await asyncio.to_thread(_drop, film)  # once more: it may have been cut short
            continue
        async with database.reading() as db:
            is_there = await clips.get(db, clip_id) is not None
            clip = None if is_there else await _clip(db, clip_id, whole, film, _title(found, film))
        if not is_there and clip is None:
            log.warning("recording %s: film %d is of nobody who has clips", whole.name, number)
            is_all = False
            continue
        if clip is not None:
            made.append(await _take(database, whole, film, clip, uploads, now_ms, floor_bytes))
        await make_safe(database)
        whole = await asyncio.to_thread(whole.having, clip_id)
        await asyncio.to_thread(_drop, film)
    if is_all:
        await asyncio.to_thread(whole.remove)
    log.info("recording %s: %d clips of %d parts", whole.name, len(made), len(whole.parts))
    return made


async def _take(
    database: Database,
    whole: Whole,
    film: Film,
    clip: Clip,
    uploads: Path,
    now_ms: int,
    floor_bytes: int | None,
) -> Clip:
    """Writes the film where uploads land, then says so in one transaction."""
    upload = ids.new()

    def write() -> Joined:
        uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
        if room_bytes(uploads, floor_bytes, share=0.5) < film.bytes:
            raise OSError(errno.ENOSPC, "there is too little room for a film")
        joined = join(film, uploads / upload)
        sync_folder(uploads)
        return joined

    joined = await asyncio.to_thread(write)
    lead_ms = film.shown_at_ms - film.started_at_ms
    gaps = [(max(0, from_ms - lead_ms), until_ms - lead_ms) for from_ms, until_ms in joined.gaps if until_ms > lead_ms]
    clip = rules.uploaded(rules.interrupted(clip, gaps), now_ms, joined.bytes)
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
        said = whole.first.manifest
        detail = {"clip": clip.id, "session": said.session, "segments": len(film.pieces), "why": said.why}
        await audit.note(db, now_ms, film.person, "recording.kept", rules.subject(clip), **detail)
    return clip


def _drop(film: Film) -> None:
    """The film's files go; the manifests go on naming them, as the numbers of its clips count by them."""
    for each in film.pieces:
        each.path.unlink(missing_ok=True)


async def _clip(db: Db, clip_id: str, whole: Whole, film: Film, title: str) -> Clip | None:
    """The person's own clip. The trainer's film is a clip of the only client there was; with more, the trainer's alone.

    A trainer speaks to one of several as well, which is none of the others' business. None: it is of nobody we know.
    """
    session = await sessions.get(db, whole.first.manifest.session)
    kind, _, id = film.person.partition(":")
    client_id: str | None = id
    if kind == "t":
        client_id = session.client_ids[0] if session is not None and len(session.client_ids) == 1 else None
    if client_id is not None and await clients.get(db, client_id) is None:
        return None
    if client_id is None and await accounts.get(db, id) is None:
        return None
    return Clip(
        id=clip_id,
        client_id=client_id,
        trainer_id=id if client_id is None else None,
        session_id=None if session is None else session.id,
        source="recording",
        entered_by="trainer",
        device="camera" if film.device == "camera" else "",
        title=title,
        captured_at_ms=film.shown_at_ms,
        created_at_ms=film.started_at_ms,
        reviewed_at_ms=film.started_at_ms if kind == "t" else None,  # nobody waits for a look at oneself
    )


def _title(found: list[Film], film: Film) -> str:
    """Nothing where a clip's kind says it all; else whose it is, what it shows, and which of several."""
    whose = "Trainer" if film.person.startswith("t:") else ""
    title = f"{whose} screen".strip().capitalize() if film.device == "screen" else whose
    mine = [each for each in found if (each.person, each.device) == (film.person, film.device)]
    return title if len(mine) == 1 else f"{title or 'Recording'}, part {mine.index(film) + 1}"
