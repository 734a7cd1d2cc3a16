"""The composition root: the only place that reads Settings to choose, and that knows every part."""

import asyncio
import contextlib
import gc
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from functools import partial

from aiohttp import web

from recordings.files import ClipFiles
from recordings.upload import Uploads
from server import first_run, handouts, jobs, logs, recorded, relays, tls
from server.arrivals import UPLOADS
from server.clip_store import open_files
from server.live import LIVE, Live
from server.mail import mailer
from server.media import CLIP_FILES, MEDIA, MediaDesk
from server.media_child import MediaChild, keeping
from server.metrics import Metrics
from server.news import NEWS, News
from server.passwords import Passwords
from server.post import Post
from server.relays import Relays
from server.settings import BadSetting, Settings
from server.store.database import Database, open_database
from server.store.hop import Hop
from server.store.migrate import migrate
from server.web import answers, edge, files, identity, letters, limits, status, uploads
from server.web.caller import address_of
from server.web.forms import hooks, known
from server.web.forms import news as form_news
from server.web.front import Front
from server.web.kept_files import KeptFiles
from server.web.pages import make_pages, static_version
from server.web.readiness import health_check
from server.web.routes import ROUTES
from server.web.threads.slowly import SLOWLY, Slowly
from server.web.upload_progress import Progress
from signaling.ice import IceSettings

log = logging.getLogger(__name__)

YOUNG_MOST = 10_000  # objects made and not freed before a short look: more than one page of a long list makes
LONG_PAUSE_AFTER = 10  # collections of what is younger, each after ten short looks: a million objects

RELAYS: web.AppKey[Relays] = web.AppKey("relays", Relays)


def build_app(
    settings: Settings,
    *,
    database: Database | None = None,
    clock: Callable[[], int] | None = None,
    passwords: Passwords | None = None,
    start_relay: Callable[[], Awaitable[None]] | None = None,
) -> web.Application:
    """The whole application; a test may hand in replacements. Nothing is shared between two of them.

    start_relay: begins one where none is; without it, `python -m server media` runs beside this process.
    """
    app = web.Application(
        middlewares=[edge.diary, edge.errors, limits.count_bad_links, edge.same_site, edge.transaction],
        client_max_size=answers.MAX_BODY_BYTES,
    )
    clock = clock or now_ms
    version = static_version()
    app[edge.SETTINGS] = settings
    app[edge.DATABASE] = database or open_database(settings.database_url)
    app[edge.HOP] = Hop(app[edge.DATABASE])
    app[CLIP_FILES] = open_files(settings)
    app[MEDIA] = media_desk(settings, app[edge.DATABASE], app[CLIP_FILES], clock)
    app[edge.PASSWORDS] = passwords or Passwords()
    app[edge.METRICS] = Metrics()
    app[answers.CLOCK] = clock
    app[answers.PAGES] = make_pages(version)
    app[files.VERSION] = version
    app[files.KEPT] = KeptFiles()
    app[letters.MAILER] = mailer(settings.mail_url, settings.mail_from)
    app[identity.LOGINS_ENDED] = []
    app[identity.DEEDS] = {}
    app[SLOWLY] = Slowly()
    app[hooks.SENT] = []
    app[form_news.FORM_NEWS] = form_news.FormNews(app[edge.DATABASE])
    app[answers.LARGER] = {route.path: route.most_bytes for route in ROUTES if route.most_bytes}
    app[edge.STREAMED] = frozenset(route.path for route in ROUTES if route.is_streamed)
    app[edge.NEEDS] = {(route.method, route.path.replace("{path:.+}", "{path}")): route.needs for route in ROUTES}
    app[UPLOADS] = Uploads(settings.data_dir / "uploads", floor_bytes=settings.disk_floor_bytes)
    app[uploads.PROGRESS] = Progress(app[edge.DATABASE])
    app[limits.SPARE] = app[limits.TALLY] = limits.MemoryTally(clock)
    for route in ROUTES:
        add = app.router.add_get if route.method == "GET" else partial(app.router.add_route, route.method)
        add(route.path, route.handler)
    app.on_response_prepare.append(edge.add_headers(settings))
    app.cleanup_ctx.extend([_database, _shared_tally, _loop_watch, _workers, _uploads, form_news.running])
    app[RELAYS] = Relays(app[edge.DATABASE], clock, start_relay)
    app[LIVE] = live = Live(app[edge.DATABASE], clock, count=lambda type: app[edge.METRICS].events.labels(type).inc())
    live.attach(
        app,
        origins=edge.own_origins(settings),
        address_of=address_of,
        ice=_ice(settings),
        redis_url=settings.redis_url,
        relays=app[RELAYS],
    )
    app[status.RELAY_COUNTS] = app[RELAYS].counts
    app[status.PACE] = status.Pace()
    app.cleanup_ctx.extend([_relays, _pace])
    app[identity.LOGINS_ENDED].append(live.logins_ended)
    app[hooks.SENT] += [health_check.heard(live), known.heard]
    app[NEWS] = News(app[edge.DATABASE], live.write, clock)
    app.cleanup_ctx.append(_news)  # after the rooms in, before them out
    app[edge.METRICS].hears.set_function(lambda: float(status.hears_others(app) is not False))
    app[edge.METRICS].rooms.set_function(lambda: sum(1 for room in live.rooms if room.sockets))
    app[edge.METRICS].sockets.set_function(lambda: sum(len(room.sockets) for room in live.rooms))
    return app


