"""Rows of `sessions` and `participants`."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, or_, select, update

from server.domain.sessions import MINUTE_MS, Delivery, Outcome, Place, Service, Session
from server.store.database import Db
from server.store.tables import participants, sessions

_WORDS: dict[str, dict[str, Any]] = {  # a lookup, as calendars read hundreds of sessions
    name: {each.value: each for each in kind}
    for name, kind in (("service", Service), ("delivery", Delivery), ("place", Place), ("outcome", Outcome))
}
# When the room opened and ended is written by mark_opened and mark_ended: it may open while a form is being saved.
_NOT_BY_SAVE = ("id", "trainer_id", "created_at_ms", "opened_at_ms", "ended_at_ms")


async def get(db: Db, id: str, *, lock: bool = False) -> Session | None:
    """The session, or None; with `lock` nobody else changes it until this transaction ends."""
    asked = select(sessions).where(sessions.c.id == id)
    found = await _read(db, asked.with_for_update() if lock else asked)
    return found[0] if found else None


async def get_many(db: Db, ids: Iterable[str]) -> list[Session]:
    """The sessions with these ids, by start; ids that name nothing are left out."""
    wanted = list(ids)
    return (
        await _read(db, _between(select(sessions).where(sessions.c.id.in_(wanted)), None, None, False))
        if wanted
        else []
    )


async def add(db: Db, *new: Session) -> None:
    """Stores new sessions with their participants."""
    for session in new:
        await db.execute(insert(sessions).values(_row(session)))
        await _add_participants(db, session)


async def save(db: Db, session: Session) -> None:
    """Stores a changed session and its participants; when its room opened and ended stays as it is."""
    row = {name: value for name, value in _row(session).items() if name not in _NOT_BY_SAVE}
    await db.execute(update(sessions).where(sessions.c.id == session.id).values(row))
    if set(await participants_of(db, session.id)) != set(session.client_ids):
        await db.execute(delete(participants).where(participants.c.session_id == session.id))
        await _add_participants(db, session)


async def mark_opened(db: Db, id: str, at_ms: int) -> None:
    """Notes when the room was first opened; later calls change nothing."""
    unmarked = update(sessions).where(sessions.c.id == id, sessions.c.opened_at_ms.is_(None))
    await db.execute(unmarked.values(opened_at_ms=at_ms))


async def mark_ended(db: Db, id: str, at_ms: int) -> None:
    """Notes when the trainer ended the session; later calls change nothing."""
    unmarked = update(sessions).where(sessions.c.id == id, sessions.c.ended_at_ms.is_(None))
    await db.execute(unmarked.values(ended_at_ms=at_ms))


async def list_for(
    db: Db,
    trainer_id: str,
    *,
    from_ms: int | None = None,
    before_ms: int | None = None,
    newest_first: bool = False,
    limit: int = 500,
) -> list[Session]:
    """A trainer's sessions that start in [from_ms, before_ms), by start."""
    asked = select(sessions).where(sessions.c.trainer_id == trainer_id)
    return await _read(db, _between(asked, from_ms, before_ms, newest_first).limit(limit))


async def starting(db: Db, *, from_ms: int, before_ms: int) -> list[Session]:
    """All trainers' sessions that start in [from_ms, before_ms) and are not called off, by start."""
    asked = select(sessions).where(sessions.c.cancelled_at_ms.is_(None), sessions.c.ended_at_ms.is_(None))
    return await _read(db, _between(asked, from_ms, before_ms, False))


async def ahead(db: Db, trainer_id: str, now_ms: int, *, from_ms: int, limit: int) -> list[Session]:
    """A trainer's sessions that are not over, from a start on."""
    asked = select(sessions).where(
        sessions.c.trainer_id == trainer_id, sessions.c.ended_at_ms.is_(None), _end() >= now_ms
    )
    return await _read(db, _between(asked, from_ms, None, False).limit(limit))


async def past(db: Db, trainer_id: str, now_ms: int, *, before_ms: int | None, limit: int) -> list[Session]:
    """A trainer's sessions that are over, by plan or because they were ended; those that started last first."""
    is_over = or_(sessions.c.ended_at_ms.is_not(None), _end() < now_ms)
    asked = select(sessions).where(sessions.c.trainer_id == trainer_id, is_over)
    return await _read(db, _between(asked, None, before_ms, True).limit(limit))


async def for_client(
    db: Db,
    client_id: str,
    *,
    from_ms: int | None = None,
    before_ms: int | None = None,
    newest_first: bool = False,
    limit: int = 500,
) -> list[Session]:
    """The sessions a client takes part in that start in [from_ms, before_ms), by start."""
    mine = select(participants.c.session_id).where(participants.c.client_id == client_id)
    asked = select(sessions).where(sessions.c.id.in_(mine))
    return await _read(db, _between(asked, from_ms, before_ms, newest_first).limit(limit))


