"""How long every page takes the server when a trainer has 1,000 clients, and they have logged 100,000 sets."""

import statistics
import tempfile
import time
from pathlib import Path

from bench.busy_studio import furnish
from bench.figure import Figure, Measured, percentile, say
from server.main import collect_rarely
from server.store import clients
from server.web import limits
from server.web.roles import Who
from server.web.routes import ROUTES, Route
from tests import keys as people
from tests.cast import open_spotter
from tests.keys import Keys

FIGURE = Figure(
    name="page-time",
    what="Every page with 1,000 clients and 100,000 log rows, asked of a running server to its last byte.",
    unit="ms of the processor (p95 of the slowest page)",
    goal="<= 150 ms for each page",
)
CLIENTS = 1000
LOG_ROWS = 100_000
LOG_ROWS_OF_BOB = 1200  # half a year of training three times a week
CLASS = 12
RUNS = 12
GOAL_MS = 150.0
SHOWN = 15
# What waits on purpose, is a file rather than a page, or is asked of a machine.
NO_PAGE = (
    "/news",
    "/uploads",
    "/static/",
    "/metrics",
    "/healthz",
    "/network-check",
    "/favicon.ico",
    "/files/",
    "/pictures/",
)
# Lists whose length is chosen by their address.
MORE = (
    ("/clients?archived=1", "trainer"),
    ("/sessions?show=upcoming", "trainer"),
    ("/sessions?show=past", "trainer"),
    ("/calendar?view=month", "trainer"),
    ("/clients JSON", "trainer"),
    ("/inbox JSON", "trainer"),
)


async def run() -> Measured:
    """Each page a dozen times, after once that nobody counts."""
    took: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        async with open_spotter(Path(folder) / "var") as spotter:
            keys = await people.cut(spotter)
            began = time.perf_counter()
            await furnish(keys, clients=CLIENTS, log_rows=LOG_ROWS, log_rows_of_bob=LOG_ROWS_OF_BOB)
            say(f"page-time: {CLIENTS} clients were furnished in {time.perf_counter() - began:.0f} s")
            collect_rarely()  # as a server does that runs
            for name, path, role in [*pages(keys), await _class(keys)]:
                if some := await _asked(keys, role, path, is_json=name.endswith(" JSON")):
                    took[name] = some
                else:
                    say(f"page-time: nobody has made what {name} shows")
    p95 = {name: percentile(some, 0.95) for name, some in took.items()}
    worst = sorted(p95, key=lambda name: -p95[name])
    for name in worst[:SHOWN]:
        say(f"page-time: {p95[name]:7.1f} ms p95  {statistics.median(took[name]):7.1f} ms p50  {name}")
    over = [name for name in worst if p95[name] > GOAL_MS]
    detail: dict[str, float | int | str] = {"pages": len(took), "over": len(over), "slowest": worst[0]}
    detail |= {"inbox_poll": round(p95["/inbox JSON"], 1), "half_below": round(statistics.median(p95.values()), 1)}
    return Measured(value=p95[worst[0]], ok=not over, detail=detail)


def pages(keys: Keys) -> list[tuple[str, str, str]]:
    """Name, address and who asks, of every page there is, as it stands in the table of contents."""
    found = []
    for route in ROUTES:
        if route.method == "GET" and not route.is_streamed and not any(part in route.path for part in NO_PAGE):
            found.append((route.path, _path(route, keys), _who(route)))
    found += [(path, path.removesuffix(" JSON"), role) for path, role in MORE]
    return found


async def _class(keys: Keys) -> tuple[str, str, str]:
    """The sheet at the gym of twelve people, each with a program and a log of their own."""
    async with keys.spotter.database.reading() as db:
        theirs = await clients.list_for(db, keys.people["trainer"].me.id)
    people = [one for one in theirs if one.name.startswith("Client ")][:CLASS]
    assert len(people) == CLASS
    session = await keys.spotter.session("alice", *people, title="Class")
    return f"/sessions/{{session}}/gym of {CLASS}", f"/sessions/{session.id}/gym", "trainer"


def _who(route: Route) -> str:
    return {Who.OWNER: "owner", Who.LINK: "client", Who.CLIENT_OF: "client", Who.CAMERA_OF: "client"}.get(
        route.who, "lobby guest" if route.who is Who.GUEST_OF else "trainer"
    )


def _path(route: Route, keys: Keys) -> str:
    token = keys.tokens.get(route.path.split("/")[1], "")
    return route.path.format(**{**keys.ids, "token": token})


async def _asked(keys: Keys, role: str, path: str, is_json: bool = False) -> list[float]:
    """Milliseconds of the processor in each of the runs, the database's and the asker's own among them: what a machine
    does beside does not count. Raises AssertionError for a page that is none.
    """
    took = []
    for _ in range(RUNS + 1):
        keys.spotter.app[limits.TALLY]._tries.clear()  # type: ignore[attr-defined]
        began = time.process_time()
        answer = await keys.people[role].get(path, html=not is_json)
        took.append((time.process_time() - began) * 1000)
        if answer.status == 404:
            return []
        assert answer.status < 400, (path, answer.status, answer.text[:300])
    return took[1:]
