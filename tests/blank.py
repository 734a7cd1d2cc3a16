"""A database with every table and no row, made once in each process of tests: what a first start makes takes longer."""

import asyncio
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import asyncpg

from server import ids
from server.store.database import open_database
from server.store.migrate import migrate

SQLITE = "sqlite+aiosqlite:///"
_ready_names: dict[str, str] = {}  # by PostgreSQL server


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Goes with the process."""
    return tempfile.TemporaryDirectory(prefix="spotter-blank-")


async def lay(database_url: str) -> None:
    """Puts one where this SQLite URL leads, unless there is a database. Other kinds are left to their first start."""
    path = Path(database_url.removeprefix(SQLITE))
    if database_url.startswith(SQLITE) and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(await _ready(), path)


def lay_here(path: Path) -> None:
    """The same for a SQLite file, for those who do not await: from whatever thread, a loop running in it or not."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, lay(f"{SQLITE}{path}")).result()


async def lay_in_postgres(server: str, name: str) -> None:
    """Makes a database of this name in that server, whose URL has none at its end."""
    blank = await _ready_in(server)
    await in_postgres(server, f"CREATE DATABASE {name} TEMPLATE {blank}")


async def _ready_in(server: str) -> str:
    if server not in _ready_names:
        name = f"blank_{ids.new()}"
        await in_postgres(server, f"CREATE DATABASE {name}")
        database = open_database(f"{server}/{name}")
        await migrate(database.engine)
        await database.close()
        _ready_names[server] = name
    return _ready_names[server]


async def _ready() -> Path:
    made = Path(_folder().name) / "blank.db"
    if not made.exists():
        draft = made.with_suffix(".draft")
        database = open_database(f"{SQLITE}{draft}")
        await migrate(database.engine)
        await database.close()
        draft.rename(made)
    return made


async def in_postgres(server: str, statement: str) -> None:
    """Runs one statement in the server's own database."""
    connection = await asyncpg.connect(server.replace("+asyncpg", "") + "/postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
