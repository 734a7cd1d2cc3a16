"""The composition root: the only place that reads Settings to choose, and that knows every part."""

import time
from collections.abc import AsyncIterator, Callable

from aiohttp import web
from prometheus_client import CollectorRegistry

from server.mail import mailer
from server.passwords import Passwords
from server.settings import Settings
from server.store.database import Database, open_database
from server.store.migrate import migrate
from server.web import answers, edge, health, letters
from server.web.pages import STATIC, make_pages, static_version
from server.web.routes import ROUTES


def build_app(
    settings: Settings,
    *,
    database: Database | None = None,
    clock: Callable[[], int] | None = None,
    passwords: Passwords | None = None,
) -> web.Application:
    """The whole application; a test may hand in replacements. Nothing is shared between two of them."""
    app = web.Application(
        middlewares=[edge.diary, edge.errors, edge.same_site, edge.transaction],
        client_max_size=answers.MAX_BODY_BYTES,
    )
    app[edge.SETTINGS] = settings
    app[edge.DATABASE] = database or open_database(settings.database_url)
    app[edge.PASSWORDS] = passwords or Passwords()
    app[answers.CLOCK] = clock or now_ms
    app[letters.MAILER] = mailer(settings.mail_url, settings.mail_from)
    app[health.METRICS] = CollectorRegistry()
    version = static_version()
    app[answers.PAGES] = make_pages(version)
    app.router.add_static(f"/static/{version}/", STATIC)
    for route in ROUTES:
        app.router.add_route(route.method, route.path, route.handler)
    app.on_response_prepare.append(edge.add_headers(settings))
    app.cleanup_ctx.append(_database)
    return app


def now_ms() -> int:
    """This moment in epoch milliseconds."""
    return time.time_ns() // 1_000_000


async def _database(app: web.Application) -> AsyncIterator[None]:
    database = app[edge.DATABASE]
    await migrate(database.engine)
    yield
    await database.engine.dispose()
    app[edge.PASSWORDS].close()
