"""How often a page asks the database: so often, however many clients there are and whatever waits of them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event

from bench.busy_studio import furnish
from server.web import edge
from tests import keys as people
from tests.cast import Spotter, open_spotter
from tests.keys import Keys

# Who asks, and how many statements at most it takes. A part more on a page may raise its number; a row more may not.
PAGES = {
    "/inbox": ("trainer", 39),
    "/today": ("trainer", 29),
    "/calendar": ("trainer", 13),
    "/clients": ("trainer", 8),
    "/clients/{client}": ("trainer", 38),
    "/clients/{client}/training": ("trainer", 8),
    "/sessions/{session}/gym": ("trainer", 16),
    "/c/{token}": ("client", 50),
    "/c/{token}/program": ("client", 15),
}


@contextmanager
def counting(spotter: Spotter) -> Iterator[list[str]]:
    """The statements of requests, as they come; not those of what the server does by itself."""
    engine, heard = spotter.app[edge.DATABASE].engine.sync_engine, list[str]()

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        task = asyncio.current_task()
        if task is not None and getattr(task.get_coro(), "__qualname__", "") == "RequestHandler._handle_request":
            heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


async def asked(keys: Keys) -> dict[str, int]:
    """Page -> how many statements it took."""
    counts = {}
    with counting(keys.spotter) as heard:
        for path, (who, _) in PAGES.items():
            heard.clear()
            answer = await keys.people[who].get(path.format(**keys.ids, token=keys.link("bob")))
            assert answer.status == 200, path
            counts[path] = len(heard)
    return counts


async def test_no_page_asks_the_database_oftener_than_its_number_says(tmp_path: Path) -> None:
    async with open_spotter(tmp_path / "var") as spotter:
        keys = await people.cut(spotter)
        await furnish(keys, clients=8, log_rows=400, log_rows_of_bob=100)
        counts = await asked(keys)
    assert min(counts.values()) > 0
    assert {path: count for path, count in counts.items() if count > PAGES[path][1]} == {}
