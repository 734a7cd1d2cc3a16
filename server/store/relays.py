"""Rows of `relays` and `room_relays`: where pictures are carried, and who holds which room."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from server.store.database import Db
from server.store.tables import relays, room_relays


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayRow:
    """A relay that runs, or did so when it was last heard of. socket: a path on this machine; address: host:port."""

    id: str
    socket: str
    address: str
    pid: int
    started_at_ms: int


async def add(db: Db, relay: RelayRow) -> None:
    """A relay began."""
    await db.execute(insert(relays).values(**asdict(relay)))


async def remove(db: Db, relay_id: str) -> None:
    """A relay ended; its rooms are nobody's."""
    await db.execute(delete(room_relays).where(room_relays.c.relay_id == relay_id))
    await db.execute(delete(relays).where(relays.c.id == relay_id))


async def all_of(db: Db) -> list[RelayRow]:
    """Every relay, the oldest first."""
    rows = (await db.execute(select(relays).order_by(relays.c.started_at_ms, relays.c.id))).mappings()
    return [RelayRow(**row) for row in rows]


async def holder(db: Db, room: str) -> str | None:
    """The relay that holds a room."""
    found = (await db.execute(select(room_relays.c.relay_id).where(room_relays.c.room == room))).scalar_one_or_none()
    return None if found is None else str(found)


async def hold(db: Db, room: str, relay_id: str, now_ms: int) -> str | None:
    """Gives a room that is nobody's to a relay; who holds it now. None: that relay is gone, or somebody was faster."""
    try:
        async with db.begin_nested():
            await db.execute(insert(room_relays).values(room=room, relay_id=relay_id, at_ms=now_ms))
    except IntegrityError:
        return await holder(db, room)
    return relay_id


async def rooms_of(db: Db, relay_id: str) -> Sequence[str]:
    """The rooms a relay holds."""
    asked = select(room_relays.c.room).where(room_relays.c.relay_id == relay_id)
    return (await db.execute(asked)).scalars().all()
