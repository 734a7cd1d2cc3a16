"""Networks that change under a connection, and peers that fall silent."""

import asyncio
import time

import pytest

from signaling.media import rtcp
from signaling.media.plane import Down, Signal, Up
from tests.media.net import network
from tests.media.peers import Puppet, Stage, until


async def test_a_router_that_forgets_moves_the_peer_and_media_follows(stage: Stage) -> None:
    async with network(stage.relay.bound) as net:
        alice = await stage.join("alice", "trainer", puppet=Puppet("alice", net))
        bob = await stage.join("bob")
        link = stage.relay.rooms["gym"].peers["alice"].link
        assert link is not None
        before = link.path.address
        for round_ in range(3):
            await net.rebind()
            began = time.monotonic()
            heard_up, heard_down = len(bob.got), len(alice.got)
            while len(bob.got) == heard_up or len(alice.got) == heard_down:
                await alice.sound(b"up")
                await bob.sound(b"down")
                await asyncio.sleep(0.02)
                assert time.monotonic() - began < 3, f"media is back within 3 s, round {round_}"
            assert link.path.address != before
            before = link.path.address
    assert stage.told(Down) == []


async def test_a_peer_that_falls_silent_is_down_within_four_seconds_and_up_when_it_is_back(stage: Stage) -> None:
    async with network(stage.relay.bound) as net:
        await stage.join("alice", "trainer", puppet=Puppet("alice", net))
        await stage.join("bob")
        net.is_cut = True
        began = time.monotonic()
        await until(lambda: stage.told(Down, "alice"), "Alice is lost", 6)
        assert 2 < time.monotonic() - began < 4.5
        assert stage.told(Down, "bob") == []
        net.is_cut = False
        await until(lambda: len(stage.told(Up, "alice")) == 2, "Alice is back", 4)


async def test_one_who_only_listens_is_not_taken_for_lost(stage: Stage) -> None:
    await stage.join("alice", "trainer")
    await asyncio.sleep(5)
    assert stage.told(Down) == []
    link = stage.relay.rooms["gym"].peers["alice"].link
    assert link is not None
    assert link.path.round_trip_ms is not None
    assert link.path.round_trip_ms < 500


async def test_who_hangs_up_is_down_at_once(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    await stage.relay.signal("gym", "alice", Signal(kind="bye", gen=alice.gen))
    assert [each.gen for each in stage.told(Down, "alice")] == [1]


async def test_a_closed_page_is_down_at_once(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    await alice.close()
    await until(lambda: stage.told(Down, "alice"), "its goodbye is heard", 2)


@pytest.mark.long
async def test_a_line_is_not_taken_for_thin_because_its_peer_was_away(stage: Stage) -> None:
    """What was sent meanwhile is lost, and a browser says so for seconds after it is back."""
    async with network(stage.relay.bound) as net:
        alice = await stage.join("alice", "trainer")
        bob = await stage.join("bob", puppet=Puppet("bob", net))
        link = stage.relay.rooms["gym"].peers["bob"].link
        assert link is not None

        async def film(seconds: float) -> None:
            ends = time.monotonic() + seconds
            while time.monotonic() < ends:
                await alice.picture(bytes(1000), is_key=True)
                await alice.sound(b"hm")
                await asyncio.sleep(0.02)

        await film(1)
        net.is_cut = True
        await film(3.5)
        net.is_cut = False
        await until(lambda: len(stage.told(Up, "bob")) == 2, "Bob is back", 4)
        for ssrc in bob.mids:
            lost = rtcp.report(ssrc=ssrc, fraction=240, lost=200, highest=0, jitter=0, last_report=0, delay=0)
            await bob.send(rtcp.receiver_report(7, [lost]))
        await film(5)
        assert link.line.allowed_bit_s is None
        picture = next(out for out in link.outgoing if out.kind == "video" and out.publication is not None)
        assert not picture.is_paused
        for _ in range(6):  # a line that does lose is found out all the same
            for ssrc in bob.mids:
                lost = rtcp.report(ssrc=ssrc, fraction=240, lost=200, highest=0, jitter=0, last_report=0, delay=0)
                await bob.send(rtcp.receiver_report(7, [lost]))
            await film(1)
        assert link.line.allowed_bit_s is not None
