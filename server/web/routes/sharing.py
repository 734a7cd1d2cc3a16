"""Clients shared with another trainer."""

from server.web import sharing
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("POST", "/clients/{client}/shares", sharing.share, Who.TRAINER_OF, asks="own"),
    Route("POST", "/clients/{client}/shares/{account}/end", sharing.end, Who.TRAINER_OF, asks="own"),
    Route("GET", "/settings/sharing", sharing.show_all, Who.OWNER),
    Route("POST", "/settings/sharing", sharing.share_any, Who.OWNER),
    Route("POST", "/settings/sharing/{client}/{account}/end", sharing.end_any, Who.OWNER),
)
