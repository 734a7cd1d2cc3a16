"""A session recorded by the server: of whoever agrees and while they do, whole after any death, and then a clip."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.booked import owner
from tests.conftest import Tenth
from tests.live.relayed import Caller, Gym, gym
from tests.media.net import network
from tests.media.peers import CAMERA, KEY, VOICE, rtp, until
from tests.recordings import footage
from tests.recordings.sending import Device, call
from tests.stage import Server

TOLD_S = 20


@asynccontextmanager
async def filming(page: Caller, seconds: float = 60) -> AsyncIterator[float]:
    """A device whose pictures carry their number: the block's value is when number 0 was taken, in epoch ms."""
    ssrc = {"video": page.puppet.own["camera"], "audio": page.puppet.own["voice"]}
    lead_ms, begins_ms, packets = 100.0, 0.0, []
    while time.time() * 1000 >= begins_ms:  # what is sent late would be taken late
        lead_ms *= 2
        begins_ms = time.time() * 1000 + lead_ms
        packets = call(Device(begins_ms=begins_ms, ssrc=ssrc, delay_ms=0), seconds)

    async def send() -> None:
        for each in packets:
            await asyncio.sleep(max(0.0, each.arrived_ms / 1000 - time.time()))
            with suppress(ConnectionError):  # between two connections
                await page.puppet.send(each.data)

    sending = asyncio.create_task(send())
    try:
        yield begins_ms
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


async def told(page: Caller, **what: Any) -> dict[str, Any]:
    """Waits for word of a recording."""
    return await page.event("recorded", **what)


async def agree(people: Gym, at: int, given: bool = True) -> None:
    """A client's answer, on the page of their own."""
    http, page = people.doors[at]
    await asyncio.to_thread(http.post, f"{page}/consents/recording", {"given": given})


async def clips(server: Server, count: int, of: str = "%") -> list[tuple[str, str, int, int]]:
    """(id, client, captured_at_ms, duration_ms) of each clip there is once there are so many that can be watched."""
    asked = (
        "SELECT id, client_id, captured_at_ms, duration_ms FROM clips"
        " WHERE source = 'recording' AND state = 'ready' AND client_id LIKE ?"
    )

    def ready() -> list[Any]:
        with closing(sqlite3.connect(server.data_dir / "spotter.db")) as db:
            return db.execute(asked, (of,)).fetchall()

    await until(lambda: len(ready()) >= count, f"{count} clips are ready", 60)
    return ready()


def gaps_of(server: Server, clip: str, captured_at_ms: int) -> list[tuple[float, float]]:
    """Where a clip says that nothing was recorded, in epoch ms."""
    with closing(sqlite3.connect(server.data_dir / "spotter.db")) as db:
        ((gaps,),) = db.execute("SELECT gaps FROM clips WHERE id = ?", (clip,)).fetchall()
    return [(captured_at_ms + from_ms, captured_at_ms + to_ms) for from_ms, to_ms in json.loads(gaps)]


def seen_at(server: Server, clip: str, captured_at_ms: int) -> dict[int, float]:
    """When each picture of a clip was taken, by the session clock: number -> epoch ms."""
    (path,) = server.data_dir.glob(f"clips/**/{clip}/original")
    return {number: captured_at_ms + float(at) * 1000 for number, at in footage.shown(Path(path))}


async def test_who_agrees_is_in_it_who_does_not_is_not_and_it_becomes_a_clip_in_step_with_the_log(
    server: Server,
) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        await agree(people, 0)
        alice = await people.trainer()
        bob, bea = await people.client(0, alice), await people.client(1, alice)
        for one in (alice, bob, bea):
            await one.up()
        async with filming(bob) as began_ms, filming(bea):
            await alice.done("recording.start", recording="recording-1")
            assert (await bob.event("recording"))["payload"]["recording"]["state"] == "running"
            await told(bob, what="started", source=bob.peer)
            await told(bea, what="not-recorded", why="no-consent")
            await asyncio.sleep(3)
            await alice.done("recording.stop", recording="recording-1")
            await told(bob, what="stopped")
        ((clip, client, captured_at_ms, duration_ms),) = await clips(server, 1)
        assert client == people.clients[0]
        assert duration_ms >= 2500
        seen = seen_at(server, clip, captured_at_ms)
        assert len(seen) >= 60
        assert max(abs(at - (began_ms + number * 1000 / 30)) for number, at in seen.items()) <= 100


