"""The migrations make exactly the tables of tables.py, once, whoever starts at the same moment."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, Table, inspect, select, text
from sqlalchemy.exc import IntegrityError

from server import ids
from server.store import comments
from server.store.database import Database, open_database
from server.store.migrate import TooNew, _config, migrate, newest, revision
from server.store.tables import accounts, clip_comments, clips, metadata
from tests.blank import in_postgres
from tests.cast import BOTH


@pytest.fixture
async def postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """A PostgreSQL database with nothing in it."""
    name = f"spotter_{ids.new()}"
    await in_postgres(postgres_server, f"CREATE DATABASE {name}")
    yield f"{postgres_server}/{name}"
    await in_postgres(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> Any:
    opened = open_database(database_url)
    yield opened
    await opened.close()


@BOTH
async def test_the_migrations_make_the_tables(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        wanted = await connection.run_sync(described)
        await connection.run_sync(metadata.drop_all)
    await migrate(database.engine)
    async with database.engine.connect() as connection:
        found = await connection.run_sync(described)
    assert found.pop("alembic_version")
    assert found == wanted
    assert await revision(database.engine) == newest()


def described(connection: Connection) -> dict[str, Any]:
    """Every table as the database itself describes it: columns with type and default, keys, indexes, all with names."""
    look = inspect(connection)
    return {
        table: {
            "columns": [{**column, "type": str(column["type"])} for column in look.get_columns(table)],
            "primary": look.get_pk_constraint(table),
            "foreign": sorted(look.get_foreign_keys(table), key=lambda key: str(key["name"])),
            "unique": sorted(look.get_unique_constraints(table), key=lambda key: str(key["name"])),
            "indexes": sorted(look.get_indexes(table), key=lambda index: str(index["name"])),
        }
        for table in look.get_table_names()
    }


@BOTH
async def test_migrating_again_changes_nothing(database: Database) -> None:
    assert await migrate(database.engine) == await migrate(database.engine) == newest()


@BOTH
async def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    several = [open_database(database_url) for _ in range(4)]
    reached = await asyncio.gather(*(migrate(one.engine) for one in several))
    assert set(reached) == {newest()}
    for one in several:
        await one.close()


@BOTH
async def test_a_database_of_a_newer_spotter_is_left_alone(database: Database) -> None:
    await migrate(database.engine)
    async with database.writing() as db, db.begin():
        await db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TooNew, match="9999"):
        await migrate(database.engine)


@BOTH
async def test_clips_from_before_keep_how_they_were_cut(database: Database) -> None:
    """Their jobs knew it, and those go after a week."""
    splice = {"head_bytes": 5, "keep_ms": 10_000, "drop_end_ms": 0}
    made = {"created_at_ms": 1}
    clip = {"client_id": "bob", "source": "moment", "entered_by": "client", "state": "refused", "files": {}, **made}
    job = {"state": "done", "run_after_ms": 1, **made}
    async with database.engine.execution_options(write=True).connect() as connection, connection.begin():
        await connection.run_sync(upgrade_to, "0003")
        await connection.run_sync(put, "accounts", id="a", email="alice@example.org", role="trainer", **made)
        await connection.run_sync(put, "clients", id="bob", trainer_id="a", **made)
        for id, kind, detail in (
            ("cut", "prepare", {"splice": splice}),
            ("whole", "prepare", {}),
            ("none", "proxy", {}),
        ):
            await connection.run_sync(put, "clips", id=id, **clip)
            await connection.run_sync(put, "jobs", id=id, kind=kind, subject=id, detail=detail, **job)
    await migrate(database.engine)
    async with database.reading() as db:
        found = {row.id: row.splice for row in (await db.execute(select(clips.c.id, clips.c.splice))).all()}
    assert found == {"cut": splice, "whole": None, "none": None}


@BOTH
async def test_clips_that_may_be_of_a_trainer_alone_keep_what_is_written_about_them(database: Database) -> None:
    made = {"created_at_ms": 1}
    clip = {"source": "recording", "entered_by": "trainer", "state": "ready", "files": {}, **made}
    comment = {"author": "client", "text": "My knee?", **made}
    async with database.engine.execution_options(write=True).connect() as connection, connection.begin():
        await connection.run_sync(upgrade_to, "0010")
        await connection.run_sync(put, "accounts", id="a", email="alice@example.org", role="trainer", **made)
        await connection.run_sync(put, "clients", id="bob", trainer_id="a", **made)
        await connection.run_sync(put, "clips", id="bobs", client_id="bob", **clip)
        await connection.run_sync(put, "clip_comments", id="c", clip_id="bobs", **comment)
    await migrate(database.engine)
    async with database.writing() as db, db.begin():
        assert (await db.execute(select(clip_comments.c.text))).scalar_one() == "My knee?"
        assert (await db.execute(select(clips.c.gaps, clips.c.trainer_id))).one() == ([], None)
        await db.execute(clips.insert().values(id="alices", client_id=None, trainer_id="a", gaps=[[1, 2]], **clip))
    with pytest.raises(IntegrityError):
        async with database.writing() as db, db.begin():
            await db.execute(clips.insert().values(id="x", client_id="nobody", **clip))
    async with database.writing() as db, db.begin():
        await db.execute(accounts.delete())
        assert (await db.execute(select(clips.c.id))).all() == []
        if database.engine.dialect.name == "sqlite":
            assert (await db.execute(text("PRAGMA integrity_check"))).scalar_one() == "ok"


@BOTH
async def test_what_was_read_before_each_knew_by_themselves_stays_read(database: Database) -> None:
    clip = {"source": "upload", "entered_by": "client", "state": "ready", "files": {}, "created_at_ms": 1}
    async with database.engine.execution_options(write=True).connect() as connection, connection.begin():
        await connection.run_sync(upgrade_to, "0034")
        for id in ("alice", "wren", "anna"):
            account = {"email": f"{id}@example.org", "role": "trainer", "created_at_ms": 1}
            await connection.run_sync(put, "accounts", id=id, **account)
        await connection.run_sync(put, "clients", id="bob", trainer_id="alice", created_at_ms=1)
        share = {"right": "write", "shared_by": "alice", "created_at_ms": 1}
        await connection.run_sync(put, "client_shares", client_id="bob", account_id="wren", **share)
        await connection.run_sync(put, "clips", id="squat", client_id="bob", **clip)
        await connection.run_sync(put, "clips", id="quiet", client_id="bob", **clip)
        for at, (author, seen) in enumerate((("client", 9), ("trainer", 9), ("client", 9), ("client", None)), start=1):
            said = {"author": author, "text": "?", "created_at_ms": at * 100, "seen_at_ms": seen}
            await connection.run_sync(put, "clip_comments", id=f"c{at}", clip_id="squat", **said)
    await migrate(database.engine)
    async with database.reading() as db:
        assert await comments.reads(db, "squat") == {"t:alice": 300, "t:wren": 300, "c:bob": 200}
        assert await comments.reads(db, "quiet") == {}
        assert await comments.new_for(db, "t:wren", ["squat", "quiet"]) == {"squat": 1}
        assert await comments.unseen_by_trainer(db, "alice", most=9) == {"squat": 1}


def upgrade_to(connection: Connection, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def put(connection: Connection, table: str, **row: Any) -> None:
    """A row in a table as it is just now, whatever tables.py says of it."""
    connection.execute(Table(table, MetaData(), autoload_with=connection).insert().values(**row))


async def test_sqlite_waits_for_a_writer_and_keeps_foreign_keys(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
        assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar_one() == 1
        assert (await connection.execute(text("PRAGMA busy_timeout"))).scalar_one() == 10_000
