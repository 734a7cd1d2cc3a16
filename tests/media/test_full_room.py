"""A full room over bad networks: a trainer and fifteen clients, three of them pages of a real Chromium."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.async_api import Page

from signaling.media.plane import Down, Offered
from signaling.media.star import Policy
from tests import chromium
from tests.media.net import Net, network
from tests.media.pages import filming_page
from tests.media.peers import Puppet, Stage, until
from tests.media.test_loss import Careful

PUPPETS, PICTURES = 13, 120
CLIENTS = PUPPETS + 2
pytestmark = [pytest.mark.browser, pytest.mark.long]


class Window(Puppet):
    """A page in the place of a puppet: it films, and answers what the relay offers."""

    def __init__(self, name: str, net: Net, page: Page) -> None:
        super().__init__(name, net)
        self.page = page

    async def answer(self, offered: Offered) -> str:
        """Takes an offer; gives the page's answer."""
        assert self.net is not None
        self.gen, self.pc = offered.gen, SimpleNamespace()  # type: ignore[assignment]
        return str(await self.page.evaluate("sdp => peer.answer(sdp)", self.net.through(offered).sdp))

    @property
    def dtls(self) -> Any:
        """The relay says when it is up; the page's own end is not asked."""
        return SimpleNamespace(state="connected")

    async def numbers(self) -> dict[str, Any]:
        """What came in and went out, by mid."""
        found: dict[str, Any] = await self.page.evaluate("peer.numbers()")
        return found

    async def close(self) -> None:
        """The window closes with its browser."""


@contextlib.asynccontextmanager
async def bad_networks(stage: Stage) -> AsyncIterator[tuple[list[Net], dict[str, Window], list[Careful]]]:
    """Each of sixteen behind a network of their own, all in the room."""
    async with contextlib.AsyncExitStack() as all_of_them:
        nets = [await all_of_them.enter_async_context(network(stage.relay.bound, seed)) for seed in range(CLIENTS + 1)]
        browser = await all_of_them.enter_async_context(chromium.browser())
        windows = {
            name: Window(name, net, await filming_page(browser, width=320, height=180, frameRate=15))
            for name, net in zip(("alice", "bob", "carol"), nets[:3], strict=True)
        }
        puppets = [Careful(f"client-{at}", net) for at, net in enumerate(nets[3:])]
        policy = Policy(clients=CLIENTS)
        for one in (*windows.values(), *puppets):
            role = "trainer" if one.name == "alice" else "client"
            await stage.join(one.name, role, policy=policy, puppet=one)  # type: ignore[arg-type]
        yield nets, windows, puppets


@pytest.mark.parametrize("loss", [0.0, 0.03, 0.1])
async def test_sixteen_see_each_other_as_they_should_whatever_is_lost_and_reordered(stage: Stage, loss: float) -> None:
    async with bad_networks(stage) as (nets, windows, puppets):
        alice, bob, carol = windows.values()
        for each in puppets:
            await each.show(0)
        await until(
            lambda: all(each.from_mid("picture-0") for each in puppets), "the trainer's picture at thirteen", 60
        )
        for net in nets:
            net.loss, net.reorder = loss, 0.05
        before = {one.name: await one.numbers() for one in windows.values()}
        for at in range(1, PICTURES):
            for each in puppets:
                await each.show(at)
            if at % 5 == 0:
                await asyncio.gather(*(each.ask("picture-0") for each in puppets))
            await asyncio.sleep(0.04)
        after = {one.name: await one.numbers() for one in windows.values()}
        for net in nets:
            net.loss = net.reorder = 0.0

        async def whole(one: Careful) -> None:
            while one.holes("picture-0"):
                await one.ask("picture-0")
                await asyncio.sleep(0.1)

        async with asyncio.timeout(60):
            await asyncio.gather(*(whole(one) for one in puppets))

        def decoded(viewer: Window, other: str) -> int:
            mid = f"picture-{stage.shows(viewer.name)[other, 'person']}"
            return int(after[viewer.name][mid]["framesDecoded"]) - int(before[viewer.name][mid]["framesDecoded"])

        frames = {
            f"{viewer.name} of {other.name}": decoded(viewer, other.name)
            for viewer, other in ((alice, bob), (alice, carol), (bob, alice), (carol, alice))
        }
        lost = sum(net.lost for net in nets)
        print(f"{loss:.0%} lost: {lost} packets; pictures decoded meanwhile: {frames}")
        assert min(frames.values()) >= 25
        numbers = await alice.numbers()
        for each in puppets:
            mid = f"picture-{stage.shows('alice')[each.name, 'person']}"
            assert numbers[mid]["packetsReceived"] >= PICTURES / 2  # the browser may ask for less for a while
        assert (lost > 0) == (loss > 0)
        assert stage.told(Down) == []
        assert stage.relay.port.broken == 0