def media_desk(settings: Settings, database: Database, files: ClipFiles, clock: Callable[[], int]) -> MediaDesk:
    """The desk that opens clips; idle until somebody runs it."""
    folder = settings.data_dir
    return MediaDesk(
        database,
        files,
        uploads=folder / "uploads",
        work=folder / "work",
        clock=clock,
        floor_bytes=settings.disk_floor_bytes,
    )


def _ice(settings: Settings) -> IceSettings:
    return IceSettings(
        host=settings.media_public_ip,
        port=settings.media_port,
        stun_urls=settings.stun_urls,
        turn_urls=settings.turn_urls,
        turn_secret=settings.turn_secret,
    )


def now_ms() -> int:
    """This moment in epoch milliseconds."""
    return time.time_ns() // 1_000_000


def run(settings: Settings, *, web_side: bool = True, jobs_side: bool = True) -> None:
    """Runs until SIGTERM or SIGINT. Raises BadSetting when it cannot listen, and migrate.TooNew."""
    logs.set_up(settings.log_format)
    collect_rarely()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(serve(settings, web_side=web_side, jobs_side=jobs_side))


async def serve(
    settings: Settings,
    *,
    web_side: bool = True,
    jobs_side: bool = True,
    say: Callable[[str], None] = print,
    stop: asyncio.Event | None = None,
) -> None:
    """Serves pages and rooms, does the jobs, or both, until `stop` or a signal; then ends within ten seconds.

    say: tells the operator where it listens and, until there is an owner, the link that makes one; never logged.
    """
    stop = stop or asyncio.Event()
    _listen_to_signals(stop)
    async with contextlib.AsyncExitStack() as house:
        if web_side:
            app = await house.enter_async_context(_web(settings, say, has_media=jobs_side))
            database, files, desk = app[edge.DATABASE], app[CLIP_FILES], app[MEDIA]
        else:
            database = open_database(settings.database_url)
            house.push_async_callback(database.close)
            await migrate(database.engine)
            files = open_files(settings)
            desk = media_desk(settings, database, files, now_ms)
            say("Spotter does its jobs: it opens clips as they come in, and cleans up once an hour.")
        if jobs_side:
            await house.enter_async_context(_task("jobs", jobs.work(settings, database, files, now_ms)))
            await house.enter_async_context(_task("handouts", handouts.work(settings, database, files, now_ms)))
            await house.enter_async_context(_task("media desk", desk.run()))
            post = Post(settings, database, mailer(settings.mail_url, settings.mail_from), now_ms)
            await house.enter_async_context(_task("post", post.run()))
            folders = (settings.data_dir / "recordings", settings.data_dir / "uploads")
            taking_in = recorded.watch(database, *folders, now_ms, floor_bytes=settings.disk_floor_bytes)
            await house.enter_async_context(_task("recordings", taking_in))
        log.info("started")
        await stop.wait()
        log.info("stopping")
        say("Stopping.")
    log.info("stopped")


