"""A database is closed: nothing stays connected, whatever was in hand."""

import asyncio

from sqlalchemy import text

from server.store.database import Database, open_database


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
