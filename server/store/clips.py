"""Rows of clips: what stays of people in pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, not_, or_, select, update

from server.domain.clips import Clip, Source
from server.store.database import Db
from server.store.tables import client_shares, clients, clips, films, voice_overs


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which clips of a trainer a list shows, of any client or of none; what is None does not narrow it."""

    trainer_id: str
    client_id: str | None = None
    session_id: str | None = None
    source: Source | None = None
    waiting: bool = False  # only those the trainer has not looked at
    deleted: bool = False  # those put away instead of those in use


@dataclass(frozen=True, slots=True)
class Stored:
    """How much somebody's clips take up."""

    count: int
    size_bytes: int


async def of_trainer_alone(db: Db, trainer_id: str, *, most: int) -> list[Clip]:
    """Photos and films in use that are of no client, the newest first: what may show how something is done."""
    asked = select(clips).where(
        clips.c.trainer_id == trainer_id,
        clips.c.client_id.is_(None),
        clips.c.source == "upload",  # what was sent to a group stands there
        clips.c.deleted_at_ms.is_(None),
        clips.c.media.in_(("photo", "video")),
        clips.c.state == "ready",
    )
    rows = (await db.execute(asked.order_by(clips.c.created_at_ms.desc(), clips.c.id).limit(most))).mappings()
    return [Clip(**row) for row in rows]


async def get(db: Db, clip_id: str, *, lock: bool = False) -> Clip | None:
    """The clip with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(clips).where(clips.c.id == clip_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else Clip(**row)


async def get_many(db: Db, clip_ids: Iterable[str], *, lock: bool = False) -> list[Clip]:
    """The clips with these ids, the newest first; ids that name nothing are left out. lock: as for `get`."""
    wanted = list(clip_ids)
    if not wanted:
        return []
    asked = _newest_first(select(clips).where(clips.c.id.in_(wanted)))
    return [Clip(**row) for row in (await db.execute(asked.with_for_update() if lock else asked)).mappings()]


async def by_moment(db: Db, session_id: str, moment: str, *, lock: bool = False) -> Clip | None:
    """The clip that a session's log knows under that id; with `lock` as for `get`."""
    asked = select(clips).where(clips.c.session_id == session_id, clips.c.moment == moment).limit(1)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else Clip(**row)


async def list_for(db: Db, wanted: Wanted, *, most: int = 60, before: Clip | None = None) -> list[Clip]:
    """At most that many clips, the newest first, going on after `before`."""
    asked = select(clips).outerjoin(clients, clients.c.id == clips.c.client_id).where(*_conditions(wanted))
    if before is not None:
        asked = asked.where(
            or_(
                clips.c.created_at_ms < before.created_at_ms,
                and_(clips.c.created_at_ms == before.created_at_ms, clips.c.id < before.id),
            )
        )
    return [Clip(**row) for row in (await db.execute(_newest_first(asked).limit(most))).mappings()]


async def by_client(db: Db, wanted: Wanted) -> list[tuple[str, int, int]]:
    """Of those clips: whose ("" is nobody's), how many, and when the oldest was ready; the newest client first."""
    since_ms = func.min(func.coalesce(clips.c.ready_at_ms, clips.c.created_at_ms))
    asked = select(clips.c.client_id, func.count(), since_ms).select_from(
        clips.outerjoin(clients, clients.c.id == clips.c.client_id)
    )
    asked = (
        asked.where(*_conditions(wanted)).group_by(clips.c.client_id).order_by(func.max(clips.c.created_at_ms).desc())
    )
    return [(client_id or "", count, at_ms) for client_id, count, at_ms in (await db.execute(asked)).all()]


async def count(db: Db, wanted: Wanted) -> int:
    """How many clips that would be in all."""
    asked = select(func.count()).select_from(clips.outerjoin(clients, clients.c.id == clips.c.client_id))
    return (await db.execute(asked.where(*_conditions(wanted)))).scalar_one()


async def of_client(db: Db, client_id: str, *, most: int | None = None) -> list[Clip]:
    """A client's clips in use, the newest first; at most that many."""
    asked = select(clips).where(clips.c.client_id == client_id, clips.c.deleted_at_ms.is_(None))
    return [Clip(**row) for row in (await db.execute(_newest_first(asked).limit(most))).mappings()]


async def count_of_client(db: Db, client_id: str) -> int:
    """How many clips of a client are in use."""
    asked = select(func.count()).where(clips.c.client_id == client_id, clips.c.deleted_at_ms.is_(None))
    return (await db.execute(asked)).scalar_one()


async def deleted_by_client(db: Db, client_id: str) -> list[Clip]:
    """Clips that this client put away and may have back, the newest first."""
    asked = select(clips).where(clips.c.client_id == client_id, clips.c.deleted_by == "client")
    return [Clip(**row) for row in (await db.execute(_newest_first(asked))).mappings()]


async def stored(db: Db, *, client_id: str | None = None, trainer_id: str | None = None) -> Stored:
    """What the clips of a client, or all of a trainer's, take up; deleted ones count until they are gone."""
    asked = select(func.count(), func.coalesce(func.sum(clips.c.size_bytes + clips.c.stored_bytes), 0))
    asked = asked.select_from(clips.outerjoin(clients, clients.c.id == clips.c.client_id))
    if client_id is not None:
        asked = asked.where(clips.c.client_id == client_id)
    if trainer_id is not None:
        asked = asked.where(_is_of(trainer_id))
    found = (await db.execute(asked)).one()
    more = 0
    for table in (voice_overs, films):  # what was made of clips counts with them
        there = clips.outerjoin(clients, clients.c.id == clips.c.client_id)
        extra = select(func.coalesce(func.sum(table.c.size_bytes), 0)).select_from(
            there.join(table, table.c.clip_id == clips.c.id)
        )
        if client_id is not None:
            extra = extra.where(clips.c.client_id == client_id)
        if trainer_id is not None:
            extra = extra.where(_is_of(trainer_id))
        more += int((await db.execute(extra)).scalar_one())
    return Stored(int(found[0]), int(found[1]) + more)