async def test_a_no_ends_it_within_half_a_second_and_a_yes_begins_it(server: Server) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        await agree(people, 0)
        alice = await people.trainer()
        bob = await people.client(0, alice)
        for one in (alice, bob):
            await one.up()
        async with filming(bob) as began_ms:
            await alice.done("recording.start", recording="recording-1")
            await told(bob, what="started")
            await asyncio.sleep(1)
            await agree(people, 0, given=False)
            no_ms = time.time() * 1000
            await told(bob, what="stopped", why="consent-withdrawn")
            await asyncio.sleep(1.5)
            yes_ms = time.time() * 1000
            await agree(people, 0)
            await bob.until(lambda: [_what(each) for each in bob.events].count("started") == 2, TOLD_S)
            await asyncio.sleep(1)
            await alice.done("session.end")
        ((clip, *_),) = await clips(server, 1)
        (path,) = server.data_dir.glob(f"clips/**/{clip}/original")
        taken = {began_ms + number * 1000 / 30 for number in footage.numbers(path)}
        assert not [at for at in taken if no_ms + 500 < at < yes_ms]
        assert [at for at in taken if at < no_ms]
        assert [at for at in taken if at > yes_ms]


def _what(event: dict[str, Any]) -> str:
    return str(event["payload"].get("what", "")) if event.get("type") == "recorded" else ""


async def _kill(server: Server, with_relay: bool) -> None:
    """Kills the server, and with it its relay, as when the machine loses its power; or not."""
    with closing(sqlite3.connect(server.data_dir / "spotter.db")) as db:
        ((pid,),) = db.execute("SELECT pid FROM relays").fetchall()
    if with_relay:
        os.kill(pid, signal.SIGKILL)
    server.kill()


@pytest.mark.long
@pytest.mark.parametrize("who", ["relay", "server"])
async def test_after_a_kill_what_was_filmed_is_a_clip_and_the_recording_goes_on(server: Server, who: str) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        await agree(people, 0)
        alice = await people.trainer()
        bob = await people.client(0, alice)
        for one in (alice, bob):
            await one.up()
        async with filming(bob):
            await alice.done("recording.start", recording="recording-1")
            await told(bob, what="started")
            await asyncio.sleep(2)
            if who == "relay":
                with closing(sqlite3.connect(server.data_dir / "spotter.db")) as db:
                    ((pid,),) = db.execute("SELECT pid FROM relays").fetchall()
                os.kill(pid, signal.SIGKILL)
                via = bob.via
                await until(lambda: bob.via != via and bob.is_up, "another relay", 15)
            else:
                server.kill()
                await asyncio.sleep(0.5)
                server.start()
                alice, bob = await _again(people, alice), await _again(people, bob)
        async with filming(bob):
            await asyncio.sleep(2.5)
            await alice.done("recording.stop", recording="recording-1")
        # A relay that outlives its server goes on with the same file, another relay begins another: one film of both.
        ((clip, client, captured_at_ms, duration_ms),) = await clips(server, 1)
        assert client == people.clients[0]
        assert duration_ms >= 3000
        (path,) = server.data_dir.glob(f"clips/**/{clip}/original")
        times_s = sorted(float(at) for _, at in footage.shown(path))
        hole_s = max(after - before for before, after in pairwise(times_s))
        gaps = gaps_of(server, clip, captured_at_ms)
        assert len(gaps) == 1 or (gaps == [] and hole_s < 1.6), "who is back within a second and a half leaves no gap"


