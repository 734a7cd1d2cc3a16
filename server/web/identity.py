"""Who is asking: the login cookie, and the account behind it."""

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from server import ids
from server.domain import accounts as rules
from server.domain.accounts import Account, Login
from server.domain.errors import NotFound, SignInNeeded
from server.settings import Settings
from server.store import logins
from server.store.database import Db
from server.web.answers import ME, now
from server.web.edge import DATABASE, HOP, SETTINGS

_LOGIN = "login"
_KNOWN = "known"
KNOWN_MS = 400 * rules.DAY_MS  # as long as browsers keep a cookie

# Called with the ids of logins that have just ended, so that rooms can close their sockets.
LOGINS_ENDED: web.AppKey[list[Callable[[Sequence[str]], Awaitable[None]]]] = web.AppKey("logins-ended", list)
# Account id -> when it last changed something through this process.
DEEDS: web.AppKey[dict[str, int]] = web.AppKey("deeds", dict)
LOGIN: web.RequestKey[Login] = web.RequestKey("login", Login)


async def signed_in(request: web.Request) -> Account:
    """The account that asks. Raises SignInNeeded.

    Reads in a short transaction of its own, so that it never holds the write lock of an unsafe request.
    """
    account = await who(request)
    if account is None:
        raise SignInNeeded
    return account


async def owner(request: web.Request) -> Account:
    """The owner who asks. Raises SignInNeeded, and NotFound for a trainer: for others there is nothing."""
    account = await signed_in(request)
    if not account.is_owner:
        raise NotFound
    return account


async def who(request: web.Request) -> Account | None:
    """The account that asks, or None; asked once a request."""
    if ME in request:
        return request[ME]
    request[ME] = None
    secret = login_secret(request)
    if not secret:
        return None
    found = await request.app[HOP].reading(lambda db: logins.get(db, ids.digest(secret)))
    moment = now(request)
    if found is None:
        return None
    login, account = found
    if account.is_disabled or not rules.is_good(login, moment):
        return None
    if moment - login.seen_at_ms >= rules.SEEN_EVERY_MS:
        async with request.app[DATABASE].writing() as db:
            await logins.touch(db, login.id, moment)
            await db.commit()
    request[ME], request[LOGIN] = account, login
    if request.method not in ("GET", "HEAD"):
        request.app[DEEDS][account.id] = moment
    return account


async def end_logins(request: web.Request, db: Db, account_id: str, *, but: str = "") -> None:
    """Ends all logins of an account except `but`, commits, and closes what hangs on them: sockets die at once."""
    ended = await logins.drop_all(db, account_id, but=but)
    await db.commit()
    await tell_ended(request, ended)


async def tell_ended(request: web.Request, login_ids: Sequence[str]) -> None:
    """Tells whoever holds something open for these logins that they are over. After the commit."""
    for hear in request.app[LOGINS_ENDED]:
        await hear(login_ids)


def login_of(request: web.Request) -> Login:
    """The login of a request that `signed_in` has let pass."""
    return request[LOGIN]


async def begin(request: web.Request, db: Db, account: Account) -> str:
    """Stores a fresh login for the account and returns its secret, to be set as cookie by `give`."""
    secret = ids.secret()
    device = device_words(request.headers.get("User-Agent", ""))
    await logins.add(db, rules.begin_login(ids.digest(secret), account, device, now(request)))
    return secret


def give(request: web.Request, answer: web.Response, account: Account, secret: str) -> None:
    """Sets the login cookie, and the one by which this browser is known from now on."""
    _set(request, answer, _LOGIN, secret, rules.LOGIN_MAX_MS)
    browser = known_browser(request, account) or ids.new()
    _set(request, answer, _KNOWN, f"{browser}.{_known_mac(request, account, browser)}", KNOWN_MS)


def take(request: web.Request, answer: web.Response) -> None:
    """Takes the login cookie away; the browser stays known."""
    _set(request, answer, _LOGIN, "", 0)


def login_secret(request: web.Request) -> str:
    """The secret in the login cookie, or ""."""
    secret = request.cookies.get(cookie_name(request.app[SETTINGS], _LOGIN), "")
    return secret if len(secret) <= 100 else ""


def known_browser(request: web.Request, account: Account | None) -> str | None:
    """The id of a browser in which this account has signed in before, or None.

    Whoever tries passwords from elsewhere has no such cookie, so this browser is counted by itself.
    """
    browser, _, mac = request.cookies.get(cookie_name(request.app[SETTINGS], _KNOWN), "").partition(".")
    if account is None or len(browser) > 20:
        return None
    right = _known_mac(request, account, browser)
    return browser if hmac.compare_digest(mac.encode("utf-8", "replace"), right.encode()) else None


def cookie_name(settings: Settings, name: str) -> str:
    """`__Host-` and the name under HTTPS: no other host and no insecure page can plant such a cookie.

    Over plain HTTP browsers refuse that prefix, so there it is the bare name.
    """
    return f"__Host-{name}" if settings.is_https else name


def _set(request: web.Request, answer: web.Response, name: str, value: str, max_age_ms: int) -> None:
    settings = request.app[SETTINGS]
    answer.set_cookie(
        cookie_name(settings, name),
        value,
        max_age=max_age_ms // 1000,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=settings.is_https,
    )


def _known_mac(request: web.Request, account: Account, browser: str) -> str:
    key = request.app[SETTINGS].secret_key.encode()
    text = f"known:{account.id}:{browser}".encode()
    return base64.urlsafe_b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()[:27]


def device_words(agent: str) -> str:
    """A browser's User-Agent in the words people use, such as "Firefox on Windows"."""
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome", "Safari": "Safari"}
    systems = {
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Android": "Android",
        "Windows": "Windows",
        "Mac OS": "Mac",
        "CrOS": "Chromebook",
        "Linux": "Linux",
    }
    browser = next((words for sign, words in browsers.items() if sign in agent), "A browser")
    system = next((words for sign, words in systems.items() if sign in agent), "")
    return f"{browser} on {system}" if system else browser
