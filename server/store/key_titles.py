"""Which titles of key frames a trainer keeps at hand."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from server.domain.review.key_titles import OURS
from server.store.database import Db
from server.store.tables import key_titles


async def of(db: Db, account_id: str) -> tuple[str, ...]:
    """Theirs, or ours when they keep none."""
    found = (await db.execute(select(key_titles.c.titles).where(key_titles.c.account_id == account_id))).scalar()
    return OURS if found is None else tuple(found)


async def save(db: Db, account_id: str, titles: Sequence[str]) -> None:
    """Keeps these instead."""
    await db.execute(delete(key_titles).where(key_titles.c.account_id == account_id))
    await db.execute(insert(key_titles).values(account_id=account_id, titles=list(titles)))
