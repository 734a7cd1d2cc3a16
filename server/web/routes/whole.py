"""Everything about a client: its story, handing it out, and its end."""

from server.web.roles import Who
from server.web.routes.route import Route
from server.web.whole import erasing, export, story

ROUTES: tuple[Route, ...] = (
    Route("GET", "/clients/{client}/story", story.show, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/story/export", export.look, Who.TRAINER_OF, asks="own"),
    Route("POST", "/clients/{client}/story/export", export.ask, Who.TRAINER_OF, asks="own"),
    Route("POST", "/clients/{client}/story/export/cancel", export.cancel, Who.TRAINER_OF, asks="own"),
    Route("GET", "/clients/{client}/story/export.zip", export.fetch, Who.TRAINER_OF, asks="own"),
    Route("POST", "/clients/{client}/erase", erasing.erase, Who.TRAINER_OF, asks="own"),
)
