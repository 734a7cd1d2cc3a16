"""What the machine is asked, and its files."""

from server.web import design, files, health
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/healthz", health.healthz, Who.ANYONE),
    Route("GET", "/metrics", health.metrics, Who.ANYONE),  # counts and durations, for trusted networks only
    Route("GET", "/network-check", health.network_check, Who.ANYONE),
    Route("GET", "/design", design.design, Who.ANYONE),
    Route("GET", "/favicon.ico", files.favicon, Who.ANYONE),
    Route("GET", "/static/{version}/{path:.+}", files.file, Who.ANYONE),
)
