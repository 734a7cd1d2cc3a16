"""Rows of comments on clips. Those taken back stay as rows; of one that has answers, that it was there is shown."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, and_, func, insert, literal, select, update

from server.domain import seats
from server.domain.comments import Comment, Reads, other_side
from server.store.clients_of import in_care_of
from server.store.database import Db
from server.store.tables import clients, clip_comments, clips, comment_reads


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


async def reads(db: Db, clip_id: str) -> Reads:
    """Until when who has read what the other side wrote."""
    asked = select(comment_reads.c.reader, comment_reads.c.until_ms).where(comment_reads.c.clip_id == clip_id)
    return {row.reader: row.until_ms for row in await db.execute(asked)}


async def mark_seen(db: Db, clip_id: str, reader: str, until_ms: int) -> None:
    """What the other side wrote up to `until_ms` is not new for the reader any more."""
    mine = (comment_reads.c.clip_id == clip_id) & (comment_reads.c.reader == reader)
    known = (await db.execute(select(comment_reads.c.until_ms).where(mine))).scalar_one_or_none()
    if known is None:
        await db.execute(insert(comment_reads).values(clip_id=clip_id, reader=reader, until_ms=until_ms))
    elif known < until_ms:
        await db.execute(update(comment_reads).where(mine).values(until_ms=until_ms))


async def read_on(db: Db, client_id: str, reader: str, like: str) -> None:
    """What one trainer has read on a client's clips is not new for another either, with whom the client is shared."""
    theirs = comment_reads.alias()
    further = select(theirs.c.until_ms).where(
        theirs.c.clip_id == comment_reads.c.clip_id,
        theirs.c.reader == like,
        theirs.c.until_ms > comment_reads.c.until_ms,
    )
    behind = (
        comment_reads.c.reader == reader,
        comment_reads.c.clip_id.in_(select(clips.c.id).where(clips.c.client_id == client_id)),
        further.exists(),
    )
    await db.execute(update(comment_reads).where(*behind).values(until_ms=further.scalar_subquery()))
    mine = select(comment_reads.c.reader).where(
        comment_reads.c.clip_id == theirs.c.clip_id, comment_reads.c.reader == reader
    )
    begun = (
        select(theirs.c.clip_id, literal(reader), theirs.c.until_ms)
        .join(clips, clips.c.id == theirs.c.clip_id)
        .where(clips.c.client_id == client_id, theirs.c.reader == like, ~mine.exists())
    )
    await db.execute(insert(comment_reads).from_select(["clip_id", "reader", "until_ms"], begun))


async def seen_by(db: Db, clip_id: str, reader: str) -> int:
    """How many comments of the other side the reader has seen: a letter about the next ones has another name."""
    asked = (
        select(func.count())
        .select_from(clip_comments.join(comment_reads, comment_reads.c.clip_id == clip_comments.c.clip_id))
        .where(
            comment_reads.c.reader == reader,
            clip_comments.c.clip_id == clip_id,
            clip_comments.c.author == other_side(reader),
            clip_comments.c.created_at_ms <= comment_reads.c.until_ms,
        )
    )
    return (await db.execute(asked)).scalar_one()


async def new_for(db: Db, reader: str, clip_ids: Iterable[str]) -> dict[str, int]:
    """Clip id -> how many comments the reader has not seen, for those of these clips that have any."""
    wanted = list(clip_ids)
    if not wanted:
        return {}
    asked = (
        _new(reader, clip_comments.c.clip_id, func.count().label("count"))
        .where(clips.c.id.in_(wanted))
        .group_by(clip_comments.c.clip_id)
    )
    return {row["clip_id"]: row["count"] for row in (await db.execute(asked)).mappings()}


async def first_new_for(db: Db, reader: str, clip_ids: Iterable[str]) -> dict[str, Comment]:
    """Clip id -> the oldest comment the reader has not seen."""
    wanted = list(clip_ids)
    if not wanted:
        return {}
    asked = _new(reader, *clip_comments.c).where(clips.c.id.in_(wanted))
    asked = asked.order_by(clip_comments.c.created_at_ms.desc(), clip_comments.c.id)
    return {row["clip_id"]: Comment(**row) for row in (await db.execute(asked)).mappings()}


async def unseen_by_trainer(db: Db, trainer_id: str, *, most: int) -> dict[str, int]:
    """Clip id -> how many comments of a client this trainer has not seen yet: of their clients, and of those shared
    with them to write; the newest clips, at most so many.
    """
    asked = (
        _new(seats.trainer(trainer_id), clips.c.id, func.count())
        .join(clients, clients.c.id == clips.c.client_id)
        .where(in_care_of(trainer_id), clips.c.deleted_at_ms.is_(None))
        .group_by(clips.c.id)
        .order_by(clips.c.created_at_ms.desc(), clips.c.id.desc())
        .limit(most)
    )
    return dict((await db.execute(asked)).all())


async def unseen_by_client(db: Db, client_id: str) -> list[str]:
    """The clips of a client on which a trainer wrote what the client has not seen yet."""
    asked = _new(seats.client(client_id), clips.c.id)
    asked = asked.where(clips.c.client_id == client_id, clips.c.deleted_at_ms.is_(None)).distinct()
    return list((await db.execute(asked)).scalars())


def _new(reader: str, *columns: Any) -> Select[Any]:
    """These columns of comments that the other side wrote and the reader has not seen, from their clips on."""
    read = and_(comment_reads.c.clip_id == clips.c.id, comment_reads.c.reader == reader)
    return (
        select(*columns)
        .select_from(clips.outerjoin(comment_reads, read).join(clip_comments, clip_comments.c.clip_id == clips.c.id))
        .where(
            clip_comments.c.author == other_side(reader),
            clip_comments.c.created_at_ms > func.coalesce(comment_reads.c.until_ms, 0),
            clip_comments.c.deleted_at_ms.is_(None),
        )
    )
