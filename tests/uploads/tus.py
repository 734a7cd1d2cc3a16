"""Speaks tus to a running server, one request a call, so that each rule of the protocol can be tried by itself."""

import asyncio
import base64
import hashlib
import io
from dataclasses import dataclass, field
from typing import Any

from yarl import URL

from server.domain import links
from server.domain.clips import Clip
from server.domain.people import Client
from server.domain.uploads import Upload
from server.store import clips, uploads
from tests.cast import Answer, Person, Spotter

VERSION = {"Tus-Resumable": "1.0.0"}
BODY = {"Content-Type": "application/offset+octet-stream"}


def metadata(**pairs: str | bytes) -> str:
    """Upload-Metadata of these pairs."""
    return ",".join(
        f"{key} {base64.b64encode(value.encode() if isinstance(value, str) else value).decode()}"
        for key, value in pairs.items()
    )


def checksum(content: bytes, algorithm: str = "sha1") -> dict[str, str]:
    """Upload-Checksum of a body."""
    digest = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
    return {"Upload-Checksum": f"{algorithm} {digest}"}


@dataclass
class Wire:
    """A request by hand: it may stop in the middle, and nobody tidies up behind it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, content: bytes) -> None:
        """Some more of the body."""
        self.writer.write(content)
        await self.writer.drain()

    async def answer(self, within_s: float = 30) -> bytes:
        """What comes back until the connection closes."""
        async with asyncio.timeout(within_s):
            return await self.reader.read()

    def cut(self) -> None:
        """Ends it as a cable that is pulled and noticed."""
        self.writer.transport.abort()


@dataclass
class Sender:
    """Somebody who sends for a client: a trainer at /uploads, or the client behind the personal link."""

    spotter: Spotter
    person: Person
    client: Client
    door: str = "/uploads"
    always: dict[str, str] = field(default_factory=lambda: dict(VERSION))

    async def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **how: Any) -> Answer:
        """One request with Tus-Resumable on it."""
        if isinstance(how.get("data"), bytes) and len(how["data"]) > 500_000:
            how["data"] = io.BytesIO(how["data"])
        return await self.person.ask(method, path, headers={**self.always, **(headers or {})}, **how)

    async def create(
        self, length: int | None = None, headers: dict[str, str] | None = None, *, data: Any = None, **pairs: str
    ) -> Answer:
        """POST at the door; the metadata says whose clip it is."""
        if self.door == "/uploads":
            pairs = {"client": self.client.id, **pairs}
        given = {"Upload-Metadata": metadata(**pairs)} if pairs else {}
        given |= {"Upload-Defer-Length": "1"} if length is None else {"Upload-Length": str(length)}
        how = {} if data is None else {"data": data}
        return await self.ask("POST", self.door, {**given, **(headers or {})}, **how)

    async def begin(self, length: int | None = None, **pairs: str) -> str:
        """The path of a new upload."""
        return self.path(await self.create(length, **pairs))

    def path(self, answer: Answer) -> str:
        """Where an upload is that was just made."""
        assert answer.status == 201, answer.text
        location = answer.headers["Location"]
        assert location.startswith(f"{self.spotter.url}{self.door}/")
        return location.removeprefix(self.spotter.url)

    async def patch(self, path: str, offset: int, data: Any, headers: dict[str, str] | None = None) -> Answer:
        """PATCH at an offset."""
        return await self.ask("PATCH", path, {**BODY, "Upload-Offset": str(offset), **(headers or {})}, data=data)

    async def wire(self, path: str, offset: int, size: int) -> Wire:
        """The head of a PATCH of so many bytes, by hand."""
        cookies = self.person.http.cookie_jar.filter_cookies(URL(self.spotter.url))
        lines = [
            f"PATCH {path} HTTP/1.1",
            f"Host: {URL(self.spotter.url).authority}",
            f"Cookie: {'; '.join(f'{one.key}={one.value}' for one in cookies.values())}",
            "Tus-Resumable: 1.0.0",
            "Content-Type: application/offset+octet-stream",
            f"Upload-Offset: {offset}",
            f"Content-Length: {size}",
            "",
            "",
        ]
        port = URL(self.spotter.url).port
        wire = Wire(*await asyncio.open_connection("127.0.0.1", port))
        await wire.send("\r\n".join(lines).encode())
        return wire

    async def head(self, path: str) -> Answer:
        """HEAD."""
        return await self.ask("HEAD", path)

    async def offset(self, path: str) -> int:
        """How far the server says it is."""
        answer = await self.head(path)
        assert answer.status == 200
        return int(answer.headers["Upload-Offset"])

    def stored(self, path: str) -> bytes:
        """What lies on the disk."""
        return (self.spotter.settings.data_dir / "uploads" / path.rpartition("/")[2]).read_bytes()

    async def row(self, path: str) -> Upload | None:
        """The upload's row."""
        async with self.spotter.database.reading() as db:
            return await uploads.get(db, path.rpartition("/")[2])

    async def clip(self, path: str) -> Clip:
        """The clip it becomes."""
        row = await self.row(path)
        assert row is not None
        async with self.spotter.database.reading() as db:
            found = await clips.get(db, row.clip_id)
        assert found is not None
        return found


async def trainer(spotter: Spotter, client: str = "bob") -> Sender:
    """Alice, who sends for Bob."""
    return Sender(spotter, await spotter.sign_in("alice"), await spotter.client(client))


async def at_link(spotter: Spotter, client: Client) -> Sender:
    """A client in a fresh browser that was confirmed."""
    token = links.client_token(spotter.settings.secret_key, client.id, client.link_generation)
    sender = Sender(spotter, spotter.browser(), client, f"/c/{token}/uploads")
    answer = await sender.person.post(f"/c/{token}/confirm", {})
    assert answer.status == 200, answer.text
    return sender


def code(answer: Answer) -> tuple[int, str]:
    """Status and code of a refusal, which is in the one shape."""
    body = answer.json
    assert set(body) <= {"error", "message", "where"}
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status, body["error"]
