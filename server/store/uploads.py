"""Rows of uploads: bytes on their way, and for a week those that arrived."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete, func, insert, select, update

from server.domain.uploads import Part, Upload
from server.store.database import Db
from server.store.tables import clients, clips, uploads


async def get(db: Db, upload_id: str, *, lock: bool = False) -> Upload | None:
    """The upload with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(uploads).where(uploads.c.id == upload_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else Upload(**row)


async def get_owned(db: Db, upload_id: str) -> tuple[Upload, str, str | None] | None:
    """The upload with that id, the trainer whose client it is of, and the client; None: it is of the trainer alone."""
    owner = func.coalesce(clients.c.trainer_id, clips.c.trainer_id).label("trainer_id")
    asked = select(uploads, owner, clients.c.id.label("client_id")).select_from(
        uploads.join(clips, clips.c.id == uploads.c.clip_id).outerjoin(clients, clients.c.id == clips.c.client_id)
    )
    row = (await db.execute(asked.where(uploads.c.id == upload_id))).mappings().one_or_none()
    if row is None:
        return None
    found = dict(row)
    trainer_id, client_id = found.pop("trainer_id"), found.pop("client_id")
    return Upload(**found), trainer_id, client_id


async def of_clip(db: Db, clip_id: str, part: Part | None = None) -> list[Upload]:
    """A clip's uploads, or those of one part of it, the oldest first."""
    asked = select(uploads).where(uploads.c.clip_id == clip_id)
    if part is not None:
        asked = asked.where(uploads.c.part == part)
    return [Upload(**row) for row in (await db.execute(asked.order_by(uploads.c.created_at_ms))).mappings()]


async def unfinished(db: Db) -> list[Upload]:
    """Uploads whose last byte has not come, or nobody has heard of it."""
    asked = select(uploads).where(uploads.c.finished_at_ms.is_(None)).order_by(uploads.c.created_at_ms)
    return [Upload(**row) for row in (await db.execute(asked)).mappings()]


async def count_unfinished(db: Db) -> int:
    """How many uploads wait for their last byte."""
    asked = select(func.count()).select_from(uploads).where(uploads.c.finished_at_ms.is_(None))
    return int((await db.execute(asked)).scalar_one())


async def of_moments(db: Db, client_id: str) -> list[Upload]:
    """A client's moments that are on their way, previews before wholes."""
    asked = select(uploads).join(clips, clips.c.id == uploads.c.clip_id).order_by(uploads.c.part, uploads.c.id)
    asked = asked.where(clips.c.client_id == client_id, clips.c.source == "moment", uploads.c.finished_at_ms.is_(None))
    return [Upload(**row) for row in (await db.execute(asked)).mappings()]


async def promised_bytes(db: Db, client_id: str) -> int:
    """How much is on its way for a client; what is open in length counts as far as it may come."""
    each = func.coalesce(uploads.c.length, uploads.c.granted_bytes)
    asked = select(func.coalesce(func.sum(each), 0)).select_from(uploads.join(clips, clips.c.id == uploads.c.clip_id))
    asked = asked.where(clips.c.client_id == client_id, uploads.c.finished_at_ms.is_(None))
    return int((await db.execute(asked)).scalar_one())


async def promised_alone(db: Db, trainer_id: str) -> int:
    """How much is on its way of a trainer's own, of no client."""
    asked = select(func.coalesce(func.sum(uploads.c.length), 0)).select_from(
        uploads.join(clips, clips.c.id == uploads.c.clip_id)
    )
    mine = clips.c.client_id.is_(None), clips.c.trainer_id == trainer_id, uploads.c.finished_at_ms.is_(None)
    return int((await db.execute(asked.where(*mine))).scalar_one())


async def known(db: Db, upload_ids: Collection[str]) -> set[str]:
    """Those of the ids that have a row."""
    found: set[str] = set()
    wanted = list(upload_ids)
    for start in range(0, len(wanted), 500):
        asked = select(uploads.c.id).where(uploads.c.id.in_(wanted[start : start + 500]))
        found.update((await db.execute(asked)).scalars())
    return found


async def add(db: Db, upload: Upload) -> None:
    """Stores a new upload."""
    await db.execute(insert(uploads).values(**asdict(upload)))


async def set_granted(db: Db, upload_id: str, granted_bytes: int) -> None:
    """Stores how far an upload of open length may come."""
    await db.execute(update(uploads).where(uploads.c.id == upload_id).values(granted_bytes=granted_bytes))


async def set_length(db: Db, upload_id: str, length: int) -> bool:
    """Stores how long it will be; once said it stays. False: something else was said before, or it is gone."""
    open_or_same = uploads.c.length.is_(None) | (uploads.c.length == length)
    asked = update(uploads).where(uploads.c.id == upload_id, open_or_same).values(length=length)
    return bool((await db.execute(asked)).rowcount)  # type: ignore[attr-defined]


async def finish(db: Db, upload_id: str, length: int, now_ms: int) -> None:
    """Its last byte is on our disk."""
    await db.execute(update(uploads).where(uploads.c.id == upload_id).values(length=length, finished_at_ms=now_ms))


async def end(db: Db, upload_id: str, now_ms: int) -> None:
    """Its address names nothing any more."""
    await db.execute(update(uploads).where(uploads.c.id == upload_id).values(expires_at_ms=now_ms))


async def drop(db: Db, upload_ids: Collection[str]) -> None:
    """Removes rows; whoever removes them removes the files, too."""
    await db.execute(delete(uploads).where(uploads.c.id.in_(list(upload_ids))))


async def drop_finished(db: Db, now_ms: int) -> int:
    """Removes rows of uploads that arrived and whose time is over, and returns how many."""
    old = uploads.c.finished_at_ms.is_not(None) & (uploads.c.expires_at_ms <= now_ms)
    return (await db.execute(delete(uploads).where(old))).rowcount  # type: ignore[attr-defined, no-any-return]


async def show_percent(db: Db, clip_id: str, percent: int) -> None:
    """How much of a clip has come; one that has arrived is left as it is."""
    coming = (clips.c.id == clip_id) & (clips.c.state == "uploading")
    await db.execute(update(clips).where(coming).values(percent=percent))
