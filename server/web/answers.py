"""How handlers read what came in and answer: one way each, for forms and for JSON."""

import asyncio
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import parse_qs

import jinja2
import msgspec
from aiohttp import web

from server import access
from server.domain.accounts import Account
from server.domain.errors import BadInput, DomainError, TooLarge, TooSlow
from server.store.database import Db

T = TypeVar("T")

CLOCK: web.AppKey[Callable[[], int]] = web.AppKey("clock")
PAGES: web.AppKey[jinja2.Environment] = web.AppKey("pages", jinja2.Environment)
MAX_BODY_BYTES = 256 * 1024
LARGER: web.AppKey[Mapping[str, int]] = web.AppKey("larger")  # routes that take more bytes than others, by their path
DB: web.RequestKey[Db] = web.RequestKey("db", Db)
BODY: web.RequestKey[bytes] = web.RequestKey("body", bytes)
ONLY_JSON: web.RequestKey[bool] = web.RequestKey("only-json", bool)  # nobody reads a page here, whatever is asked for
HEADERS: web.RequestKey[dict[str, str]] = web.RequestKey("headers", dict)  # on every answer, refusals too
ME: web.RequestKey[Account | None] = web.RequestKey("me", Account)
BODY_IDLE_S = 15  # a sender that pauses longer is gone, or wants to keep us waiting
BODY_WHOLE_S = 60


def db(request: web.Request) -> Db:
    """The transaction of this request; the edge commits it when the handler answers below 400."""
    return request[DB]


def now(request: web.Request) -> int:
    """This moment in epoch milliseconds, by the clock the application was built with."""
    return request.app[CLOCK]()


def wants_json(request: web.Request) -> bool:
    """Whether the caller asked for JSON rather than a page."""
    return request.get(ONLY_JSON, False) or "application/json" in request.headers.get("Accept", "")


async def read(request: web.Request, kind: type[T]) -> T:
    """The body, form or JSON, as `kind`; a repeated form field becomes a list where `kind` has one.

    Raises BadInput with the field's name in `where`, or TooLarge.
    """
    raw = await take_body(request)
    if b"%00" in raw or b"\\u0000" in raw or b"\0" in raw:
        raise BadInput("There is a character in it that cannot be stored.")
    if request.content_type == "application/json":
        return _decode_json(raw, kind)
    if request.content_type not in ("application/x-www-form-urlencoded", "application/octet-stream"):
        raise BadInput("Send a form or JSON.")
    return _decode_form(raw, kind)


def convert(told: Any, kind: type[T]) -> T:
    """A part of a body, read as JSON, as `kind`. Raises BadInput as `read` does."""
    try:
        return msgspec.convert(told, type=kind)
    except msgspec.ValidationError as problem:
        raise _bad_input(problem) from None


async def read_fields(request: web.Request) -> dict[str, list[str]]:
    """A form's fields whose names the form itself decides, each with all its values. Raises BadInput, TooLarge."""
    raw = await take_body(request)
    if b"%00" in raw or b"\0" in raw:
        raise BadInput("There is a character in it that cannot be stored.")
    if request.content_type not in ("application/x-www-form-urlencoded", "application/octet-stream"):
        raise BadInput("Send a form or JSON.")
    return _fields(raw)


async def take_body(request: web.Request) -> bytes:
    """The whole body, read once. Raises TooLarge, or TooSlow when its sender stalls."""
    if BODY in request:
        return request[BODY]
    if "Content-Encoding" in request.headers:
        raise BadInput("Send it uncompressed.")
    resource = request.match_info.route.resource
    most = request.app[LARGER].get(resource.canonical, MAX_BODY_BYTES) if resource else MAX_BODY_BYTES
    if (request.content_length or 0) > most:
        raise TooLarge
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_WHOLE_S):
            while part := await asyncio.wait_for(request.content.readany(), BODY_IDLE_S):
                size += len(part)
                if size > most:
                    raise TooLarge
                parts.append(part)
    except TimeoutError:
        raise TooSlow from None
    except web.RequestPayloadError:
        raise BadInput("What you sent arrived damaged.") from None
    request[BODY] = b"".join(parts)
    return request[BODY]


def _decode_json(raw: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(raw or b"{}", type=kind)
    except RecursionError:
        raise BadInput("That is nested too deeply.") from None
    except msgspec.ValidationError as problem:
        raise _bad_input(problem) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadInput("That is not JSON.") from None


def _decode_form(raw: bytes, kind: type[T]) -> T:
    fields = _fields(raw)
    lists = _lists(kind)  # type: ignore[arg-type]  # a class is hashable
    values: dict[str, Any] = {name: found if name in lists else found[-1] for name, found in fields.items()}
    try:
        return msgspec.convert(values, type=kind, strict=False)
    except msgspec.ValidationError as problem:
        raise _bad_input(problem) from None


def _fields(raw: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(raw.decode("utf-8"), keep_blank_values=True, max_num_fields=500)
    except (UnicodeDecodeError, ValueError):
        raise BadInput("That is not a form.") from None


SEVERAL = (msgspec.inspect.ListType, msgspec.inspect.VarTupleType)


@cache
def _lists(kind: Hashable) -> frozenset[str]:
    """The names of a body's fields that hold several values."""
    fields = msgspec.inspect.type_info(kind).fields  # type: ignore[attr-defined]
    return frozenset(field.encode_name for field in fields if isinstance(field.type, SEVERAL))


def _bad_input(problem: msgspec.ValidationError) -> BadInput:
    """What is wrong and at which field; within a list also at which of it, counted from 1."""
    sentence, _, path = str(problem).partition(" - at `$")
    where, _, rest = path.rstrip("`").lstrip(".").partition("[")
    number, _, name = rest.partition("]")
    if sentence.startswith("Object missing required field"):
        missing = sentence.split("`")[1]
        name = f"{name}.{missing}"
        where, sentence = where or missing, "This is needed"
    if number.isdecimal():
        sentence = f"Number {int(number) + 1}{name and f', {name[1:]}'}: {sentence[0].lower()}{sentence[1:]}"
    return BadInput(f"{sentence}.", where=where or None)


def page(request: web.Request, template: str, *, status: int = 200, **context: Any) -> web.Response:
    """A rendered template with what every page knows: the request, the account signed in, the path, and the share by
    which a trainer sees somebody else's client.
    """
    pages = request.app[PAGES]
    share = access.share_of(request[DB]) if DB in request else None
    known = {"request": request, "me": request.get(ME), "path": request.path, "share": share}
    html = pages.get_template(template).render(**(known | context))
    return web.Response(text=html, content_type="text/html", status=status)


def done(request: web.Request, location: str, **data: Any) -> web.Response:
    """The answer to a deed that worked: a redirect to `location`, or for JSON `{"ok": true, "location": …, **data}`."""
    if wants_json(request):
        return json({"ok": True, "location": location, **data})
    return web.Response(status=303, headers={"Location": location})


def json(data: Any, status: int = 200) -> web.Response:
    """Data as JSON."""
    return web.Response(body=msgspec.json.encode(data), content_type="application/json", status=status)


def written(text: str) -> msgspec.Raw:
    """JSON that is written down already, to go out in other JSON as it is."""
    return msgspec.Raw(text.encode())


def error(problem: DomainError) -> web.Response:
    """The one shape of a refusal: `{"error": code, "message": sentence, "where": path?}`."""
    body = {"error": problem.code, "message": problem.message}
    if problem.where:
        body["where"] = problem.where
    return json(body, status=problem.status)
