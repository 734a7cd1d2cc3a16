"""The days' exercises: rows of lists written before a session, and what the logs of earlier rooms say of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, tuple_, update

from server.domain import day_lines, seats
from server.domain.day_lines import Planned
from server.store.database import Db
from server.store.tables import day_lists, participants, room_events, sessions

ROOMS_BACK = 20  # so many earlier sessions are asked for what was done last time


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The list of a session. rev: 0 before there is one."""

    rev: int = 0
    planned: tuple[Planned, ...] = ()


async def get(db: Db, session_id: str, *, lock: bool = False) -> Listed:
    """The list that was written before; with `lock` nobody else changes it until this transaction ends."""
    asked = select(day_lists).where(day_lists.c.session_id == session_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    if row is None:
        return Listed()
    return Listed(rev=row["rev"], planned=tuple(day_lines.read(one) for one in row["entries"]))


async def save(db: Db, session_id: str, listed: Listed, now_ms: int) -> None:
    """Stores a list; revision 1 is new."""
    row = {"rev": listed.rev, "entries": [one.wire() for one in listed.planned], "updated_at_ms": now_ms}
    if listed.rev == 1:
        await db.execute(insert(day_lists).values(session_id=session_id, **row))
    else:
        await db.execute(update(day_lists).where(day_lists.c.session_id == session_id).values(row))


async def forget(db: Db, session_id: str) -> None:
    """The session has no list any more."""
    await db.execute(delete(day_lists).where(day_lists.c.session_id == session_id))


async def earlier_rooms(db: Db, client_ids: Sequence[str], *, before_ms: int, most: int = ROOMS_BACK) -> list[str]:
    """Sessions of any of these clients with something in their log, that start before a moment; the newest first."""
    theirs = select(participants.c.session_id).where(participants.c.client_id.in_(client_ids))
    asked = select(sessions.c.id).where(
        sessions.c.id.in_(theirs), sessions.c.starts_at_ms < before_ms, sessions.c.opened_at_ms.is_not(None)
    )
    found = await db.execute(asked.order_by(sessions.c.starts_at_ms.desc()).limit(most))
    return list(found.scalars())


async def lists_of(db: Db, rooms: Sequence[str]) -> dict[str, tuple[Planned, ...]]:
    """By room, the list as it was at the end; rooms without one are left out."""
    last = (
        select(room_events.c.room, func.max(room_events.c.seq))
        .where(room_events.c.room.in_(rooms), room_events.c.type == "day")
        .group_by(room_events.c.room)
    )
    asked = select(room_events.c.room, room_events.c.payload).where(
        tuple_(room_events.c.room, room_events.c.seq).in_(last)
    )
    found: dict[str, tuple[Planned, ...]] = {}
    for room, payload in await db.execute(asked):
        planned = tuple(day_lines.read(one) for one in payload["day"]["entries"])
        if planned:
            found[room] = planned
    return found


async def sets_of(db: Db, rooms: Sequence[str], client_ids: Sequence[str]) -> list[tuple[int, Mapping[str, Any]]]:
    """What these clients did in these rooms: (when, the payload of `day.set`), the oldest first; none taken back."""
    return [(at_ms, done) for _, at_ms, done in await _sets(db, rooms, client_ids)]


async def sets_by_room(
    db: Db, rooms: Collection[str], client_id: str
) -> dict[str, list[tuple[int, Mapping[str, Any]]]]:
    """The same of one client by room; rooms in which they did none are left out."""
    found: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for room, at_ms, done in await _sets(db, rooms, [client_id]):
        found.setdefault(room, []).append((at_ms, done))
    return found


async def _sets(
    db: Db, rooms: Collection[str], client_ids: Collection[str]
) -> list[tuple[str, int, Mapping[str, Any]]]:
    if not rooms:
        return []
    people = {seats.client(id) for id in client_ids}
    asked = (
        select(room_events.c.room, room_events.c.at_ms, room_events.c.type, room_events.c.payload)
        .where(room_events.c.room.in_(list(rooms)), room_events.c.type.in_(("day.set", "day.unset")))
        .order_by(room_events.c.at_ms, room_events.c.room, room_events.c.seq)
    )
    found: dict[tuple[str, str, str, int], tuple[str, int, Mapping[str, Any]]] = {}
    for room, at_ms, type, payload in await db.execute(asked):
        if payload["person"] not in people:
            continue
        key = (room, payload["person"], payload["entry"], payload["number"])
        found.pop(key, None)
        if type == "day.set":
            found[key] = (room, at_ms, payload)
    return list(found.values())
