"""A client's results over time: every measure as a plot with its table, and every result as a row."""

from dataclasses import dataclass

from aiohttp import web

from server import access
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.protocols import Protocol, comparing
from server.domain.protocols import results as rules
from server.domain.protocols.comparing import Trend
from server.domain.protocols.plot import HEIGHT, LEFT, RIGHT, WIDTH, Plot, plot
from server.domain.protocols.results import Result
from server.store import protocols, results
from server.store.database import Db
from server.web.answers import db, page
from server.web.identity import signed_in
from server.web.protocols.about import age_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A trend with its drawing."""

    trend: Trend
    plot: Plot


@dataclass(frozen=True, slots=True)
class Row:
    """One result in the list."""

    result: Result
    title: str


async def show(request: web.Request) -> web.StreamResponse:
    """All of it, the latest first."""
    me = await signed_in(request)
    client = await access.client(db(request), me, request.match_info["client"])
    found = [one for one in await results.of_client(db(request), client.id) if not one.is_empty]
    known = await _protocols(db(request), found)
    return page(
        request,
        "protocols/trends.html",
        client=client,
        drawn=[Drawn(trend, plot(trend)) for trend in _trends(client, found, known)],
        rows=[
            Row(one, known[one.protocol, one.version].title) for one in found if (one.protocol, one.version) in known
        ],
        rules=rules,
        size=(WIDTH, HEIGHT, LEFT, RIGHT),
    )


async def _protocols(db: Db, found: list[Result]) -> dict[tuple[str, int], Protocol]:
    """The protocols of results, each in its version."""
    known: dict[tuple[str, int], Protocol] = {}
    for key in {(one.protocol, one.version) for one in found}:
        try:
            known[key] = await protocols.version(db, *key)
        except NotFound:
            continue
    return known


def _trends(client: Client, found: list[Result], known: dict[tuple[str, int], Protocol]) -> list[Trend]:
    """What was measured most often comes first."""
    made = comparing.trends(found, lambda one: known.get((one.protocol, one.version)), lambda one: age_of(client, one))
    return sorted(made, key=lambda trend: (-len(trend.points), trend.protocol_title, trend.title))
