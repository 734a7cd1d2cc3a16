"""A voice-over or a film is sent without its review: the client is told of it, too."""

from aiohttp import web

from server import review_notices
from server.domain.threads.letters import Part
from server.web.answers import db, now
from server.web.edge import SETTINGS
from server.web.watching import Watching


async def tell(request: web.Request, one: Watching, what: Part, *, is_sent: bool) -> str:
    """What the trainer is told of it, in words."""
    name = one.names["client"]
    if one.client is None or not is_sent:
        return f"{name} does not see it any more."
    settings, trainer = request.app[SETTINGS], one.names["trainer"]
    has_letter = await review_notices.part_sent(
        db(request), settings, one.client, one.clip, what, trainer, now(request)
    )
    return f"Sent to {name}. {'A letter tells them.' if has_letter else 'It stands on their page.'}"
