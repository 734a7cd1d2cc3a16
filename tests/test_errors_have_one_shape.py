"""Every refusal has a stable code, a sentence and one shape: by HTTP and on the socket, JSON and page."""

import asyncio
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

import server
from server.domain.errors import Conflict, DomainError, TooMany
from server.web import answers
from signaling import refusals
from tests.cast import Answer, Person, Spotter, open_spotter

CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def all_kinds() -> list[type[DomainError]]:
    for module in pkgutil.walk_packages(server.__path__, "server."):
        if "__main__" not in module.name and "migrations" not in module.name:
            importlib.import_module(module.name)

    def below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    return sorted(set(below(DomainError)), key=lambda kind: kind.__name__)


def made(kind: type[DomainError]) -> DomainError:
    """One of the kind, with whatever its maker needs."""
    needed = [
        each for each in list(inspect.signature(kind).parameters.values()) if each.default is inspect.Parameter.empty
    ]
    return kind(*[3 for _ in needed])


def is_a_sentence(text: str) -> bool:
    return text[0].isupper() and text[-1] in ".?" and "!" not in text and "  " not in text


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.__name__)
def test_a_domain_error_says_code_sentence_and_status(kind: type[DomainError]) -> None:
    problem = made(kind)
    assert CODE.fullmatch(problem.code)
    assert is_a_sentence(problem.message), problem.message
    assert 400 <= problem.status <= 599
    answer = answers.error(problem)
    assert answer.status == problem.status
    assert kind.__doc__
    assert kind.__doc__ != kind.__mro__[1].__doc__


def test_one_code_means_one_thing() -> None:
    """Two kinds share a code only when one is the other, said more exactly."""
    by_code: dict[str, list[type[DomainError]]] = {}
    for kind in all_kinds():
        by_code.setdefault(kind.code, []).append(kind)
    for code, kinds in by_code.items():
        roots = [kind for kind in kinds if not any(kind is not other and issubclass(kind, other) for other in kinds)]
        assert len(roots) == 1, f"{code}: {roots}"
        assert len({kind.status for kind in kinds}) == 1, code


@pytest.mark.parametrize("code", refusals.CODES)
def test_a_refusal_on_the_wire_has_the_same_shape(code: str) -> None:
    assert CODE.fullmatch(code)
    assert is_a_sentence(refusals.CODES[code])
    assert refusals.Refused(code).answer() == {"ok": False, "error": code, "message": refusals.CODES[code]}
    assert refusals.Refused(code, where="$.to[0]").answer()["where"] == "$.to[0]"


def break_things(app: web.Application) -> None:
    async def crash(_request: web.Request) -> web.StreamResponse:
        raise RuntimeError("a secret that nobody may see")

    async def conflict(_request: web.Request) -> web.StreamResponse:
        raise Conflict

    async def too_many(_request: web.Request) -> web.StreamResponse:
        raise TooMany(7)

    async def gone(_request: web.Request) -> web.StreamResponse:
        raise web.HTTPGone

    for name, handler in {"crash": crash, "conflict": conflict, "too-many": too_many, "gone": gone}.items():
        app.router.add_get(f"/test/{name}", handler)


async def provoke(person: Person, what: int, html: bool) -> Answer:
    match what:
        case 400:
            return await person.post("/sign-in", {"email": "x"}, html=html)
        case 401:
            return await person.post("/settings/profile", {"name": "x"}, html=html)
        case 403:
            return await person.post("/sign-in", {}, html=html, headers={"Origin": "https://evil.example"})
        case 404:
            return await person.get("/nothing-here", html=html)
        case 405:
            return await person.ask("DELETE", "/today", html=html)
        case 408:
            return await person.post("/sign-in", data=slow(), html=html)
        case 409:
            return await person.get("/test/conflict", html=html)
        case 410:
            return await person.get("/test/gone", html=html)
        case 413:
            return await person.post("/sign-in", data=b"x" * 300_000, html=html)
        case 429:
            return await person.get("/test/too-many", html=html)
        case _:
            return await person.get("/test/crash", html=html)


async def slow() -> object:
    yield b"email="
    await asyncio.sleep(2)
    yield b"x"


CODES = {
    400: "bad-input",
    401: "sign-in-needed",
    403: "cross-site",
    404: "not-found",
    405: "method-not-allowed",
    408: "too-slow",
    409: "conflict",
    410: "refused",
    413: "too-large",
    429: "too-many",
    500: "internal",
}


@pytest.mark.parametrize("status", CODES)
@pytest.mark.parametrize("html", [False, True])
async def test_each_status_is_answered_in_the_one_shape(
    tmp_path: Path, status: int, html: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.web.answers.BODY_IDLE_S", 0.2)
    async with open_spotter(tmp_path, furnish=break_things) as spotter:
        answer = await provoke(spotter.browser(), status, html)
        assert answer.status == status
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        if status == 429:
            assert answer.headers["Retry-After"] == "7"
        if status == 405:
            assert answer.headers["Allow"] == "GET,HEAD"
        if html:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert answer.text.count("<h1") == 1
            return
        body = answer.json
        assert answer.headers["Content-Type"] == "application/json"
        assert set(body) <= {"error", "message", "where"}
        assert body["error"] == CODES[status]
        assert is_a_sentence(body["message"]), body


async def test_a_crash_is_logged_whole_and_with_the_shape_of_the_address_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_spotter(tmp_path, furnish=break_things) as spotter:
        await spotter.browser().get("/test/crash?token=hidden")
        await spotter.browser().get("/invite/hidden-token")
    (crash,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert crash.getMessage() == "request failed: GET /test/crash"
    assert crash.exc_info
    assert "hidden" not in caplog.text


async def test_nonsense_in_a_body_is_a_coded_error(spotter: Spotter, stranger: Person) -> None:
    json_type = {"Content-Type": "application/json"}
    for how in (
        {"data": b"[" * 100_000, "headers": json_type},
        {"data": b'{"email":', "headers": json_type},
        {"data": b'{"email": 1, "password": {}}', "headers": json_type},
        {"data": b"\xff\xfe", "headers": json_type},
        {"data": b'{"email": "\\u0000", "password": ""}', "headers": json_type},
        {"data": b'{"email": "\\ud800", "password": ""}', "headers": json_type},
        {"data": b"email=%00&password=x"},
        {"data": b"email=%ff%fe&password=%zz"},
        {"data": b"&".join(b"a=b" for _ in range(1000))},
        {"data": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"data": b"x", "headers": {"Content-Type": "nonsense"}},
    ):
        answer = await stranger.post("/sign-in", **how)  # type: ignore[arg-type]
        assert answer.status == 400, how
        assert answer.json["error"] in ("bad-input", "wrong-password"), how
