"""Rows of `room_events`: the rooms' log, and what some events change in other tables in the same transaction."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store.database import Database
from server.store.tables import room_events, seats, sessions
from signaling.log import Conflict, Entry

log = logging.getLogger(__name__)

_CHUNK = 400


@dataclass(slots=True)
class _Waiting:
    room: str
    entries: Sequence[Entry]
    done: asyncio.Future[None]


class DatabaseLog:
    """The RoomLog in the database. Appends that come while one is being committed share the next transaction."""

    def __init__(self, database: Database, count: Callable[[str], object] = lambda _type: None) -> None:
        self._database = database
        self._count = count  # told the type of each event once it is stored
        self._writing = database.engine.execution_options(write=True)
        self._waiting: deque[_Waiting] = deque()
        self._writer: asyncio.Task[None] | None = None

    async def append(self, room: str, entries: Sequence[Entry]) -> None:
        """Adds entries numbered after the caller's head; see RoomLog."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(room, entries, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name="log writer")
        await done

    async def read(self, room: str, after: int = 0) -> list[Entry]:
        """The entries above `after`; see RoomLog."""
        asked = select(room_events).where(room_events.c.room == room, room_events.c.seq > after)
        async with self._database.reading() as db:
            rows = await db.execute(asked.order_by(room_events.c.seq))
            return [_entry(row) for row in rows.mappings()]

    async def heads(self, rooms: Iterable[str]) -> dict[str, int]:
        """The last numbers; see RoomLog."""
        found: dict[str, int] = {}
        asked = list(rooms)
        async with self._database.reading() as db:
            for start in range(0, len(asked), _CHUNK):
                heads = select(room_events.c.room, func.max(room_events.c.seq)).group_by(room_events.c.room)
                rows = await db.execute(heads.where(room_events.c.room.in_(asked[start : start + _CHUNK])))
                found.update((room, head) for room, head in rows)
        return found

    async def close(self) -> None:
        """Waits for what is being written."""
        if self._writer is not None:
            await self._writer

    async def _write(self) -> None:
        while self._waiting:
            together = list(self._waiting)
            self._waiting.clear()
            try:
                await self._commit(together)
            except IntegrityError:
                for one in together:  # one of them clashes: each on its own
                    await self._commit_alone(one)
            except Exception as problem:
                _fail(together, problem)

    async def _commit_alone(self, one: _Waiting) -> None:
        try:
            await self._commit([one])
        except IntegrityError:
            _fail([one], Conflict())
        except Exception as problem:
            _fail([one], problem)

    async def _commit(self, together: Sequence[_Waiting]) -> None:
        async with self._writing.begin() as db:
            await db.execute(insert(room_events), [_row(one.room, entry) for one in together for entry in one.entries])
            for one in together:
                for entry in one.entries:
                    await _follow(db, one.room, entry)
        for one in together:
            for entry in one.entries:
                self._count(entry.type)
            if not one.done.done():
                one.done.set_result(None)


def _fail(waiting: Iterable[_Waiting], problem: Exception) -> None:
    for one in waiting:
        if not one.done.done():
            one.done.set_exception(problem)


async def _follow(db: AsyncConnection, room: str, entry: Entry) -> None:
    """What an event changes outside the log, so that a crash between the two cannot part them."""
    session = sessions.c.id == room
    seat = (seats.c.session_id == room) & seats.c.revoked_at_ms.is_(None)
    if entry.type == "session.opened":
        opened = update(sessions).where(session, sessions.c.opened_at_ms.is_(None))
        await db.execute(opened.values(opened_at_ms=entry.at_ms))
    elif entry.type == "session.ended":
        ended = update(sessions).where(session, sessions.c.ended_at_ms.is_(None))
        await db.execute(ended.values(ended_at_ms=entry.at_ms))
        await db.execute(update(seats).where(seat).values(revoked_at_ms=entry.at_ms))
    elif entry.type == "peer.kicked":
        theirs = seat & (seats.c.person == entry.payload["person"])
        await db.execute(update(seats).where(theirs).values(revoked_at_ms=entry.at_ms))
    elif entry.type == "peer.left" and entry.payload["reason"] != "lost":
        peer, following = entry.payload["peer"], entry.payload.get("to")
        if following is not None:
            cameras = seat & (seats.c.hangs_on == peer) & (seats.c.device == "camera")
            await db.execute(update(seats).where(cameras).values(hangs_on=following))
        await db.execute(update(seats).where(seat & (seats.c.id == peer)).values(revoked_at_ms=entry.at_ms))


def _row(room: str, entry: Entry) -> dict[str, Any]:
    return {
        "room": room,
        "seq": entry.seq,
        "at_ms": entry.at_ms,
        "type": entry.type,
        "actor": entry.actor,
        "audience": entry.audience,
        "payload": entry.payload,
        "valid_ms": entry.valid_ms,
        "command": entry.command,
    }


def _entry(row: RowMapping) -> Entry:
    audience = row["audience"]
    return Entry(
        seq=row["seq"],
        at_ms=row["at_ms"],
        type=row["type"],
        payload=row["payload"],
        audience=audience if isinstance(audience, str) else tuple(audience),
        actor=row["actor"],
        valid_ms=row["valid_ms"],
        command=row["command"],
    )
