"""Rows of voice-overs."""

from dataclasses import asdict, fields

from sqlalchemy import delete, func, insert, select, update

from server.domain.review.voice_overs import VoiceOver
from server.store.database import Db
from server.store.tables import uploads, voice_overs

_LIGHT = [one.name for one in fields(VoiceOver) if one.name not in ("events", "pieces")]


async def get(db: Db, voice_id: str, *, lock: bool = False) -> VoiceOver | None:
    """The voice-over with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(voice_overs).where(voice_overs.c.id == voice_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else VoiceOver(**row)


async def of_clip(db: Db, clip_id: str, *, sent_only: bool = False) -> list[VoiceOver]:
    """A clip's voice-overs, the oldest first, without their events; with `sent_only` what its client sees."""
    asked = select(*[voice_overs.c[name] for name in _LIGHT]).where(voice_overs.c.clip_id == clip_id)
    if sent_only:
        asked = asked.where(voice_overs.c.sent_at_ms.is_not(None), voice_overs.c.state == "ready")
    asked = asked.order_by(voice_overs.c.created_at_ms, voice_overs.c.id)
    return [VoiceOver(**row) for row in (await db.execute(asked)).mappings()]


async def ready_of(db: Db, clip_id: str) -> list[str]:
    """The ids of a clip's voice-overs that can be heard."""
    asked = select(voice_overs.c.id).where(voice_overs.c.clip_id == clip_id, voice_overs.c.state == "ready")
    return list((await db.execute(asked.order_by(voice_overs.c.created_at_ms))).scalars())


async def send_all(db: Db, clip_id: str, now_ms: int | None) -> None:
    """Shows a clip's voice-overs to the client from now on, those that are not shown yet; None: none any more."""
    mine = (voice_overs.c.clip_id == clip_id) & (voice_overs.c.state == "ready")
    if now_ms is not None:
        mine &= voice_overs.c.sent_at_ms.is_(None)
    await db.execute(update(voice_overs).where(mine).values(sent_at_ms=now_ms))


async def count(db: Db, clip_id: str) -> int:
    """How many there are of a clip."""
    asked = select(func.count()).select_from(voice_overs).where(voice_overs.c.clip_id == clip_id)
    return int((await db.execute(asked)).scalar_one())


async def add(db: Db, voice: VoiceOver) -> None:
    """Stores a new one."""
    await db.execute(insert(voice_overs).values(**asdict(voice)))


async def save(db: Db, voice: VoiceOver) -> None:
    """Stores one as it is now."""
    await db.execute(update(voice_overs).where(voice_overs.c.id == voice.id).values(**asdict(voice)))


async def remove(db: Db, voice_id: str) -> None:
    """Removes one with the films of it; whoever removes it removes the files, too."""
    await db.execute(delete(voice_overs).where(voice_overs.c.id == voice_id))


async def left_behind(db: Db, before_ms: int) -> list[str]:
    """Those whose sound was never sent to its end, begun before that moment, with no upload on its way."""
    asked = select(voice_overs.c.id).where(
        voice_overs.c.state == "uploading",
        voice_overs.c.created_at_ms < before_ms,
        ~select(uploads.c.id).where(uploads.c.clip_id == voice_overs.c.clip_id, uploads.c.part == "voice").exists(),
    )
    return list((await db.execute(asked)).scalars())
