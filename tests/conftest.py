"""What every test may ask for: a running server, and the cast, each in a browser of their own."""

import gc
import os
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from server import ids
from tests import blank, engines, stage
from tests.cast import Person, Spotter, open_spotter
from tests.stage import Server
from tests.warm import Warm

# A machine that has other things to do is no fault of a test's.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


# Where browsers film and people answer within seconds, on cores that may have other things to do for as long. Why a
# second try is fair, and where it is seen: docs/decisions/0075.
IN_REAL_TIME = ("tests/browser/", "tests/live/", "tests/media/")


def pytest_configure(config: pytest.Config) -> None:
    """Servers in processes of their own begin without reading their code anew."""
    stage.WARM = Warm()
    if config.getoption("--all"):
        os.environ.setdefault("SPOTTER_SHOTS", "1")  # pictures of every page, to be looked at


def pytest_unconfigure(config: pytest.Config) -> None:
    """Nothing of ours is left."""
    if stage.WARM is not None:
        stage.WARM.close()
        stage.WARM = None


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--all` (or SPOTTER_ALL=1): the full length of long runs; without it they run a tenth."""
    parser.addoption(
        "--all", action="store_true", default=os.environ.get("SPOTTER_ALL") == "1", help="run long tests in full"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves tests marked `long` for `--all`, and lets those that live in real time try a second time."""
    for item in items:
        if item.nodeid.startswith(IN_REAL_TIME):
            item.add_marker(pytest.mark.flaky(reruns=1))
    if config.getoption("--all"):
        return
    for item in items:
        if "long" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="a long run; --all runs it"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """A sixth of all tests' time went into looking through the tests themselves for garbage. What a test leaves is
    found as soon as ever: it counts as that test's fault.
    """
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure is written down without a look for garbage: what is found then may be written down itself, and Python
    3.11 ends in "AST constructor recursion depth mismatch" when it parses while it parses (CPython gh-106905).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        return (yield)
    finally:
        if was:
            gc.enable()


class Tenth:
    """How many tries a long run makes."""

    def __init__(self, is_full: bool) -> None:
        self.is_full = is_full

    def __call__(self, count: int) -> int:
        return count if self.is_full else max(1, count // 10)


@pytest.fixture
def tenth(request: pytest.FixtureRequest) -> Tenth:
    """`tenth(10_000)` is 1,000 every day and 10,000 with --all."""
    return Tenth(bool(request.config.getoption("--all")))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL for the whole run; its URL without a database's name."""
    with engines.postgres() as url:
        yield url


@pytest.fixture
async def postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """A PostgreSQL database of one's own, with every table and no row."""
    name = f"spotter_{ids.new()}"
    await blank.lay_in_postgres(postgres_server, name)
    yield f"{postgres_server}/{name}"
    await blank.in_postgres(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A real Redis."""
    with engines.redis() as (url, _process):
        yield url


@pytest.fixture
def database_kind() -> str:
    """SQLite, unless a test is marked with cast.BOTH."""
    return "sqlite"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> str:
    """A fresh database of that kind."""
    if database_kind == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite+aiosqlite:///{tmp_path / 'spotter.db'}"


@pytest.fixture
def server() -> Iterator[Server]:
    """`spotter serve` in a process of its own."""
    with stage.server() as running:
        yield running


@pytest.fixture
async def spotter(tmp_path: Path, database_url: str) -> AsyncIterator[Spotter]:
    """A real server on 127.0.0.1 with a database of its own."""
    async with open_spotter(tmp_path / "var", DATABASE_URL=database_url) as running:
        yield running


@pytest.fixture
async def stranger(spotter: Spotter) -> Person:
    """Somebody who is not signed in."""
    return spotter.browser()


@pytest.fixture
async def olga(spotter: Spotter) -> Person:
    """The owner, signed in."""
    return await spotter.sign_in("olga")


@pytest.fixture
async def alice(spotter: Spotter) -> Person:
    """A trainer, signed in."""
    return await spotter.sign_in("alice")


@pytest.fixture
async def anna(spotter: Spotter) -> Person:
    """Another trainer, signed in."""
    return await spotter.sign_in("anna")
