"""The relay in a process of its own, asked over its socket."""

import asyncio
import contextlib
import os
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.media import wire
from signaling.media.client import connected
from signaling.media.plane import News, Offered, Refusal, Signal, Up
from signaling.media.star import Policy, Seat
from tests.media.peers import Puppet, until
from tests.stage import ROOT

ALICE = Seat(peer="alice", person="alice", role="trainer")
BOB = Seat(peer="bob", person="bob", role="client")


class House:
    """The process and its socket."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, *more: str) -> None:
        """Starts it and waits until it listens."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "signaling.media",
            "--socket",
            str(self.path),
            *more,
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self.process.stdout is not None
        async with asyncio.timeout(20):
            assert await self.process.stdout.readline() == b"listening\n"

    async def end(self) -> int:
        """Tells it to end; gives its exit code."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        async with asyncio.timeout(10):
            return await self.process.wait()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path / "relay.sock")
    await house.start()
    yield house
    await house.end()


async def test_two_meet_through_the_process(house: House) -> None:
    news: list[News] = []
    puppets = {"alice": Puppet("alice"), "bob": Puppet("bob")}
    async with connected(house.path, news.append) as plane:
        for seat in (ALICE, BOB):
            await plane.admit("gym", seat, Policy())
        await until(lambda: len([each for each in news if isinstance(each, Offered)]) == 2, "two offers")
        for offered in [each for each in news if isinstance(each, Offered)]:
            sdp = await puppets[offered.peer].answer(offered)
            await plane.signal("gym", offered.peer, Signal(kind="answer", gen=offered.gen, sdp=sdp))
        await until(lambda: len([each for each in news if isinstance(each, Up)]) == 2, "both are up")
        await until(lambda: all(each.dtls.state == "connected" for each in puppets.values()), "both ends are up")
        await puppets["alice"].sound(b"hello")
        await until(lambda: [each.payload for each in puppets["bob"].got] == [b"hello"], "hello arrives")
        counted = await plane.count()
        assert [(room.room, len(room.peers)) for room in counted.rooms] == [("gym", 2)]
        assert counted.broken == 0
        for puppet in puppets.values():
            await plane.leave("gym", puppet.name)
            await puppet.close()
        assert (await plane.count()).rooms == []
    assert await house.end() == 0
    assert not house.path.exists()


async def test_only_its_owner_may_open_the_socket(house: House) -> None:
    assert stat.S_IMODE(os.stat(house.path).st_mode) == 0o600


async def test_a_refusal_crosses_the_socket(house: House) -> None:
    news: list[News] = []
    async with connected(house.path, news.append) as plane:
        with pytest.raises(Refusal) as absent:
            await plane.signal("gym", "nobody", Signal(kind="renew", gen=0))
        assert absent.value.code == "absent"
        await plane.admit("gym", ALICE, Policy())
        await until(lambda: news, "an offer")
        with pytest.raises(Refusal) as bad:
            await plane.signal("gym", "alice", Signal(kind="answer", gen=1, sdp="v=0\r\nnonsense"))
        assert (bad.value.code, bad.value.where) == ("bad-description", "answer.mid")


async def test_the_rooms_outlive_who_asked_and_a_killed_relay_is_unavailable(house: House) -> None:
    async with connected(house.path, lambda _news: None) as plane:
        await plane.admit("gym", ALICE, Policy())
    async with connected(house.path, lambda _news: None) as again:
        assert [room.room for room in (await again.count()).rooms] == ["gym"]
        assert house.process is not None
        house.process.kill()
        await until(again.gone.is_set, "its end is noticed")
        with pytest.raises(Refusal) as gone:
            await again.admit("gym", BOB, Policy())
        assert gone.value.code == "unavailable"
    await house.start()  # the socket that the killed one left is no obstacle
    async with connected(house.path, lambda _news: None) as anew:
        assert (await anew.count()).rooms == []


@pytest.mark.parametrize("nonsense", [b"\xff" * 200, b"\0\0\0\3abc", wire.frame(wire.Count(number=1)), b"\0\0\0\0"])
async def test_nonsense_ends_its_connection_and_no_other(house: House, nonsense: bytes) -> None:
    async with connected(house.path, lambda _news: None) as plane:
        reader, writer = await asyncio.open_unix_connection(house.path)
        writer.write(nonsense)
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()
        assert (await plane.count()).rooms == []


async def test_a_port_that_is_taken_is_a_sentence(house: House, tmp_path: Path) -> None:
    async with connected(house.path, lambda _news: None) as plane:
        port = (await plane.count()).port
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "signaling.media", "--socket", str(tmp_path / "b"), "--port", str(port),
        cwd=ROOT, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, said = await process.communicate()
    assert process.returncode == 1
    assert b"The relay cannot listen: " in said
    assert b"Traceback" not in said
