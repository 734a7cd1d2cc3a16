"""What happens when a filled form is sent in: whoever builds on forms adds a deed of their own in `server/main.py`."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from server.domain.forms.filled import Filled
from server.store.database import Db

# Called within the transaction that stores the form, with who sent it (`c:<client>` or `t:<account>`) and the moment.
# A refusal that rises here leaves the form unsent.
Sent = Callable[[Db, Filled, str, int], Awaitable[None]]
SENT: web.AppKey[list[Sent]] = web.AppKey("form-sent", list)


async def tell(request: web.Request, db: Db, filled: Filled, by: str, now_ms: int) -> None:
    """Tells everybody who waits for forms."""
    for hear in request.app[SENT]:
        await hear(db, filled, by, now_ms)
