"""A database: it is closed and nothing stays connected; a statement costs one way to its thread and back."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from server.store.database import Database, open_database
from server.store.one_crossing import AT_ONCE, Connection, connect
from server.store.tables import audit
from tests import blank


async def begun(database: Database, ends: asyncio.Event) -> asyncio.Task[None]:
    """A transaction in hand, until `ends`."""
    has_begun = asyncio.Event()

    async def work() -> None:
        async with database.writing() as db:
            await db.execute(text("SELECT 1"))
            has_begun.set()
            await ends.wait()

    task = asyncio.create_task(work())
    await has_begun.wait()
    return task


async def test_it_closes_when_the_transaction_in_hand_has_ended(database_url: str) -> None:
    database, ends = open_database(database_url), asyncio.Event()
    task = await begun(database, ends)
    pool = database.engine.pool
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0.1)
    assert not closing.done()
    ends.set()
    await asyncio.gather(task, closing)
    assert "in pool: 0" in pool.status().lower()


class Slow:
    """What is done to a connection before anybody has it, and takes until `ends`; then it may fail."""

    def __init__(self, fails: bool) -> None:
        self.fails = fails
        self.begins, self.ends = threading.Event(), threading.Event()

    def __call__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.begins.set()
        assert self.ends.wait(10)
        if self.fails:
            raise sqlite3.OperationalError("not now")

    @property
    def is_closed(self) -> bool:
        try:
            self.connection.execute("SELECT 1")
        except sqlite3.ProgrammingError:
            return True
        return False


@pytest.mark.parametrize(("is_cancelled", "fails"), [(False, False), (True, False), (False, True), (True, True)])
async def test_a_connection_that_nobody_gets_does_not_stay_open(
    tmp_path: Path, is_cancelled: bool, fails: bool
) -> None:
    slow = Slow(fails)

    async def connecting() -> Connection:
        return await connect(tmp_path / "spotter.db", prepare=slow)

    task = asyncio.create_task(connecting())
    assert await asyncio.to_thread(slow.begins.wait, 10)
    if is_cancelled:
        task.cancel()
        await asyncio.sleep(0.05)
        assert not task.done()
    slow.ends.set()
    if not (is_cancelled or fails):
        async with asyncio.timeout(10):
            connection = await task
        assert not slow.is_closed
        await connection.close()
    else:
        with pytest.raises(asyncio.CancelledError if is_cancelled else sqlite3.OperationalError):
            await task
    assert slow.is_closed


async def crossings(database: Database, *statements: str) -> list[int]:
    """How often each of these goes to SQLite's thread."""
    counts: list[int] = []
    async with database.reading() as db:
        driver = (await (await db.connection()).get_raw_connection()).driver_connection
        assert driver is not None
        passed, cross = 0, driver.cross

        async def counted(deed: object) -> object:
            nonlocal passed
            passed += 1
            return await cross(deed)

        driver.cross = counted
        for statement in statements:
            passed = 0
            await db.execute(text(statement))
            counts.append(passed)
        del driver.cross
    return counts


async def test_a_statement_goes_to_the_thread_of_its_connection_once(tmp_path: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'spotter.db'}")
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n"
    assert await crossings(database, "SELECT 1", many.format(AT_ONCE - 1), many.format(AT_ONCE + 1)) == [1, 1, 3]
    await database.close()


async def test_many_rows_come_whole_and_in_pieces(database_url: str) -> None:
    await blank.lay(database_url)
    database, count = open_database(database_url), 2 * AT_ONCE + 7
    row = {"actor": "t:a", "action": "x", "subject": "c:b"}
    rows = [{"id": f"{at}", "at_ms": at, "detail": {"n": at}, **row} for at in range(count)]
    async with database.writing() as db, db.begin():
        await db.execute(insert(audit), rows)
    asked = select(audit.c.at_ms).order_by(audit.c.at_ms)
    async with database.reading() as db:
        assert (await db.execute(asked)).scalars().all() == list(range(count))
        pieces = await db.stream(asked, execution_options={"yield_per": 300})
        assert [at async for at in pieces.scalars()] == list(range(count))
        left = await db.stream(asked, execution_options={"yield_per": 300})
        assert (await left.scalars().first()) == 0
        assert (await db.execute(select(audit.c.detail).where(audit.c.at_ms == 5))).scalar_one() == {"n": 5}
    await database.close()