async def for_group(db: Db, group_id: str, *, from_ms: int, limit: int = 100) -> list[Session]:
    """The sessions planned for a group that start at `from_ms` or later, by start."""
    asked = select(sessions).where(sessions.c.group_id == group_id)
    return await _read(db, _between(asked, from_ms, None, False).limit(limit))


async def participants_of(db: Db, id: str) -> tuple[str, ...]:
    """Ids of the clients who take part."""
    found = await db.execute(
        select(participants.c.client_id).where(participants.c.session_id == id).order_by(participants.c.client_id)
    )
    return tuple(found.scalars())


async def in_series(db: Db, series_id: str, *, from_ms: int | None = None, lock: bool = False) -> list[Session]:
    """All sessions of a weekly repeat, by start; with `lock` nobody else changes them until this transaction ends."""
    asked = _between(select(sessions).where(sessions.c.series_id == series_id), from_ms, None, False)
    return await _read(db, asked.with_for_update() if lock else asked)


async def moved_from(db: Db, id: str) -> Session | None:
    """The session whose place this one took, or None."""
    found = await _read(db, select(sessions).where(sessions.c.moved_to == id))
    return found[0] if found else None


async def without_outcome(db: Db, trainer_id: str, *, before_ms: int, limit: int = 50) -> list[Session]:
    """A trainer's sessions that began before a moment or were ended, and have no outcome; newest first."""
    asked = (
        select(sessions)
        .where(sessions.c.trainer_id == trainer_id, sessions.c.outcome == "", sessions.c.cancelled_at_ms.is_(None))
        .where(or_(sessions.c.starts_at_ms < before_ms, sessions.c.ended_at_ms.is_not(None)))
        .order_by(sessions.c.starts_at_ms.desc(), sessions.c.id)
        .limit(limit)
    )
    return await _read(db, asked)


# ---- rows


def _end() -> ColumnElement[int]:
    return sessions.c.starts_at_ms + sessions.c.duration_min * MINUTE_MS


def _between(asked: Select[Any], from_ms: int | None, before_ms: int | None, newest_first: bool) -> Select[Any]:
    if from_ms is not None:
        asked = asked.where(sessions.c.starts_at_ms >= from_ms)
    if before_ms is not None:
        asked = asked.where(sessions.c.starts_at_ms < before_ms)
    start = sessions.c.starts_at_ms
    return asked.order_by(start.desc() if newest_first else start, sessions.c.id)


async def _read(db: Db, asked: Select[Any]) -> list[Session]:
    found = await db.execute(asked)
    names = list(found.keys())
    rows = [dict(zip(names, row, strict=True)) for row in found.all()]
    who = await _participants_of_all(db, [row["id"] for row in rows]) if rows else {}
    return [_session(row, who.get(row["id"], ())) for row in rows]


async def _participants_of_all(db: Db, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for chunk in _chunks(ids, 500):
        rows = await db.execute(
            select(participants.c.session_id, participants.c.client_id)
            .where(participants.c.session_id.in_(chunk))
            .order_by(participants.c.client_id)
        )
        for session_id, client_id in rows:
            found[session_id] = (*found.get(session_id, ()), client_id)
    return found


def _chunks(ids: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


async def _add_participants(db: Db, session: Session) -> None:
    rows = [{"session_id": session.id, "client_id": client_id} for client_id in session.client_ids]
    if rows:
        await db.execute(insert(participants), rows)


def _row(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "trainer_id": session.trainer_id,
        "group_id": session.group_id,
        "series_id": session.series_id,
        "title": session.title,
        "service": session.service.value,
        "delivery": session.delivery.value,
        "starts_at_ms": session.starts_at_ms,
        "duration_min": session.duration_min,
        "time_zone": session.time_zone,
        "place": session.place.value,
        "place_note": session.place_note,
        "notes": session.notes,
        "outcome": session.outcome.value,
        "moved_to": session.moved_to,
        "cancelled_at_ms": session.cancelled_at_ms,
        "opened_at_ms": session.opened_at_ms,
        "ended_at_ms": session.ended_at_ms,
        "revision": session.revision,
        "media": session.media,
        "created_at_ms": session.created_at_ms,
    }


def _session(told: dict[str, Any], client_ids: tuple[str, ...]) -> Session:
    told["client_ids"] = client_ids
    for name, words in _WORDS.items():
        told[name] = words[told[name]]
    return Session(**told)
