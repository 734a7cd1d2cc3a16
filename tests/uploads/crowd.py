"""Many senders at once, each with a journal of what the server has acknowledged, which outlives the server."""

import asyncio
import base64
import os
import random
from dataclasses import dataclass, field

import aiohttp

from tests.uploads.house import House
from tests.uploads.tus import BODY, VERSION, metadata

PIECE_BYTES = 1024 * 1024


@dataclass
class Sending:
    """One file on its way from a client that asks for the offset after each trouble, as every client of tus does."""

    house: House
    content: bytes
    luck: random.Random
    location: str = ""
    clip: str = ""
    acknowledged: int = 0  # the most the server ever said
    lost: int = 0  # bytes it said it had and later had not
    troubles: int = 0
    retried: set[int] = field(default_factory=set)

    async def run(self, http: aiohttp.ClientSession) -> None:
        """Sends it all; raises only when the server refuses for good."""
        while True:
            try:
                if not self.location:
                    await self._create(http)
                offset = await self._ask(http)
                while offset < len(self.content):
                    offset = await self._send(http, offset)
                return
            except (aiohttp.ClientError, ConnectionError, TimeoutError):
                self.troubles += 1
                await asyncio.sleep(self.luck.uniform(0.05, 0.3))

    async def _create(self, http: aiohttp.ClientSession) -> None:
        said = metadata(client=self.house.client, filename="squat.mov")
        headers = {**VERSION, "Upload-Length": str(len(self.content)), "Upload-Metadata": said}
        async with http.post(self.house.endpoint, headers=headers) as answer:
            _check(answer)
            assert answer.status == 201, await answer.text()
            self.location, self.clip = answer.headers["Location"], answer.headers["Spotter-Clip"]

    async def _ask(self, http: aiohttp.ClientSession) -> int:
        async with http.head(self.location, headers=VERSION) as answer:
            _check(answer)
            assert answer.status == 200, f"HEAD {answer.status}: an upload that was acknowledged is gone"
            return self._heard(int(answer.headers["Upload-Offset"]))

    async def _send(self, http: aiohttp.ClientSession, offset: int) -> int:
        piece = self.content[offset : offset + self.luck.randint(PIECE_BYTES // 4, PIECE_BYTES * 4)]
        headers = {**VERSION, **BODY, "Upload-Offset": str(offset)}
        async with http.patch(self.location, headers=headers, data=_stream(piece)) as answer:
            _check(answer)
            if answer.status in (409, 423):
                raise aiohttp.ClientError
            assert answer.status == 204, await answer.text()
            return self._heard(int(answer.headers["Upload-Offset"]))

    def _heard(self, offset: int) -> int:
        self.lost += max(0, self.acknowledged - offset)
        self.acknowledged = max(self.acknowledged, offset)
        return offset


def crowd(house: House, count: int, most_bytes: int, seed: int) -> list[Sending]:
    """Senders of files of 1 MB to `most_bytes`, different each."""
    luck = random.Random(seed)
    block = os.urandom(4 * 1024 * 1024)
    sendings = []
    for number in range(count):
        size = luck.randint(1_000_000, most_bytes)
        start = luck.randrange(len(block))
        content = (base64.b32encode(str(number).encode()) + block[start:] + block * 5)[:size]
        sendings.append(Sending(house, content, random.Random(seed * 1000 + number)))
    return sendings


def _check(answer: aiohttp.ClientResponse) -> None:
    if answer.status >= 500:
        raise aiohttp.ClientError(f"{answer.status}")


async def _stream(piece: bytes) -> object:
    for start in range(0, len(piece), 65_536):
        yield piece[start : start + 65_536]
