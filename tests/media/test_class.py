"""A class of thirteen, a thin line in it, other codecs, and somebody who listens."""

import asyncio
import struct
import time
from typing import Any

import pytest

from signaling.media import rtcp
from signaling.media.lanes import Lane
from signaling.media.plane import Refusal, Speaking
from signaling.media.star import Policy
from tests.media.net import network
from tests.media.peers import Puppet, Stage, rtp, until

CLIENTS = 12


async def test_thirteen_join_at_once_and_all_are_seen(stage: Stage) -> None:
    policy = Policy(clients=CLIENTS)
    names = [f"client-{at}" for at in range(CLIENTS)]
    trainer, *clients = await asyncio.gather(
        stage.join("trainer", "trainer", policy=policy), *(stage.join(name, policy=policy) for name in names)
    )
    for at in range(20):
        await trainer.picture(b"trainer %d" % at, is_key=at == 0)
        for each in clients:
            await each.picture(b"%s %d" % (each.name.encode(), at), is_key=at == 0)
            await each.sound(b"%d" % at)
        await asyncio.sleep(0.005)
    await until(lambda: len(trainer.got) == CLIENTS * 40, "everybody's pictures and sounds")
    await until(lambda: all(len(each.got) == 20 for each in clients), "the trainer's pictures, and nothing else")
    shows = stage.shows("trainer")
    assert len(shows) == CLIENTS
    for each in clients:
        place = shows[each.name, "person"]
        assert all(each.name.encode() in packet.data for packet in trainer.from_mid(f"picture-{place}"))
    assert trainer.gen == 1, "nobody needed another connection"


