"""Deletes what was kept long enough. Each function returns how many rows went, and may run twice at once."""

from sqlalchemy import Delete, delete, or_, select

from server.domain.accounts import LOGIN_IDLE_MS
from server.store.database import Db
from server.store.tables import (
    account_invites,
    audit,
    client_devices,
    clients,
    device_codes,
    logins,
    room_events,
    seats,
    sessions,
)


async def drop_room_logs(db: Db, before_ms: int) -> int:
    """The logs and seats of sessions that ended, or were to end, before that moment."""
    planned_end = sessions.c.starts_at_ms + sessions.c.duration_min * 60_000
    long_over = select(sessions.c.id).where(
        or_(sessions.c.ended_at_ms < before_ms, sessions.c.ended_at_ms.is_(None) & (planned_end < before_ms))
    )
    await db.execute(delete(seats).where(seats.c.session_id.in_(long_over)))
    return await _run(db, delete(room_events).where(room_events.c.room.in_(long_over)))


async def drop_audit(db: Db, before_ms: int) -> int:
    """Audit rows older than that moment."""
    return await _run(db, delete(audit).where(audit.c.at_ms < before_ms))


async def drop_logins(db: Db, now_ms: int) -> int:
    """Logins that open nothing any more."""
    dead = or_(logins.c.expires_at_ms <= now_ms, logins.c.seen_at_ms <= now_ms - LOGIN_IDLE_MS)
    return await _run(db, delete(logins).where(dead))


async def drop_invites(db: Db, before_ms: int) -> int:
    """One-time links that ended before that moment, used or not."""
    return await _run(db, delete(account_invites).where(account_invites.c.expires_at_ms < before_ms))


async def drop_codes(db: Db, now_ms: int) -> int:
    """Device codes whose ten minutes are over."""
    return await _run(db, delete(device_codes).where(device_codes.c.expires_at_ms <= now_ms))


async def drop_devices(db: Db, unseen_since_ms: int) -> int:
    """Devices whose cookie has run out, and those confirmed with an older link."""
    outdated = (
        select(client_devices.c.id)
        .join(clients, clients.c.id == client_devices.c.client_id)
        .where(client_devices.c.generation != clients.c.link_generation)
    )
    dead = or_(client_devices.c.seen_at_ms < unseen_since_ms, client_devices.c.id.in_(outdated))
    return await _run(db, delete(client_devices).where(dead))


async def _run(db: Db, query: Delete) -> int:
    return (await db.execute(query)).rowcount  # type: ignore[attr-defined, no-any-return]
