"""Rows of messages, of what everybody has read, and of cheers. Messages taken back stay as rows nobody is shown."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, FromClause, and_, case, delete, func, insert, select, update

from server.domain.threads.messages import Message, Thread
from server.store.clients_of import in_care_of
from server.store.database import Db
from server.store.tables import clients, groups, message_cheers, messages, thread_reads

_SINCE = func.min(messages.c.created_at_ms)
_URGENT = func.max(case((messages.c.is_urgent, 1), else_=0))
_CHECK_IN = func.max(case((messages.c.kind == "check-in", 1), else_=0))


@dataclass(frozen=True, slots=True)
class New:
    """What somebody has not read of one thread."""

    thread: Thread
    count: int
    since_ms: int  # the oldest of them
    is_urgent: bool
    has_check_in: bool


async def add(db: Db, message: Message) -> None:
    """Stores a new message; whoever wrote it has read what stood before it."""
    await db.execute(insert(messages).values(**asdict(message)))
    await mark_read(db, message.thread, message.author, message.created_at_ms)


async def save(db: Db, message: Message) -> None:
    """Stores a message as it is now."""
    await db.execute(update(messages).where(messages.c.id == message.id).values(**asdict(message)))


async def get(db: Db, thread: Thread, message_id: str) -> Message | None:
    """That message of that thread, unless it was taken back."""
    asked = select(messages).where(_in(thread), messages.c.id == message_id, messages.c.deleted_at_ms.is_(None))
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else Message(**row)


async def with_clip(db: Db, clip_id: str) -> Message | None:
    """The message in which a clip came."""
    row = (await db.execute(select(messages).where(messages.c.clip_id == clip_id).limit(1))).mappings().one_or_none()
    return None if row is None else Message(**row)


async def last_ms(db: Db, thread: Thread) -> int | None:
    """When the thread's last message was written, taken back or not."""
    found: int | None = (await db.execute(select(func.max(messages.c.created_at_ms)).where(_in(thread)))).scalar_one()
    return found


async def last(db: Db, thread: Thread) -> Message | None:
    """The thread's last message."""
    found = await page(db, thread, most=1)
    return found[0] if found else None


async def page(db: Db, thread: Thread, *, most: int, before_ms: int | None = None) -> list[Message]:
    """The thread's last messages, the oldest of them first; with `before_ms` those before that moment."""
    asked = select(messages).where(_in(thread), messages.c.deleted_at_ms.is_(None))
    if before_ms is not None:
        asked = asked.where(messages.c.created_at_ms < before_ms)
    rows = await db.execute(asked.order_by(messages.c.created_at_ms.desc()).limit(most))
    return [Message(**row) for row in rows.mappings()][::-1]


async def since(db: Db, thread: Thread, kind: str, from_ms: int) -> list[Message]:
    """Messages of one kind from a moment on, the oldest first."""
    asked = select(messages).where(
        _in(thread), messages.c.kind == kind, messages.c.created_at_ms >= from_ms, messages.c.deleted_at_ms.is_(None)
    )
    return [Message(**row) for row in (await db.execute(asked.order_by(messages.c.created_at_ms))).mappings()]


async def mark_read(db: Db, thread: Thread, reader: str, until_ms: int) -> None:
    """The reader has seen everything up to that moment; an earlier one than is known changes nothing."""
    mine = and_(thread_reads.c.thread == thread.key, thread_reads.c.reader == reader)
    known = (await db.execute(select(thread_reads.c.until_ms).where(mine))).scalar_one_or_none()
    if known is None:
        row = {"thread": thread.key, "reader": reader, "until_ms": until_ms}
        await db.execute(insert(thread_reads).values(**row, client_id=thread.client_id, group_id=thread.group_id))
    elif until_ms > known:
        await db.execute(update(thread_reads).where(mine, thread_reads.c.until_ms < until_ms).values(until_ms=until_ms))


async def reads(db: Db, thread: Thread) -> dict[str, int]:
    """Reader -> until when they have read this thread."""
    asked = select(thread_reads.c.reader, thread_reads.c.until_ms).where(thread_reads.c.thread == thread.key)
    return {row.reader: row.until_ms for row in await db.execute(asked)}


