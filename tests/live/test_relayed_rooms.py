"""Rooms of several people: the real server begins its relay, and pictures go where the trainer lets them."""

import asyncio
import os
import signal
import sqlite3
from contextlib import closing

import pytest

from tests.live.relayed import Caller, gym
from tests.media.peers import until
from tests.stage import Server


def relays(server: Server) -> list[tuple[str, int]]:
    """(id, pid) of each relay there is a row of."""
    with closing(sqlite3.connect(server.data_dir / "spotter.db")) as db:
        return db.execute("SELECT id, pid FROM relays").fetchall()


def holder(server: Server, room: str) -> str | None:
    """The relay that holds a room."""
    with closing(sqlite3.connect(server.data_dir / "spotter.db")) as db:
        row = db.execute("SELECT relay_id FROM room_relays WHERE room = ?", (room,)).fetchone()
    return row[0] if row else None


async def seen(viewer: Caller, other: Caller, word: bytes) -> None:
    """Waits until a picture with this word came from the other to the viewer."""

    async def film() -> None:
        while True:
            await other.puppet.picture(word, is_key=True)
            await asyncio.sleep(0.03)

    filming = asyncio.create_task(film())
    try:
        await until(lambda: any(word in each for each in viewer.sees(other)), f"{word!r} is seen")
    finally:
        filming.cancel()


async def unseen(viewer: Caller, other: Caller, word: bytes) -> None:
    """Films for a second: nothing of it may arrive."""
    for _ in range(30):
        await other.puppet.picture(word, is_key=True)
        await asyncio.sleep(0.03)
    assert not any(word in each for each in viewer.sees(other))


async def test_a_class_sees_the_trainer_and_each_other_only_when_the_trainer_lets_them(server: Server) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        alice = await people.trainer()
        bob, bea = await people.client(0, alice), await people.client(1, alice)
        for one in (alice, bob, bea):
            await one.up()
        ((relay, _),) = relays(server)
        assert holder(server, people.session) == relay
        await seen(bob, alice, b"look here")
        await seen(alice, bob, b"like this")
        await unseen(bea, bob, b"not for you")
        await alice.done("meet", on=True)
        await bob.until(lambda: any(name == "around" and told["others"] for name, told in bob.messages))
        await seen(bea, bob, b"now it is")
        await alice.done("meet", on=False)
        await unseen(bea, bob, b"again not")


@pytest.mark.long
async def test_one_who_is_taken_aside_is_alone_with_the_trainer(server: Server) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        alice = await people.trainer()
        bob, bea = await people.client(0, alice), await people.client(1, alice)
        for one in (alice, bob, bea):
            await one.up()
        await alice.done("aside", peer=bob.peer)
        await bea.until(lambda: any(name == "around" and told["waits"] for name, told in bea.messages))
        await seen(bob, alice, b"between us")
        await unseen(bea, alice, b"between us")
        await seen(alice, bea, b"still watched")
        await alice.done("aside", peer=None)
        await seen(bea, alice, b"together again")


async def test_a_client_knows_of_no_other_client_until_they_may_meet(server: Server) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        alice = await people.trainer()
        bob = await people.client(0, alice)
        bea = await people.client(1, alice)
        await bea.call("media", mic=True, camera=True, screen=False)
        await bea.done("chat.send", text="Nobody but Alice reads this")
        await alice.event("chat", text="Nobody but Alice reads this", name="Bea")
        frames = b"".join(each if isinstance(each, bytes) else each.encode() for each in bob.frames)
        for word in (bea.peer, "Bea", "Brook", "Nobody but Alice", people.clients[1]):
            assert word.encode() not in frames


async def test_a_relay_that_dies_gives_its_rooms_to_another(server: Server) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        alice = await people.trainer()
        bob = await people.client(0, alice)
        for one in (alice, bob):
            await one.up()
        ((first, pid),) = relays(server)
        os.kill(pid, signal.SIGKILL)
        for one in (alice, bob):
            await one.moved(first)
        await seen(bob, alice, b"back")
        assert holder(server, people.session) == alice.via != first


@pytest.mark.long
async def test_a_server_that_is_killed_leaves_the_pictures_alone_and_finds_its_relay_again(server: Server) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        alice = await people.trainer()
        bob = await people.client(0, alice)
        for one in (alice, bob):
            await one.up()
        before = relays(server)
        server.kill()
        await seen(bob, alice, b"goes on")
        server.start()
        assert relays(server) == before
        again = Caller(server.url, bob.taken)
        people.pages.append(again)
        await again.open()
        assert (await again.ask())["ok"]
        await until(lambda: again.is_up, "the old relay answers")
        assert again.via == before[0][0]


async def test_a_direct_session_begins_no_relay(server: Server) -> None:
    async with gym(server, "Bob Birch") as people:
        alice = await people.trainer()
        answer = await alice.ask()
        assert answer["error"] == "absent"
        assert relays(server) == []
