"""Serving: HTTPS with a certificate made here, logs, metrics, jobs beside it, and an end within ten seconds."""

import asyncio
import io
import json
import logging
import os
import signal
import ssl
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509

from server import jobs, logs, tls
from server.clip_store import open_files
from server.domain.accounts import DAY_MS
from server.main import serve
from server.settings import BadSetting, Settings, read_settings
from server.store.database import Database
from server.store.tables import metadata
from tests.cast import BOTH, Person, Spotter, open_spotter, until
from tests.keys import cut
from tests.stage import free_port

ROOT = Path(__file__).resolve().parent.parent


def settings_for(tmp_path: Path, **environ: str) -> Settings:
    return read_settings({"BIND": f"127.0.0.1:{free_port()}", "DATA_DIR": str(tmp_path), **environ})


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[list[str]]:
    """`serve` in this process until the block ends; gives what it said."""
    said: list[str] = []
    stop = asyncio.Event()
    task = asyncio.create_task(serve(settings, say=said.append, stop=stop))
    await until(lambda: len(said) >= 2 or task.done())
    try:
        yield said
    finally:
        stop.set()
        await task


async def test_it_says_where_it_is_and_how_to_become_the_owner(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    async with serving(settings) as said:
        assert said[0] == f"Spotter is at {settings.public_url}"
        link = said[1].split()[-1]
        async with aiohttp.ClientSession() as http, http.get(link) as answer:
            assert answer.status == 200
    assert said[-1] == "Stopping."


async def test_a_phone_in_the_same_room_gets_https(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, SELF_SIGNED="yes")
    async with serving(settings) as said:
        trusted = ssl.create_default_context(cafile=str(tmp_path / "self_signed.crt"))
        port = settings.bind.port
        async with aiohttp.ClientSession() as http:
            for host in ("127.0.0.1", "localhost"):
                async with http.get(f"https://{host}:{port}/healthz", ssl=trusted) as answer:
                    assert answer.status == 200
                    assert answer.headers["Strict-Transport-Security"]
        assert tls.fingerprint(settings) in said[1]
    assert os.stat(tmp_path / "self_signed.key").st_mode & 0o077 == 0


def test_the_certificate_is_kept_until_it_is_old_or_names_change(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, SELF_SIGNED="yes")
    tls.context(settings)
    first = tls.fingerprint(settings)
    tls.context(settings)
    assert tls.fingerprint(settings) == first
    found = x509.load_pem_x509_certificate((tmp_path / "self_signed.crt").read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "localhost" in names.get_values_for_type(x509.DNSName)
    elsewhere = settings_for(tmp_path, SELF_SIGNED="yes", PUBLIC_URL="https://studio.example.org:8443")
    tls.context(elsewhere)
    assert tls.fingerprint(elsewhere) != first
    (tmp_path / "self_signed.crt").write_text("nonsense")
    assert tls.context(elsewhere)


def test_a_certificate_that_does_not_work_is_said(tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("nonsense")
    settings = settings_for(tmp_path, TLS_CERT=str(tmp_path / "cert.pem"), TLS_KEY=str(tmp_path / "key.pem"))
    with pytest.raises(BadSetting, match="TLS_CERT"):
        tls.context(settings)


async def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", settings.bind.port)
    async with taken:
        with pytest.raises(BadSetting, match=r"BIND is 127\.0\.0\.1"):
            await serve(settings, say=lambda _: None)


async def test_a_signal_ends_the_process_within_ten_seconds_with_a_request_under_way(tmp_path: Path) -> None:
    port = free_port()
    environ = {**os.environ, "BIND": f"127.0.0.1:{port}", "DATA_DIR": str(tmp_path), "LOG_FORMAT": "json"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", "serve"),
        env=environ,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert b"Spotter is at" in await asyncio.wait_for(process.stdout.readline(), 20)
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nemail=")
    await writer.drain()
    await asyncio.sleep(0.2)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), 15)
    writer.close()
    assert process.returncode == 0
    assert time.monotonic() - began <= 10
    lines = [json.loads(line) for line in errors.decode().splitlines()]
    assert lines[-1]["message"] == "stopped"
    assert not [line for line in lines if line["level"] == "ERROR"]


def logged(log_format: str, **extra: object) -> str:
    out = io.StringIO()
    logger = logging.Logger("server.test")
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Lines(is_json=log_format == "json"))
    logger.addHandler(handler)
    try:
        raise ValueError("inside")
    except ValueError:
        logger.warning("room %s opened\nforged line", "r1", extra=extra, exc_info=True)
    return out.getvalue()


def test_a_log_line_is_one_line_for_people() -> None:
    first, *rest = logged("text", peer="p1").splitlines()
    assert first.endswith(r"WARNING server.test room r1 opened\nforged line peer=p1")
    assert rest[-1] == "ValueError: inside"


def test_a_log_line_is_json_for_machines() -> None:
    line = json.loads(logged("json", peer="p1"))
    assert line["message"] == "room r1 opened\nforged line"
    assert (line["level"], line["logger"], line["peer"]) == ("WARNING", "server.test", "p1")
    assert line["trace"].endswith("ValueError: inside")


async def test_health_and_metrics(spotter: Spotter, alice: Person) -> None:
    assert (await alice.get("/healthz")).json == {"ok": True}
    await alice.get("/clients/some-secret-looking-thing")
    await alice.ask("PROPFIND", "/clients")
    text = (await alice.get("/metrics")).text
    assert 'spotter_requests_total{method="GET",route="/clients/{client}",status="404"} 1.0' in text
    assert 'method="OTHER"' in text
    assert "PROPFIND" not in text
    assert "secret" not in text
    for name in ("spotter_request_seconds_bucket", "spotter_rooms 0.0", "spotter_sockets 0.0", "loop_lag_seconds"):
        assert name in text


async def test_events_of_rooms_are_counted(spotter: Spotter) -> None:
    await cut(spotter)
    assert 'spotter_events_total{type="session.opened"} 1.0' in (await spotter.browser().get("/metrics")).text


async def test_metrics_are_missing_for_whoever_is_not_trusted(tmp_path: Path) -> None:
    async with open_spotter(tmp_path, TRUSTED_PROXIES="127.0.0.0/8") as spotter:
        browser = spotter.browser()
        assert (await browser.get("/metrics")).status == 200
        far = {"X-Forwarded-For": "203.0.113.9"}
        assert (await browser.get("/metrics", headers=far)).body == (await browser.get("/nothing", headers=far)).body


async def test_a_proxy_that_was_not_named_does_not_open_the_metrics_to_the_world(spotter: Spotter) -> None:
    for header in ({"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}, {"X-Real-IP": "203.0.113.9"}):
        assert (await spotter.browser().get("/metrics", headers=header)).status == 404


async def test_two_applications_in_one_process_share_nothing(tmp_path: Path) -> None:
    async with open_spotter(tmp_path / "a") as one, open_spotter(tmp_path / "b") as two:
        alice = await one.sign_in("alice")
        await alice.get("/clients")
        assert "/clients" not in (await two.browser().get("/metrics")).text
        secret = {cookie.key: cookie.value for cookie in alice.http.cookie_jar}["login"]
        assert (await two.browser().get("/settings", cookies={"login": secret})).status == 303


async def rows(database: Database) -> dict[str, int]:
    async with database.reading() as db:
        return {table.name: len((await db.execute(table.select())).all()) for table in metadata.sorted_tables}


@BOTH
async def test_retention_deletes_what_is_due_and_nothing_else(spotter: Spotter) -> None:
    await cut(spotter)
    before = await rows(spotter.database)
    gone = await jobs.clean_up(spotter.settings, spotter.database, spotter.clock())
    assert not any(gone.values())
    assert await rows(spotter.database) == before

    later = spotter.clock() + 8 * DAY_MS
    gone = await jobs.clean_up(spotter.settings, spotter.database, later)
    assert gone["logins"] == before["logins"]
    assert (await rows(spotter.database))["account_invites"] == before["account_invites"]

    later = spotter.clock() + (spotter.settings.keep_room_logs + 1) * DAY_MS
    gone = await jobs.clean_up(spotter.settings, spotter.database, later)
    assert (gone["room logs"], gone["invites"]) == (before["room_events"], before["account_invites"])
    assert gone["devices"] == before["client_devices"]
    after = await rows(spotter.database)
    assert after["seats"] == after["room_events"] == after["account_invites"] == 0
    assert after["sessions"] == before["sessions"]
    assert after["audit"] == before["audit"]

    gone = await jobs.clean_up(spotter.settings, spotter.database, later + spotter.settings.keep_audit * DAY_MS)
    assert gone["audit"] == before["audit"]


async def test_a_failure_of_retention_is_logged_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(jobs, "FIRST_AFTER_S", 0)
    monkeypatch.setattr(jobs, "EVERY_S", 0.01)
    settings = settings_for(tmp_path)

    class Broken:
        def writing(self) -> object:
            raise OSError("disk full")

    task = asyncio.create_task(jobs.work(settings, Broken(), open_files(settings), lambda: 0))  # type: ignore[arg-type]
    await until(lambda: caplog.text.count("retention failed") >= 3)
    task.cancel()
