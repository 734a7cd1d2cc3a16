"""Programs as they are trained."""

from server.web.roles import Who
from server.web.routes.route import Route
from server.web.training import client

ROUTES: tuple[Route, ...] = (
    Route("GET", "/c/{token}/program", client.show, Who.CLIENT_OF),
    Route("GET", "/c/{token}/program/worker.js", client.worker, Who.CLIENT_OF),
    Route("POST", "/c/{token}/program/log", client.log, Who.CLIENT_OF),
)
