"""Opens the database: SQLite in WAL mode by default, PostgreSQL by DATABASE_URL."""

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Engine, QueuePool, StaticPool, create_engine, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from server.store import one_crossing

FINISHES = 200  # looks whether what is in hand has ended before the database closes, ten milliseconds apart
SWITCHES = 1000  # tries to make a new database write ahead, ten milliseconds apart
Db = AsyncSession  # one transaction: the `db` that store functions take first


@dataclass(frozen=True, slots=True)
class Database:
    """An engine and its two ways to start a transaction.

    reading: `async with database.reading() as db` sees one snapshot and never waits for a writer.
    writing: takes SQLite's write lock at its first statement, so that a read-then-write never fails half-way. Be short.

    `db.info["needs"]` says which right over somebody's client such a transaction asks for: read or write. The edge puts
    there what the route's row says; `server/access/shared.py` asks.
    """

    engine: AsyncEngine
    reading: async_sessionmaker[AsyncSession]
    writing: async_sessionmaker[AsyncSession]

    async def close(self) -> None:
        """Disconnects when the transactions in hand have ended; a connection that came back later would stay open."""
        pool = self.engine.pool
        for _ in range(FINISHES):
            if not (isinstance(pool, QueuePool) and pool.checkedout()):
                break
            await asyncio.sleep(0.01)
        await self.engine.dispose()


def open_database(url: str) -> Database:
    """A Database for an SQLAlchemy URL; nothing connects before the first statement."""
    how: dict[str, Any] = {"json_deserializer": _read_json}
    if url.startswith("sqlite"):
        connects = {"timeout": 10, "async_creator_fn": partial(one_crossing.connect, prepare=_prepare_sqlite)}
        engine = create_async_engine(url, connect_args=connects, pool_size=10, max_overflow=20, **how)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    else:
        engine = create_async_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, **how)
    writer = engine.execution_options(write=True)
    return Database(
        engine,
        async_sessionmaker(engine, expire_on_commit=False, info={"needs": "read"}),
        async_sessionmaker(writer, expire_on_commit=False, info={"needs": "write"}),
    )


def blocking(database: Database) -> Engine | None:
    """A second engine on the same SQLite file, for a thread of its caller's: a transaction there is one hop, not one
    for each statement. None for PostgreSQL, and for a database in memory, which only its own connection sees.
    """
    url = database.engine.url
    if not url.drivername.startswith("sqlite") or url.database in (None, "", ":memory:"):
        return None
    engine = create_engine(
        url.set(drivername="sqlite"),
        poolclass=StaticPool,
        connect_args={"timeout": 10, "check_same_thread": False},
        json_deserializer=_read_json,
    )
    event.listen(engine, "connect", lambda connection, _record: _prepare_sqlite(connection))
    event.listen(engine, "begin", _begin_sqlite)
    return engine.execution_options(write=True)


async def make_safe(database: Database) -> None:
    """Returns when what was committed outlives a power cut. SQLite in WAL mode writes a commit and leaves the disk to
    take it when it likes; PostgreSQL has waited for its disk already.
    """
    await asyncio.to_thread(sync_log(database))


def sync_log(database: Database) -> Callable[[], None]:
    """The same for a thread of its caller's."""
    url = database.engine.url
    if not url.drivername.startswith("sqlite") or url.database in (None, "", ":memory:"):
        return lambda: None
    return partial(_sync, f"{url.database}-wal")


async def ping(db: Db) -> None:
    """Returns when the database has answered."""
    await db.execute(text("SELECT 1"))


def _read_json(told: str) -> Any:
    """What a column of JSON holds, in a quarter of the time that Python's own reader takes.

    That one wrote it, so what it alone can read (a number that is none) is left to it.
    """
    try:
        return msgspec.json.decode(told)
    except msgspec.MsgspecError:
        return json.loads(told)


def _sync(path: str) -> None:
    try:
        log = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return  # all of it is in the database itself, which SQLite syncs
    try:
        os.fdatasync(log)
    finally:
        os.close(log)


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin too late for IMMEDIATE
    cursor = connection.cursor()
    for pragma in ("busy_timeout=10000", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    for tries_left in reversed(range(SWITCHES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:  # another process switches a new database just now: SQLite does not wait then
            if not tries_left:
                raise
            time.sleep(0.01)
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