async def new_for_trainer(db: Db, trainer_id: str, *, most: int) -> list[New]:
    """What a trainer has not read of the threads of their clients in use and of their groups: at most so many of
    each, what cannot wait first and then what has waited longest.
    """
    reader = f"t:{trainer_id}"
    in_use = and_(in_care_of(trainer_id), clients.c.archived_at_ms.is_(None))
    of_groups = await _of_groups(db, reader, groups.c.trainer_id == trainer_id, most=most)
    return await _of_clients(db, reader, in_use, most=most) + of_groups


async def new_for_client(db: Db, client_id: str, group_ids: Collection[str]) -> list[New]:
    """What a client has not read of their own thread and of these groups'."""
    reader = f"c:{client_id}"
    own = await _of_clients(db, reader, clients.c.id == client_id)
    return own + (await _of_groups(db, reader, groups.c.id.in_(list(group_ids))) if group_ids else [])


async def new_in(db: Db, thread: Thread, reader: str) -> New | None:
    """What somebody has not read of one thread; None: nothing."""
    if thread.group_id is not None:
        found = await _of_groups(db, reader, groups.c.id == thread.group_id)
    else:
        found = await _of_clients(db, reader, clients.c.id == thread.client_id)
    return found[0] if found else None


async def cheers(db: Db, message_ids: Collection[str]) -> Mapping[str, Collection[str]]:
    """Message id -> who cheered, for those that were cheered."""
    asked = select(message_cheers.c.message_id, message_cheers.c.person)
    found: dict[str, list[str]] = {}
    for row in await db.execute(asked.where(message_cheers.c.message_id.in_(list(message_ids)))):
        found.setdefault(row.message_id, []).append(row.person)
    return found


async def cheer(db: Db, message_id: str, person: str, at_ms: int, *, on: bool) -> None:
    """Gives somebody's cheer to a message, or takes it back; twice is once."""
    mine = and_(message_cheers.c.message_id == message_id, message_cheers.c.person == person)
    await db.execute(delete(message_cheers).where(mine))
    if on:
        await db.execute(insert(message_cheers).values(message_id=message_id, person=person, at_ms=at_ms))


async def drop_older(db: Db, before_ms: int) -> int:
    """Removes messages written before that moment; returns how many."""
    return (await db.execute(delete(messages).where(messages.c.created_at_ms < before_ms))).rowcount  # type: ignore[attr-defined, no-any-return]


# Both begin with the threads, which are few, and go from each to what is new in it by an index.


async def _of_clients(db: Db, reader: str, which: ColumnElement[bool], *, most: int | None = None) -> list[New]:
    read = and_(thread_reads.c.client_id == clients.c.id, thread_reads.c.reader == reader)
    later = and_(messages.c.client_id == clients.c.id, _is_new(reader))
    return await _new(db, clients.outerjoin(thread_reads, read).join(messages, later), which, most)


async def _of_groups(db: Db, reader: str, which: ColumnElement[bool], *, most: int | None = None) -> list[New]:
    read = and_(thread_reads.c.group_id == groups.c.id, thread_reads.c.reader == reader)
    later = and_(messages.c.group_id == groups.c.id, _is_new(reader))
    return await _new(db, groups.outerjoin(thread_reads, read).join(messages, later), which, most)


async def _new(db: Db, found: FromClause, which: ColumnElement[bool], most: int | None) -> list[New]:
    whose = (messages.c.client_id, messages.c.group_id)
    asked = select(*whose, func.count(), _SINCE, _URGENT, _CHECK_IN).select_from(found).where(which)
    rows = await db.execute(asked.group_by(*whose).order_by(_URGENT.desc(), _SINCE).limit(most))
    return [
        New(Thread(client_id, group_id), count, since_ms, is_urgent=bool(urgent), has_check_in=bool(check_in))
        for client_id, group_id, count, since_ms, urgent, check_in in rows.all()
    ]


def _is_new(reader: str) -> ColumnElement[bool]:
    return and_(
        messages.c.created_at_ms > func.coalesce(thread_reads.c.until_ms, 0),
        messages.c.author != reader,
        messages.c.deleted_at_ms.is_(None),
    )


def _in(thread: Thread) -> ColumnElement[bool]:
    if thread.group_id is not None:
        return messages.c.group_id == thread.group_id
    return messages.c.client_id == thread.client_id
