"""What happens without anybody asking: cleaning up, once an hour. Doing it twice harms nobody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from recordings.files import ClipFiles
from recordings.upload import Uploads
from server import arrivals, recorded
from server.domain.accounts import DAY_MS
from server.domain.clips import UNDO_MS
from server.domain.devices import COOKIE_LIVES_S
from server.domain.exercises import UNDO_MS as EXERCISES_UNDO_MS
from server.domain.forms.library import UNDO_MS as FORMS_UNDO_MS
from server.domain.programs.program import UNDO_MS as PROGRAMS_UNDO_MS
from server.domain.review import films as film_rules
from server.domain.saved_timers import UNDO_MS as TIMERS_UNDO_MS
from server.domain.uploads import LIVES_MS
from server.settings import Settings
from server.store import (
    clips,
    exercises,
    films,
    jobs,
    letters,
    magic_links,
    programs,
    retention,
    saved_timers,
    threads,
    voice_overs,
)
from server.store.database import Database, Db
from server.store.forms import library as forms

log = logging.getLogger(__name__)

EVERY_S = 3600
FIRST_AFTER_S = 30  # not while everybody reconnects after a start
KEEP_DEAD_LINKS_MS = 30 * DAY_MS
KEEP_LETTERS_MS = 30 * DAY_MS
KEEP_JOBS_MS = 7 * DAY_MS  # what went wrong last week can still be read
AT_ONCE = 100


async def work(settings: Settings, database: Database, files: ClipFiles, clock: Callable[[], int]) -> None:
    """Cleans up until cancelled; a failure is logged and the next hour tries again."""
    uploads = Uploads(settings.data_dir / "uploads")
    await asyncio.sleep(FIRST_AFTER_S)
    try:
        while True:
            for step in (
                lambda: clean_up(settings, database, clock()),
                lambda: arrivals.sweep(database, uploads, clock()),
                lambda: recorded.sweep(
                    database,
                    settings.data_dir / "recordings",
                    settings.data_dir / "uploads",
                    clock(),
                    floor_bytes=settings.disk_floor_bytes,
                ),
                lambda: remove_clips(settings, database, files, clock()),
                lambda: remove_films(database, files, clock()),
            ):
                try:
                    await step()
                except Exception:
                    log.exception("retention failed")
            await asyncio.sleep(EVERY_S)
    finally:
        uploads.close()


async def clean_up(settings: Settings, database: Database, now_ms: int) -> dict[str, int]:
    """Deletes what has been kept long enough, each kind in its own transaction; returns how many rows of each went."""
    kinds: dict[str, Callable[[Db], Awaitable[int]]] = {
        "room logs": lambda db: retention.drop_room_logs(db, now_ms - settings.keep_room_logs * DAY_MS),
        "audit": lambda db: retention.drop_audit(db, now_ms - settings.keep_audit * DAY_MS),
        "logins": lambda db: retention.drop_logins(db, now_ms),
        "invites": lambda db: retention.drop_invites(db, now_ms - KEEP_DEAD_LINKS_MS),
        "codes": lambda db: retention.drop_codes(db, now_ms),
        "jobs": lambda db: jobs.drop_finished(db, now_ms - KEEP_JOBS_MS),
        "timers": lambda db: saved_timers.drop_deleted(db, now_ms - TIMERS_UNDO_MS),
        "programs": lambda db: programs.drop_deleted(db, now_ms - PROGRAMS_UNDO_MS),
        "forms": lambda db: forms.drop_deleted(db, now_ms - FORMS_UNDO_MS),
        "exercises": lambda db: exercises.drop_deleted(db, now_ms - EXERCISES_UNDO_MS),
        "letters": lambda db: letters.drop_older(db, now_ms - KEEP_LETTERS_MS),
        "one-time links": lambda db: magic_links.drop_expired(db, now_ms - KEEP_JOBS_MS),
        "messages": lambda db: threads.drop_older(db, now_ms - settings.keep_messages * DAY_MS),
        "devices": lambda db: retention.drop_devices(db, now_ms - COOKIE_LIVES_S * 1000),
    }
    gone: dict[str, int] = {}
    for kind, drop in kinds.items():
        async with database.writing() as db, db.begin():
            gone[kind] = await drop(db)
    if any(gone.values()):
        log.info("retention: %s", ", ".join(f"{count} {kind}" for kind, count in gone.items() if count))
    return gone


async def remove_clips(settings: Settings, database: Database, files: ClipFiles, now_ms: int) -> int:
    """Removes clips that were deleted long enough ago or kept long enough, files and all; returns how many.

    Files go before rows: cut short in between, the next hour does the rest. What the media desk puts there between the
    two goes after them; later it finds no clip any more.
    """
    removed, stuck = 0, set[str]()
    while True:
        async with database.reading() as db:
            most = AT_ONCE + len(stuck)
            due = await clips.due_to_go(db, now_ms - UNDO_MS, now_ms - settings.keep_clips * DAY_MS, most=most)
        gone = [clip_id for clip_id in due if clip_id not in stuck and await _delete_files(files, clip_id, stuck)]
        if not gone:
            break
        async with database.reading() as db:
            made = await films.folders_of(db, gone)
        for folder in made:
            await _delete_files(files, folder, set())
        async with database.writing() as db, db.begin():
            await clips.remove(db, gone)
        for folder in (*gone, *made):
            await _delete_files(files, folder, stuck)
        removed += len(gone)
    if removed:
        log.info("retention: %s clips", removed)
    return removed


async def remove_films(database: Database, files: ClipFiles, now_ms: int) -> int:
    """Removes films whose time is over, and voice-overs whose sound never came; returns how many. Files go first."""
    async with database.reading() as db:
        due = await films.due_to_go(db, now_ms, now_ms - KEEP_JOBS_MS)
        left = await voice_overs.left_behind(db, now_ms - LIVES_MS)
    gone = [film_id for film_id in due if await _delete_files(files, film_rules.folder(film_id), set())]
    async with database.writing() as db, db.begin():
        await films.remove(db, gone)
        for voice_id in left:
            await voice_overs.remove(db, voice_id)
    if gone or left:
        log.info("retention: %s films, %s voice-overs without sound", len(gone), len(left))
    return len(gone) + len(left)


async def _delete_files(files: ClipFiles, clip_id: str, stuck: set[str]) -> bool:
    """Whether they are gone; those that cannot be are left for another hour and keep no other clip."""
    try:
        await files.delete(clip_id)
    except OSError:
        log.exception("clip %s: its files could not be deleted", clip_id)
        stuck.add(clip_id)
        return False
    return True
