"""However often connections break and the server dies: no event is lost, none is shown twice, order is kept."""

import asyncio
import itertools
import random
import signal
import statistics
import time
from pathlib import Path

from server import ids
from server.domain.sessions import Session
from server.store import sessions
from server.store.database import open_database
from server.store.migrate import migrate
from tests.cast import Clock
from tests.conftest import Tenth
from tests.live.follower import Follower
from tests.live.house import House, furnish, meeting, serving
from tests.live.process import Process, processes

ROOMS = 10
CUES_A_SECOND = 5  # a room; fifty in all
AT_ONCE = 14  # disconnects a second


async def test_forced_disconnects_lose_nothing_double_nothing_and_keep_the_order(tmp_path: Path, tenth: Tenth) -> None:
    disconnects, kills = tenth(1000), tenth(20)
    url = f"sqlite+aiosqlite:///{tmp_path / 'spotter.db'}"
    database, clock = open_database(url), Clock()
    await migrate(database.engine)
    cast = await furnish(database, clock)
    with processes(1, url, tmp_path, is_loose=True) as (process,):
        async with serving(database, clock) as (_, live):
            house = House(process.url, live, database, clock, cast)
            rooms = [await _room(house) for _ in range(ROOMS)]
            try:
                sent = await _under_fire(rooms, process, disconnects, kills)
                await _settle(rooms)
                logs = {room[0].taken.room: await live.log.read(room[0].taken.room) for room in rooms}
            finally:
                await asyncio.gather(*(one.stop() for room in rooms for one in room))
    await database.close()
    assert "Traceback" not in process.log.read_text(), process.log.read_text()[-6000:]

    lost = doubled = disordered = 0
    for room in rooms:
        written = logs[room[0].taken.room]
        assert [entry.seq for entry in written] == list(range(1, len(written) + 1))
        in_log = [entry.payload["say"] for entry in written if entry.type == "cue"]
        mine = sent[room[0].peer]
        lost += len(set(mine) - set(in_log))
        doubled += len(in_log) - len(set(in_log))
        disordered += [say for say in mine if say in set(in_log)] != in_log
        for one in room:
            shown = [event["payload"]["say"] for event in one.events if event.get("type") == "cue"]
            lost += len(set(in_log) - set(shown))
            doubled += len(shown) - len(set(shown))
            disordered += shown != in_log
            assert one.wounds == []
    resumes_ms = sorted(one for room in rooms for follower in room for one in follower.resumes_ms[1:])
    print(
        f"\n{disconnects} disconnects, {kills} kills, {sum(map(len, sent.values()))} cues to {ROOMS * 3} pages: "
        f"{lost} lost, {doubled} twice, {disordered} out of order; "
        f"resumed in {statistics.median(resumes_ms):.0f} ms (median), "
        f"{resumes_ms[int(len(resumes_ms) * 0.99)]:.0f} ms (p99)"
    )
    assert (lost, doubled, disordered) == (0, 0, 0)


async def _room(house: House) -> list[Follower]:
    """A session of its own with Alice, Bob and Bea, all in."""
    cast = house.cast
    session: Session = meeting(cast.alice, cast.bob, cast.bea, now_ms=house.clock())
    async with house.database.writing() as db, db.begin():
        await sessions.add(db, session)
    followers = [Follower(house.url, await house.take(person, session)) for person in (cast.alice, cast.bob, cast.bea)]
    alice, *clients = followers
    await alice.start()
    for client in clients:
        await client.start()
        answer = await alice.command("admit", peer=client.peer)
        assert answer["ok"], answer
    return followers


async def _under_fire(
    rooms: list[list[Follower]], process: Process, disconnects: int, kills: int
) -> dict[str, list[str]]:
    """Cues from every trainer while connections break and the server dies; gives what each trainer sent, in order."""
    sent: dict[str, list[str]] = {room[0].peer: [] for room in rooms}
    is_over = asyncio.Event()
    rnd = random.Random(20260728)

    async def cue(alice: Follower) -> None:
        for place in itertools.count():
            say = f"{place} {ids.new()}"
            answer = await alice.command("cue.send", say=say)
            assert answer["ok"], answer
            sent[alice.peer].append(say)
            if is_over.is_set():
                return
            await asyncio.sleep(1 / CUES_A_SECOND)

    async def fire() -> None:
        everybody = [one for room in rooms for one in room]
        killed_at = set(rnd.sample(range(1, disconnects), kills))
        for place in range(disconnects):
            if place in killed_at:
                if rnd.random() < 0.25:
                    process.send(signal.SIGSTOP)
                    await asyncio.sleep(0.5)
                process.kill()
                await asyncio.to_thread(process.start)
            victim = rnd.choice(everybody)
            (victim.freeze if rnd.random() < 0.3 else victim.reset)()
            await asyncio.sleep(rnd.uniform(0, 2 / AT_ONCE))
        is_over.set()

    await asyncio.gather(fire(), *(cue(room[0]) for room in rooms))
    return sent


async def _settle(rooms: list[list[Follower]]) -> None:
    """Waits until everybody has caught up."""
    for room in rooms:
        answer = await room[0].command("marker.place", label="the last one")
        assert answer["ok"]
        deadline_s = time.monotonic() + 30
        for one in room:
            while one.head < answer["seq"]:
                assert time.monotonic() < deadline_s, f"{one.peer} stands at {one.head} of {answer['seq']}"
                await asyncio.sleep(0.05)