async def stored_alone(db: Db, trainer_id: str) -> Stored:
    """What a trainer's own clips, of no client, take up."""
    asked = select(func.count(), func.coalesce(func.sum(clips.c.size_bytes + clips.c.stored_bytes), 0))
    mine = clips.c.client_id.is_(None), clips.c.trainer_id == trainer_id
    count, size_bytes = (await db.execute(asked.where(*mine))).one()
    return Stored(int(count), int(size_bytes))


async def stored_by_client(db: Db, trainer_id: str) -> dict[str, Stored]:
    """Client id -> what their clips take up, for all of a trainer's clients who have any."""
    size = func.sum(clips.c.size_bytes + clips.c.stored_bytes).label("size_bytes")
    asked = select(clips.c.client_id, func.count().label("count"), size).join(
        clients, clients.c.id == clips.c.client_id
    )
    asked = asked.where(clients.c.trainer_id == trainer_id).group_by(clips.c.client_id)
    rows = (await db.execute(asked)).mappings()
    found = {row["client_id"]: Stored(int(row["count"]), int(row["size_bytes"])) for row in rows}
    for table in (voice_overs, films):
        extra = select(clips.c.client_id, func.sum(table.c.size_bytes).label("size_bytes")).select_from(
            clips.join(table, table.c.clip_id == clips.c.id).join(clients, clients.c.id == clips.c.client_id)
        )
        extra = extra.where(clients.c.trainer_id == trainer_id).group_by(clips.c.client_id)
        for row in (await db.execute(extra)).mappings():
            one = found[row["client_id"]]
            found[row["client_id"]] = Stored(one.count, one.size_bytes + int(row["size_bytes"]))
    return found


async def unfinished(db: Db) -> list[Clip]:
    """Clips on their way: still coming in, or being worked on."""
    asked = select(clips).where(clips.c.state.in_(("uploading", "uploaded", "processing")))
    return [Clip(**row) for row in (await db.execute(asked)).mappings()]


async def due_to_go(db: Db, deleted_before_ms: int, made_before_ms: int, *, most: int) -> list[str]:
    """Ids of clips that were put away before the one moment, or made before the other.

    A trainer's own photos and films do not grow old: exercises and assessments are shown by them.
    """
    is_own = and_(clips.c.client_id.is_(None), clips.c.source == "upload")
    due = or_(clips.c.deleted_at_ms < deleted_before_ms, and_(clips.c.created_at_ms < made_before_ms, not_(is_own)))
    return list((await db.execute(select(clips.c.id).where(due).order_by(clips.c.id).limit(most))).scalars())


async def remove(db: Db, clip_ids: Sequence[str]) -> None:
    """Removes clips with their uploads and comments; their files are gone already."""
    await db.execute(delete(clips).where(clips.c.id.in_(clip_ids)))


async def add(db: Db, clip: Clip) -> None:
    """Stores a new clip."""
    await db.execute(insert(clips).values(**asdict(clip)))


async def save(db: Db, clip: Clip) -> None:
    """Stores a clip as it is now. Read it with `lock` first: the media worker and people change the same row."""
    await db.execute(update(clips).where(clips.c.id == clip.id).values(**asdict(clip)))


async def change(db: Db, clip_id: str, **values: object) -> None:
    """Stores some columns of a clip and leaves the others to whoever else writes them."""
    await db.execute(update(clips).where(clips.c.id == clip_id).values(**values))


async def change_many(db: Db, clip_ids: Sequence[str], **values: object) -> None:
    """Stores some columns of several clips at once."""
    await db.execute(update(clips).where(clips.c.id.in_(clip_ids)).values(**values))


async def show_percent(db: Db, clip_id: str, percent: int) -> None:
    """How far the work on a clip is; one that is not being worked on is left as it is."""
    mine = and_(clips.c.id == clip_id, clips.c.state == "processing")
    await db.execute(update(clips).where(mine).values(percent=percent))


def _conditions(wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    conditions = [_is_of(wanted.trainer_id)]
    if wanted.client_id is not None or wanted.session_id is not None:  # which the asker was let in to
        shared = select(client_shares.c.client_id).where(client_shares.c.account_id == wanted.trainer_id)
        conditions = [or_(_is_of(wanted.trainer_id), clips.c.client_id.in_(shared))]
    conditions.append(clips.c.deleted_at_ms.is_not(None) if wanted.deleted else clips.c.deleted_at_ms.is_(None))
    if wanted.client_id is not None:
        conditions.append(clips.c.client_id == wanted.client_id)
    if wanted.session_id is not None:
        conditions.append(clips.c.session_id == wanted.session_id)
    if wanted.source is not None:
        conditions.append(clips.c.source == wanted.source)
    if wanted.waiting:
        conditions += [clips.c.state == "ready", clips.c.reviewed_at_ms.is_(None)]
    return conditions


def _is_of(trainer_id: str) -> ColumnElement[bool]:
    """Of a client of that trainer, or of the trainer alone."""
    return or_(clients.c.trainer_id == trainer_id, clips.c.trainer_id == trainer_id)


def _newest_first(asked: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    return asked.order_by(clips.c.created_at_ms.desc(), clips.c.id.desc())
