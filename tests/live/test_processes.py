"""Two server processes share rooms: one log, one lobby, one socket for each seat; Redis may be slow, deaf or gone."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.store.database import open_database
from server.store.migrate import migrate
from tests import engines
from tests.cast import Clock
from tests.live.house import Cast, House, furnish, serving
from tests.live.page import Page
from tests.live.process import Process, processes


@dataclass
class Town:
    """Two processes and what they share. `house` gives seats; its own server is not asked for pages."""

    here: Process
    there: Process
    house: House
    redis: object

    @property
    def cast(self) -> Cast:
        return self.house.cast

    async def enter(self, process: Process, person: object) -> Page:
        """A fresh page of one of the cast at one of the processes."""
        return await self.again(process, await self.house.take(person))

    async def again(self, process: Process, taken: object, since: int = 0) -> Page:
        """A page on a seat that was taken before."""
        page = Page(process.url, taken)  # type: ignore[arg-type]
        self.house.pages.append(page)
        await page.open(since)
        return page


@pytest.fixture(
    params=[pytest.param("sqlite", marks=pytest.mark.long), pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'spotter.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    database = open_database(database_url)
    await migrate(database.engine)
    cast = await furnish(database, Clock())
    with engines.redis() as (redis_url, redis), processes(2, database_url, tmp_path, redis_url) as (here, there):
        async with serving(database, Clock(), redis_url=redis_url) as (url, live):
            house = House(url, live, database, Clock(), cast)
            yield Town(here, there, house, redis)
            for page in house.pages:
                await page.close()
    await database.close()
    for process in (here, there):
        assert "Traceback" not in process.log.read_text(), process.log.read_text()[-6000:]


pytestmark = pytest.mark.redis


async def test_two_people_at_two_processes_are_in_one_room(town: Town) -> None:
    alice = await town.enter(town.here, town.cast.alice)
    bob = await town.enter(town.there, town.cast.bob)
    await alice.event("peer.knocked")
    await alice.done("admit", peer=bob.peer)
    await bob.until(lambda: bob.caller == "client")
    assert bob.welcome["trainer_here"]
    await alice.done("cue.send", say="Across")
    await bob.event("cue", say="Across")
    await bob.done("chat.send", text="heard")
    await alice.event("chat", text="heard")
    await alice.until(lambda: {"peer": bob.peer, "online": True} in alice.heard("presence"))
    assert (await alice.call("signal", to=bob.peer, gen=1, kind="offer", sdp="v=0"))["ok"]
    await bob.until(lambda: bob.heard("signal") == [{"from": alice.peer, "gen": 1, "kind": "offer", "sdp": "v=0"}])
    state = {"mic": True, "camera": True, "screen": False, "music": False, "quality": "good"}
    await bob.call("media", **state)
    await alice.until(lambda: alice.heard("media") == [{"from": bob.peer, **state}])
    assert bob.seqs == sorted(set(bob.seqs))


@pytest.mark.long
async def test_a_seat_taken_at_the_other_process_closes_the_first_socket(town: Town) -> None:
    alice = await town.enter(town.here, town.cast.alice)
    bob = await town.enter(town.here, town.cast.bob)
    await alice.done("admit", peer=bob.peer)
    moved = await town.again(town.there, bob.taken)
    assert await bob.ended() == "taken-over"
    assert moved.caller == "client"
    await alice.done("cue.send", say="Follow")
    await moved.event("cue", say="Follow")
    assert not any(event.get("type") == "peer.left" for event in alice.events)


async def test_a_revoked_seat_closes_at_every_process_within_a_second(town: Town) -> None:
    alice = await town.enter(town.here, town.cast.alice)
    bob = await town.enter(town.there, town.cast.bob)
    began_s = time.monotonic()
    login = town.cast.logins[town.cast.alice.id]
    await town.house.live.logins_ended([login])  # said by a third process, where neither has a socket
    assert await alice.ended() == "revoked"
    assert time.monotonic() - began_s <= 1.0
    assert not bob.is_down


async def test_both_write_at_once_and_every_page_sees_the_same_order(town: Town) -> None:
    alice = await town.enter(town.here, town.cast.alice)
    bob = await town.enter(town.there, town.cast.bob)
    await alice.done("admit", peer=bob.peer)
    await bob.until(lambda: bob.caller == "client")

    async def chatter(page: Page, who: str) -> None:
        for place in range(40):
            await page.done("chat.send", text=f"{who}{place}")

    await asyncio.gather(chatter(alice, "a"), chatter(bob, "b"))
    head = max(alice.seqs[-1], bob.seqs[-1])
    for page in (alice, bob):
        await page.until(lambda page=page: page.seqs[-1] == head)  # type: ignore[misc]
    lines = [
        [event["payload"]["text"] for event in page.events if event.get("type") == "chat"] for page in (alice, bob)
    ]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 80
    for who in "ab":
        assert [line for line in lines[0] if line.startswith(who)] == [f"{who}{place}" for place in range(40)]


@pytest.mark.parametrize("fate", ["killed", "hung"])
async def test_without_redis_rooms_go_on_and_news_comes_from_the_log(town: Town, fate: str) -> None:
    alice = await town.enter(town.here, town.cast.alice)
    bob = await town.enter(town.there, town.cast.bob)
    await alice.done("admit", peer=bob.peer)
    await bob.until(lambda: bob.caller == "client")
    redis = town.redis
    redis.send_signal(signal.SIGKILL if fate == "killed" else signal.SIGSTOP)  # type: ignore[attr-defined]
    try:
        for place in range(5):
            began_s = time.monotonic()
            await alice.done("cue.send", say=f"Cue {place}")
            assert time.monotonic() - began_s < 1.0, "a command waited for Redis"
        await bob.event("cue", say="Cue 4")
        said = [event["payload"]["say"] for event in bob.events if event.get("type") == "cue"]
        assert said == [f"Cue {place}" for place in range(5)]
    finally:
        if fate == "hung":
            redis.send_signal(signal.SIGCONT)  # type: ignore[attr-defined]
    if fate == "hung":
        await asyncio.sleep(5)  # its listeners notice that they went deaf, and begin anew
        began_s = time.monotonic()
        await alice.call("media", mic=True, camera=True, screen=False)
        await bob.until(lambda: bool(bob.heard("media")))
        assert time.monotonic() - began_s < 2.0
    assert not any(event.get("type") == "peer.left" for event in alice.events)


@pytest.mark.long
async def test_a_process_that_dies_takes_nothing_with_it(town: Town) -> None:
    alice = await town.enter(town.here, town.cast.alice)
    bob = await town.enter(town.there, town.cast.bob)
    await alice.done("admit", peer=bob.peer)
    await bob.until(lambda: bob.caller == "client")
    town.there.kill()
    last = await alice.done("cue.send", say="Missed")
    bob = await town.again(town.here, bob.taken, since=bob.seqs[-1] if bob.seqs else bob.welcome["head"])
    assert bob.seqs[-1] == last
    assert bob.caller == "client"