@pytest.mark.long
async def test_a_router_that_forgets_costs_a_recording_a_moment_and_no_seat(server: Server) -> None:
    async with gym(server, "Bob Birch", "Bea Brook") as people, network(server.port) as net:
        await agree(people, 0)
        alice = await people.trainer()
        bob = await people.client(0, alice)
        bob.puppet.net = net
        for one in (alice, bob):
            await one.up()
        async with filming(bob) as began_ms:
            await alice.done("recording.start", recording="recording-1")
            await told(bob, what="started")
            await asyncio.sleep(1.5)
            await net.rebind()
            rebound_ms = time.time() * 1000
            await asyncio.sleep(3.5)
            await alice.done("recording.stop", recording="recording-1")
            await told(bob, what="stopped")
        assert len(bob.offers) == 1, "the connection is the same"
        ((clip, _, captured_at_ms, _),) = await clips(server, 1)
        seen = seen_at(server, clip, captured_at_ms)
        assert max(abs(at - (began_ms + number * 1000 / 30)) for number, at in seen.items()) <= 100
        assert min(at for at in seen.values() if at > rebound_ms) - rebound_ms <= 3000
        assert sum(to_ms - from_ms for from_ms, to_ms in gaps_of(server, clip, captured_at_ms)) <= 3000


