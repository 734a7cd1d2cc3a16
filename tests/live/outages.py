"""Redis goes away and comes back while a trainer at one process and a client at the other talk; what came of it."""

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

from server.live import Taken
from tests.live.page import Page
from tests.live.several import Several

Fate = Literal["killed", "frozen"]
LENGTHS_S = (0.2, 1.0, 5.0, 30.0)
EACH_S = 0.2  # between two commands of one person
PROBE_S = 0.05  # between two signals
SETTLE_S = 2.5  # so long the talk goes on after Redis is back
RECOVERED_S = 2.0  # from then on nothing may be missing


class Watched(Page):
    """A page that knows when each thing came, by the monotonic clock."""

    def __init__(self, url: str, taken: Taken) -> None:
        super().__init__(url, taken)
        self.came_s: dict[int, float] = {}  # an event's seq -> when it came first
        self.probes_s: dict[int, list[float]] = {}  # a signal's gen -> when it came, each time

    def _take(self, packet: dict[str, Any]) -> None:
        super()._take(packet)
        if packet["type"] != 2:
            return
        name, told = packet["data"]
        if name == "event":
            self.came_s.setdefault(told["seq"], time.monotonic())
        elif name == "signal":
            self.probes_s.setdefault(told["gen"], []).append(time.monotonic())


@dataclass(frozen=True, slots=True)
class Outage:
    """One time that Redis was away. back_s: from its return to the first signal sent since then that arrived."""

    fate: Fate
    length_s: float
    back_s: float
    missing: int  # signals of those sent RECOVERED_S after the return or later


@dataclass
class Talk:
    """A trainer and a client in one room at two processes, ten commands and twenty signals a second."""

    town: Several
    trainer: Watched
    client: Watched
    sent: list[tuple[str, float, int]] = field(default_factory=list)  # what was said, when, and the seq it got
    probes_s: dict[int, float] = field(default_factory=dict)  # gen -> when it was sent

    async def outage(self, fate: Fate, length_s: float) -> Outage:
        """Takes Redis away for so long, and waits until everything is as before."""
        redis = self.town.redis
        if fate == "killed":
            redis.kill()
            await asyncio.sleep(length_s)
            back_s = await asyncio.to_thread(redis.start)
        else:
            redis.freeze()
            await asyncio.sleep(length_s)
            back_s = redis.thaw()
        await asyncio.sleep(SETTLE_S)
        last_s = time.monotonic() - 0.5  # younger ones may still be on their way
        since = {gen: sent_s for gen, sent_s in self.probes_s.items() if back_s <= sent_s <= last_s}
        arrived = [self.client.probes_s[gen][0] for gen in since if gen in self.client.probes_s]
        missing = [gen for gen, sent_s in since.items() if sent_s > back_s + RECOVERED_S - 0.5]
        return Outage(
            fate,
            length_s,
            min(arrived) - back_s if arrived else float("inf"),
            sum(gen not in self.client.probes_s for gen in missing),
        )

    def delays_s(self, page: Watched) -> list[float]:
        """From sending a command to its event at a page, of every event that came."""
        return [page.came_s[seq] - sent_s for _, sent_s, seq in self.sent if seq in page.came_s]

    async def _say(self, page: Page, command: str, word: str, stop: asyncio.Event) -> None:
        for place in itertools.count():
            if stop.is_set():
                return
            said, sent_s = f"{command} {place}", time.monotonic()
            self.sent.append((said, sent_s, await page.done(command, **{word: said})))
            await asyncio.sleep(EACH_S)

    async def _probe(self, stop: asyncio.Event) -> None:
        for gen in itertools.count(1):
            if stop.is_set():
                return
            self.probes_s[gen] = time.monotonic()
            told = await self.trainer.call("signal", to=self.client.peer, gen=gen, kind="offer", sdp="v=0")
            assert told["ok"], told
            await asyncio.sleep(PROBE_S)


@contextlib.asynccontextmanager
async def talking(town: Several, trainers: Taken, clients: Taken) -> AsyncIterator[Talk]:
    """The two in the room, and talking until the block ends; then both have everything that was said."""
    trainer = await town.open(Watched(town.url, trainers), town.here)
    client = await town.open(Watched(town.url, clients), town.there)
    await trainer.done("admit", peer=client.peer)
    await client.until(lambda: client.caller == "client")
    await trainer.until(lambda: {"peer": client.peer, "online": True} in trainer.heard("presence"))
    talk, stop = Talk(town, trainer, client), asyncio.Event()
    tasks = [
        asyncio.create_task(talk._say(trainer, "cue.send", "say", stop), name="trainer talks"),
        asyncio.create_task(talk._say(client, "chat.send", "text", stop), name="client talks"),
        asyncio.create_task(talk._probe(stop), name="signals"),
    ]
    try:
        yield talk
        stop.set()
        await asyncio.gather(*tasks)
        head = max(seq for _, _, seq in talk.sent)
        for page in (trainer, client):
            await page.until(lambda page=page: page.seqs[-1] >= head)  # type: ignore[misc]
        await client.until(lambda: max(talk.probes_s) in client.probes_s)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(trainer.close(), client.close())


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with what the two pages were shown, beside what was said."""

    lost: int
    twice: int
    disordered: int
    flickers: int  # times that one page was told the other had gone
    unheard: int  # signals that never came


def faults(talk: Talk) -> Faults:
    """Looks through both pages."""
    lost = twice = disordered = flickers = 0
    numbers = {seq for _, _, seq in talk.sent}
    for page in (talk.trainer, talk.client):
        seqs = page.seqs
        lost += len(numbers - set(seqs)) + len(set(range(min(seqs), max(seqs) + 1)) - set(seqs))
        twice += len(seqs) - len(set(seqs))
        disordered += sum(after < before for before, after in itertools.pairwise(seqs))
        flickers += sum(not told["online"] for told in page.heard("presence"))
    twice += sum(len(came) - 1 for came in talk.client.probes_s.values())
    unheard = sum(gen not in talk.client.probes_s for gen in talk.probes_s)
    return Faults(lost, twice, disordered, flickers, unheard)
