"""Three pages of a real Chromium in a room of the real process."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from signaling.media.client import RemotePlane, connected
from signaling.media.plane import Arranged, News, Offered, Signal, Up
from signaling.media.star import Policy, Seat
from tests import chromium
from tests.media.pages import filming_page
from tests.media.peers import until
from tests.media.test_process import House

pytestmark = pytest.mark.browser


@dataclass
class Gym:
    """A room with pages in it."""

    plane: RemotePlane | None = None
    news: list[News] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def hear(self, news: News) -> None:
        self.news.append(news)
        if isinstance(news, Offered):
            task = asyncio.create_task(self._answer(news))
            self.tasks.add(task)

    async def _answer(self, offered: Offered) -> None:
        assert self.plane is not None
        sdp = await self.pages[offered.peer].evaluate("sdp => peer.answer(sdp)", offered.sdp)
        await self.plane.signal("gym", offered.peer, Signal(kind="answer", gen=offered.gen, sdp=sdp))

    async def join(self, name: str, role: Any, policy: Policy) -> None:
        assert self.plane is not None
        await self.plane.admit("gym", Seat(peer=name, person=name, role=role), policy)
        await until(lambda: self.ups(name), f"{name} is up")

    def ups(self, name: str) -> list[Up]:
        return [each for each in self.news if isinstance(each, Up) and each.peer == name]

    def shows(self, name: str) -> dict[str, int]:
        last = [each for each in self.news if isinstance(each, Offered | Arranged) and each.peer == name][-1]
        return {each.peer: each.place for each in last.shows}

    async def numbers(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = await self.pages[name].evaluate("peer.numbers()")
        return found

    async def plays(self, viewer: str, other: str, frames: int) -> dict[str, Any]:
        """Waits until so many pictures of another were shown; gives the numbers."""
        for _ in range(100):
            numbers = await self.numbers(viewer)
            place = self.shows(viewer).get(other)
            picture, sound = numbers.get(f"picture-{place}", {}), numbers.get(f"sound-{place}", {})
            if picture.get("framesDecoded", 0) >= frames and sound.get("packetsReceived", 0) > frames:
                return numbers
            await asyncio.sleep(0.2)
        raise AssertionError(f"{viewer} does not see {other}: {numbers}")


@pytest.fixture
async def gym(tmp_path: Path) -> AsyncIterator[Gym]:
    """The process, and three pages with a camera each."""
    gym = Gym()
    house = House(tmp_path / "relay.sock")
    await house.start()
    async with chromium.browser() as browser, connected(house.path, gym.hear) as plane:
        gym.plane = plane
        for name in ("alice", "bob", "carol"):
            gym.pages[name] = await filming_page(browser)
        yield gym
        for task in gym.tasks:
            await task
    assert await house.end() == 0


@pytest.mark.long
async def test_three_pages_meet_and_a_connection_is_replaced(gym: Gym) -> None:
    policy = Policy(clients=2)
    await gym.join("alice", "trainer", policy)
    await gym.join("bob", "client", policy)
    await gym.join("carol", "client", policy)
    for viewer, other in (("alice", "bob"), ("alice", "carol"), ("bob", "alice"), ("carol", "alice")):
        await gym.plays(viewer, other, 60)
    assert set(gym.shows("bob")) == {"alice"}
    assert gym.plane is not None

    await gym.plane.signal("gym", "bob", Signal(kind="renew", gen=1))
    await until(lambda: len(gym.ups("bob")) == 2, "Bob's second connection")
    await gym.plays("bob", "alice", 30)
    await gym.plays("alice", "bob", 100)
    assert (await gym.plane.count()).broken == 0
