"""What becomes of an upload: a clip with a job when its last byte is safe, nothing when nobody finishes it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from recordings.refusals import MISSING
from recordings.tus import Refused
from recordings.upload import Uploads
from server import ids
from server.domain import clips as rules
from server.domain import comments as comment_rules
from server.domain.clips import Clip
from server.domain.comments import About, Comment
from server.domain.jobs import Job
from server.domain.review import voice_overs as voice_rules
from server.domain.threads import messages
from server.domain.threads.messages import Message, Thread
from server.domain.uploads import LIVES_MS, Upload
from server.store import audit, clips, comments, groups, jobs, threads, uploads, voice_overs
from server.store.database import Database, Db, make_safe

log = logging.getLogger(__name__)

UPLOADS: web.AppKey[Uploads] = web.AppKey("uploads", Uploads)
ORPHAN_S = 3600  # a file without a row may be one whose row is being written


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each went."""

    arrived: int = 0  # complete, and only nobody had heard of it
    expired: int = 0
    orphans: int = 0


async def arrive(db: Db, upload_id: str, size_bytes: int, now_ms: int) -> Clip | None:
    """The last byte of an upload is on our disk: clip and job say so. Whoever calls it commits, and makes that safe.

    Said twice it counts once. None: the upload is gone.
    """
    upload = await uploads.get(db, upload_id, lock=True)
    if upload is None:
        return None
    clip = await clips.get(db, upload.clip_id, lock=True)
    if clip is None or upload.finished_at_ms is not None:
        return clip
    await uploads.finish(db, upload.id, size_bytes, now_ms)
    if upload.part == "voice":
        return await _spoken(db, upload, clip, size_bytes, now_ms)
    if upload.part == "whole":
        clip = rules.uploaded(clip, now_ms, size_bytes, upload.details.get("splice"))
        await clips.change(
            db,
            clip.id,
            state=clip.state,
            percent=clip.percent,
            size_bytes=size_bytes,
            splice=clip.splice,
            uploaded_at_ms=now_ms,
        )
    await jobs.add(db, _job(upload, now_ms))
    if clip.source == "message":
        thread = await _thread(db, upload, clip)
        if thread is not None:
            await threads.add(db, await _message(db, upload, thread, clip.id, now_ms))
    elif answer := upload.details.get("answer"):
        await comments.add(db, await _answer(db, upload, clip, answer, now_ms))
    elif note := upload.details.get("note"):
        await comments.add(db, _first_comment(clip, upload.person, note, now_ms))
    detail = {"clip": clip.id, "part": upload.part, "bytes": size_bytes}
    await audit.note(db, now_ms, upload.person, "clip.uploaded", rules.subject(clip), **detail)
    log.info("clip %s: %s arrived, %d bytes in %d ms", clip.id, upload.part, size_bytes, now_ms - upload.created_at_ms)
    return clip


async def stop(db: Db, upload: Upload) -> None:
    """Takes back an upload that is not to go on: its row, and the clip if nothing else was to come of it."""
    clip = await clips.get(db, upload.clip_id, lock=True)
    await uploads.drop(db, [upload.id])
    if clip is None or clip.state != "uploading" or upload.part == "voice":
        return
    if upload.part == "preview" and (clip.files or await uploads.of_clip(db, clip.id)):
        return  # the whole is to come
    await _give_up(db, clip)


async def withdraw(db: Db, client_id: str) -> list[str]:
    """Takes back a client's moments that are on their way, as the consent to them is withdrawn; what has arrived stays.

    Returns the uploads whose bytes are to go once this is committed; the next hour's sweep finds them, too.
    """
    coming = await uploads.of_moments(db, client_id)
    for upload in coming:
        await stop(db, upload)
    return [upload.id for upload in coming]


async def sweep(database: Database, files: Uploads, now_ms: int) -> Swept:
    """Once an hour: finishes what arrived unheard, and removes uploads nobody finished and files nobody knows."""
    async with database.reading() as db:
        waiting = await uploads.unfinished(db)
    arrived = expired = 0
    for upload in waiting:
        if await _is_complete(files, upload):
            async with database.writing() as db, db.begin():
                arrived += await arrive(db, upload.id, upload.length or 0, now_ms) is not None
            await make_safe(database)
        elif upload.expires_at_ms <= now_ms and await _expire(database, upload.id):
            await files.remove(upload.id)
            expired += 1
    async with database.writing() as db, db.begin():
        await uploads.drop_finished(db, now_ms)
        for clip in await clips.unfinished(db):
            # Its preview came, and its whole was never even begun.
            is_left = clip.state == "uploading" and clip.created_at_ms <= now_ms - LIVES_MS
            if is_left and not await uploads.of_clip(db, clip.id):
                await _give_up(db, clip)
    swept = Swept(arrived, expired, await _remove_orphans(database, files))
    if swept != Swept():
        log.info("uploads: %d arrived unheard, %d expired, %d orphans", arrived, expired, swept.orphans)
    return swept


