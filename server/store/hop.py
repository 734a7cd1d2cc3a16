"""Transactions in one hop to a thread, for what is done for every request of an upload: a third of the work.

An AsyncSession on SQLite crosses threads for each statement. Here the whole transaction runs in the thread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine

from server.store.database import Database, Db, blocking, sync_log

T = TypeVar("T")
Work = Callable[[Db], Awaitable[T]]


class Hop:
    """Runs short transactions; what they do may wait for nothing but their `db`, and may only `execute` on it.

    On PostgreSQL they are transactions like any others.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reader = _Side(blocking(database), write=False)
        self._writer = _Side(blocking(database), write=True)

    async def reading(self, work: Work[T]) -> T:
        """What `work` finds in one snapshot."""
        if self._reader.engine is not None:
            return await self._reader.run(work)
        async with self._database.reading() as db:
            return await work(db)

    async def writing(self, work: Work[T]) -> T:
        """What `work` gives back, committed and safe from a power cut; nothing of it when it raises."""
        if self._writer.engine is not None:
            return await self._writer.run(work, sync_log(self._database))
        async with self._database.writing() as db, db.begin():
            return await work(db)

    def close(self) -> None:
        """Lets go of threads and connections."""
        self._reader.close()
        self._writer.close()


class _Side:
    """One connection, and the one thread that uses it."""

    def __init__(self, engine: Engine | None, *, write: bool) -> None:
        self.engine = None if engine is None else engine.execution_options(write=write)
        self._needs = "write" if write else "read"
        self._thread = ThreadPoolExecutor(1, "writer" if write else "reader")

    async def run(self, work: Work[T], then: Callable[[], None] = lambda: None) -> T:
        def transact() -> T:
            found = self._transact(work)
            then()
            return found

        return await asyncio.get_running_loop().run_in_executor(self._thread, transact)

    def _transact(self, work: Work[T]) -> T:
        assert self.engine is not None
        with self.engine.begin() as connection:
            doing = work(cast(Db, _Direct(connection, self._needs))).__await__()
            try:
                next(doing)
            except StopIteration as done:
                return cast(T, done.value)
            doing.close()
            raise RuntimeError("a transaction in one hop waited for something else than its database")

    def close(self) -> None:
        self._thread.shutdown(wait=True)
        if self.engine is not None:
            self.engine.dispose()


class _Direct:
    """The part of an AsyncSession that store functions use, without any waiting."""

    def __init__(self, connection: Connection, needs: str) -> None:
        self._connection = connection
        self.info = {"needs": needs}

    async def execute(self, statement: Any) -> Any:
        return self._connection.execute(statement)