@pytest.mark.long
async def test_forged_packets_come_into_no_recording(server: Server, tenth: Tenth) -> None:
    """From a stranger's socket, and from the client's own address, as somebody on their network could."""
    chance, wanted = Random(13), tenth(100_000)
    async with gym(server, "Bob Birch", "Bea Brook") as people, network(server.port) as net:
        await agree(people, 0)
        alice = await people.trainer()
        bob = await people.client(0, alice)
        bob.puppet.net = net
        for one in (alice, bob):
            await one.up()
        stranger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        async with filming(bob, 30) as began_ms:
            await alice.done("recording.start", recording="recording-1")
            await told(bob, what="started")
            await asyncio.sleep(0.5)
            for at in range(wanted // 4):
                for lane, kind in (("camera", CAMERA), ("voice", VOICE)):
                    # The numbers and times of the next seconds, which the real ones come to as well.
                    forged = rtp(bob.puppet.own[lane], kind, at % 400, at * 900, KEY + b"FORGED" + chance.randbytes(90))
                    stranger.sendto(forged, net.relay)
                    net.to_relay(forged)
                if at % 20 == 0:
                    await asyncio.sleep(0.004)
            stranger.close()
            sprayed_ms = time.time() * 1000
            await asyncio.sleep(1)
            await alice.done("recording.stop", recording="recording-1")
            await told(bob, what="stopped")
        ((clip, _, captured_at_ms, _),) = await clips(server, 1)
        (path,) = server.data_dir.glob(f"clips/**/{clip}/original")
        assert b"FORGED" not in Path(path).read_bytes()
        seen = seen_at(server, clip, captured_at_ms)
        assert max(abs(at - (began_ms + number * 1000 / 30)) for number, at in seen.items()) <= 100
        assert max(seen.values()) > sprayed_ms, "what is real goes on"


async def _again(people: Gym, page: Caller) -> Caller:
    """The same seat on a page that was loaded anew."""
    again = Caller(page.url, page.taken)
    people.pages.append(again)
    await again.open()
    await again.up()
    return again


@pytest.mark.long
async def test_whenever_the_relay_is_killed_a_second_is_lost_at_most(server: Server) -> None:
    chance = Random(7)
    async with gym(server, "Bob Birch", "Bea Brook") as people:
        await agree(people, 0)
        alice = await people.trainer()
        bob = await people.client(0, alice)
        for one in (alice, bob):
            await one.up()
        killed: list[float] = []  # epoch ms
        filmed: list[float] = []  # when number 0 of each time was taken
        await alice.done("recording.start", recording="recording-1")
        for _ in range(50):
            async with filming(bob, 20) as began_ms:
                filmed.append(began_ms)
                await asyncio.sleep(2 + chance.random())
                with closing(sqlite3.connect(server.data_dir / "spotter.db")) as db:
                    ((pid,),) = db.execute("SELECT pid FROM relays").fetchall()
                os.kill(pid, signal.SIGKILL)
                killed.append(time.time() * 1000)
            await until(lambda: len({one["via"] for one in bob.offers}) > len(killed), "another relay", 20)
            await until(lambda: bob.is_up and alice.is_up, "both are up again", 20)
        await alice.done("recording.stop", recording="recording-1")
        ((clip, _, captured_at_ms, _),) = await clips(server, 1)
        (path,) = server.data_dir.glob(f"clips/**/{clip}/original")
        shown = [(number, captured_at_ms + float(at) * 1000) for number, at in footage.shown(path)]
        lost_ms = [killed_ms - max(at for _, at in shown if at <= killed_ms + 100) for killed_ms in killed]
        print(f"50 kills: at most {max(lost_ms):.0f} ms lost")
        assert max(lost_ms) <= 1000
        off_ms = [off(at_ms, number, filmed) for number, at_ms in shown]
        print(f"{len(off_ms)} pictures, at most {max(off_ms):.0f} ms from when they were taken")
        assert len(off_ms) >= 50 * 40
        assert max(off_ms) <= 100


def off(at_ms: float, number: int, filmed: list[float]) -> float:
    """How far a picture is from when it was taken, in ms, in whichever film of these it has that number."""
    return min(abs(at_ms - began_ms - number * 1000 / 30) for began_ms in filmed)


async def test_whenever_the_server_is_killed_its_recording_plays_and_a_second_is_lost_at_most(
    server: Server, tenth: Tenth
) -> None:
    """Each time another session; of every other one the relay dies at the same moment."""
    chance, olga = Random(11), owner(server)
    lost_ms: list[float] = []
    off_ms: list[float] = []
    marked_ms: list[float] = []
    for at in range(tenth(50)):
        async with gym(server, "Bob Birch", "Bea Brook", olga=olga) as people:
            await agree(people, 0)
            alice = await people.trainer()
            bob = await people.client(0, alice)
            for one in (alice, bob):
                await one.up()
            async with filming(bob, 20) as began_ms:
                await alice.done("recording.start", recording="recording-1")
                await told(bob, what="started")
                await asyncio.sleep(1 + chance.random())
                pressed_ms = time.time() * 1000
                await alice.done("marker.place", label="here")
                marker = await alice.event("marker")
                await asyncio.sleep(0.2 + chance.random())
                await _kill(server, with_relay=at % 2 == 0)
                killed_ms = time.time() * 1000
            server.start()
            alice = await _again(people, alice)
            await alice.done("recording.stop", recording="recording-1")
            ((clip, _, captured_at_ms, _),) = await clips(server, 1, of=people.clients[0])
        (path,) = server.data_dir.glob(f"clips/**/{clip}/original")
        shown = [(number, captured_at_ms + float(at_s) * 1000) for number, at_s in footage.shown(path)]
        lost_ms.append(killed_ms - max(at_ms for _, at_ms in shown if at_ms <= killed_ms + 100))
        off_ms += [off(at_ms, number, [began_ms]) for number, at_ms in shown]
        number, _ = min(shown, key=lambda each: abs(each[1] - marker["at_ms"]))
        marked_ms.append(abs(began_ms + number * 1000 / 30 - pressed_ms))
    print(
        f"\n{len(lost_ms)} kills, {len(lost_ms)} clips that play: at most {max(lost_ms):.0f} ms lost; {len(off_ms)}"
        f" pictures at most {max(off_ms):.0f} ms from when they were taken, an event's {max(marked_ms):.0f} ms"
    )
    assert max(lost_ms) <= 1000
    assert max(off_ms) <= 100
    assert max(marked_ms) <= 100
