"""Brings the database to the newest form, at every start and by `python -m server migrate`.

A new migration: change tables.py, then `python -m server.store.migrate "Add clips"` writes a draft of it.
"""

import asyncio
import sys
import tempfile
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from server.store.database import open_database

FOLDER = Path(__file__).resolve().parent / "migrations"
_LOCK = 5_307_612_204  # any number, as long as every process of ours takes the same


class TooNew(Exception):
    """The database was last used by a newer Spotter, whose tables this one does not know."""


async def migrate(engine: AsyncEngine) -> str:
    """Runs what is missing and returns the revision reached. Raises TooNew.

    Two processes that start at once take turns: SQLite by its write lock, PostgreSQL by an advisory lock held to the
    end of the transaction. All steps are one transaction, so a migration that fails leaves the database as it was.
    """
    async with engine.execution_options(write=True).connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        return await connection.run_sync(_upgrade)


async def revision(engine: AsyncEngine) -> str | None:
    """The revision the database is at; None before the first migration."""
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


def known() -> set[str]:
    """All revisions this code has a migration for."""
    return {script.revision for script in _scripts().walk_revisions()}


def newest() -> str:
    """The revision this code needs."""
    head = _scripts().get_current_head()
    assert head is not None
    return head


def _upgrade(connection: Connection) -> str:
    config = _config()
    at = MigrationContext.configure(connection).get_current_revision()
    if at is not None and at not in known():
        raise TooNew(
            f"The database is at {at}, which this Spotter does not know. Start the newer one, or restore a backup."
        )
    head = newest()
    if at != head:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return head


@cache
def _scripts() -> ScriptDirectory:
    """Read once: they belong to the code."""
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


async def _draft(title: str) -> None:
    """Writes a migration from what tables.py has and a freshly migrated database has not."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite+aiosqlite:///{folder}/draft.db").engine

        def draft(connection: Connection) -> None:
            config = _config()
            config.attributes["connection"] = connection
            so_far = len(list(ScriptDirectory.from_config(config).walk_revisions()))
            if so_far:
                command.upgrade(config, "head")
            command.revision(config, title, autogenerate=True, rev_id=f"{so_far + 1:04d}")

        async with engine.execution_options(write=True).connect() as connection, connection.begin():
            await connection.run_sync(draft)
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(_draft(sys.argv[1]))
