"""What is closed is gone: no task, no path, no memory."""

import asyncio
import gc
import socket
import tracemalloc
import weakref

import pytest

from signaling.media.engine import RelaySettings
from signaling.media.incoming import Incoming
from signaling.media.link import Link
from signaling.media.path import Path
from signaling.media.star import Policy, Seat
from tests.conftest import Tenth
from tests.media.peers import Stage, staged, until

OURS = (Link, Path, Incoming)


def alive() -> dict[str, int]:
    """How many of our own there are."""
    gc.collect()
    return {kind.__name__: sum(isinstance(each, kind) for each in gc.get_objects()) for kind in OURS}


async def test_who_leaves_leaves_nothing(stage: Stage) -> None:
    await asyncio.sleep(0)
    before = {task.get_name() for task in asyncio.all_tasks()}
    there = alive()
    alice = await stage.join("alice", "trainer", policy=Policy(clients=2))
    bob = await stage.join("bob")
    await stage.join("carol")
    await bob.picture(b"x", is_key=True)
    await alice.sound(b"x")
    await until(lambda: stage.puppets["gym", "alice"].got and stage.puppets["gym", "bob"].got, "media")
    del alice, bob
    for name in ("bob", "alice", "carol"):
        await stage.leave(name)
    stage.news.clear()
    assert stage.relay.rooms == {}
    assert stage.relay.port.paths == 0
    await until(lambda: {task.get_name() for task in asyncio.all_tasks()} - before <= set(), "no task is left", 3)
    assert alive() == there


async def test_an_offer_that_nobody_answers_is_forgotten_with_its_room(stage: Stage) -> None:
    await stage.relay.admit("gym", Seat(peer="ghost", person="ghost", role="client"), Policy())
    await stage.relay._tidy(1e9)
    assert stage.relay.rooms == {}
    assert stage.relay.port.paths == 0


async def test_the_port_is_free_again() -> None:
    async with staged() as stage:
        port = stage.relay.bound
        await stage.join("alice", "trainer")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
        again.bind(("127.0.0.1", port))
    async with staged(RelaySettings(port=port)) as stage:
        assert stage.relay.bound == port


@pytest.mark.long
async def test_memory_stays_flat_over_rooms_opened_and_closed(stage: Stage, tenth: Tenth) -> None:
    """Counted by what Python holds, as the puppets in this process allocate outside of it too."""

    async def visit(name: str) -> None:
        bob = await stage.join("bob", room=name)
        alice = await stage.join("alice", "trainer", room=name)
        for at in range(20):
            await bob.picture(bytes(500), is_key=at == 0)
        await until(lambda: len(alice.got) >= 15, "pictures")
        await stage.leave("bob", room=name)
        await stage.leave("alice", room=name)
        stage.news.clear()

    for at in range(3):
        await visit(f"warm-{at}")
    there = alive()
    tracemalloc.start()
    try:
        gc.collect()
        before = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/signaling/*")])
        for at in range(tenth(500)):
            await visit(f"room-{at}")
        gc.collect()
        after = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/signaling/*")])
    finally:
        tracemalloc.stop()
    assert alive() == there
    grown = sum(each.size_diff for each in after.compare_to(before, "filename"))
    assert grown < 30_000, f"{grown} bytes"


@pytest.mark.long
async def test_what_an_ended_room_leaves_is_swept_without_waiting_for_the_collector(stage: Stage) -> None:
    gc.collect()
    gc.disable()
    try:
        await stage.join("alice", "trainer")
        await stage.join("bob")
        left = weakref.ref(stage.relay.rooms["gym"].peers["bob"].link._dtls._transport)
        for name in ("bob", "alice"):
            await stage.leave(name)
        stage.news.clear()
        assert left() is not None, "a ring of objects: nothing but a sweep takes it apart"
        await until(lambda: left() is None, "the sweep", 5)
    finally:
        gc.enable()
