"""Alembic's door: runs on the connection migrate.py hands in, or by its own command line on a URL."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from server.store.database import open_database
from server.store.tables import metadata


def run(connection: Connection) -> None:
    """Runs the migrations on a connection; the caller commits."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_by_url(url: str) -> None:
    """Opens the async engine for Alembic's command line and runs on it."""
    engine = open_database(url).engine
    async with engine.execution_options(write=True).connect() as connection, connection.begin():
        await connection.run_sync(run)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_by_url(context.config.get_main_option("sqlalchemy.url") or ""))
