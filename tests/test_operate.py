"""docs/operate.md is tried out: its nginx, its backup, its settings and commands are the real ones."""

import contextlib
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from launcher import commands
from server import tls
from server.settings import TABLE, read_settings
from tests.cast import open_spotter
from tests.engines import nginx
from tests.stage import free_port

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


def _block(start: str) -> str:
    """The fenced block of the page that begins with these words."""
    return next(found for found in re.findall(r"```\w*\n(.*?)```", PAGE, re.DOTALL) if found.startswith(start))


@pytest.mark.nginx
async def test_spotter_works_behind_the_nginx_of_the_page(tmp_path: Path):
    url_port = free_port()
    url = f"https://localhost:{url_port}"
    keys = read_settings({"DATA_DIR": str(tmp_path / "keys"), "SELF_SIGNED": "yes"})
    tls.context(keys)
    async with open_spotter(tmp_path / "var", PUBLIC_URL=url, TRUSTED_PROXIES="127.0.0.1/32") as spotter:
        site = _block("map $http_upgrade")
        for said, here in {
            "listen 443 ssl;": f"listen 127.0.0.1:{url_port} ssl;",
            "server_name spotter.example.org;": "server_name localhost;",
            "/etc/letsencrypt/live/spotter.example.org/fullchain.pem": str(keys.data_dir / "self_signed.crt"),
            "/etc/letsencrypt/live/spotter.example.org/privkey.pem": str(keys.data_dir / "self_signed.key"),
            "http://127.0.0.1:8080": spotter.url,
        }.items():
            assert said in site
            site = site.replace(said, here)
        with nginx(tmp_path / "nginx", site):
            spotter.url = url
            alice = await spotter.sign_in("alice", connector=aiohttp.TCPConnector(ssl=False))
            assert [cookie.key for cookie in alice.http.cookie_jar if cookie["secure"]]
            assert (await alice.get("/today")).status == 200
            # The visitor's own address has arrived: from elsewhere nobody sees the figures.
            assert (await alice.get("/metrics")).status == 200
            assert (await alice.get("/metrics", headers={"X-Forwarded-For": "203.0.113.7"})).status == 404
            socket_url = f"{url}/live/?EIO=4&transport=websocket"
            async with alice.http.ws_connect(socket_url, headers={"Origin": url}) as socket:
                first = await socket.receive(timeout=5)
            assert first.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY)


async def test_the_backup_of_the_page_is_a_whole_database(tmp_path: Path):
    async with open_spotter(tmp_path / "var") as spotter:
        await spotter.account("olga")
        code = re.search(r'-c "(.*?)" \\', PAGE)
        assert code is not None
        copy = tmp_path / "copy.db"
        subprocess.run([sys.executable, "-c", code[1], str(tmp_path / "var" / "spotter.db"), str(copy)], check=True)  # noqa: ASYNC221
    with contextlib.closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("SELECT name FROM accounts").fetchall() == [("Olga Owner",)]


@pytest.mark.parametrize("page", ["docs/operate.md", "README.md"])
def test_every_setting_that_is_named_exists(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"\b([A-Z][A-Z]+(?:_[A-Z]+)*)=", text))
    assert named
    assert named - {"NAME"} <= {row.name for row in TABLE}


@pytest.mark.parametrize("page", ["docs/operate.md", "README.md"])
def test_every_command_that_is_named_exists(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"\./spotter ([a-z][a-z-]*)", text))
    assert named
    assert named <= {*commands.SERVER_COMMANDS, *commands.DEV_SERVER_COMMANDS, "setup", "test", "check", "bench"}
