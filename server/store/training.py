"""Rows of clients' training logs: added to, never changed; and which day of a program a session does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Text, and_, cast, delete, func, insert, select, update

from server.domain.training import entries
from server.domain.training.entries import By, Entry, FullLog, Kept
from server.store.clients_of import in_care_of
from server.store.database import Db
from server.store.tables import clients, thread_reads, training_log, training_rooms


async def keep(
    db: Db, client_id: str, several: Sequence[Entry], *, by: By, session_id: str = "", now_ms: int
) -> list[Entry]:
    """Adds those that are not there yet and returns them. The client's row must be locked. Raises FullLog."""
    asked = select(training_log.c.id).where(
        training_log.c.client_id == client_id, training_log.c.id.in_([one.id for one in several])
    )
    known = set((await db.execute(asked)).scalars())
    fresh = [one for one in {one.id: one for one in several}.values() if one.id not in known]
    if not fresh:
        return []
    head = await head_of(db, client_id)
    if head + len(fresh) > entries.KEPT_MOST:
        raise FullLog
    rows = [
        {
            "client_id": client_id,
            "id": one.id,
            "seq": head + place,
            "kind": one.kind,
            "by": by,
            "session_id": session_id or None,
            "program_id": one.program,
            "day": one.day,
            "entry": one.wire(),
            "at_ms": one.at_ms,
            "received_at_ms": now_ms,
        }
        for place, one in enumerate(fresh, start=1)
    ]
    await db.execute(insert(training_log), rows)
    return fresh


async def head_of(db: Db, client_id: str) -> int:
    """The number of the last entry; 0 before the first."""
    asked = select(func.coalesce(func.max(training_log.c.seq), 0)).where(training_log.c.client_id == client_id)
    return int((await db.execute(asked)).scalar_one())


async def after(db: Db, client_id: str, seq: int, *, most: int) -> list[Kept]:
    """What came after that number, in its order, at most so many."""
    asked = select(*_KEPT).where(training_log.c.client_id == client_id, training_log.c.seq > seq)
    return _kept(await db.execute(asked.order_by(training_log.c.seq).limit(most)))


async def since(
    db: Db, client_id: str, from_ms: int, *, kinds: Collection[str] = (), but_program: str = ""
) -> list[Kept]:
    """What was said of that moment or later, in the order it came; with `kinds` only such, and with `but_program`
    what `of_program` does not give.
    """
    asked = select(*_KEPT).where(training_log.c.client_id == client_id, training_log.c.at_ms >= from_ms)
    if kinds:
        asked = asked.where(training_log.c.kind.in_(kinds))
    if but_program:
        asked = asked.where(training_log.c.program_id.not_in((but_program, "")))
    return _kept(await db.execute(asked.order_by(training_log.c.seq)))


async def since_of(db: Db, client_ids: Collection[str], from_ms: int) -> list[tuple[str, Kept]]:
    """(client id, what they said of that moment or later), of each in the order it came."""
    asked = select(training_log.c.client_id, *_KEPT)
    asked = asked.where(training_log.c.client_id.in_(list(client_ids)), training_log.c.at_ms >= from_ms)
    rows = (await db.execute(asked.order_by(training_log.c.client_id, training_log.c.seq))).all()
    return [(client_id, _one(*row)) for client_id, *row in rows]


async def of_program(db: Db, client_id: str, program_id: str) -> list[Kept]:
    """Everything of one program, and what was said of none, in the order it came."""
    asked = select(*_KEPT).where(training_log.c.client_id == client_id, training_log.c.program_id.in_((program_id, "")))
    return _kept(await db.execute(asked.order_by(training_log.c.seq)))


async def set_room(db: Db, session_id: str, client_id: str, program_id: str, day: str) -> None:
    """The session does that day of the client's program, and no other."""
    theirs = training_rooms.c.session_id == session_id, training_rooms.c.client_id == client_id
    await db.execute(delete(training_rooms).where(*theirs))
    await db.execute(
        insert(training_rooms).values(session_id=session_id, client_id=client_id, program_id=program_id, day=day)
    )


