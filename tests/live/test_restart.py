"""A server that ends says so, and one that was killed comes back with every room as it was."""

import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.store.database import open_database
from server.store.migrate import migrate
from tests.cast import Clock
from tests.live.house import House, furnish, serving
from tests.live.page import Page
from tests.live.process import Process, processes


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[tuple[House, Process]]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'spotter.db'}"
    database = open_database(url)
    await migrate(database.engine)
    cast = await furnish(database, Clock())
    with processes(1, url, tmp_path) as (process,):
        async with serving(database, Clock()) as (_, live):
            house = House(process.url, live, database, Clock(), cast)
            yield house, process
            for page in house.pages:
                await page.close()
    await database.close()
    assert "Traceback" not in process.log.read_text(), process.log.read_text()[-6000:]


async def test_sigterm_tells_every_page_to_come_back_and_ends_quickly(house: tuple[House, Process]) -> None:
    home, process = house
    pages = [*(await home.pair()), await home.enter(home.cast.gus)]
    began_s = time.monotonic()
    process.send(signal.SIGTERM)
    for page in pages:
        assert await page.ended() == "restart"
        assert page.closed is not None
        assert 0 < page.closed["after_ms"] <= 3000
    assert len({page.closed["after_ms"] for page in pages if page.closed}) > 1
    assert process.wait() == 0
    assert time.monotonic() - began_s <= 10


@pytest.mark.long
async def test_sigterm_ends_quickly_even_when_a_page_does_not_read(house: tuple[House, Process]) -> None:
    home, process = house
    _, bob = await home.pair()
    assert bob._reading is not None
    bob._reading.cancel()
    began_s = time.monotonic()
    process.send(signal.SIGTERM)
    assert process.wait() == 0
    assert time.monotonic() - began_s <= 10


async def test_killed_and_started_again_everything_is_as_it_was(house: tuple[House, Process]) -> None:
    home, process = house
    alice, bob = await home.pair()
    gus = await home.enter(home.cast.gus)
    await alice.done("cue.send", say="Before")
    plan = [{"name": "Work", "kind": "work", "duration_ms": 600_000}]
    await alice.done("timer.start", timer="t1", title="Tabata", plan=plan)
    last = await alice.done("phone", on=True)
    process.kill()
    process.start()
    again: list[Page] = [await home.page(page.taken) for page in (alice, bob, gus)]
    assert [page.caller for page in again] == ["trainer", "client", "lobby"]
    told = again[0].welcome["snapshot"]
    assert told["head"] == last
    assert told["by_phone"] is True
    assert told["timers"]["t1"]["state"] == "running"
    assert told["cues"][0]["say"] == "Before"
    assert {peer["name"]: peer["state"] for peer in told["peers"].values()} == {
        "Alice Archer": "in",
        "Bob": "in",
        "Gus": "lobby",
    }
