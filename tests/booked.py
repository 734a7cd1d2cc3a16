"""A trainer, her clients, and a live session of all of them that begins now: set up by HTTP, as her pages do it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from tests.meeting import PASSWORD, ZONE
from tests.stage import Http, clear


class Place(Protocol):
    """What people come to: a server, or several."""

    @property
    def url(self) -> str:
        """The address they type."""

    def owner_link(self) -> str:
        """The one-time link that the first start printed."""


@dataclass(frozen=True)
class Booked:
    """One session of Olga's. clients: their ids; links: the addresses of their own pages, in the same order."""

    http: Http
    session: str
    clients: list[str]
    links: list[str]


def owner(place: Place) -> Http:
    """Olga, who owns a server that nobody owned yet."""
    http = Http(place.url)
    http.post(
        place.owner_link().removeprefix(place.url),
        {"password": PASSWORD, "name": "Olga Owner", "email": "olga@example.org", "time_zone": ZONE},
    )
    return http


def book(place: Place, *names: str, olga: Http | None = None, **how: Any) -> Booked:
    """A workout with clients of these names. olga: the owner, if there is one already. how: more of the session."""
    http = olga or owner(place)
    clients = [http.post("/clients", {"name": name, "time_zone": ZONE})["id"] for name in names]
    for client in clients:
        clear(http, client)
    here = datetime.now(UTC).astimezone(ZoneInfo(ZONE))
    given = {"service": "workout", "delivery": "live", "clients": clients}
    given |= {"date": here.date().isoformat(), "time": f"{here:%H:%M}"}
    session = http.post("/sessions", given | how)["id"]
    return Booked(http, session, clients, [_link(http, client) for client in clients])


def _link(http: Http, client: str) -> str:
    found = re.search(r"https?://[^\"\s<]+/c/[^\"\s<]+", http.get(f"/clients/{client}"))
    assert found is not None
    return found.group(0)
