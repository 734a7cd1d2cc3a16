"""Who is asking: the login cookie, and the account behind it."""

from aiohttp import web

from server import ids
from server.domain import accounts as rules
from server.domain.accounts import Account, Login
from server.domain.errors import NotFound, SignInNeeded
from server.store import logins
from server.store.database import Db
from server.web.answers import ME, now
from server.web.edge import DATABASE, SETTINGS

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
    """The owner who asks. Raises SignInNeeded, and NotFound for a trainer: the owner's pages do not exist for others."""
    account = await signed_in(request)
    if not account.is_owner:
        raise NotFound
    return account


async def who(request: web.Request) -> Account | None:
    """The account that asks, or None; asked once a request."""
    if ME in request:
        return request[ME]
    request[ME] = None
    secret = request.cookies.get(cookie_name(request))
    if not secret or len(secret) > 100:
        return None
    database = request.app[DATABASE]
    async with database.reading() as db:
        found = await logins.get(db, ids.digest(secret))
    moment = now(request)
    if found is None:
        return None
    login, account = found
    if account.is_disabled or not rules.is_good(login, moment):
        return None
    if moment - login.seen_at_ms >= rules.SEEN_EVERY_MS:
        async with database.writing() as db:
            await logins.touch(db, login.id, moment)
            await db.commit()
    request[ME], request[LOGIN] = account, login
    return account


def login_of(request: web.Request) -> Login:
    """The login of a request that `signed_in` has let pass."""
    return request[LOGIN]


async def begin(request: web.Request, db: Db, account: Account) -> str:
    """Stores a fresh login for the account and returns its secret, to be set as cookie by `give`."""
    secret = ids.secret()
    device = device_words(request.headers.get("User-Agent", ""))
    await logins.add(db, rules.begin_login(ids.digest(secret), account, device, now(request)))
    return secret


def give(request: web.Request, answer: web.Response, secret: str) -> None:
    """Sets the login cookie."""
    answer.set_cookie(
        cookie_name(request),
        secret,
        max_age=rules.LOGIN_MAX_MS // 1000,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=request.app[SETTINGS].is_https,
    )


def take(request: web.Request, answer: web.Response) -> None:
    """Takes the login cookie away."""
    answer.set_cookie(
        cookie_name(request),
        "",
        max_age=0,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=request.app[SETTINGS].is_https,
    )


def cookie_name(request: web.Request) -> str:
    """`__Host-login` under HTTPS: no other host and no insecure page can plant it. Browsers refuse that name over plain HTTP."""
    return "__Host-login" if request.app[SETTINGS].is_https else "login"


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
