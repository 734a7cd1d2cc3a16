"""A class at two web processes and one relay, a process of its own: whoever is killed or sleeps, the room goes on."""

import asyncio
import signal
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from tests.booked import owner
from tests.live.relayed import Caller, Gym, gym
from tests.live.several import Several, several
from tests.live.test_recorded_rooms import agree, filming, told
from tests.live.test_relayed_rooms import seen, unseen
from tests.media.peers import until
from tests.stage import Server, free_port

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.nginx]
SLEEP_S = 4  # longer than a relay may be silent


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """Two web processes, and a relay at another address than theirs. Begun once; each test has a session of its own."""
    media = {"MEDIA_HOST": "127.0.0.9", "MEDIA_PUBLIC_IP": "127.0.0.9", "MEDIA_PORT": str(free_port())}
    with several(tmp_path_factory.mktemp("several"), has_relay=True, **media) as running:
        running.olga = owner(running)
        yield running


async def enter(town: Several, people: Gym) -> tuple[Caller, Caller, Caller]:
    """The trainer at one process, two clients at the other, all with pictures."""
    alice = await town.open(Caller(town.url, people.trainers_seat()), town.here)
    clients = [await town.open(Caller(town.url, people.clients_seat(at)), town.there) for at in (0, 1)]
    people.pages += [alice, *clients]
    for one in clients:
        await alice.done("admit", peer=one.peer)
        await one.until(lambda one=one: one.caller == "client")  # type: ignore[misc]
    for one in (alice, *clients):
        await one.up()
    return alice, clients[0], clients[1]


async def back(town: Several, people: Gym, page: Caller, at: Server) -> Caller:
    """A page whose socket comes anew, at this process, and whose pictures never stopped; it asks the relay nothing."""
    again = await town.open(Caller(town.url, page.taken), at)
    puppet, page.puppet = page.puppet, again.puppet
    again.puppet, again.shows, again.via = puppet, page.shows, page.via
    people.pages.append(again)
    return again


async def rows(town: Several, asked: str) -> list[Any]:
    """From the database."""
    connection = await asyncpg.connect(town.database_url.replace("+asyncpg", ""))
    try:
        return [tuple(row) for row in await connection.fetch(asked)]
    finally:
        await connection.close()


async def relays(town: Several) -> list[Any]:
    """(id, room) of each relay and what it holds."""
    return await rows(
        town, "SELECT relays.id, room FROM relays LEFT JOIN room_relays ON relay_id = relays.id ORDER BY at_ms DESC"
    )


async def test_both_processes_use_one_relay_and_it_outlives_them(town: Several) -> None:
    async with gym(town, "Bob Birch", "Bea Brook", olga=town.olga) as people:
        alice, bob, bea = await enter(town, people)
        ((relay, room),) = await relays(town)
        assert room == people.session
        await seen(bob, alice, b"across")
        await seen(alice, bea, b"and back")
        await alice.done("meet", on=True)
        await seen(bea, bob, b"all together")

        # A process that slept does not take the relay for dead.
        assert town.here.process is not None
        town.here.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(SLEEP_S)
        town.here.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(1)
        assert [one for one, _ in await relays(town)] == [relay]
        await seen(bob, alice, b"awake again")

        # Both die, and those that come after them know of the relay what its row says.
        for one in (town.here, town.there):
            one.kill()
        await seen(bob, alice, b"goes on")
        for one in (town.here, town.there):
            await asyncio.to_thread(one.start)
        alice, bob, bea = [
            await back(town, people, page, at) for page, at in ((alice, town.there), (bob, town.here), (bea, town.here))
        ]
        await seen(bea, bob, b"still together")
        await alice.done("meet", on=False)
        await unseen(bea, bob, b"apart")
        await alice.done("kick", peer=bea.peer)
        await until(lambda: bea.is_down, "her socket is closed")
        await unseen(bea, alice, b"not for her")
        assert [one for one, _ in await relays(town)] == [relay]


@pytest.mark.long
async def test_a_recording_begun_at_one_process_ends_from_the_other_and_is_noted_once(town: Several) -> None:
    async with gym(town, "Bob Birch", "Bea Brook", olga=town.olga) as people:
        await agree(people, 0)
        alice, bob, bea = await enter(town, people)
        async with filming(bob), filming(bea):
            await alice.done("recording.start", recording="recording-1")
            await told(bob, what="started", source=bob.peer)
            await told(bea, what="not-recorded", why="no-consent")
            town.here.kill()
            alice = await back(town, people, alice, town.there)
            await alice.done("recording.stop", recording="recording-1")
            await told(bob, what="stopped")
            await asyncio.to_thread(town.here.start)
        noted = await rows(town, f"SELECT action FROM audit WHERE detail::text LIKE '%{people.session}%'")
        assert sorted(what for (what,) in noted if what.startswith("recording.")) == [
            "recording.not-recorded",
            "recording.started",
            "recording.stopped",
        ]


@pytest.mark.long
async def test_the_relay_dies_and_the_next_takes_the_room_for_both_processes(town: Several) -> None:
    async with gym(town, "Bob Birch", "Bea Brook", olga=town.olga) as people:
        alice, bob, bea = await enter(town, people)
        first = alice.via
        assert town.relay is not None
        town.relay.kill()
        await asyncio.to_thread(town.relay.start)
        await until(lambda: all(one.via != first and one.is_up for one in (alice, bob, bea)), "up at another", 20)
        await seen(bob, alice, b"back")
        assert {room for _, room in await relays(town)} == {people.session}
    assert "Traceback" not in town.said()
