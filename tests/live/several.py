"""Spotter as a larger studio runs it: PostgreSQL, Redis, two `python -m server web` behind the nginx of the docs."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests import engines
from tests.live.page import Page
from tests.stage import ROOT, Http, Server, free_port

P = TypeVar("P", bound=Page)
TRIES = 20
SERVED_BY = "add_header X-Served-By $upstream_addr always;"  # so that a test knows which it was


@dataclass
class Several:
    """Two web processes that share everything. People come by `url`, and nginx gives each connection to either."""

    url: str
    here: Server
    there: Server
    redis: engines.Redis
    database_url: str
    relay: "RelayProcess | None" = None
    olga: Http | None = None

    def owner_link(self) -> str:
        """See Server."""
        return str(self.here.owner_link())

    async def open(self, page: P, at: Server, since: int = 0) -> P:
        """The page, or one like it, opened by way of nginx at this process: tried until nginx happens to choose it."""
        for _ in range(TRIES):
            await page.open(since)
            if served_by(page) == at.port:
                return page
            await page.close()
            page = type(page)(self.url, page.taken)
        raise AssertionError(f"nginx never gives a socket to {at.port}")

    def said(self) -> str:
        """What both processes printed."""
        return self.here.said() + self.there.said()


class RelayProcess(Server):
    """`python -m server media`."""

    @property
    def log_path(self) -> Path:
        """Everything it printed, over all its starts."""
        return self.data_dir / "media.log"

    def start(self) -> "RelayProcess":
        """Starts it and waits until it has its row."""
        self.starts = self._listened() + 1
        super().start()
        return self

    def _answers(self) -> bool:
        return self._listened() == self.starts

    def _listened(self) -> int:
        return self.log_path.read_text().count("listening\n") if self.log_path.exists() else 0


def served_by(page: Page) -> int:
    """The port of the process that a page's socket ends at."""
    return int(page.ws._response.headers["X-Served-By"].rpartition(":")[2])


def site(port: int, *processes: int) -> str:
    """The site of docs/operate.md as it is for several processes, on a port of 127.0.0.1 and without a certificate."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```nginx\n(.*?)```", page, re.DOTALL)
    one = next(block for block in blocks if block.startswith("map $http_upgrade"))
    group = next(block for block in blocks if block.startswith("upstream spotter"))
    changes = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "proxy_pass http://127.0.0.1:8080;": f"proxy_pass http://spotter;\n{SERVED_BY}",
        "127.0.0.1:8080": f"127.0.0.1:{processes[0]}",
        "127.0.0.1:8081": f"127.0.0.1:{processes[1]}",
    }
    made: str = group + "".join(line for line in one.splitlines(keepends=True) if "ssl_certificate" not in line)
    for said, here in changes.items():
        assert said in made, said
        made = made.replace(said, here)
    return made


@contextlib.contextmanager
def several(folder: Path, *, has_relay: bool = False, **environ: str) -> Iterator[Several]:
    """All of it, begun and ended around a block. folder: an empty one of its own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with engines.postgres() as database, engines.Redis() as redis:
        given = {
            "PUBLIC_URL": url,
            "TRUSTED_PROXIES": "127.0.0.1/32",
            "DATABASE_URL": f"{database}/postgres",
            "REDIS_URL": redis.url,
            **environ,
        }
        shared = folder / "var"
        shared.mkdir()
        here, there = (Server(shared, environ=given, command="web") for _ in range(2))
        relay = RelayProcess(shared, environ=given, command="media") if has_relay else None
        made = Several(url, here, there, redis, given["DATABASE_URL"], relay)
        try:
            here.start()
            there.start()
            if relay is not None:
                relay.start()
            with engines.nginx(folder / "nginx", site(port, here.port, there.port)):
                yield made
        finally:
            for one in (here, there, relay):
                if one is not None:
                    one.stop()
