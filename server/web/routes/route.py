"""One row of the table of contents."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from server.web.roles import Who

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """Method, path, handler, and who may call it: `{name}` in the path is an id or a token."""

    method: str
    path: str
    handler: Handler
    who: Who
    most_bytes: int = 0  # of its body, when it takes more than others
    is_streamed: bool = False  # takes a body of any size as it comes, and opens its own transactions
