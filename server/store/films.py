"""Rows of films that are made of reviews, and where the files of them and of voice-overs lie."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete, func, insert, or_, select, update

from server.domain.review import films as rules
from server.domain.review import voice_overs as voice_rules
from server.domain.review.films import Film
from server.store.database import Db
from server.store.tables import films, voice_overs


async def get(db: Db, film_id: str, *, lock: bool = False) -> Film | None:
    """The film with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(films).where(films.c.id == film_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else Film(**row)


async def of_clip(db: Db, clip_id: str, *, sent_only: bool = False) -> list[Film]:
    """A clip's films, the newest first; with `sent_only` what its client sees."""
    asked = select(films).where(films.c.clip_id == clip_id, films.c.state != "cancelled")
    if sent_only:
        asked = asked.where(films.c.sent_at_ms.is_not(None), films.c.state == "ready")
    asked = asked.order_by(films.c.created_at_ms.desc(), films.c.id)
    return [Film(**row) for row in (await db.execute(asked)).mappings()]


async def count_waiting(db: Db, clip_id: str) -> int:
    """How many of a clip are being made or wait for it."""
    waiting = films.c.state.in_(("waiting", "working"))
    return int(
        (
            await db.execute(select(func.count()).select_from(films).where(films.c.clip_id == clip_id, waiting))
        ).scalar_one()
    )


async def add(db: Db, film: Film) -> None:
    """Stores a new one."""
    await db.execute(insert(films).values(**asdict(film)))


async def save(db: Db, film: Film) -> None:
    """Stores one as it is now."""
    await db.execute(update(films).where(films.c.id == film.id).values(**asdict(film)))


async def show_percent(db: Db, film_id: str, percent: int) -> None:
    """How far it is; one that is not being made is left as it is."""
    making = (films.c.id == film_id) & (films.c.state == "working")
    await db.execute(update(films).where(making).values(percent=percent))


async def remove(db: Db, film_ids: Collection[str]) -> None:
    """Removes rows; whoever removes them removes the files, too."""
    await db.execute(delete(films).where(films.c.id.in_(list(film_ids))))


async def due_to_go(db: Db, now_ms: int, made_before_ms: int) -> list[str]:
    """Those whose time is over, and those that came to nothing, made before that moment."""
    came_to_nothing = films.c.state.in_(("cancelled", "refused")) & (films.c.created_at_ms < made_before_ms)
    asked = select(films.c.id).where(or_(films.c.expires_at_ms <= now_ms, came_to_nothing))
    return list((await db.execute(asked.limit(500))).scalars())


async def folders_of(db: Db, clip_ids: Collection[str]) -> list[str]:
    """Where the files of all voice-overs and films of these clips lie: they go with the clips."""
    mine = list(clip_ids)
    spoken = select(voice_overs.c.id).where(voice_overs.c.clip_id.in_(mine))
    filmed = select(films.c.id).where(or_(films.c.clip_id.in_(mine), films.c.second_clip_id.in_(mine)))
    return [
        *(voice_rules.folder(one) for one in (await db.execute(spoken)).scalars()),
        *(rules.folder(one) for one in (await db.execute(filmed)).scalars()),
    ]


async def films_of_voice(db: Db, voice_id: str) -> list[str]:
    """The films of a voice-over."""
    return list((await db.execute(select(films.c.id).where(films.c.voice_over_id == voice_id))).scalars())
