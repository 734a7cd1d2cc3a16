"""The edge of the house: every request passes here, every error becomes an answer, every answer gets its headers."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar
from urllib.parse import quote, urlsplit

from aiohttp import web

from server.domain.errors import CrossSite, DomainError, MethodNotAllowed, NotFound, SignInNeeded, TooLarge, TooMany
from server.domain.sharing import Needs
from server.metrics import Metrics
from server.passwords import Passwords
from server.settings import Settings
from server.store.database import Database
from server.store.hop import Hop
from server.web import answers

log = logging.getLogger(__name__)

SETTINGS: web.AppKey[Settings] = web.AppKey("settings", Settings)
DATABASE: web.AppKey[Database] = web.AppKey("database", Database)
HOP: web.AppKey[Hop] = web.AppKey("hop", Hop)  # its short transactions, for what is asked for each request
METRICS: web.AppKey[Metrics] = web.AppKey("metrics", Metrics)
PASSWORDS: web.AppKey[Passwords] = web.AppKey("passwords", Passwords)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Answer = TypeVar("Answer", bound=web.StreamResponse)
STREAMED: web.AppKey[frozenset[str]] = web.AppKey(
    "streamed", frozenset
)  # paths of routes that read bodies as they come
NEEDS: web.AppKey[Mapping[tuple[str, str], Needs]] = web.AppKey(
    "needs"
)  # by method and path, what a deed asks of somebody with whom a client was shared
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
SERVER = "Spotter"  # not which library in which version
SAFE = ("GET", "HEAD", "OPTIONS")


class Internal(DomainError):
    """Something of ours broke; the log has the whole story."""

    code = "internal"
    status = 500
    sentence = "Something went wrong on our side. What you had saved is safe; please try again."


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns whatever rises into the one shape, as JSON or as a page."""
    try:
        return await handler(request)
    except DomainError as problem:
        return refuse(request, problem)
    except web.HTTPNotFound:
        return refuse(request, NotFound())
    except web.HTTPMethodNotAllowed as wrong:
        answer = refuse(request, MethodNotAllowed())
        answer.headers["Allow"] = wrong.headers["Allow"]
        return answer
    except web.HTTPRequestEntityTooLarge:
        return refuse(request, TooLarge())
    except web.HTTPException as other:
        if other.status < 400:
            return web.Response(status=other.status, headers={"Location": other.headers["Location"]})
        log.info("http error %s", other.status)
        answer = refuse(request, DomainError())
        answer.set_status(other.status)
        return answer
    except ConnectionResetError:
        raise
    except Exception:
        log.exception("request failed: %s %s", request.method, _shape(request))
        return refuse(request, Internal())


def refuse(request: web.Request, problem: DomainError) -> web.Response:
    """The answer to a request that ended in `problem`."""
    if answers.wants_json(request):
        answer = answers.error(problem)
    elif isinstance(problem, SignInNeeded) and request.method in SAFE:
        answer = web.Response(status=303, headers={"Location": f"/sign-in?next={quote(request.path_qs)}"})
    else:
        answer = answers.page(request, "error.html", status=problem.status, problem=problem)
    if isinstance(problem, TooMany):
        answer.headers["Retry-After"] = str(problem.retry_after_s)
    return answer


@web.middleware
async def same_site(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses an unsafe request that another site's page sent: by Origin, and by Sec-Fetch-Site where there is one."""
    if request.method not in SAFE:
        origin = request.headers.get("Origin")
        if origin is not None and not is_own_origin(request, origin):
            raise CrossSite
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise CrossSite
    return await handler(request)


def is_own_origin(request: web.Request, origin: str) -> bool:
    """Whether `origin` is ours: PUBLIC_URL, or on this machine alone the address in the browser's bar."""
    return origin in own_origins(request.app[SETTINGS])


def own_origins(settings: Settings) -> list[str]:
    """The origins pages of ours may have: PUBLIC_URL's, and its localhost twin when that is a loopback address."""
    parts = urlsplit(settings.public_url)
    found = [f"{parts.scheme}://{parts.netloc}"]
    twins = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}
    if parts.hostname in twins:
        port = f":{parts.port}" if parts.port else ""
        found.append(f"{parts.scheme}://{twins[parts.hostname]}{port}")
    return found


