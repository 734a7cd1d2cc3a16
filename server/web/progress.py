"""Answers that tell how far they are while a table is read: lines of JSON, the last of which is the answer itself."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from aiohttp import web

from server.domain.errors import DomainError
from server.web.answers import db

LINES = "application/x-ndjson"
EVERY_S = 0.15


@dataclass(slots=True)
class Heard:
    """How many rows were read so far, set from the thread that reads them."""

    rows: int = 0
    of: int = 0

    def hear(self, rows: int) -> None:
        """So many now."""
        self.rows = rows


def is_wanted(request: web.Request) -> bool:
    """Whether the caller listens to lines."""
    return LINES in request.headers.get("Accept", "")


async def told(request: web.Request, heard: Heard, deed: Callable[[], Awaitable[dict[str, Any]]]) -> web.StreamResponse:
    """Does the deed and tells how far it is: `{"rows", "of"}` …, then what the deed gave, or a refusal in one shape.

    What the deed wrote is committed before the last line is sent. The status is 200 whatever comes: it goes first.
    """
    answer = web.StreamResponse(headers={"Content-Type": LINES})
    task = asyncio.create_task(_done(request, deed), name="a table coming in")
    try:
        await answer.prepare(request)
        while not task.done():
            await _say(answer, {"rows": heard.rows, "of": heard.of})
            await asyncio.wait({task}, timeout=EVERY_S)
        await _say(answer, await task)
        await answer.write_eof()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    return answer


async def _done(request: web.Request, deed: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    try:
        found = await deed()
    except DomainError as problem:
        await db(request).rollback()
        return {"error": problem.code, "message": problem.message, "where": problem.where}
    await db(request).commit()
    return found


async def _say(answer: web.StreamResponse, line: dict[str, Any]) -> None:
    await answer.write(msgspec.json.encode(line) + b"\n")
