"""A database with every table and no row, made once in each process of tests: what a first start makes takes longer."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from server.store.database import open_database
from server.store.migrate import migrate

SQLITE = "sqlite+aiosqlite:///"


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


async def _ready() -> Path:
    made = Path(_folder().name) / "blank.db"
    if not made.exists():
        draft = made.with_suffix(".draft")
        database = open_database(f"{SQLITE}{draft}")
        await migrate(database.engine)
        await database.engine.dispose()
        draft.rename(made)
    return made
