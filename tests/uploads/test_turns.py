"""Two requests for one upload: one of them writes, the dead make way for the living, and nothing is ever mixed."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiohttp import StreamReader
from aiohttp.base_protocol import BaseProtocol

from recordings import upload
from recordings.tus import Refused
from recordings.upload import Uploads
from tests.cast import until
from tests.conftest import Tenth
from tests.uploads.tus import Sender, code

PIECE = 100_000
HOLD = """
import fcntl, sys, time
file = open(sys.argv[1], "r+b")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


async def test_of_two_requests_at_one_offset_one_writes(alice_sends: Sender, tenth: Tenth) -> None:
    """Each pair brings different bytes for the same place, in pieces, at the same time."""
    pairs, uploads = tenth(500), 5
    outcome: list[tuple[int, ...]] = []

    async def trickle(content: bytes) -> object:
        for start in range(0, PIECE, PIECE // 4):
            yield content[start : start + PIECE // 4]
            await asyncio.sleep(0)

    async def one_after_the_other() -> bool:
        path = await alice_sends.begin(None)
        kept = b""
        for _ in range(pairs // uploads):
            bodies = [os.urandom(PIECE), os.urandom(PIECE)]
            answers = await asyncio.gather(*[alice_sends.patch(path, len(kept), trickle(body)) for body in bodies])
            outcome.append(tuple(sorted(answer.status for answer in answers)))
            kept += next(body for body, answer in zip(bodies, answers, strict=True) if answer.status == 204)
            assert await alice_sends.offset(path) == len(kept)
        return alice_sends.stored(path) == kept

    assert await asyncio.gather(*[one_after_the_other() for _ in range(uploads)]) == [True] * uploads
    assert set(outcome) <= {(204, 409), (204, 423)}
    print(f"\n{len(outcome)} overlapping pairs: one winner each, 0 uploads corrupt")


async def test_a_dead_sender_keeps_nobody_waiting(bob_sends: Sender) -> None:
    """Its connection stands open and says nothing: HEAD within two seconds, the next PATCH within three."""
    path = await bob_sends.begin(3 * PIECE)
    dead = await bob_sends.wire(path, 0, 3 * PIECE)
    await dead.send(b"d" * PIECE)
    began = time.monotonic()
    while await bob_sends.offset(path) != PIECE:
        assert time.monotonic() - began < 2
        await asyncio.sleep(0.05)
    print(f"\nHEAD after a dead sender: {time.monotonic() - began:.2f} s")
    began = time.monotonic()
    answer = await bob_sends.patch(path, PIECE, b"l" * PIECE)
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(2 * PIECE))
    assert time.monotonic() - began < 3
    await dead.send(b"d" * PIECE)  # it was only asleep
    assert b"409" in await asyncio.wait_for(dead.reader.readline(), 10)
    dead.cut()
    assert bob_sends.stored(path) == b"d" * PIECE + b"l" * PIECE


async def test_a_sender_that_was_only_silent_goes_on_when_nobody_came(bob_sends: Sender) -> None:
    path = await bob_sends.begin(2 * PIECE)
    silent = await bob_sends.wire(path, 0, 2 * PIECE)
    await silent.send(b"a" * PIECE)
    await asyncio.sleep(upload.QUIET_S + 0.5)
    await silent.send(b"b" * PIECE)
    assert b"204" in await asyncio.wait_for(silent.reader.readline(), 10)
    silent.cut()
    assert bob_sends.stored(path) == b"a" * PIECE + b"b" * PIECE


async def test_a_sender_that_is_alive_is_not_robbed(bob_sends: Sender) -> None:
    path = await bob_sends.begin(100 * PIECE)
    alive = await bob_sends.wire(path, 0, 100 * PIECE)
    stop = asyncio.Event()

    async def go_on() -> None:
        while not stop.is_set():
            await alive.send(b"a" * 1000)
            await asyncio.sleep(0.2)

    going_on = asyncio.create_task(go_on(), name="alive")
    await asyncio.sleep(0.5)
    answer = await bob_sends.patch(path, await bob_sends.offset(path), b"b" * PIECE)
    assert answer.status in (409, 423)
    stop.set()
    await going_on
    alive.cut()
    await _settled(bob_sends, path)
    assert set(bob_sends.stored(path)) == {ord("a")}


async def test_processes_that_share_the_folder_take_turns_too(bob_sends: Sender) -> None:
    path = await bob_sends.begin(4)
    file = bob_sends.spotter.settings.data_dir / "uploads" / Path(path).name
    holder = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLD, str(file), stdout=subprocess.PIPE)
    assert holder.stdout is not None
    await holder.stdout.readline()
    assert code(await bob_sends.patch(path, 0, b"abcd")) == (423, "upload-busy")
    assert await bob_sends.offset(path) == 0
    waiting = asyncio.create_task(bob_sends.patch(path, 0, b"abcd"), name="patch")
    await asyncio.sleep(0.3)
    holder.kill()
    await holder.wait()
    assert (await waiting).status == 204


async def test_a_lock_is_let_go_of_by_a_silent_request_of_another_process(tmp_path: Path) -> None:
    """Two services over one folder, as two processes have them: the silent one makes way, and finds out."""
    one, other = Uploads(tmp_path / "uploads"), Uploads(tmp_path / "uploads")
    await one.create("abcdefghijklm")
    silent, living = _body(), _body()
    silent.feed_data(b"a" * 10)
    first = asyncio.create_task(one.receive("abcdefghijklm", silent, at=0, most=100), name="first")
    await until(lambda: one.path("abcdefghijklm").stat().st_size == 10)
    living.feed_data(b"b" * 10)
    living.feed_eof()
    assert await other.receive("abcdefghijklm", living, at=10, most=100) == 20
    silent.feed_data(b"a" * 10)
    silent.feed_eof()
    with pytest.raises(Refused, match="wrong-offset"):
        await first
    assert one.path("abcdefghijklm").read_bytes() == b"a" * 10 + b"b" * 10
    one.close()
    other.close()


# ---- senders that stall, and those that vanish


async def test_a_body_that_stalls_is_cut_and_what_came_is_kept(
    bob_sends: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recordings.upload.STALLED_S", 2.0)
    assert upload.QUIET_S == 1.0
    path = await bob_sends.begin(2 * PIECE)
    stalled = await bob_sends.wire(path, 0, 2 * PIECE)
    await stalled.send(b"a" * PIECE)
    began = time.monotonic()
    answer = await stalled.answer(within_s=8)
    assert 1.5 < time.monotonic() - began < 6
    assert b" 408 " in answer.splitlines()[0]
    assert b"too-slow" in answer
    assert f"Upload-Offset: {PIECE}".encode() in answer
    stalled.cut()
    assert await bob_sends.offset(path) == PIECE


def test_a_stalled_body_is_cut_after_fifteen_seconds() -> None:
    assert upload.STALLED_S == 15.0


async def test_a_body_that_dribbles_is_cut_too(bob_sends: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recordings.upload.MINUTE_S", 1.0)
    path = await bob_sends.begin(2 * PIECE)
    dribbling = await bob_sends.wire(path, 0, 2 * PIECE)
    answer = asyncio.create_task(dribbling.answer(), name="answer")
    for _ in range(100):
        if answer.done():
            break
        dribbling.writer.write(b"a")
        await asyncio.sleep(0.1)
    assert b" 408 " in (await answer).splitlines()[0]
    dribbling.cut()


async def test_what_came_before_a_connection_broke_is_kept(bob_sends: Sender, tenth: Tenth) -> None:
    """Forced disconnects at random places: each time the client goes on from what the server says, and all fits."""
    content = os.urandom(40 * PIECE)
    path = await bob_sends.begin(len(content))
    offset, sent, breaks = 0, 0, 0
    while breaks < tenth(1000) and offset < len(content) - PIECE:
        some = 1 + int.from_bytes(os.urandom(3)) % (2 * PIECE * 10 // max(10, tenth(1000)))
        wire = await bob_sends.wire(path, offset, len(content) - offset)
        await wire.send(content[offset : offset + some])
        if breaks % 2:
            await asyncio.sleep(0.01)
        wire.cut()
        breaks += 1
        # Of the bytes of a broken request some may still be on their way to the disk.
        sent = max(sent, offset + some)
        before, offset = offset, await bob_sends.offset(path)
        assert before <= offset <= sent
    for start in range(await _settled(bob_sends, path), len(content), 10 * PIECE):
        answer = await bob_sends.patch(path, start, content[start : start + 10 * PIECE])
        assert answer.status == 204, answer.text
    assert bob_sends.stored(path) == content
    print(f"\n{breaks} forced disconnects: 0 bytes lost, 0 doubled")


async def _settled(sender: Sender, path: str) -> int:
    """The offset once no broken request writes any more."""
    while True:
        before = await sender.offset(path)
        await asyncio.sleep(0.3)
        if before == await sender.offset(path):
            return before


def _body() -> StreamReader:
    """A request's body, fed by hand."""
    loop = asyncio.get_running_loop()
    protocol = BaseProtocol(loop)
    protocol.transport = asyncio.Transport()  # as long as there is one, it is connected
    return StreamReader(protocol, 2**16, loop=loop)
