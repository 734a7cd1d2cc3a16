"""Security headers on every answer: pages, errors, redirects, files, half answers, and bytes that are no request."""

import asyncio
import itertools
import re
from pathlib import Path

import pytest

from server.web import edge, limits, pages
from server.web.routes import ROUTES
from tests.cast import Answer, Person, Spotter, open_spotter

EVERYWHERE = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


def check(answer: Answer, cache: str = "no-store") -> None:
    for name, value in EVERYWHERE.items():
        assert answer.headers.get(name, "").startswith(value), (name, answer.status, answer.headers)
    assert answer.headers["Cache-Control"] == cache
    assert answer.headers["Server"] == "Spotter"


def filled(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "nothing", path)


async def test_every_route_carries_them(spotter: Spotter, stranger: Person) -> None:
    for route, html in itertools.product(ROUTES, (True, False)):
        spotter.app[limits.TALLY]._tries.clear()  # type: ignore[attr-defined]
        answer = await stranger.ask(route.method, filled(route.path), html=html)
        assert answer.status < 500, (route, answer.text)
        check(answer, answer.headers["Cache-Control"] if "no-cache" in answer.headers["Cache-Control"] else "no-store")


async def test_errors_and_redirects_carry_them(stranger: Person, alice: Person) -> None:
    for answer, status in [
        (await stranger.get("/nothing-here"), 404),
        (await stranger.get("/today"), 303),
        (await stranger.ask("DELETE", "/today"), 405),
        (await stranger.post("/sign-in", {"email": "x", "password": "y"}), 400),
        (await stranger.post("/sign-in", {"x": "y"}, headers={"Origin": "https://evil.example"}), 403),
        (await stranger.post("/sign-in", data=b"x" * 300_000), 413),
        (await alice.get("/settings"), 200),
        (await alice.ask("HEAD", "/settings"), 200),
    ]:
        assert answer.status == status
        check(answer)


async def test_files_carry_them_and_may_be_kept_under_their_version_alone(spotter: Spotter, stranger: Person) -> None:
    current = pages.static_version()
    forever = "public, max-age=31536000, immutable"
    fresh = await stranger.get(f"/static/{current}/css/tokens.css")
    assert fresh.headers["Content-Type"] == "text/css; charset=utf-8"
    check(fresh, forever)
    check(await stranger.get("/static/older/css/tokens.css"), "no-cache")
    unchanged = await stranger.get(
        f"/static/{current}/css/tokens.css", headers={"If-None-Match": fresh.headers["ETag"]}
    )
    assert unchanged.status == 304
    check(unchanged, forever)
    part = await stranger.get(f"/static/{current}/css/tokens.css", headers={"Range": "bytes=0-9"})
    assert (part.status, len(part.body)) == (206, 10)
    check(part, forever)
    beyond = await stranger.get(f"/static/{current}/css/tokens.css", headers={"Range": "bytes=9999999-"})
    assert beyond.status == 416


@pytest.mark.parametrize(
    "path",
    [
        "css/../../server/settings.py",
        "css/..%2f..%2fserver/settings.py",
        "%2e%2e/server/settings.py",
        "css/.hidden",
        "css//tokens.css",
        "css/tokens.css%00.js",
        "css",
        "/etc/passwd",
        "css\\tokens.css",
        "css/tokens.css/",
        "x" * 5000,
    ],
)
async def test_nothing_but_files_of_ours_is_served(stranger: Person, path: str) -> None:
    answer = await stranger.get(f"/static/v/{path}")
    assert answer.status == 404
    check(answer)


async def test_every_file_has_a_type_we_wrote_down(stranger: Person) -> None:
    for file in sorted(pages.STATIC.rglob("*")):
        if file.is_file() and "vendor" not in file.parts and file.suffix not in (".ts", ".md"):
            answer = await stranger.get(f"/static/v/{file.relative_to(pages.STATIC)}")
            assert answer.status == 200, file


async def test_bytes_that_are_no_request_get_our_headers_and_shape(spotter: Spotter) -> None:
    for sent in (
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: minus\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBroken Header: \x00\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + b"\r\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", spotter.settings.bind.port)
        writer.write(sent)
        async with asyncio.timeout(5):
            said = await reader.read()
        writer.close()
        assert b" 400 " in said.split(b"\r\n")[0], (sent[:40], said[:200])
        assert b'{"error":"bad-input"' in said
        assert b"Content-Security-Policy: default-src 'none'" in said
        assert b"Traceback" not in said


async def test_strict_transport_is_asked_for_under_https_alone(tmp_path: Path, stranger: Person) -> None:
    assert "Strict-Transport-Security" not in (await stranger.get("/sign-in")).headers
    async with open_spotter(tmp_path / "https", PUBLIC_URL="https://spotter.example.org") as spotter:
        answer = await spotter.browser().get("/sign-in")
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert "wss://spotter.example.org" in answer.headers["Content-Security-Policy"]


async def test_the_policy_lets_in_nothing_from_elsewhere(stranger: Person) -> None:
    policy = (await stranger.get("/sign-in")).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "https:" not in policy


def test_camera_and_microphone_are_granted_to_a_room_alone() -> None:
    granted = edge.permissions(room=True)
    assert "camera=(self)" in granted
    assert "geolocation=()" in granted
    assert "(self)" not in edge.permissions(room=False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Origin": "", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_sites_page_cannot_act_for_somebody(alice: Person, headers: dict[str, str]) -> None:
    answer = await alice.post("/settings/sign-out-everywhere", {}, headers=headers)
    assert (answer.status, answer.json["error"]) == (403, "cross-site")
    assert (await alice.get("/settings")).status == 200


async def test_a_body_that_stalls_is_cut(spotter: Spotter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.web.answers.BODY_IDLE_S", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", spotter.settings.bind.port)
    writer.write(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nContent-Length: 100\r\n\r\nemail=")
    async with asyncio.timeout(5):
        said = await reader.readuntil(b"}")
    writer.close()
    assert said.startswith(b"HTTP/1.1 408")
    assert b'"error":"too-slow"' in said


async def test_headers_that_dribble_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.web.front.KEEP_ALIVE_S", 0.3)
    async with open_spotter(tmp_path) as spotter:
        reader, writer = await asyncio.open_connection("127.0.0.1", spotter.settings.bind.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()


async def test_a_compressed_body_is_refused(stranger: Person) -> None:
    answer = await stranger.post("/sign-in", data=b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    assert answer.json["error"] == "bad-input"