@web.middleware
async def transaction(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Gives the handler its `db`: committed when it answers below 400, rolled back otherwise.

    The handlers of STREAMED routes open their own, when they have taken what takes long.
    """
    if request.path.startswith(("/static/", "/live/")):
        return await handler(request)
    if "\0" in request.path or "%00" in request.query_string:
        raise NotFound  # PostgreSQL stores no such character, so nothing is named by one
    resource = request.match_info.route.resource
    if resource is not None and resource.canonical in request.app[STREAMED]:
        return await handler(request)
    database = request.app[DATABASE]
    opened = database.reading if request.method in SAFE else database.writing
    if request.method not in SAFE:
        # Before the handler's first statement: a slow sender must not hold the write lock.
        await answers.take_body(request)
    async with opened() as db:
        db.info["needs"] = _needs(request)
        request[answers.DB] = db
        answer = await handler(request)
        if answer.status < 400:
            await db.commit()
        return answer


def _needs(request: web.Request) -> Needs:
    """What the route's row says; a HEAD asks for what its GET asks."""
    resource = request.match_info.route.resource
    if resource is None:
        return "own"
    method = "GET" if request.method == "HEAD" else request.method
    return request.app[NEEDS].get((method, resource.canonical), "own")


@web.middleware
async def diary(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One line a request: method, the route's shape (never a token), status, milliseconds. The same is counted."""
    began = time.monotonic()
    answer = await handler(request)
    took_s = time.monotonic() - began
    shape = _shape(request)
    # A method somebody made up must not become a label of its own.
    method = request.method if request.method in METHODS else "OTHER"
    request.app[METRICS].request(method, shape, answer.status, took_s)
    if not request.path.startswith("/static/"):
        log.info("%s %s %s %.1f ms", method, shape, answer.status, took_s * 1000)
    return answer


def _shape(request: web.Request) -> str:
    """The route's pattern, such as /c/{token}: an address may hold a secret, its shape never does."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "(no route)"


def security_headers(settings: Settings) -> dict[str, str]:
    """The headers every answer carries."""
    socket = " ".join(origin.replace("http", "ws", 1) for origin in own_origins(settings))
    headers = {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
            f"media-src 'self' blob:; connect-src 'self' {socket}; font-src 'self'; worker-src 'self'; "
            "manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; "
            "require-trusted-types-for 'script'; trusted-types lit-html spotter"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not no-referrer: with it Chromium posts forms with `Origin: null`.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": permissions(room=False),
        # A personal link that was posted somewhere must not turn up in a search.
        "X-Robots-Tag": "noindex, nofollow",
        "Server": SERVER,
    }
    if settings.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def permissions(*, room: bool, watching: bool = False, voice: bool = False, training: bool = False) -> str:
    """Permissions-Policy: camera, microphone and the rest of a room only on the room's own pages.

    watching: a page with a video to watch may show it on the whole screen and apart from the page. voice: on a page of
    messages one may speak. training: a page one trains by may keep the screen from going dark.
    """
    live = (
        "camera",
        "microphone",
        "display-capture",
        "screen-wake-lock",
        "fullscreen",
        "autoplay",
        "picture-in-picture",
    )
    big = ("fullscreen", "picture-in-picture")
    awake = ("screen-wake-lock", "autoplay")
    never = ("geolocation", "payment", "usb", "interest-cohort", "browsing-topics")
    asked = (*(big if watching else ()), *(("microphone",) if voice else ()), *(awake if training else ()))
    granted = [f"{name}={'(self)' if room or name in asked else '()'}" for name in live]
    return ", ".join(granted + [f"{name}=()" for name in never])


def add_headers(settings: Settings) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """A signal handler that puts the security headers on an answer just before it goes out."""
    headers = security_headers(settings)

    async def add(request: web.Request, answer: web.StreamResponse) -> None:
        answer.headers.update(request.get(answers.HEADERS, {}))
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers["Server"] = SERVER

    return add


def room_page(answer: Answer) -> Answer:
    """The answer with camera, microphone and the rest of a room granted to it."""
    answer.headers["Permissions-Policy"] = permissions(room=True)
    return answer


def training_page(answer: Answer) -> Answer:
    """The answer with what one trains by granted to it: the screen stays on, and timers may sound."""
    answer.headers["Permissions-Policy"] = permissions(room=False, training=True)
    return answer


def watching_page(answer: Answer) -> Answer:
    """The answer with what a player needs granted to it: the whole screen, and the microphone to talk about it."""
    answer.headers["Permissions-Policy"] = permissions(room=False, watching=True, voice=True)
    return answer


def writing_page(answer: Answer) -> Answer:
    """The answer with what a thread needs granted to it: the microphone, for voice notes."""
    answer.headers["Permissions-Policy"] = permissions(room=False, voice=True)
    return answer
