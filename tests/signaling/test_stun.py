"""Our STUN: one answer to one question."""

import asyncio
import ipaddress
import os
import struct

import aioice.stun
import pytest

from signaling import stun

TRANSACTION = bytes(range(12))
REQUEST = struct.pack("!HHI", 1, 0, stun.MAGIC) + TRANSACTION


def mapped(answer: bytes | None) -> tuple[str, int]:
    assert answer is not None
    message = aioice.stun.parse_message(answer)
    assert message.transaction_id == TRANSACTION
    host, port = message.attributes["XOR-MAPPED-ADDRESS"]
    return host, port


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::42", "2001:db8::42"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_it_says_where_the_question_came_from(host: str, told: str) -> None:
    found, port = mapped(stun.answer(REQUEST, host, 54321))
    assert ipaddress.ip_address(found) == ipaddress.ip_address(told)
    assert port == 54321


def test_an_attribute_that_may_be_ignored_is_ignored() -> None:
    software = struct.pack("!HH", 0x8022, 5) + b"hello\0\0\0"
    request = struct.pack("!HHI", 1, len(software), stun.MAGIC) + TRANSACTION + software
    assert mapped(stun.answer(request, "192.0.2.7", 1)) == ("192.0.2.7", 1)


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\0" * 19,
        REQUEST[:-1],
        REQUEST + b"\0",
        REQUEST + b"\0" * 600,
        struct.pack("!HHI", 0x0101, 0, stun.MAGIC) + TRANSACTION,  # an answer: two servers must not talk for ever
        struct.pack("!HHI", 0x0003, 0, stun.MAGIC) + TRANSACTION,  # an allocation
        struct.pack("!HHI", 1, 0, 0x12345678) + TRANSACTION,
        struct.pack("!HHI", 1, 8, stun.MAGIC) + TRANSACTION + struct.pack("!HHI", 0x0006, 4, 0),  # an ICE check
        struct.pack("!HHI", 1, 4, stun.MAGIC) + TRANSACTION + struct.pack("!HH", 0x8022, 400),  # longer than it is
        b"\x16\xfe\xff" + b"\0" * 40,  # DTLS
    ],
)
def test_anything_else_is_left_unanswered(junk: bytes) -> None:
    assert stun.answer(junk, "192.0.2.7", 1) is None


def test_no_junk_is_answered_with_more_than_it_sent_and_little() -> None:
    for length in range(600):
        junk = os.urandom(length)
        assert stun.answer(junk, "192.0.2.7", 1) is None
    assert len(stun.answer(REQUEST, "192.0.2.7", 1) or b"") == 32
    assert len(stun.answer(REQUEST, "2001:db8::1", 1) or b"") == 44


class Asker(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.answers: list[bytes] = []
        self.first = asyncio.Event()

    def datagram_received(self, data: bytes, source: object) -> None:
        self.answers.append(data)
        self.first.set()


async def test_a_flood_from_one_address_is_answered_at_its_rate() -> None:
    async with stun.listening("127.0.0.1", 0) as port:
        loop = asyncio.get_running_loop()
        transport, asker = await loop.create_datagram_endpoint(Asker, remote_addr=("127.0.0.1", port))
        for _ in range(500):
            transport.sendto(REQUEST)
        await asyncio.sleep(0.3)
        transport.close()
        assert 40 <= len(asker.answers) <= 50


async def test_an_ice_client_finds_its_public_address() -> None:
    async with stun.listening("127.0.0.1", 0) as port:
        connection = aioice.Connection(
            ice_controlling=True, use_ipv6=False, stun_server=("127.0.0.1", port), components=1
        )
        await connection.gather_candidates()
        kinds = {candidate.type for candidate in connection.local_candidates}
        await connection.close()
        assert "host" in kinds  # a server-reflexive one equal to a host candidate is left out by aioice
        assert await _asked(port) == "127.0.0.1"


async def _asked(port: int) -> str:
    loop = asyncio.get_running_loop()
    transport, asker = await loop.create_datagram_endpoint(Asker, remote_addr=("127.0.0.1", port))
    request = aioice.stun.Message(message_method=aioice.stun.Method.BINDING, message_class=aioice.stun.Class.REQUEST)
    transport.sendto(bytes(request))
    async with asyncio.timeout(5):
        await asker.first.wait()
    mine = transport.get_extra_info("sockname")
    transport.close()
    host, told = aioice.stun.parse_message(asker.answers[0]).attributes["XOR-MAPPED-ADDRESS"]
    assert told == mine[1]
    return str(host)
