"""The people of the tests, and the real server they meet: Olga owns it; Alice trains Bob and Bea, Anna Charlie."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from server import ids
from server.domain.accounts import Account, Role
from server.domain.clips import Clip
from server.domain.people import Client
from server.domain.readiness import Entry, changes
from server.domain.sessions import Delivery, Place, Service, Session
from server.main import build_app, now_ms
from server.media import CLIP_FILES
from server.passwords import Passwords
from server.settings import Settings, read_settings
from server.store import accounts, clients, clips, readiness, sessions
from server.store.database import Database
from server.web import edge
from server.web.front import Front
from tests import blank
from tests.stage import free_port

# For a test that is to run on SQLite and on PostgreSQL.
BOTH = pytest.mark.parametrize("database_kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])

PASSWORD = "seven otters row north"
NAMES: dict[str, tuple[str, Role]] = {
    "olga": ("Olga Owner", "owner"),
    "alice": ("Alice Archer", "trainer"),
    "anna": ("Anna Ash", "trainer"),
    "rita": ("Rita Reed", "trainer"),
    "wren": ("Wren Wood", "trainer"),
}
CLIENTS = {"bob": ("Bob Birch", "alice"), "bea": ("Bea Brook", "alice"), "charlie": ("Charlie Cole", "anna")}
HOUR_MS = 3_600_000


@dataclass
class Clock:
    """The real time, moved by as much as a test says."""

    ahead_ms: int = 0

    def __call__(self) -> int:
        return now_ms() + self.ahead_ms

    def advance(self, *, ms: int = 0, s: int = 0, minutes: int = 0, hours: int = 0, days: int = 0) -> None:
        """Makes it later."""
        self.ahead_ms += ms + 1000 * (s + 60 * (minutes + 60 * (hours + 24 * days)))


@dataclass(frozen=True)
class Answer:
    """What came back, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def location(self) -> str:
        """Where a redirect leads, or the `location` of a JSON answer."""
        return self.headers.get("Location") or self.json["location"]


@dataclass
class Person:
    """Somebody with a browser of their own; signed in or not. `account` is None for clients and strangers."""

    http: aiohttp.ClientSession
    url: str
    account: Account | None = None

    async def ask(self, method: str, path: str, *, html: bool = False, **how: Any) -> Answer:
        """One request; JSON is asked for unless `html`. Redirects are not followed. Unsafe ones come from our pages."""
        headers = {"Accept": "text/html" if html else "application/json", **how.pop("headers", {})}
        if method not in edge.SAFE:
            headers.setdefault("Origin", self.url)
        async with self.http.request(
            method, URL(self.url + path, encoded=True), headers=headers, allow_redirects=False, **how
        ) as answer:
            return Answer(answer.status, answer.headers.copy(), await answer.read())

    async def get(self, path: str, *, html: bool = True, **how: Any) -> Answer:
        """A page."""
        return await self.ask("GET", path, html=html, **how)

    async def post(self, path: str, form: Mapping[str, Any] | None = None, *, html: bool = False, **how: Any) -> Answer:
        """A form, or with `json=` a JSON body; answered as JSON unless `html`."""
        if form is not None:
            how["data"] = form
        return await self.ask("POST", path, html=html, **how)

    @property
    def me(self) -> Account:
        """The account of somebody who signs in."""
        assert self.account is not None
        return self.account


