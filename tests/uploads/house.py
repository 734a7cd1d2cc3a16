"""A server in a process of its own with a trainer and a client in it, for programs of others that send files."""

import contextlib
import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cast import PASSWORD
from tests.stage import Http, Server

ZONE = "Europe/Berlin"


@dataclass
class House:
    """Olga, who trains Bob, and what programs need to send for her."""

    server: Server
    http: Http
    client: str  # Bob's id

    @property
    def endpoint(self) -> str:
        """Where uploads begin."""
        return f"{self.server.url}/uploads"

    @property
    def headers(self) -> dict[str, str]:
        """What tells the server that it is Olga."""
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())}

    def kept(self, location: str, clip: str = "", within_s: float = 20) -> str:
        """SHA-256 of what the server keeps of an upload: where it landed, or where it is kept as a clip."""
        landed = self.server.data_dir / "uploads" / location.rpartition("/")[2]
        moved = self.server.data_dir / "clips" / (clip or "*") / "original"
        until_s = time.monotonic() + within_s
        while True:
            with contextlib.suppress(FileNotFoundError):
                return digest(landed.read_bytes())
            with contextlib.suppress(FileNotFoundError):
                return digest(moved.read_bytes())
            assert time.monotonic() < until_s, f"{location} is nowhere"
            time.sleep(0.05)


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def furnish(server: Server) -> House:
    """The people of a server that has just been made."""
    http = Http(server.url)
    who = {"password": PASSWORD, "name": "Olga Owner", "email": "olga@example.org", "time_zone": ZONE}
    http.post(server.owner_link().removeprefix(server.url), who)
    return House(server, http, http.post("/clients", {"name": "Bob Birch", "time_zone": ZONE})["id"])


def door_of_the_client(house: House) -> str:
    """The address behind Bob's personal link, opened on this device."""
    page = house.http.get(f"/clients/{house.client}")
    link = re.search(r"https?://[^\"\s<]+(/c/[^\"\s<]+)", page)
    assert link is not None
    house.http.post(f"{link.group(1)}/confirm", {})
    return f"{house.server.url}{link.group(1)}/uploads"


@contextlib.contextmanager
def house(folder: Path, **environ: str) -> Iterator[House]:
    """A server around the block, on a folder of its own."""
    folder.mkdir(exist_ok=True)
    server = Server(folder, environ={"CLIP_QUOTA_COUNT": "2000", "CLIP_QUOTA_BYTES": str(2**40), **environ})
    try:
        yield furnish(server.start())
    finally:
        server.stop()
