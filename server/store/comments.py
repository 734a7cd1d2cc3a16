"""Rows of comments on clips. Those taken back stay as rows; of one that has answers, that it was there is shown."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import ColumnElement, func, insert, select, update

from server.domain.clips import Author
from server.domain.comments import Comment
from server.store.clients_of import in_care_of
from server.store.database import Db
from server.store.tables import clients, clip_comments, clips


async def of(db: Db, clip_id: str, *, deleted: bool = False) -> list[Comment]:
    """A clip's comments, the oldest first; with those taken back only when `deleted`."""
    asked = select(clip_comments).where(clip_comments.c.clip_id == clip_id)
    if not deleted:
        asked = asked.where(clip_comments.c.deleted_at_ms.is_(None))
    asked = asked.order_by(clip_comments.c.created_at_ms, clip_comments.c.id)
    return [Comment(**row) for row in (await db.execute(asked)).mappings()]


async def get(db: Db, comment_id: str, clip_id: str) -> Comment | None:
    """That comment on that clip, unless it was deleted."""
    asked = select(clip_comments).where(
        clip_comments.c.id == comment_id, clip_comments.c.clip_id == clip_id, clip_comments.c.deleted_at_ms.is_(None)
    )
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else Comment(**row)


async def by_id(db: Db, comment_id: str) -> Comment | None:
    """The comment with that id, wherever it stands, taken back or not."""
    row = (await db.execute(select(clip_comments).where(clip_comments.c.id == comment_id))).mappings().one_or_none()
    return None if row is None else Comment(**row)


async def with_media(db: Db, clip_id: str) -> Comment | None:
    """The comment with which a clip came."""
    asked = select(clip_comments).where(clip_comments.c.media_id == clip_id).limit(1)
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


async def seen_by(db: Db, clip_id: str, reader: Author) -> int:
    """How many comments of the other side the reader has seen: a letter about the next ones has another name."""
    asked = select(func.count()).where(
        clip_comments.c.clip_id == clip_id, clip_comments.c.author != reader, clip_comments.c.seen_at_ms.is_not(None)
    )
    return (await db.execute(asked)).scalar_one()


async def new_for(db: Db, reader: Author, clip_ids: Iterable[str]) -> dict[str, int]:
    """Clip id -> how many comments the reader has not seen, for those of these clips that have any."""
    asked = select(clip_comments.c.clip_id, func.count().label("count")).where(
        clip_comments.c.clip_id.in_(list(clip_ids)), *_new_for(reader)
    )
    return {
        row["clip_id"]: row["count"] for row in (await db.execute(asked.group_by(clip_comments.c.clip_id))).mappings()
    }


async def first_new_for(db: Db, reader: Author, clip_ids: Iterable[str]) -> dict[str, Comment]:
    """Clip id -> the oldest comment the reader has not seen."""
    asked = select(clip_comments).where(clip_comments.c.clip_id.in_(list(clip_ids)), *_new_for(reader))
    asked = asked.order_by(clip_comments.c.created_at_ms.desc(), clip_comments.c.id)
    return {row["clip_id"]: Comment(**row) for row in (await db.execute(asked)).mappings()}


async def unseen_by_trainer(db: Db, trainer_id: str) -> list[str]:
    """The clips on which a client wrote what no trainer has seen yet: of a trainer's clients, and of those shared with
    them to write.
    """
    asked = (
        select(clip_comments.c.clip_id)
        .join(clips, clips.c.id == clip_comments.c.clip_id)
        .join(clients, clients.c.id == clips.c.client_id)
        .where(
            in_care_of(trainer_id),
            clips.c.deleted_at_ms.is_(None),
            *_new_for("trainer"),
        )
        .distinct()
    )
    return list((await db.execute(asked)).scalars())


async def unseen_by_client(db: Db, client_id: str) -> list[str]:
    """The clips of a client on which a trainer wrote what the client has not seen yet."""
    asked = (
        select(clip_comments.c.clip_id)
        .join(clips, clips.c.id == clip_comments.c.clip_id)
        .where(clips.c.client_id == client_id, clips.c.deleted_at_ms.is_(None), *_new_for("client"))
        .distinct()
    )
    return list((await db.execute(asked)).scalars())


def _new_for(reader: Author) -> list[ColumnElement[bool]]:
    return [
        clip_comments.c.author != reader,
        clip_comments.c.seen_at_ms.is_(None),
        clip_comments.c.deleted_at_ms.is_(None),
    ]
