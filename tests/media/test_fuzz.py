"""Nonsense from those who are let in: refused with a code, or passed over; nobody else notices."""

import asyncio
import contextlib
import os
import random
import struct

import pylibsrtp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaling.media import checks, rtcp, rtp, sdp
from signaling.media.plane import Offered, Refusal, Signal
from signaling.media.port import Port
from signaling.media.star import Policy, Seat
from tests.conftest import Tenth
from tests.media.peers import CAMERA, Puppet, Stage, until
from tests.media.peers import rtp as packet

ANY = st.binary(max_size=200)


@given(ANY)
def test_rtcp_of_any_bytes_is_read_without_an_error(body: bytes):
    list(rtcp.read(body))


@given(st.sampled_from([200, 201, 203, 205, 206]), st.integers(0, 31), ANY)
def test_rtcp_of_any_body_is_read_without_an_error(kind: int, count: int, body: bytes):
    body += bytes(-len(body) % 4)
    list(rtcp.read(struct.pack("!BBH", 0x80 | count, kind, len(body) // 4) + body))


@given(st.integers(0, 255), st.binary(min_size=11, max_size=100))
def test_a_packet_of_any_bytes_is_read_without_an_error(first: int, rest: bytes):
    body = bytes([first]) + rest
    assert rtp.payload_at(body) <= len(body)
    for number in (2, 3):
        found = rtp.extension(body, number)
        assert found is None or found[0] + found[1] <= len(body)
    for codec in ("VP8", "H264", "opus"):
        rtp.begins_picture(codec, body)
    rtp.vp8_layer(body)
    rtp.original(body, 96, 1)
    rtp.again(body, 97, 1, 1)


@given(st.binary(min_size=1, max_size=900), st.integers(0, 0xFFFF))
def test_a_retransmission_brings_the_packet_back(payload: bytes, sequence: int):
    whole = packet(5, 96, sequence, 1234, payload, True)
    assert rtp.original(rtp.again(whole, 97, 6, 77), 96, 5) == whole


@given(st.lists(st.integers(0, 0xFFFF), unique=True, min_size=1, max_size=60))
def test_what_is_missing_is_said_and_read_alike(sequences: list[int]):
    (part,) = rtcp.read(rtcp.missing(1, 9, sequences))
    assert isinstance(part, rtcp.Missing)
    assert set(part.sequences) == set(sequences)


@given(st.integers(0, 2**31))
def test_an_estimate_is_said_and_read_alike(bit_s: int):
    (part,) = rtcp.read(rtcp.estimate(1, bit_s, [2, 3]))
    assert isinstance(part, rtcp.Estimate)
    assert bit_s * 0.99 <= part.bit_s <= bit_s


@given(ANY)
def test_a_check_of_any_bytes_is_read_without_an_error(body: bytes):
    checks.read(body)
    checks.read(struct.pack("!HHI", 1, len(body) & ~3, 0x2112A442) + bytes(12) + body[: len(body) & ~3])


@given(st.text(max_size=300))
def test_an_answer_of_any_text_is_refused_with_a_code(text: str):
    for sdp_text in (text, f"v=0\r\n{text}", f"v=0\r\nm=audio 9 X 1\r\na=mid:voice\r\n{text}"):
        with pytest.raises(sdp.BadDescription) as refused:
            sdp.read_answer(sdp_text)
        assert refused.value.where.startswith("answer")


async def test_mutated_answers_are_refused_or_harmless(stage: Stage, tenth: Tenth) -> None:
    puppet = Puppet("bob")
    await stage.relay.admit("gym", Seat(peer="bob", person="bob", role="client"), Policy())
    offered = next(each for each in stage.news if isinstance(each, Offered))
    answer = await puppet.answer(offered)
    chance = random.Random(4)
    refusals = []
    for _ in range(tenth(3000)):
        lines = answer.split("\r\n")
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(lines))
            match chance.randrange(5):
                case 0:
                    del lines[at]
                case 1:
                    lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
                case 2:
                    lines.insert(at, lines[chance.randrange(len(lines))])
                case 3:
                    lines[at] = lines[at].replace(
                        chance.choice("0123456789: "), chance.choice(["", "9" * 30, "\0", "é", "-1"])
                    )
                case _:
                    lines[at] = "".join(chance.choices("am=: \t09é", k=30))
            lines = lines or [""]
        await stage.relay.signal("gym", "bob", Signal(kind="renew", gen=0))
        gen = stage.relay.rooms["gym"].peers["bob"].gen
        try:
            await stage.relay.signal("gym", "bob", Signal(kind="answer", gen=gen, sdp="\r\n".join(lines)))
        except Refusal as no:
            refusals.append(no.code)
    assert set(refusals) == {"bad-description"}
    await puppet.close()
    await stage.join("alice", "trainer")
    await stage.join("carol")


async def test_nonsense_from_a_peer_that_is_in_stops_nobody(stage: Stage, tenth: Tenth) -> None:
    alice = await stage.join("alice", "trainer", policy=Policy(clients=2))
    bob = await stage.join("bob")
    mallory = await stage.join("mallory")
    chance = random.Random(5)
    for at in range(tenth(20_000)):
        ssrc = chance.choice([*mallory.own.values(), *mallory.own_again.values(), chance.randrange(2**32)])
        kind = chance.choice([CAMERA, 97, 98, 99, 100, 111, 110, chance.randrange(128)])
        body = os.urandom(chance.randrange(60))
        if chance.random() < 0.5:
            made = packet(ssrc, kind if kind not in range(64, 96) else 96, chance.randrange(65536), at, body)
            made = bytes([0x80 | chance.choice([0, 0, 0x10, 0x20, 0x0F])]) + made[1:]
        else:
            body += bytes(-len(body) % 4)
            kind = chance.choice([200, 201, 202, 203, 204, 205, 206])
            made = struct.pack("!BBH", 0x80 | chance.randrange(32), kind, chance.choice([len(body) // 4, 9])) + body
        with contextlib.suppress(pylibsrtp.Error):  # some of it is refused on the way out
            await mallory.send(made)
        if at % 50 == 0:
            await bob.sound(b"fine")
            await asyncio.sleep(0)
    link = stage.relay.rooms["gym"].peers["mallory"].link
    assert link is not None
    assert len(link.incoming) <= 6 * 4, "one peer holds only so many streams"
    place = stage.shows("alice")["bob", "person"]
    await bob.sound(b"end")
    await until(lambda: alice.from_mid(f"sound-{place}")[-1].payload == b"end", "the end")
    assert len(alice.from_mid(f"sound-{place}")) >= tenth(20_000) // 50
    assert stage.relay.port.broken == 0


@settings(max_examples=300)
@given(st.lists(ANY, max_size=10))
def test_a_datagram_of_any_bytes_is_dropped(datagrams: list[bytes]):
    port = Port()
    for each in datagrams:
        port.take(each, ("192.0.2.1", 4))
    assert port.broken == 0
