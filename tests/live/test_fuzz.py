"""Thousands of malformed messages: each ends in a code, the log stays clean, the room next door is unharmed."""

import asyncio
import collections
import random
import time
from pathlib import Path
from typing import Any

from server.store import sessions
from server.store.database import open_database
from server.store.migrate import migrate
from signaling import guard
from signaling.refusals import CODES, Refused
from tests.cast import Clock
from tests.conftest import Tenth
from tests.live import malformed
from tests.live.house import House, furnish, meeting, serving
from tests.live.page import Page
from tests.live.process import processes

FUZZERS = 8
WITHIN_S = 20.0


class Fuzzer:
    """Sends what should not be sent, on a seat in a room of its own, and counts how each ends."""

    def __init__(self, house: House, alice: Page, peer: str, seed: int) -> None:
        self.house = house
        self.page = alice
        self.peer = peer
        self.rnd = random.Random(seed)
        self.ends: collections.Counter[str] = collections.Counter()

    async def mutate(self) -> None:
        """One mutated message."""
        id = self.rnd.choice((None, 100_000))
        frame = malformed.mutated(self.rnd, self.peer, id)
        page = await self._living()
        seen, astray = len(page.messages), len(page.strays)
        answer = page._answers[100_000] = asyncio.get_running_loop().create_future()
        await (page.ws.send_bytes(frame) if isinstance(frame, bytes) else page.ws.send_str(frame))
        after = asyncio.ensure_future(page.call("clock", t0=1))
        await asyncio.wait([after], timeout=WITHIN_S)
        if after.done() and not after.cancelled() and after.exception() is None:
            refused = [told for name, told in page.messages[seen:] if name == "refused"]
            answers = [*([answer.result()] if answer.done() else []), *page.strays[astray:]]
            if answers:
                self._count("ok" if answers[0]["ok"] else answers[0]["error"])
            elif refused:
                self._count(refused[0]["error"])
            else:
                assert _is_sound(frame), f"nothing came of {frame!r}"
                self._count("ok")
        else:
            after.cancel()
            await asyncio.gather(after, return_exceptions=True)
            if isinstance(frame, bytes) and _is_goodbye(frame):
                self._count("ok")
            else:
                self._count(f"closed {await page.ended()}")

    async def send_wrong(self) -> None:
        """One well-formed message that is wrong."""
        name, body = malformed.wrong(self.rnd, self.peer)
        page = await self._living()
        answer = page._answers[100_001] = asyncio.get_running_loop().create_future()
        await page.send({"type": 2, "nsp": "/", "data": [name, body], "id": 100_001})
        told: dict[str, Any] = await asyncio.wait_for(answer, WITHIN_S)
        assert told["ok"] is False, (name, body)
        self._count(told["error"])

    def _count(self, end: str) -> None:
        code = end.removeprefix("closed ")
        assert code == "ok" or code in CODES, end
        assert code != "internal", end
        self.ends[end] += 1

    async def _living(self) -> Page:
        if self.page.is_down:
            await self.page.close()
            self.page = Page(self.house.url, self.page.taken)
            await self.page.open()
        return self.page


def _is_sound(frame: bytes | str) -> bool:
    """Whether the accident left a message that needs no answer."""
    if isinstance(frame, str):
        return frame == "3"
    try:
        packet = guard.read(frame)
    except guard.BadFrame:
        return False
    return packet.type == guard.EVENT and not isinstance(packet.data[2], Refused)


def _is_goodbye(frame: bytes) -> bool:
    try:
        return guard.read(frame).type == guard.DISCONNECT
    except guard.BadFrame:
        return False


async def test_every_malformed_message_ends_in_a_code_and_harms_nobody(tmp_path: Path, tenth: Tenth) -> None:
    mutations, wrongs = tenth(10_000), tenth(2_000)
    url = f"sqlite+aiosqlite:///{tmp_path / 'spotter.db'}"
    database, clock = open_database(url), Clock()
    await migrate(database.engine)
    cast = await furnish(database, clock)
    with processes(1, url, tmp_path, is_loose=True) as (process,):
        async with serving(database, clock) as (_, live):
            house = House(process.url, live, database, clock, cast)
            alice, bob = await house.pair()
            is_over = asyncio.Event()
            bystanders = asyncio.create_task(_talk(alice, is_over))
            fuzzers = [await _fuzzer(house, seed) for seed in range(FUZZERS)]

            async def attack(fuzzer: Fuzzer) -> None:
                for _ in range(mutations // FUZZERS):
                    await fuzzer.mutate()
                for _ in range(wrongs // FUZZERS):
                    await fuzzer.send_wrong()

            try:
                await asyncio.gather(*(attack(fuzzer) for fuzzer in fuzzers))
                is_over.set()
                sent, waits_ms = await bystanders
                await bob.until(lambda: bob.seqs[-1] == alice.seqs[-1])
                heard = [event["payload"]["say"] for event in bob.events if event.get("type") == "cue"]
            finally:
                bystanders.cancel()
                await asyncio.gather(bystanders, return_exceptions=True)
                for page in [*house.pages, *(fuzzer.page for fuzzer in fuzzers)]:
                    await page.close()
    await database.close()
    ends = sum((fuzzer.ends for fuzzer in fuzzers), collections.Counter())
    said = process.log.read_text()
    tracebacks = said.count("Traceback")
    print(
        f"\n{sum(ends.values())} messages: {dict(ends.most_common())}; {tracebacks} tracebacks, "
        f"{said.count('never retrieved')} exceptions never retrieved; next door {len(sent)} cues, "
        f"{len(set(sent) - set(heard))} lost, answered in {waits_ms[len(waits_ms) // 2]:.0f} ms (median), "
        f"{waits_ms[int(len(waits_ms) * 0.99)]:.0f} ms (p99)"
    )
    assert sum(ends.values()) == mutations // FUZZERS * FUZZERS + wrongs // FUZZERS * FUZZERS
    assert heard == sent
    assert " ERROR " not in said, said[-6000:]
    assert tracebacks == 0
    assert "never retrieved" not in said


async def _fuzzer(house: House, seed: int) -> Fuzzer:
    """A fuzzer as trainer or as client, in a session of its own."""
    cast = house.cast
    session = meeting(cast.alice, cast.bob, now_ms=house.clock())
    async with house.database.writing() as db, db.begin():
        await sessions.add(db, session)
    alice = await house.enter(cast.alice, session)
    bob = await house.enter(cast.bob, session)
    await alice.done("admit", peer=bob.peer)
    await bob.until(lambda: bob.caller == "client")
    return Fuzzer(house, alice, bob.peer, seed) if seed % 2 else Fuzzer(house, bob, alice.peer, seed)


async def _talk(alice: Page, is_over: asyncio.Event) -> tuple[list[str], list[float]]:
    """Cues next door, ten a second, until it is over; gives what was said, and how long each took."""
    sent, waits_ms = [], []
    while not is_over.is_set():
        say = f"Cue {len(sent)}"
        began_s = time.monotonic()
        await alice.done("cue.send", say=say)
        waits_ms.append((time.monotonic() - began_s) * 1000)
        sent.append(say)
        await asyncio.sleep(0.1)
    return sent, sorted(waits_ms)
