"""The demo: signs in as told, its links open, its past session has a sheet, and nothing of it stays."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from server import demo
from server.demo import past, story
from server.domain import our_exercises
from server.domain.sessions import is_over
from tests.stage import free_port

ROOT = Path(__file__).resolve().parent.parent
WAIT_S = 30


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[str]:
    """A demo started as a person would, with its temporary folders in tmp_path; gives what it printed."""
    environ = {"BIND": f"127.0.0.1:{free_port()}", "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "demo", cwd=ROOT, env=environ, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    printed = ""
    async with asyncio.timeout(WAIT_S):
        while "Ctrl+C" not in printed:
            line = await process.stdout.readline()
            assert line, f"it ended after saying: {printed}"
            printed += line.decode()
    yield printed
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(WAIT_S):
        await process.communicate()
    assert process.returncode == 0
    assert not any(name.startswith("spotter-demo-") for name in os.listdir(tmp_path))


async def test_everything_the_box_says_works(running: str):
    sign_in, sam, mia, guest = re.findall(r"http://\S+", running)
    origin = sign_in.removesuffix("/sign-in")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        for link in (sam, mia, guest):
            async with http.get(link) as answer:
                assert answer.status == 200, link
        details = {"email": story.EMAIL, "password": story.PASSWORD}
        async with http.post(sign_in, data=details, headers={"Origin": origin}) as answer:
            assert answer.status == 200
            today = await answer.text()
        assert "Sam Okafor" in today
        for page in ("/clients", "/sessions", "/settings"):
            async with http.get(origin + page) as answer:
                assert answer.status == 200, page
                assert "Robin Vale" in await answer.text() or page != "/settings"
        async with http.get(f"{origin}/sessions?show=past") as answer:
            ids = set(re.findall(r"/sessions/([a-z2-7]{13})", await answer.text()))
        sheets = []
        for one in ids:
            async with http.get(f"{origin}/sessions/{one}/sheet") as answer:
                sheets.append(await answer.text())
        assert any("knee drifts in" in sheet for sheet in sheets)
        # What was measured of Mia stands as trends, and there is a class to come.
        async with http.get(f"{origin}/sessions") as answer:
            assert "Mobility class" in await answer.text()
        async with http.get(f"{origin}/clients") as answer:
            mias = re.search(r"/clients/([a-z2-7]{13})\"[^<]*>Mia Lindqvist", await answer.text())
        assert mias
        async with http.get(f"{origin}/clients/{mias[1]}/results") as answer:
            trends = await answer.text()
        assert {"3-minute step test", "Push-up", "98 bpm"} <= set(re.findall(r">\s*([^<>]+?)\s*<", trends))
        async with http.get(f"{origin}/library") as answer:
            library = await answer.text()
        assert {"Knee drifts in", "Overhead squat: From the side"} <= set(re.findall(r">\s*([^<>]+?)\s*<", library))
        drawn = []
        for clip in set(re.findall(r"/clips/([a-z2-7]{13})", library)):
            async with http.get(f"{origin}/clips/{clip}/review?since=0") as answer:
                drawn += [
                    mark["body"].get("title") or mark["body"].get("text") for mark in (await answer.json())["marks"]
                ]
        assert {"start", "bottom", "lockout", "Knee"} <= set(drawn)
        assert await _plays(http, origin, re.findall(r"/clips/([a-z2-7]{13})", library)[0])


async def _plays(http: aiohttp.ClientSession, origin: str, clip: str) -> bool:
    """Whether a clip can be watched, once the desk has had the time to open it."""
    async with asyncio.timeout(WAIT_S):
        while True:
            async with http.get(f"{origin}/clips/{clip}/files/play", headers={"Range": "bytes=0-99"}) as part:
                if part.status == 206:
                    return len(await part.read()) == 100
            await asyncio.sleep(0.1)


def test_the_demo_keeps_away_from_what_is_real(tmp_path: Path):
    real = {
        "DATABASE_URL": "postgresql+asyncpg://u@h/real",
        "MAIL_URL": "smtp://h",
        "DATA_DIR": "/real",
        "SECRET_KEY": "x",
    }
    settings = demo.demo_settings({**real, "PUBLIC_URL": "http://localhost:9"}, tmp_path)
    assert settings.data_dir == tmp_path
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/spotter.db"
    assert settings.mail_url is None
    assert settings.secret_key != "x"
    assert settings.public_url == "http://localhost:9"


def test_the_past_session_is_over_and_its_log_is_numbered_by_time():
    now_ms = 1_900_000_000_000
    told = story.tell(now_ms, "Europe/Berlin", "hash")
    assert is_over(told.log_of, now_ms)
    assert not is_over(told.now, now_ms)
    assert [entry.seq for entry in told.log] == list(range(1, len(told.log) + 1))
    assert [entry.at_ms for entry in told.log] == sorted(entry.at_ms for entry in told.log)


def test_every_cue_of_the_past_session_is_one_of_ours():
    assert {say for _, say, _, _ in past.CUES} <= {cue.say for cue in our_exercises.ANYTHING.details.cues}