async def rooms_of(db: Db, client_id: str) -> dict[str, tuple[str, str]]:
    """By session, which day of which program it does for this client."""
    asked = select(training_rooms).where(training_rooms.c.client_id == client_id)
    rows = (await db.execute(asked)).mappings()
    return {row["session_id"]: (row["program_id"], row["day"]) for row in rows}


async def room(db: Db, session_id: str) -> dict[str, tuple[str, str]]:
    """By client, which day of which program a session does."""
    asked = select(training_rooms).where(training_rooms.c.session_id == session_id)
    rows = (await db.execute(asked)).mappings()
    return {row["client_id"]: (row["program_id"], row["day"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Told:
    """What one client said in their training that a trainer has not looked at."""

    client_id: str
    count: int
    since_ms: int


async def untold(
    db: Db, trainer_id: str, kinds: Collection[str], since_ms: int, *, client_id: str | None = None
) -> list[Told]:
    """What clients of a trainer, and those shared with them to write, said since a moment, and nobody looked at; or
    one client alone.
    """
    read = and_(thread_reads.c.client_id == clients.c.id, thread_reads.c.reader == _reader(trainer_id))
    said = and_(training_log.c.client_id == clients.c.id, training_log.c.received_at_ms > since_ms)
    asked = (
        select(training_log.c.client_id, func.count(), func.min(training_log.c.received_at_ms))
        .select_from(clients.join(training_log, said).outerjoin(thread_reads, read))
        .where(
            in_care_of(trainer_id),
            clients.c.archived_at_ms.is_(None),
            training_log.c.by == "client",
            training_log.c.kind.in_(list(kinds)),
            training_log.c.received_at_ms > func.coalesce(thread_reads.c.until_ms, 0),
        )
        .group_by(training_log.c.client_id)
        .order_by(func.min(training_log.c.received_at_ms))
    )
    if client_id is not None:
        asked = asked.where(clients.c.id == client_id)
    return [Told(*row) for row in (await db.execute(asked)).all()]


async def mark_told(db: Db, client_id: str, trainer_id: str, until_ms: int) -> None:
    """A trainer has looked at what a client said in their training up to that moment; an earlier one than is known
    changes nothing. The client's row must be locked.
    """
    mine = and_(thread_reads.c.thread == f"c:{client_id}", thread_reads.c.reader == _reader(trainer_id))
    known = (await db.execute(select(thread_reads.c.until_ms).where(mine))).scalar_one_or_none()
    if known is None:
        row = {"thread": f"c:{client_id}", "reader": _reader(trainer_id), "client_id": client_id, "until_ms": until_ms}
        await db.execute(insert(thread_reads).values(**row))
    elif known < until_ms:
        await db.execute(update(thread_reads).where(mine).values(until_ms=until_ms))


def _reader(trainer_id: str) -> str:
    """Whose reading of a training is kept beside that of the thread of the same client."""
    return f"t:{trainer_id}/training"


# The entry comes as it is written down, and is read in one go: a year of training is thousands of them.
_KEPT = [
    training_log.c.seq,
    cast(training_log.c.entry, Text),
    *(training_log.c[name] for name in ("by", "received_at_ms", "session_id")),
]
_ENTRY = msgspec.json.Decoder(Entry)


def _kept(rows: Any) -> list[Kept]:
    """Of thousands of rows; as mappings they take twice as long."""
    return [_one(*row) for row in rows.all()]


def _one(seq: int, told: str, by: By, received_at_ms: int, session_id: str | None) -> Kept:
    entry = _entry(told)
    return Kept(seq=seq, entry=entry, by=by, received_at_ms=received_at_ms, session_id=session_id or "")


def _entry(told: str) -> Entry:
    try:
        return _ENTRY.decode(told)
    except msgspec.ValidationError:  # a word that is not used any more
        return entries.read(msgspec.json.decode(told))
