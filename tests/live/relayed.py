"""People whose pictures go through the relay: the real server, pages by their frames, aiortc as the browser."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from server.live import Taken
from signaling.media.plane import Offered, Shows
from tests.booked import Place, book
from tests.live.page import Page
from tests.media.peers import Puppet, until
from tests.stage import Http


class Caller(Page):
    """A page that has a camera: it answers what the relay offers."""

    def __init__(self, url: str, taken: Taken) -> None:
        super().__init__(url, taken)
        self.puppet = Puppet(taken.peer)
        self.offers: list[dict[str, Any]] = []
        self.shows: dict[tuple[str, str], int] = {}  # (peer, pair) -> place
        self.via = ""
        self.answered: dict[str, Any] | None = None
        self._answering: set[asyncio.Task[None]] = set()

    async def ask(self, gen: int = 0) -> dict[str, Any]:
        """Asks the relay for a connection."""
        return await self.call("signal", to="relay", gen=gen, kind="renew")

    async def up(self) -> None:
        """Asks, and waits until it is connected."""
        assert (await self.ask())["ok"]
        await until(lambda: self.is_up, f"{self.peer} is up")

    async def moved(self, first: str) -> None:
        """Waits until it is connected at another relay; asks anew every three seconds, as a page does."""
        for _ in range(10):
            with contextlib.suppress(AssertionError):
                await until(lambda: self.via not in ("", first) and self.is_up, f"{self.peer} is up elsewhere", 3)
                return
            await self.ask(self.puppet.gen)
        raise AssertionError(f"{self.peer} is not up again: {self.via}, {self.puppet.dtls.state}")

    @property
    def is_up(self) -> bool:
        """Whether the newest connection it was offered came about."""
        newest = self.offers[-1] if self.offers else None
        return newest is not None and self.answered is newest and self.puppet.dtls.state == "connected"

    def sees(self, other: "Caller", kind: str = "picture") -> list[bytes]:
        """What came of somebody, by what was sent."""
        place = self.shows.get((other.peer, "person"))
        return [] if place is None else [each.payload for each in self.puppet.from_mid(f"{kind}-{place}")]

    def _take(self, packet: dict[str, Any]) -> None:
        super()._take(packet)
        if packet["type"] != 2 or packet["data"][0] != "relayed":
            return
        told = packet["data"][1]
        if told["kind"] in ("offer", "arranged"):
            self.via = told["via"]
            self.shows = {(one["peer"], one["pair"]): one["place"] for one in told["shows"]}
        if told["kind"] == "offer":
            self.offers.append(told)
            task = asyncio.create_task(self._answer(told))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _answer(self, told: dict[str, Any]) -> None:
        offered = Offered(
            room=self.taken.room,
            peer=self.peer,
            gen=told["gen"],
            sdp=told["sdp"],
            shows=[Shows(**one) for one in told["shows"]],
        )
        sdp = await self.puppet.answer(offered)
        answer = await self.call("signal", to="relay", gen=told["gen"], kind="answer", sdp=sdp)
        assert answer["ok"], answer
        self.answered = told

    async def close(self) -> None:
        """Goes away."""
        await super().close()
        await self.puppet.close()


@dataclass
class Gym:
    """A trainer, some clients of hers, and a session of all of them that begins now."""

    place: Place
    http: Http
    session: str
    clients: list[str]
    doors: list[tuple[Http, str]]  # of each client: a browser, and the address of their page
    pages: list[Page] = field(default_factory=list)

    def trainers_seat(self) -> Taken:
        """A seat for the trainer."""
        return Taken(**self.http.post(f"/sessions/{self.session}/join", {})["seat"])

    def clients_seat(self, at: int) -> Taken:
        """A seat for one of the clients."""
        http, page = self.doors[at]
        return Taken(**http.post(f"{page}/sessions/{self.session}/join", {})["seat"])

    async def trainer(self) -> Caller:
        """The trainer in the room."""
        return await self._page(self.trainers_seat())

    async def client(self, at: int, trainer: Caller | None = None) -> Caller:
        """One of the clients, let in if there is a trainer to do so."""
        made = await self._page(self.clients_seat(at))
        if trainer is not None:
            await trainer.done("admit", peer=made.peer)
            await made.until(lambda: made.caller == "client")
        return made

    async def _page(self, taken: Taken) -> Caller:
        page = Caller(self.place.url, taken)
        self.pages.append(page)
        await page.open()
        return page


@contextlib.asynccontextmanager
async def gym(server: Place, *names: str, olga: Http | None = None, **how: Any) -> AsyncIterator[Gym]:
    """Olga and clients with these names. olga: the owner, if there is one already. how: more of the session."""
    booked = book(server, *names, olga=olga, **how)
    doors = [_door(server, link) for link in booked.links]
    made = Gym(server, booked.http, booked.session, booked.clients, doors)
    try:
        yield made
    finally:
        for page in made.pages:
            await page.close()


def _door(place: Place, link: str) -> tuple[Http, str]:
    mine, page = Http(place.url), link.removeprefix(place.url)
    mine.post(f"{page}/confirm", {})
    return mine, page
