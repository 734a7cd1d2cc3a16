"""Rows of one-time links. Used once by one conditional UPDATE, so that of a hundred presses one counts."""

from dataclasses import asdict

from sqlalchemy import delete, insert, select, update

from server.domain.threads.magic import MagicLink
from server.store.database import Db
from server.store.tables import magic_links


async def add(db: Db, link: MagicLink) -> None:
    """Stores a new link."""
    await db.execute(insert(magic_links).values(**asdict(link)))


async def get(db: Db, digest: str) -> MagicLink | None:
    """The link whose secret has that digest."""
    row = (await db.execute(select(magic_links).where(magic_links.c.id == digest))).mappings().one_or_none()
    return None if row is None else MagicLink(**row)


async def use(db: Db, digest: str, now_ms: int) -> bool:
    """Uses a link up; False: somebody was faster, or its time is over."""
    unused = update(magic_links).where(
        magic_links.c.id == digest, magic_links.c.used_at_ms.is_(None), magic_links.c.expires_at_ms > now_ms
    )
    return bool((await db.execute(unused.values(used_at_ms=now_ms))).rowcount)  # type: ignore[attr-defined]


async def drop_expired(db: Db, before_ms: int) -> int:
    """Removes links whose time was over before that moment; returns how many."""
    return (await db.execute(delete(magic_links).where(magic_links.c.expires_at_ms < before_ms))).rowcount  # type: ignore[attr-defined, no-any-return]