@contextlib.asynccontextmanager
async def _web(settings: Settings, say: Callable[[str], None], *, has_media: bool) -> AsyncIterator[web.Application]:
    """has_media: the relay is this process's child; else `media` runs beside it, and answers STUN too."""
    secure = tls.context(settings)
    async with contextlib.AsyncExitStack() as house:
        child = await house.enter_async_context(keeping(settings)) if has_media else None
        app = build_app(settings, start_relay=child.start if child is not None else None)
        front = Front(app)
        house.push_async_callback(front.cleanup)
        await front.setup()
        try:
            bind = settings.bind
            await web.TCPSite(front, bind.host, bind.port, ssl_context=secure, backlog=512).start()
        except OSError as problem:
            raise BadSetting(f"BIND is {bind}, where we cannot listen: {problem.strerror}.") from None
        if child is not None:
            await _open_media_port(child, app[RELAYS], settings)
        say(f"Spotter is at {settings.public_url}")
        if print_of_certificate := tls.fingerprint(settings):
            say(
                "The certificate was made here, so the browser warns once: choose Advanced, then Continue. "
                f"Its SHA-256 is\n  {print_of_certificate}"
            )
        if link := await first_run.owner_link(app[edge.DATABASE], settings.public_url, now_ms()):
            say(f"Nobody owns it yet. Make the owner's account here, within a day:\n  {link}")
        sys.stdout.flush()
        yield app


async def _open_media_port(child: MediaChild, known: Relays, settings: Settings) -> None:
    """Answers STUN until there is a relay, which may be there already: it outlives a server that was killed."""
    try:
        await child.open_port()
    except OSError as problem:
        for _ in range(20):
            if await known.counts():
                return
            await asyncio.sleep(0.1)
        where = f"{settings.media_host}, MEDIA_PORT {settings.media_port}"
        raise BadSetting(f"MEDIA_HOST is {where}, where we cannot listen: {problem.strerror}.") from None


async def _database(app: web.Application) -> AsyncIterator[None]:
    database = app[edge.DATABASE]
    await migrate(database.engine)
    yield
    app[edge.HOP].close()
    await database.close()
    app[edge.PASSWORDS].close()


async def _relays(app: web.Application) -> AsyncIterator[None]:
    async with relays.running(app[RELAYS]):
        yield


async def _pace(app: web.Application) -> AsyncIterator[None]:
    async with _task("pace of the relays", app[status.PACE].watch(app[status.RELAY_COUNTS])):
        yield


async def _shared_tally(app: web.Application) -> AsyncIterator[None]:
    url = app[edge.SETTINGS].redis_url
    if not url:
        yield
        return
    from server.shared_tally import RedisTally

    tally = RedisTally(url)
    app[limits.TALLY] = tally
    yield
    await tally.close()


async def _workers(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[MEDIA].workers.close()


async def _news(app: web.Application) -> AsyncIterator[None]:
    await app[NEWS].remember()
    async with _task("news of clips", app[NEWS].run()):
        yield


async def _loop_watch(app: web.Application) -> AsyncIterator[None]:
    async with _task("loop watch", app[edge.METRICS].watch_loop()):
        yield


async def _uploads(app: web.Application) -> AsyncIterator[None]:
    async def stop(app: web.Application) -> None:
        app[UPLOADS].stop()

    app.on_shutdown.append(stop)
    async with _task("progress of uploads", app[uploads.PROGRESS].run()):
        yield
    app[UPLOADS].close()


@contextlib.asynccontextmanager
async def _task(name: str, work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Runs `work` beside what follows, and ends it with that."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def collect_rarely() -> None:
    """Keeps the long pauses of the garbage collector out of the rooms.

    All rooms stand still while it looks through everything: 140 ms with 650 pages, each time their number had grown by
    a quarter. What the modules brought stays for good and is not looked through again; the rest is after many more
    objects than usual. The short looks come rarer too: by Python's own count of 700 it looks seventeen times (15 ms)
    while one page of a trainer with many clients is made, at what that page throws away in the end anyway.
    """
    gc.freeze()
    _, middle, _ = gc.get_threshold()
    gc.set_threshold(YOUNG_MOST, middle, LONG_PAUSE_AFTER)


def _listen_to_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where there is one; it is not made for Windows."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
