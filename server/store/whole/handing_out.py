"""Reads what is handed out of one client, in pieces: a table with a hundred thousand rows is never held at once."""

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import func, select

from server.domain import wording
from server.domain.sessions import Service
from server.store.database import Db
from server.store.tables import form_files, health_documents, metadata, participants, seats
from server.store.whole.data_map import HANDED_OUT, LEFT_OUT, sessions_of

AT_ONCE = 500


def columns(table: str) -> list[str]:
    """The names of a table's columns that are handed out."""
    return [column.name for column in metadata.tables[table].c if column.name not in LEFT_OUT.get(table, ())]


async def rows(db: Db, table: str, client_id: str) -> AsyncIterator[dict[str, Any]]:
    """A table's rows about the client, by its key. Of a room's log what the client was told or did; a session with
    others does not name them.
    """
    there = metadata.tables[table]
    asked = select(*[there.c[name] for name in columns(table)]).where(HANDED_OUT[table](client_id))
    peers = await _peers(db, client_id) if table == "room_events" else set()
    several = await _with_others(db, client_id) if table == "sessions" else set()
    found = await db.stream(asked.order_by(*there.primary_key.columns), execution_options={"yield_per": AT_ONCE})
    async for row in found.mappings():
        told = dict(row)
        if table == "room_events" and not _is_for(told, peers):
            continue
        if told.get("id") in several:
            told["title"] = f"{wording.SERVICES[Service(told['service'])]} with others"
        yield told


async def rooms(db: Db, client_id: str) -> list[tuple[str, int]]:
    """The sessions that have a log, with when they started, by start."""
    there = metadata.tables["sessions"]
    asked = select(there.c.id, there.c.starts_at_ms).where(
        there.c.id.in_(sessions_of(client_id)), there.c.opened_at_ms.is_not(None)
    )
    return [(row.id, row.starts_at_ms) for row in await db.execute(asked.order_by(there.c.starts_at_ms))]


async def events(db: Db, client_id: str, room: str) -> list[dict[str, Any]]:
    """What the client was told or did in one room, in order."""
    there = metadata.tables["room_events"]
    peers = await _peers(db, client_id)
    asked = select(there).where(there.c.room == room).order_by(there.c.seq)
    return [dict(row) for row in (await db.execute(asked)).mappings() if _is_for(dict(row), peers)]


async def documents(db: Db, client_id: str) -> list[tuple[str, str, str]]:
    """(table, id, name) of the small files that are kept with rows."""
    found = []
    for table in ("form_files", "health_documents"):
        there = metadata.tables[table]
        for row in await db.execute(select(there.c.id, there.c.name).where(HANDED_OUT[table](client_id))):
            found.append((table, row.id, row.name))
    return found


async def document(db: Db, table: str, id: str) -> bytes:
    """The content of one of them."""
    there = {"form_files": form_files, "health_documents": health_documents}[table]
    return bytes((await db.execute(select(there.c.content).where(there.c.id == id))).scalar_one())


async def _peers(db: Db, client_id: str) -> set[str]:
    return set((await db.execute(select(seats.c.id).where(seats.c.person == f"c:{client_id}"))).scalars())


async def _with_others(db: Db, client_id: str) -> set[str]:
    asked = select(participants.c.session_id).where(participants.c.session_id.in_(sessions_of(client_id)))
    asked = asked.group_by(participants.c.session_id).having(func.count() > 1)
    return set((await db.execute(asked)).scalars())


def _is_for(event: dict[str, Any], peers: set[str]) -> bool:
    audience = event["audience"]
    if event["actor"] in peers or audience == "everyone":
        return True
    return isinstance(audience, list) and not peers.isdisjoint(audience)
