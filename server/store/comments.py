"""Rows of comments on clips. Deleted ones stay as rows that nobody is shown."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import func, insert, select, update

from server.domain.clips import Author
from server.domain.comments import Comment
from server.store.database import Db
from server.store.tables import clients, clip_comments, clips


async def of(db: Db, clip_id: str) -> list[Comment]:
    """A clip's comments, the oldest first."""
    asked = select(clip_comments).where(clip_comments.c.clip_id == clip_id, clip_comments.c.deleted_at_ms.is_(None))
    asked = asked.order_by(clip_comments.c.created_at_ms, clip_comments.c.id)
    return [Comment(**row) for row in (await db.execute(asked)).mappings()]


async def get(db: Db, comment_id: str, clip_id: str) -> Comment | None:
    """That comment on that clip, unless it was deleted."""
    asked = select(clip_comments).where(
        clip_comments.c.id == comment_id, clip_comments.c.clip_id == clip_id, clip_comments.c.deleted_at_ms.is_(None)
    )
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else Comment(**row)


async def count(db: Db, clip_id: str) -> int:
    """How many comments a clip has."""
    asked = select(func.count()).where(clip_comments.c.clip_id == clip_id, clip_comments.c.deleted_at_ms.is_(None))
    return (await db.execute(asked)).scalar_one()


async def add(db: Db, comment: Comment) -> None:
    """Stores a new comment."""
    await db.execute(insert(clip_comments).values(**asdict(comment)))


async def save(db: Db, comment: Comment) -> None:
    """Stores a comment as it is now."""
    await db.execute(update(clip_comments).where(clip_comments.c.id == comment.id).values(**asdict(comment)))


async def mark_seen(db: Db, clip_id: str, reader: Author, until_ms: int, now_ms: int) -> int:
    """What the other side wrote up to `until_ms` is not new for the reader any more; returns how many those were."""
    theirs = [
        clip_comments.c.clip_id == clip_id,
        clip_comments.c.author != reader,
        clip_comments.c.created_at_ms <= until_ms,
        clip_comments.c.seen_at_ms.is_(None),
    ]
    changed = await db.execute(update(clip_comments).where(*theirs).values(seen_at_ms=now_ms))
    return changed.rowcount  # type: ignore[attr-defined, no-any-return]


async def new_for(db: Db, reader: Author, clip_ids: Iterable[str]) -> dict[str, int]:
    """Clip id -> how many comments the reader has not seen, for those of these clips that have any."""
    asked = select(clip_comments.c.clip_id, func.count().label("count")).where(
        clip_comments.c.clip_id.in_(list(clip_ids)),
        clip_comments.c.author != reader,
        clip_comments.c.seen_at_ms.is_(None),
        clip_comments.c.deleted_at_ms.is_(None),
    )
    return {
        row["clip_id"]: row["count"] for row in (await db.execute(asked.group_by(clip_comments.c.clip_id))).mappings()
    }


async def unseen_by_trainer(db: Db, trainer_id: str) -> list[str]:
    """The clips of a trainer's clients on which a client wrote what the trainer has not seen yet."""
    asked = (
        select(clip_comments.c.clip_id)
        .join(clips, clips.c.id == clip_comments.c.clip_id)
        .join(clients, clients.c.id == clips.c.client_id)
        .where(
            clients.c.trainer_id == trainer_id,
            clips.c.deleted_at_ms.is_(None),
            clip_comments.c.author == "client",
            clip_comments.c.seen_at_ms.is_(None),
            clip_comments.c.deleted_at_ms.is_(None),
        )
        .distinct()
    )
    return list((await db.execute(asked)).scalars())
