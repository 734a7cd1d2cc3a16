"""A session in which anything may happen: random deeds of every kind the rooms know, by the people who are in it."""

import asyncio
import contextlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec
from hypothesis import strategies as st

from server.domain import seats
from server.live import Taken
from server.store.events import DatabaseLog
from signaling import commands
from signaling.folding import fold_all
from signaling.log import Entry
from signaling.messages.values import Role
from signaling.room import Room
from signaling.views import snapshot, view
from tests.live.page import Closed, Page
from tests.live.relayed import Gym
from tests.live.several import Several
from tests.signaling import viewer
from tests.signaling.test_histories import BODIES
from tests.stage import Server

Deed = tuple[str, str, dict[str, Any]]
NAMES = ("alice", "bob", "bea", "gus")  # as BODIES names them; gus waits at the door
SENT_AWAY = ("kicked", "denied", "revoked")
TRIES = 100
deeds: st.SearchStrategy[Deed] = st.one_of(
    *(
        st.tuples(st.sampled_from(("alice", "alice", *NAMES)), st.just(name), body)
        for name, body in BODIES.items()
        if name != "leave"  # those who are there stay
    )
)


@dataclass
class Person:
    """Somebody's seat and page, and the room as that page shows it."""

    town: Several
    taken: Taken
    who: str
    role: Role
    at: Server
    page: Page
    room: Room | None = None
    _read: int = 0

    async def come(self) -> None:
        """Opens a page again and again, as a browser does; it goes on from what was read of the last one."""
        await self.page.close()
        self._read = 0
        for _ in range(TRIES):
            self.page = Page(self.town.url, self.taken)
            try:
                await self.page.open(self.room.head if self.room else 0)
                return
            except (Closed, aiohttp.ClientError) as no:
                await self.page.close()
                if isinstance(no, Closed) and no.code in SENT_AWAY:
                    return  # the log says so too, or `agree` fails
                await asyncio.sleep(0.1)
        raise AssertionError(f"{self.who} cannot come back")

    def read(self) -> None:
        """Takes what has come."""
        for name, told in self.page.messages[self._read :]:
            if name == "welcome" and told["caller"] != "lobby":
                if told["snapshot"] is not None:
                    assert self.room is None, "a snapshot after a short gap"
                    self.room = viewer.opened(told["snapshot"], self.taken.peer, self.role)
                for event in told["events"]:
                    self._take(event)
            elif name == "event":
                self._take(told)
        self._read = len(self.page.messages)

    def _take(self, event: dict[str, Any]) -> None:
        assert self.room is not None
        assert event["seq"] == self.room.head + 1
        self.room = viewer.after(self.room, event)


class Living:
    """The people of one session, and what each was promised."""

    def __init__(self, town: Several, gym: Gym, log: DatabaseLog) -> None:
        self.town = town
        self.log = log
        self.room = gym.session
        self.people: dict[str, Person] = {}
        self.promised: dict[int, str] = {}  # seq -> the command that was answered with it
        clients = {f"c:{name}": seats.client(id) for name, id in zip(NAMES[1:], gym.clients, strict=True)}
        self._names = clients
        self._gym = gym

    async def begin(self) -> None:
        """The trainer at one process; two clients inside and one at the door, all at the other."""
        gym, town = self._gym, self.town
        for place, who in enumerate(NAMES):
            taken = gym.trainers_seat() if who == "alice" else gym.clients_seat(place - 1)
            at = town.here if who == "alice" else town.there
            page = await town.open(Page(town.url, taken), at)
            self.people[who] = Person(town, taken, who, "trainer" if who == "alice" else "client", at, page)
            self._names[who] = taken.peer
            if who in ("bob", "bea"):
                await self.people["alice"].page.done("admit", peer=taken.peer)
                await page.until(lambda page=page: page.caller == "client")  # type: ignore[misc]

    async def do(self, deed: Deed) -> None:
        """One deed; what is refused is refused, and what is lost on the way may be in the log or not."""
        who, name, body = deed
        page = self.people[who].page
        if page.is_down:
            return
        with contextlib.suppress(OSError, aiohttp.ClientError, asyncio.CancelledError):
            told = await page.do(name, **self._named(msgspec.to_builtins(body)))
            if told["ok"] and told["seq"]:
                self.promised[told["seq"]] = name

    def _named(self, body: Any) -> Any:
        """With peers and persons for their names."""
        if isinstance(body, dict):
            return {key: self._named(value) for key, value in body.items()}
        if isinstance(body, list | tuple):
            return [self._named(value) for value in body]
        return self._names.get(body, body) if isinstance(body, str) else body

    async def die(self, burst: Sequence[Deed], dying: Sequence[Server], chance: random.Random) -> None:
        """Processes are killed while these deeds are under way, and begun again while everybody comes back."""
        doing = [asyncio.create_task(self.do(deed), name="a deed") for deed in burst]
        await asyncio.sleep(chance.uniform(0, 0.05))
        for one in dying:
            one.kill()
        restarts = [asyncio.to_thread(one.start) for one in dying]
        await asyncio.gather(*doing, *restarts, self._come_back())

    async def _come_back(self) -> None:
        back = [one for one in self.people.values() if self._is_wanted(one)]
        for one in back:
            one.read()
        await asyncio.gather(*(one.come() for one in back))

    def _is_wanted(self, one: Person) -> bool:
        return (one.page.closed or {}).get("error") not in SENT_AWAY

    async def agree(self) -> Room:
        """What everybody was told, was promised and is shown now is what the log says; gives the room."""
        log = await self.log.read(self.room)
        assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
        assert all(seq <= len(log) for seq in self.promised), "an answered command is not in the log"
        for one in self.people.values():
            one.read()
            if one.room is not None:
                _same(one, log)
        state = fold_all(log)
        for one in self.people.values():
            peer = state.peers.get(one.taken.peer)
            if peer is None or peer.state == "gone":
                continue
            assert not one.page.is_down, f"{one.who} was sent away, and the log does not say so"
            assert one.page.caller == commands.caller(peer), one.who
            if peer.state == "in":
                fresh = Person(self.town, one.taken, one.who, one.role, one.at, one.page)
                await fresh.come()
                fresh.read()
                one.page = fresh.page
                _same(fresh, await self.log.read(self.room))
        return state

    async def end(self) -> None:
        """Everybody goes."""
        await asyncio.gather(*(one.page.close() for one in self.people.values()))


def _same(one: Person, log: Sequence[Entry]) -> None:
    """The room a page shows is the log's, up to where the page has read."""
    assert one.room is not None
    me = one.taken.peer, one.role
    state = fold_all(log[: one.room.head])
    person = state.peers[one.taken.peer].person
    assert viewer.shown(one.room, *me, person) == snapshot(state, *me, person), one.who
    for event in one.page.events:
        told = msgspec.json.encode(view(log[event["seq"] - 1], *me, person))
        assert event == msgspec.json.decode(told), one.who


async def lived(town: Several, gym: Gym, log: DatabaseLog, history: Sequence[Deed], seed: int) -> Room:
    """A session that is lived through; at its height the trainer's process dies, or both do."""
    living, chance = Living(town, gym, log), random.Random(seed)
    try:
        await living.begin()
        half = len(history) // 2
        for deed in history[:half]:
            await living.do(deed)
        dying = (town.here, town.there) if seed % 2 else (town.here,)
        await living.die(history[half:], dying, chance)
        return await living.agree()
    finally:
        await living.end()
