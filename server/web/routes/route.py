"""One row of the table of contents."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from server.domain.sharing import Needs
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
    asks: Needs | None = None  # what of a client shared with them a trainer needs, where `needs` would guess wrong

    @property
    def needs(self) -> Needs:
        """What a trainer with whom the client was shared must have been given: to read, to write, or nothing is enough.

        What a trainer keeps for themselves, the library and groups, is nobody else's; else the method says it.
        """
        if self.asks is not None:
            return self.asks
        if self.path.startswith(("/library/", "/groups/")):
            return "own"
        return "read" if self.method in ("GET", "HEAD", "OPTIONS") else "write"