async def test_many_who_join_at_once_all_come_in_and_media_goes_on(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")

    async def speak() -> None:
        while True:
            await alice.sound(b"hm")
            await asyncio.sleep(0.02)

    speaking = asyncio.create_task(speak())
    await asyncio.gather(*(stage.join("eve", room=f"room-{at}") for at in range(30)))
    speaking.cancel()
    await asyncio.gather(speaking, return_exceptions=True)
    heard = len(bob.got)
    await alice.sound(b"end")
    await until(lambda: len(bob.got) > heard, "the end")
    assert bob.got[-1].payload == b"end"
    assert stage.relay.port.broken == 0


async def test_a_codec_goes_to_who_can_decode_it_as_it_is(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    for at in range(5):
        payload = (b"\x65" if at == 0 else b"\x41") + b"%d" % at
        await bob.send(rtp(bob.own["camera"], 98, at, at * 3000, payload, True))
    await until(lambda: len(alice.got) == 5, "five pictures of H.264")
    assert {each.number for each in alice.got} == {106}
    out = next(each for each in stage.relay.rooms["gym"].peers["alice"].link.outgoing if each.packets)  # type: ignore[union-attr]
    out.numbers = {"VP8": (104, 105)}
    out.show(None)
    stage.relay.rooms["gym"].route()
    await bob.send(rtp(bob.own["camera"], 98, 5, 6 * 3000, b"\x65", True))
    await until(lambda: out.is_unplayable, "who cannot decode it is known")
    assert len(alice.got) == 5


@pytest.mark.long
async def test_one_bad_line_costs_nobody_else_their_picture(stage: Stage) -> None:
    """Bob says that little reaches him: his picture is paused, his sound goes on, Carol's picture too."""
    alice = await stage.join("alice", "trainer", policy=Policy(clients=2))
    bob = await stage.join("bob")
    carol = await stage.join("carol")
    ssrcs = list(bob.mids)
    began = time.monotonic()
    at = 0
    while time.monotonic() - began < 6.5:
        at += 1
        await alice.picture(bytes(1000), is_key=at % 25 == 1)
        await alice.sound(b"%d" % at)
        if at % 25 == 0:
            await bob.send(rtcp.estimate(1, 30_000, ssrcs))
        await asyncio.sleep(0.02)
    out = next(each for each in stage.relay.rooms["gym"].peers["bob"].link.outgoing if each.kind == "video")  # type: ignore[union-attr]
    assert out.is_paused
    sent_at_end = [each for each in carol.got if each.at_s > time.monotonic() - 1]
    assert len([each for each in sent_at_end if each.mid == "picture-0"]) > 20
    assert len([each for each in bob.got if each.at_s > time.monotonic() - 1 and each.mid == "sound-0"]) > 20
    assert not [each for each in bob.got if each.at_s > time.monotonic() - 1 and each.mid == "picture-0"]
    estimates = [part.bit_s for packet in alice.rtcp for part in rtcp.read(packet) if isinstance(part, rtcp.Estimate)]
    assert min(estimates) >= 400_000, "the trainer is never asked to go below the floor"


async def test_a_sender_is_told_what_it_may_send_with_its_first_packets(stage: Stage) -> None:
    await stage.join("alice", "trainer", policy=Policy(clients=12))
    bob = await stage.join("bob")
    began = time.monotonic()
    await bob.picture(b"x", is_key=True)

    def estimates() -> list[int]:
        return [part.bit_s for packet in bob.rtcp for part in rtcp.read(packet) if isinstance(part, rtcp.Estimate)]

    await until(estimates, "an estimate")
    assert time.monotonic() - began < 0.9, "at once, not with the next second's reports"
    assert estimates()[0] == pytest.approx(300_000, rel=0.01), "a tile"
    await stage.relay.arrange("gym", Policy(clients=12, spotlight="bob"))
    while estimates()[-1] < 2_000_000:
        await bob.picture(b"y")
        await asyncio.sleep(0.05)
        assert time.monotonic() - began < 6, "the spotlight is told within a second or two"


class Recorder:
    """An ear that keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[Lane, str, bytes]] = []
        self.reports: list[tuple[Lane, int, int]] = []
        self.has_ended = False

    def packet(self, lane: Lane, codec: str, packet: bytes, at_s: float) -> None:
        self.heard.append((lane, codec, packet[12:]))

    def report(self, lane: Lane, ntp: int, rtp: int) -> None:
        self.reports.append((lane, ntp, rtp))

    def ended(self) -> None:
        self.has_ended = True


async def test_an_ear_hears_until_it_is_told_not_to(stage: Stage) -> None:
    bob = await stage.join("bob")
    ear = Recorder()
    stop = stage.relay.listen("gym", "bob", ear)
    await bob.sound(b"one")
    await bob.send(rtcp.sender_report(rtcp.SenderReport(bob.own["voice"], 7 << 32, 99), 1, 3))
    await until(lambda: ear.heard and ear.reports, "one, and its time")
    assert ear.heard == [("voice", "opus", b"one")]
    assert ear.reports == [("voice", 7 << 32, 99)]
    stop()
    await bob.sound(b"two")
    again = Recorder()
    stage.relay.listen("gym", "bob", again)
    await bob.sound(b"three")
    await until(lambda: again.heard and again.heard[-1][2] == b"three", "three")
    assert len(ear.heard) == 1
    await stage.leave("bob")
    assert again.has_ended
    assert not ear.has_ended
    with pytest.raises(Refusal):
        stage.relay.listen("gym", "bob", ear)


async def test_sender_reports_come_in_the_numbers_of_what_is_sent(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    await bob.picture(b"x", is_key=True, timestamp=5000)
    await until(lambda: alice.got, "a picture")
    await bob.send(rtcp.sender_report(rtcp.SenderReport(bob.own["camera"], 7 << 32, 6000), 1, 3))
    reports: list[Any] = []

    def arrived() -> bool:
        reports[:] = [part for each in alice.rtcp for part in rtcp.read(each) if isinstance(part, rtcp.SenderReport)]
        return bool(reports)

    await until(arrived, "its report")
    assert reports[0].ssrc == alice.got[0].ssrc
    assert reports[0].rtp - alice.got[0].timestamp == 1000
    assert reports[0].ntp == 7 << 32


async def test_who_speaks_is_told(stage: Stage) -> None:
    await stage.join("alice", "trainer")
    bob = await stage.join("bob")

    async def say(level: int) -> None:
        for _ in range(40):
            bob._sequences["voice"] += 1
            packet = rtp(bob.own["voice"], 111, bob._sequences["voice"], bob._sequences["voice"] * 960, b"")
            extended = (
                bytes([0x90]) + packet[1:] + struct.pack("!HH", 0xBEDE, 1) + bytes([0x20, level, 0, 0]) + b"sound"
            )
            await bob.send(extended)
            await asyncio.sleep(0.005)

    await say(20)
    await until(lambda: [each.peer for each in stage.told(Speaking)] == ["bob"], "Bob is heard")
    await say(127)
    await until(lambda: [each.peer for each in stage.told(Speaking)] == ["bob", None], "and then nobody")


async def test_temporal_layers_are_left_out_without_a_gap(stage: Stage) -> None:
    """With layers, a thin line loses every other picture, and its numbers run on."""
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    link = stage.relay.rooms["gym"].peers["alice"].link
    assert link is not None
    for at in range(40):
        layer = at % 2
        descriptor = bytes([0x90, 0xE0, 0x80, at, at // 2, layer << 6])
        head = b"\x10\x02\x00\x9d\x01\x2a" if at == 0 else b"\x11\x02\x00"
        await bob.send(rtp(bob.own["camera"], 96, at, at * 3000, descriptor + head, True))
        if at == 9:
            await until(lambda: len(alice.got) == 10, "all layers")
            next(each for each in link.outgoing if each.packets).most_layer = 0
    await until(lambda: len(alice.got) == 25, "the base layer")
    numbers = [each.sequence for each in alice.got]
    assert numbers == list(range(numbers[0], numbers[0] + 25))
    assert {each.payload[5] >> 6 for each in alice.got[10:]} == {0}


async def test_a_class_through_bad_networks_is_still_heard(stage: Stage) -> None:
    async with network(stage.relay.bound, 3) as net:
        alice = await stage.join("alice", "trainer", policy=Policy(clients=2), puppet=Puppet("alice", net))
        bob = await stage.join("bob")
        net.loss, net.reorder = 0.1, 0.1
        for at in range(300):
            await alice.sound(b"%d" % at)
            await asyncio.sleep(0.002)
        await asyncio.sleep(0.1)
        heard = {int(each.payload) for each in bob.got}
        assert 230 < len(heard) < 300
        assert len(bob.got) == len(heard), "nothing twice"