async def _expire(database: Database, upload_id: str) -> bool:
    """Takes an upload back; False when its last byte has come since we looked."""
    async with database.writing() as db, db.begin():
        upload = await uploads.get(db, upload_id, lock=True)
        if upload is None or upload.finished_at_ms is not None:
            return False
        await stop(db, upload)
    return True


async def _give_up(db: Db, clip: Clip) -> None:
    """Nothing more of a clip will come: what its preview shows stays, one of which there is nothing goes."""
    if clip.files or await uploads.of_clip(db, clip.id):
        await clips.save(db, rules.refused(clip, MISSING))
    else:
        await clips.remove(db, [clip.id])


async def _is_complete(files: Uploads, upload: Upload) -> bool:
    try:
        return upload.length is not None and await files.offset(upload.id) == upload.length
    except Refused:
        return False


async def _remove_orphans(database: Database, files: Uploads) -> int:
    found: Sequence[str] = await files.older_than(ORPHAN_S)
    async with database.reading() as db:
        known = await uploads.known(db, found) | await jobs.uploads_wanted(db)
    return sum([await files.remove(name) for name in found if name not in known])


async def _spoken(db: Db, upload: Upload, clip: Clip, size_bytes: int, now_ms: int) -> Clip:
    """The sound of a voice-over: nothing of the clip changes. Of one that was deleted meanwhile nothing comes."""
    voice = await voice_overs.get(db, str(upload.details.get("voice_over")), lock=True)
    if voice is None:
        return clip
    await voice_overs.save(db, voice_rules.arrived(voice))
    job = Job(
        id=ids.new(),
        kind="voice",
        subject=voice.id,
        detail={"upload": upload.id},
        run_after_ms=now_ms,
        created_at_ms=now_ms,
    )
    await jobs.add(db, job)
    log.info("voice-over %s: its sound arrived, %d bytes", voice.id, size_bytes)
    return clip


def _first_comment(clip: Clip, person: str, note: str, now_ms: int) -> Comment:
    """What its sender wrote along with it: about all of it, by whoever sent it."""
    return comment_rules.write(
        clip, id=ids.new(), author=clip.entered_by, person=person, text=note, count=0, now_ms=now_ms
    )


async def _answer(db: Db, upload: Upload, clip: Clip, answer: Mapping[str, Any], now_ms: int) -> Comment:
    """The comment with which it came. Whether there is room for it was asked when it began to come."""
    on = await clips.get(db, answer["on"])
    return comment_rules.write(
        clip if on is None else on,
        id=ids.new(),
        author=clip.entered_by,
        person=upload.person,
        text=upload.details.get("note", ""),
        about=About(**{name: value for name, value in answer.items() if name not in ("on", "to")}),
        to=await comments.by_id(db, answer["to"]) if answer["to"] else None,
        media_id=clip.id,
        count=0,
        now_ms=now_ms,
    )


async def _thread(db: Db, upload: Upload, clip: Clip) -> Thread | None:
    """Where it is to stand: in the group, for one who is still in it, else in the client's own. None: nowhere."""
    group = await groups.get(db, str(upload.details["group"])) if "group" in upload.details else None
    if group is not None:
        is_in_it = clip.client_id in group.members if clip.client_id else clip.trainer_id == group.trainer_id
        if is_in_it:
            return Thread(group_id=group.id)
    return Thread(client_id=clip.client_id) if clip.client_id else None


async def _message(db: Db, upload: Upload, thread: Thread, clip_id: str, now_ms: int) -> Message:
    """The message in which it came: whoever sent it wrote it."""
    return messages.write(
        thread,
        id=ids.new(),
        author=upload.person,
        text=upload.details.get("note", ""),
        clip_id=clip_id,
        last_ms=await threads.last_ms(db, thread),
        now_ms=now_ms,
    )


def _job(upload: Upload, now_ms: int) -> Job:
    detail: dict[str, Any] = {"upload": upload.id}
    if upload.part == "preview" and (splice := upload.details.get("splice")):
        detail["splice"] = splice
    return Job(
        id=ids.new(),
        kind="preview" if upload.part == "preview" else "prepare",
        subject=upload.clip_id,
        detail=detail,
        run_after_ms=now_ms,
        created_at_ms=now_ms,
    )
