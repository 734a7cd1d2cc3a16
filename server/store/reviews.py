"""Rows of reviews and of the marks on clips: of each mark what was written last."""

import json
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any

from sqlalchemy import RowMapping, Text, and_, cast, delete, func, insert, select, update

from server.domain.review.marks import Mark
from server.domain.review.reviews import Review
from server.store.database import Db
from server.store.tables import clients, clips, review_marks, reviews


@dataclass(frozen=True, slots=True)
class There:
    """What is known of a mark that may be written over."""

    stamp: str
    is_deleted: bool
    size: int


async def get(db: Db, clip_id: str) -> Review:
    """The review of that clip; a blank one where nothing was written yet."""
    row = (await db.execute(select(reviews).where(reviews.c.clip_id == clip_id))).mappings().one_or_none()
    return Review(clip_id=clip_id) if row is None else Review(**row)


async def of_clips(db: Db, clip_ids: Collection[str]) -> dict[str, Review]:
    """Clip id -> its review, of those that have one."""
    asked = select(reviews).where(reviews.c.clip_id.in_(list(clip_ids)))
    return {row["clip_id"]: Review(**row) for row in (await db.execute(asked)).mappings()}


async def unread_by(db: Db, client_id: str, *, most: int) -> list[Review]:
    """What was sent to a client and not acknowledged, of clips in use, the newest first."""
    asked = (
        select(reviews)
        .join(clips, clips.c.id == reviews.c.clip_id)
        .where(
            clips.c.client_id == client_id,
            clips.c.deleted_at_ms.is_(None),
            reviews.c.sent_at_ms.is_not(None),
            reviews.c.acknowledged_at_ms.is_(None),
        )
    )
    asked = asked.order_by(reviews.c.sent_at_ms.desc(), reviews.c.clip_id).limit(most)
    return [Review(**row) for row in (await db.execute(asked)).mappings()]


async def read_by_clients(db: Db, trainer_id: str, *, most: int) -> list[Review]:
    """What clients of a trainer have acknowledged and no trainer has noticed, the oldest first."""
    asked = (
        select(reviews)
        .join(clips, clips.c.id == reviews.c.clip_id)
        .join(clients, clients.c.id == clips.c.client_id)
        .where(
            clients.c.trainer_id == trainer_id,
            clips.c.deleted_at_ms.is_(None),
            reviews.c.acknowledged_at_ms.is_not(None),
            reviews.c.noticed_at_ms.is_(None),
        )
    )
    asked = asked.order_by(reviews.c.acknowledged_at_ms, reviews.c.clip_id).limit(most)
    return [Review(**row) for row in (await db.execute(asked)).mappings()]


async def save(db: Db, review: Review) -> None:
    """Stores a review as it is now. The clip's row must be locked."""
    values = asdict(review)
    changed = await db.execute(update(reviews).where(reviews.c.clip_id == review.clip_id).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        await db.execute(insert(reviews).values(**values))


async def there(db: Db, clip_id: str, ids: Collection[str]) -> dict[str, There]:
    """Id -> what is known of it, of those that are there."""
    asked = select(review_marks.c.id, review_marks.c.stamp, review_marks.c.is_deleted, review_marks.c.size)
    asked = asked.where(review_marks.c.clip_id == clip_id, review_marks.c.id.in_(list(ids)))
    return {
        row["id"]: There(row["stamp"], row["is_deleted"], row["size"]) for row in (await db.execute(asked)).mappings()
    }


async def put(db: Db, clip_id: str, marks: Sequence[Mark], *, now_ms: int) -> None:
    """Writes these over what is there of them. The clip's row must be locked; each id stands there once."""
    if not marks:
        return
    ids = [one.id for one in marks]
    await db.execute(delete(review_marks).where(review_marks.c.clip_id == clip_id, review_marks.c.id.in_(ids)))
    rows = [
        {
            "clip_id": clip_id,
            "id": one.id,
            "seq": one.seq,
            "kind": one.kind,
            "body": one.body,
            "size": size_of(one.body),
            "stamp": one.stamp,
            "is_deleted": one.is_deleted,
            "by": one.by,
            "changed_at_ms": now_ms,
        }
        for one in marks
    ]
    await db.execute(insert(review_marks), rows)


async def after(db: Db, clip_id: str, seq: int, *, most: int) -> list[Mark]:
    """What was changed after that number, in its order, at most so many."""
    asked = select(review_marks).where(review_marks.c.clip_id == clip_id, review_marks.c.seq > seq)
    return [_mark(row) for row in (await db.execute(asked.order_by(review_marks.c.seq).limit(most))).mappings()]


async def told_after(
    db: Db, clip_id: str, seq: int, *, most: int, most_bytes: int
) -> tuple[list[dict[str, Any]], bool]:
    """The same as devices are told of it, and whether there is more; bodies are JSON as it is written down, unread.

    At most so many, and bodies of so many bytes together; always one.
    """
    rows = review_marks.c
    which = and_(rows.clip_id == clip_id, rows.seq > seq)
    sizes = (await db.execute(select(rows.seq, rows.size).where(which).order_by(rows.seq).limit(most + 1))).all()
    if not sizes:
        return [], False
    fits = min(most, max(1, bisect_right(list(accumulate(size for _, size in sizes)), most_bytes)))
    last = sizes[:fits][-1][0]
    asked = select(rows.id, rows.kind, cast(rows.body, Text), rows.stamp, rows.is_deleted, rows.seq, rows.by)
    found = await db.execute(asked.where(which, rows.seq <= last).order_by(rows.seq))
    names = ("id", "kind", "body", "stamp", "is_deleted", "seq", "by")
    return [dict(zip(names, row, strict=True)) for row in found], fits < len(sizes)


async def living(db: Db, clip_id: str, kinds: Collection[str] = ()) -> list[Mark]:
    """The marks that are on a clip, of these kinds or of all, in the order they were last changed."""
    asked = select(review_marks).where(review_marks.c.clip_id == clip_id, review_marks.c.is_deleted.is_(False))
    if kinds:
        asked = asked.where(review_marks.c.kind.in_(list(kinds)))
    return [_mark(row) for row in (await db.execute(asked.order_by(review_marks.c.seq))).mappings()]


async def one(db: Db, clip_id: str, mark_id: str) -> Mark | None:
    """The mark of that id that is on that clip."""
    asked = select(review_marks).where(
        and_(review_marks.c.clip_id == clip_id, review_marks.c.id == mark_id, review_marks.c.is_deleted.is_(False))
    )
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else _mark(row)


async def counts(db: Db, clip_id: str) -> dict[str, int]:
    """Kind -> how many marks of it are on the clip."""
    asked = select(review_marks.c.kind, func.count().label("count")).where(
        review_marks.c.clip_id == clip_id, review_marks.c.is_deleted.is_(False)
    )
    return {row["kind"]: row["count"] for row in (await db.execute(asked.group_by(review_marks.c.kind))).mappings()}


def size_of(body: Mapping[str, object]) -> int:
    """How large a body is, in bytes."""
    return len(json.dumps(body, separators=(",", ":"))) if body else 0


def _mark(row: RowMapping) -> Mark:
    return Mark(
        id=row["id"],
        kind=row["kind"],
        stamp=row["stamp"],
        body=row["body"],
        is_deleted=row["is_deleted"],
        seq=row["seq"],
        by=row["by"],
    )