@dataclass
class Spotter:
    """A running server with its people. Everything in it is real: a port, a database file, cookies."""

    app: web.Application
    url: str
    settings: Settings
    clock: Clock
    database: Database
    password_hash: str
    browsers: list[aiohttp.ClientSession] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)

    def browser(self, **how: Any) -> Person:
        """A stranger with a fresh browser."""
        http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), **how)
        self.browsers.append(http)
        return Person(http, self.url)

    async def account(self, key: str) -> Account:
        """One of NAMES in the database, made when first asked for."""
        if key not in self.accounts:
            name, role = NAMES[key]
            account = Account(
                id=ids.new(),
                email=f"{key}@example.org",
                name=name,
                role=role,
                password_hash=self.password_hash,
                time_zone="Europe/Berlin",
                created_at_ms=self.clock(),
            )
            async with self.database.writing() as db, db.begin():
                await accounts.add(db, account)
            self.accounts[key] = account
        return self.accounts[key]

    async def sign_in(self, key: str, **how: Any) -> Person:
        """One of NAMES, signed in by the real form in a fresh browser."""
        account = await self.account(key)
        person = self.browser(**how)
        answer = await person.post("/sign-in", {"email": account.email, "password": PASSWORD})
        assert answer.status == 200, answer.text
        person.account = account
        return person

    async def client(self, key: str, *, cleared: bool = True, **changes: Any) -> Client:
        """A fresh client named as in CLIENTS, with that trainer, who cleared them; `changes` replace fields."""
        name, trainer = CLIENTS[key]
        given: dict[str, Any] = {
            "id": ids.new(),
            "trainer_id": (await self.account(trainer)).id,
            "name": name,
            "email": f"{key}@example.org",
            "phone": "+49 30 1234567",
            "time_zone": "Europe/Berlin",
            "created_at_ms": self.clock(),
        }
        client = Client(**(given | changes))
        async with self.database.writing() as db, db.begin():
            await clients.add(db, client)
            if cleared:
                await readiness.add(db, clearance(client, await self.account(trainer), self.clock()))
        return client

    async def session(self, trainer: str, *participants: Client, **changes: Any) -> Session:
        """A fresh live workout that starts now, with these clients; `changes` replace fields."""
        given: dict[str, Any] = {
            "id": ids.new(),
            "trainer_id": (await self.account(trainer)).id,
            "client_ids": tuple(client.id for client in participants),
            "title": "Workout",
            "service": Service.WORKOUT,
            "delivery": Delivery.LIVE,
            "starts_at_ms": self.clock(),
            "duration_min": 60,
            "time_zone": "Europe/Berlin",
            "place": Place.LINK,
            "created_at_ms": self.clock(),
        }
        session = Session(**(given | changes))
        async with self.database.writing() as db, db.begin():
            await sessions.add(db, session)
        return session

    async def clip(self, client: Client, **changes: Any) -> Clip:
        """A fresh clip of that client's, ready to watch as far as its row says; `changes` replace fields."""
        given: dict[str, Any] = {
            "id": ids.new(),
            "client_id": client.id,
            "source": "assessment",
            "entered_by": "client",
            "state": "ready",
            "media": "video",
            "duration_ms": 10_000,
            "created_at_ms": self.clock(),
            "uploaded_at_ms": self.clock(),
            "ready_at_ms": self.clock(),
        }
        clip = Clip(**(given | changes))
        async with self.database.writing() as db, db.begin():
            await clips.add(db, clip)
        return clip

    async def keep(self, clip: Clip, name: str, content: bytes, type: str = "application/octet-stream") -> Clip:
        """The clip with one more file of that content."""
        source = self.settings.data_dir / f"{ids.new()}.kept"
        source.write_bytes(content)
        await self.app[CLIP_FILES].put(f"{clip.id}/{name}", source)
        after = replace(clip, files={**clip.files, name: {"type": type, "size": len(content)}})
        async with self.database.writing() as db, db.begin():
            await clips.change(db, clip.id, files=after.files)
        return after


def clearance(client: Client, trainer: Account, now_ms: int) -> Entry:
    """What a trainer's review leaves of somebody who may exercise."""
    return changes.review(
        [],
        id=ids.new(),
        client_id=client.id,
        decision="cleared",
        source="paper",
        by=f"t:{trainer.id}",
        time_zone=client.time_zone,
        now_ms=now_ms,
    )


@asynccontextmanager
async def open_spotter(
    data_dir: Path,
    clock: Clock | None = None,
    furnish: Callable[[web.Application], None] = lambda _app: None,
    **environ: str,
) -> AsyncIterator[Spotter]:
    """A server on a free port of 127.0.0.1 with a fresh database; `environ` are settings as an operator writes them.

    furnish: may add to the application before it starts.
    """
    port = free_port()
    settings = read_settings({"BIND": f"127.0.0.1:{port}", "DATA_DIR": str(data_dir), **environ})
    passwords = Passwords(memory_kib=8, time_cost=1)
    await blank.lay(settings.database_url)
    clock = clock or Clock()
    app = build_app(settings, clock=clock, passwords=passwords)
    furnish(app)
    runner = Front(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    password_hash = await passwords.hash(PASSWORD)
    spotter = Spotter(app, f"http://127.0.0.1:{port}", settings, clock, app[edge.DATABASE], password_hash)
    try:
        yield spotter
    finally:
        for browser in spotter.browsers:
            await browser.close()
        await runner.cleanup()


async def until(is_so: Callable[[], object], timeout_s: float = 10) -> None:
    """Returns once it is so. Raises TimeoutError."""
    async with asyncio.timeout(timeout_s):
        while not is_so():  # noqa: ASYNC110  # what a test waits for seldom has an event
            await asyncio.sleep(0.01)
