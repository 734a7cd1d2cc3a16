"""Strangers at the port: they break no handshake, slip in no packet, and get nothing sent to anybody."""

import asyncio
import os
import socket
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from signaling.media import checks
from signaling.media.star import Policy
from signaling.stun import BINDING_REQUEST
from tests.conftest import Tenth
from tests.media.net import network
from tests.media.peers import CAMERA, KEY, VOICE, Puppet, Stage, rtp, until

HELLO = b"\x16\xfe\xff" + bytes(8) + struct.pack("!H", 60) + b"\x01" + os.urandom(59)
ALERT = b"\x15\xfe\xfd" + bytes(8) + b"\x00\x02\x02\x28"  # fatal, handshake_failure, in the clear
GOODBYE = b"\x15\xfe\xfd" + bytes(8) + b"\x00\x02\x01\x00"  # close_notify


@asynccontextmanager
async def sprayed(port: int, datagrams: list[bytes], a_second: int = 2000) -> AsyncIterator[list[int]]:
    """These datagrams at the port, again and again, from sockets of their own; gives how many went."""
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(4)]
    count = [0]

    async def spray() -> None:
        while True:
            for one in sockets:
                for datagram in datagrams:
                    one.sendto(datagram, ("127.0.0.1", port))
                    count[0] += 1
            await asyncio.sleep(len(sockets) * len(datagrams) / a_second)

    task = asyncio.create_task(spray())
    try:
        yield count
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        for one in sockets:
            one.close()


async def test_handshakes_come_about_under_a_spray_of_hellos_and_alerts(stage: Stage, tenth: Tenth) -> None:
    wanted = tenth(200)
    async with sprayed(stage.relay.bound, [HELLO, ALERT, GOODBYE]) as count:
        for at in range(wanted):
            await stage.join("alice", "trainer", room=f"room-{at}")
            await stage.leave("alice", room=f"room-{at}")
    assert count[0] > 10 * wanted
    assert stage.relay.port.refused > count[0] // 2
    assert stage.relay.port.broken == 0


async def test_forged_packets_reach_nobody(stage: Stage, tenth: Tenth) -> None:
    """From a stranger's socket, and from the sender's own address, as somebody on its network could."""
    async with network(stage.relay.bound) as net:
        alice = await stage.join("alice", "trainer", puppet=Puppet("alice", net))
        bob = await stage.join("bob")
        await alice.picture(b"real", is_key=True)
        await alice.sound(b"real")
        await until(lambda: len(bob.got) == 2, "the real ones")
        stranger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        wanted = tenth(100_000)
        for at in range(wanted // 4):
            for lane, number in (("camera", CAMERA), ("voice", VOICE)):
                ssrc = alice.own[lane]  # type: ignore[index]
                forged = rtp(ssrc, number, at, at * 3000, KEY + os.urandom(100))
                stranger.sendto(forged, ("127.0.0.1", stage.relay.bound))
                net.to_relay(forged)
            if at % 20 == 0:
                await asyncio.sleep(0.002)
        stranger.sendto(b"\x80\xc9" + os.urandom(30), ("127.0.0.1", stage.relay.bound))
        await alice.sound(b"end")
        await until(lambda: len(bob.got) >= 3, "the end")
        assert [each.payload[-4:] for each in bob.got if each.number != 109] == [b"real"]
        assert [each.payload for each in bob.got if each.number == 109] == [b"real", b"end"]
        link = stage.relay.rooms["gym"].peers["alice"].link
        assert link is not None
        assert link.counts.forged + stage.relay.port.refused > wanted * 0.9
        stranger.close()


async def test_a_goodbye_from_a_stranger_ends_no_connection(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    async with sprayed(stage.relay.bound, [ALERT, GOODBYE]):
        for at in range(50):
            await alice.sound(b"%d" % at)
            await asyncio.sleep(0.01)
    await until(lambda: len(bob.got) == 50, "all sounds")


async def test_nothing_is_sent_to_where_a_description_points(stage: Stage) -> None:
    """An answer that names another host's address as its candidate makes the relay send nothing there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as victim:
        victim.bind(("127.0.0.1", 0))
        victim.setblocking(False)

        class Pointing(Puppet):
            async def answer(self, offered):  # type: ignore[no-untyped-def]
                sdp = await super().answer(offered)
                port = victim.getsockname()[1]
                return sdp + f"a=candidate:9 1 udp 2130706431 127.0.0.1 {port} typ host\r\n"

        await stage.join("alice", "trainer", puppet=Pointing("alice"))
        await asyncio.sleep(0.3)
        try:
            raise AssertionError(victim.recv(2000))
        except BlockingIOError:
            pass


async def test_a_check_without_the_password_proves_nothing(stage: Stage) -> None:
    await stage.join("alice", "trainer")
    link = stage.relay.rooms["gym"].peers["alice"].link
    assert link is not None
    before = link.path.address
    request = checks.ask(os.urandom(12), f"{link.path.ufrag}:their".encode(), b"guessed")
    assert checks.read(request) is not None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.setblocking(False)
        refused = stage.relay.port.refused
        stranger.sendto(request, ("127.0.0.1", stage.relay.bound))
        await until(lambda: stage.relay.port.refused > refused, "it is refused")
        assert link.path.address == before
        try:
            raise AssertionError(stranger.recv(2000))
        except BlockingIOError:
            pass


async def test_a_plain_stun_question_is_answered_on_the_same_port(stage: Stage) -> None:
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.bind(("127.0.0.1", 0))
        asker.setblocking(False)
        question = struct.pack("!HHI", BINDING_REQUEST, 0, 0x2112A442) + os.urandom(12)
        await loop.sock_sendto(asker, question, ("127.0.0.1", stage.relay.bound))
        async with asyncio.timeout(5):
            answer = await loop.sock_recv(asker, 2000)
        assert answer[:2] == b"\x01\x01"
        assert answer[8:20] == question[8:20]


async def test_a_flood_of_junk_stops_no_connection(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer", policy=Policy(clients=1))
    bob = await stage.join("bob")
    async with sprayed(stage.relay.bound, [os.urandom(size) for size in (1, 12, 30, 200, 1200)], 20_000):
        began = time.monotonic()
        for at in range(100):
            await alice.sound(b"%d" % at)
            await asyncio.sleep(0.005)
        await until(lambda: len(bob.got) >= 95, "nearly all sounds")
        assert time.monotonic() - began < 10
    assert stage.relay.port.broken == 0
