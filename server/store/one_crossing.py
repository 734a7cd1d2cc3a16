"""A connection to SQLite that crosses to its thread once for a statement.

aiosqlite crosses for the cursor, for the statement, for its rows and for its end, and each crossing wakes two threads:
with fifty statements on a page that was more work than most of the statements are. PostgreSQL has none of this.

Who is cancelled while it connects waits until it has: a connection that came later would be nobody's, and stay open.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar, cast

import aiosqlite

T = TypeVar("T")

AT_ONCE = 500  # rows that come with the statement; what is read in pieces is held in pieces of that size


def connect(*where: Any, prepare: Callable[[sqlite3.Connection], None], **options: Any) -> "Connection":
    """A connection, to be awaited; asked for as SQLite's own is.

    prepare: is done to it in its thread before anybody has it; what it raises is raised here, and nothing stays open.
    """

    def opened() -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(*where, **{**options, "check_same_thread": False})
        try:
            prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    made = Connection(opened, iter_chunk_size=AT_ONCE)
    made._thread.daemon = True  # as SQLAlchemy has it where it connects by itself
    return made


class Connection(aiosqlite.Connection):
    """aiosqlite's, with cursors of ours."""

    async def _connect(self) -> "Connection":
        connecting = asyncio.ensure_future(super()._connect())
        try:
            return cast(Connection, await asyncio.shield(connecting))
        except asyncio.CancelledError:
            await asyncio.wait([connecting])
            if not connecting.exception():
                await self.close()
            raise

    async def create_function(self, *how: Any, **options: Any) -> None:
        """Tells SQLite of a function, as SQLAlchemy does of one before the first statement: that need not cross."""
        self._conn.create_function(*how, **options)

    def cursor(self) -> "Cursor":  # type: ignore[override]
        """Nothing happens in the thread yet."""
        return Cursor(self)

    async def cross(self, deed: Callable[[], T]) -> T:
        """What comes of a deed in the thread."""
        return cast(T, await self._execute(deed))  # type: ignore[no-untyped-call]


class Cursor:
    """As much of a cursor as SQLAlchemy uses."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self._rest: Any = None  # SQLite's cursor, while there may be more rows
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Cursor":
        """Runs a statement and takes its first rows."""
        return await self._run("execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> "Cursor":
        """Runs a statement for each of these."""
        return await self._run("executemany", sql, parameters)

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        rows, self._rows = self._rows, []
        if self._rest is not None:
            rows += await self._connection.cross(self._rest.fetchall)
            await self.close()
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        most = size or self.arraysize
        if len(self._rows) < most and self._rest is not None:
            more = await self._connection.cross(partial(self._rest.fetchmany, most))
            self._rows += more
        rows, self._rows = self._rows[:most], self._rows[most:]
        return rows

    async def fetchone(self) -> Any:
        """The next row, or None."""
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def close(self) -> None:
        """Lets go of the statement, where it has not ended by itself."""
        rest, self._rest, self._rows = self._rest, None, []
        if rest is not None:
            await self._connection.cross(rest.close)

    async def _run(self, how: str, sql: str, parameters: Sequence[Any]) -> "Cursor":
        await self.close()

        def whole() -> tuple[Any, list[Any]]:
            cursor = self._connection._conn.cursor()
            getattr(cursor, how)(sql, parameters)
            rows = cursor.fetchmany(AT_ONCE) if cursor.description else []
            if len(rows) < AT_ONCE:
                cursor.close()
            return cursor, rows

        cursor, self._rows = await self._connection.cross(whole)
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        self._rest = cursor if len(self._rows) == AT_ONCE else None
        return self
