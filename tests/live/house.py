"""The smallest server with rooms: our sockets, our log, a real database with the cast in it; no pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from server import ids
from server.domain import accounts as account_rules
from server.domain import seats
from server.domain.accounts import Account
from server.domain.devices import Device
from server.domain.invites import Invite
from server.domain.people import Client
from server.domain.sessions import Delivery, Place, Service, Session
from server.live import Live, Taken
from server.store import accounts, clients, devices, invites, logins, readiness, sessions
from server.store.database import Database, open_database
from server.store.migrate import migrate
from signaling.ice import IceSettings
from signaling.rates import Limits
from tests import blank
from tests.cast import Clock, clearance
from tests.live.page import Page

ICE = IceSettings(host="127.0.0.1", port=3478)


@dataclass
class Cast:
    """Alice trains Bob and Bea in `session`, to which Gus has an invite. Anna trains Charlie in `other`."""

    alice: Account
    anna: Account
    bob: Client
    bea: Client
    charlie: Client
    session: Session
    other: Session
    gus: Invite
    logins: dict[str, str] = field(default_factory=dict)  # account -> login
    devices: dict[str, str] = field(default_factory=dict)  # client -> device


@dataclass
class House:
    """A running server and its people."""

    url: str
    live: Live
    database: Database
    clock: Clock
    cast: Cast
    pages: list[Page] = field(default_factory=list)

    async def take(self, person: Any, session: Session | None = None, **how: Any) -> Taken:
        """A seat for one of the cast, as the join routes take it."""
        cast = self.cast
        if isinstance(person, Account):
            who, role, hook = seats.trainer(person.id), "trainer", cast.logins[person.id]
        elif isinstance(person, Client):
            who, role, hook = seats.client(person.id), "client", cast.devices[person.id]
        else:
            who, role, hook = seats.guest(person.id), "client", person.id
        given = {"person": who, "role": role, "device": "main", "name": person.name, "hangs_on": hook}
        async with self.database.writing() as db, db.begin():
            return await self.live.take_seat(db, session or cast.session, **(given | how))

    async def camera(self, of: Taken, person: Any, **how: Any) -> Taken:
        """A second device of somebody who has a seat."""
        return await self.take(person, device="camera", hangs_on=of.peer, **how)

    async def page(self, taken: Taken, **how: Any) -> Page:
        """A page on that seat, welcomed."""
        page = Page(self.url, taken)
        self.pages.append(page)
        await page.open(**how)
        return page

    async def enter(self, person: Any, session: Session | None = None, **how: Any) -> Page:
        """A fresh page of one of the cast."""
        return await self.page(await self.take(person, session, **how))

    async def pair(self) -> tuple[Page, Page]:
        """Alice and Bob, both in the room."""
        alice = await self.enter(self.cast.alice)
        bob = await self.enter(self.cast.bob)
        await alice.done("admit", peer=bob.peer)
        await bob.until(lambda: bob.caller == "client")
        return alice, bob


async def furnish(database: Database, clock: Clock) -> Cast:
    """The cast, in the database."""
    now_ms = clock()

    def account(name: str) -> Account:
        email = f"{name.split()[0].lower()}-{ids.new()}@example.org"
        return Account(id=ids.new(), email=email, name=name, role="trainer", created_at_ms=now_ms)

    alice, anna = account("Alice Archer"), account("Anna Ash")
    bob, bea, charlie = (
        Client(id=ids.new(), trainer_id=trainer.id, name=name, created_at_ms=now_ms)
        for name, trainer in (("Bob Birch", alice), ("Bea Brook", alice), ("Charlie Cole", anna))
    )
    session = meeting(alice, bob, bea, now_ms=now_ms)
    other = meeting(anna, charlie, now_ms=now_ms)
    gus = Invite(id=ids.new(), session_id=session.id, name="Gus", created_at_ms=now_ms)
    cast = Cast(alice, anna, bob, bea, charlie, session, other, gus)
    async with database.writing() as db, db.begin():
        trainers = {alice.id: alice, anna.id: anna}
        for trainer in trainers.values():
            await accounts.add(db, trainer)
            login = account_rules.begin_login(ids.digest(ids.secret()), trainer, "test", now_ms)
            await logins.add(db, login)
            cast.logins[trainer.id] = login.id
        for client in (bob, bea, charlie):
            await clients.add(db, client)
            await readiness.add(db, clearance(client, trainers[client.trainer_id], now_ms))
            id = ids.digest(ids.secret())
            device = Device(
                id=id, client_id=client.id, generation=1, name="test", created_at_ms=now_ms, seen_at_ms=now_ms
            )
            await devices.add(db, device)
            cast.devices[client.id] = device.id
        await sessions.add(db, session, other)
        await invites.add(db, gus)
    return cast


def meeting(trainer: Account, *participants: Client, now_ms: int) -> Session:
    """A live workout that starts now."""
    return Session(
        id=ids.new(),
        trainer_id=trainer.id,
        client_ids=tuple(client.id for client in participants),
        title="Workout",
        service=Service.WORKOUT,
        delivery=Delivery.LIVE,
        starts_at_ms=now_ms,
        duration_min=60,
        time_zone="Europe/Berlin",
        place=Place.LINK,
        created_at_ms=now_ms,
    )


@asynccontextmanager
async def serving(
    database: Database,
    clock: Clock,
    *,
    port: int = 0,
    limits: Limits | None = None,
    redis_url: str | None = None,
    ice: IceSettings = ICE,
) -> AsyncIterator[tuple[str, Live]]:
    """The server itself, on a port of 127.0.0.1."""
    app = web.Application()
    live = Live(database, clock)
    origins = ["http://spotter.test"]
    live.attach(
        app,
        origins=origins,
        address_of=lambda request: request.headers.get("X-Test-Address", request.remote or ""),
        ice=ice,
        limits=limits,
        redis_url=redis_url,
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    bound = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    try:
        yield f"http://127.0.0.1:{bound}", live
    finally:
        await runner.cleanup()


@asynccontextmanager
async def open_house(folder: Path, *, database_url: str | None = None, **how: Any) -> AsyncIterator[House]:
    """A server on a fresh database with the cast in it."""
    database_url = database_url or f"sqlite+aiosqlite:///{folder / 'spotter.db'}"
    await blank.lay(database_url)
    database = open_database(database_url)
    clock = Clock()
    try:
        await migrate(database.engine)
        cast = await furnish(database, clock)
        async with serving(database, clock, **how) as (url, live):
            house = House(url, live, database, clock, cast)
            try:
                yield house
            finally:
                for page in house.pages:
                    await page.close()
    finally:
        await database.close()
