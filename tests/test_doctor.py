"""The doctor: tells what is wrong in sentences, and changes nothing by looking."""

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from server.doctor import data, machine, ways
from server.doctor.examination import examine, run
from server.doctor.findings import Finding, lay_out, ok, problem, warning
from server.settings import read_settings
from server.store.database import open_database
from server.store.migrate import migrate
from tests.stage import free_port


@pytest.fixture
def quiet(tmp_path: Path) -> dict[str, str]:
    """The environment of a fresh installation nobody has started yet."""
    return {"DATA_DIR": str(tmp_path / "var"), "BIND": f"127.0.0.1:{free_port()}"}


def _about(found: list[Finding], word: str) -> Finding:
    return next(one for one in found if word in one.sentence)


# The whole examination


async def test_a_fresh_installation_has_no_problem_and_stays_untouched(quiet: dict[str, str], tmp_path: Path):
    found = await examine(quiet)
    assert [one for one in found if one.kind == "problem"] == []
    assert not (tmp_path / "var").exists()


def test_the_exit_code_says_whether_there_is_a_problem(quiet: dict[str, str], capsys: pytest.CaptureFixture[str]):
    assert run(quiet) == 0
    assert run({**quiet, "TRUSTED_PROXIES": "0.0.0.0/0"}) == 1
    assert capsys.readouterr().out.rstrip().endswith("1 problem.")


async def test_a_setting_that_cannot_be_used_is_named_once(quiet: dict[str, str]):
    found = await examine({**quiet, "BIND": "somewhere"})
    assert found[-1].kind == "problem"
    assert "BIND is 'somewhere'" in found[-1].sentence


def test_the_command_runs_from_any_folder_and_ends_with_1_for_a_problem(quiet: dict[str, str]):
    root = Path(__file__).resolve().parent.parent
    environ = {**quiet, "PYTHONPATH": str(root), "PUBLIC_URL": "http://192.0.2.7"}
    asked = subprocess.run(
        [sys.executable, "-m", "server", "doctor"], cwd="/", env=environ, capture_output=True, text=True
    )
    assert asked.returncode == 1
    assert "problem  PUBLIC_URL is http://192.0.2.7: browsers open a camera only over https" in asked.stdout
    assert asked.stderr == ""


def test_findings_are_wrapped_under_their_kind_and_counted():
    shown = lay_out(
        [ok("Fine."), warning("A rather long sentence.", "Do this."), problem("Bad.", "Mend it.")], width=30
    )
    assert shown.splitlines() == [
        "ok       Fine.",
        "warning  A rather long",
        "         sentence. Do this.",
        "problem  Bad. Mend it.",
        "",
        "1 problem and 1 warning.",
    ]
    assert lay_out([ok("Fine.")]).endswith("Nothing is wrong.")


# The machine


def test_an_old_python_a_lost_package_and_a_wrong_version_are_told(tmp_path: Path):
    assert machine.python((3, 10, 2)).kind == "problem"
    lock = tmp_path / "app.txt"
    lock.write_text('aiohttp==0.1 \\\n    --hash=sha256:00\nno-such-thing==1 ; sys_platform == "nowhere" \\\n')
    assert "aiohttp" in machine.libraries(lock).sentence
    assert machine.libraries(lock).kind == "warning"
    lock.write_text("no-such-thing==1\n")
    assert machine.libraries(lock) == problem("Python packages are missing: no-such-thing.", machine.SET_UP)


def test_missing_browser_libraries_are_named(tmp_path: Path):
    assert "lit-html/lit-html.js" in machine.browser_libraries(tmp_path).sentence


def test_a_clock_in_the_past_is_a_problem():
    assert machine.clock(datetime(1970, 1, 2, tzinfo=UTC)).kind == "problem"


def test_a_machine_that_cannot_lock_a_worker_in_is_told_what_to_do():
    assert machine.sandbox() == ok("Clips are opened in a sandbox.")
    found = machine.sandbox("The kernel gives this user neither user namespaces nor Landlock.")
    assert found.kind == "problem"
    assert "uploads are refused. The kernel gives this user neither" in found.sentence
    assert "kernel.apparmor_restrict_unprivileged_userns=0" in found.advice


# The data


def test_a_key_that_others_can_read_is_a_problem(quiet: dict[str, str], tmp_path: Path):
    settings = read_settings(quiet)
    assert data.secret_key(settings, quiet)[0].kind == "ok"
    (tmp_path / "var" / "secret_key").chmod(0o644)
    assert "Run chmod 600" in data.secret_key(settings, quiet)[0].advice


def test_a_short_key_is_a_problem(quiet: dict[str, str]):
    environ = {**quiet, "SECRET_KEY": "short"}
    assert data.secret_key(read_settings(environ), environ)[0].kind == "problem"


def test_a_folder_others_can_look_into_is_a_warning(quiet: dict[str, str], tmp_path: Path):
    settings = read_settings(quiet)
    (tmp_path / "var").chmod(0o755)
    assert "chmod 700" in data.folder(settings)[0].advice


def test_a_folder_that_is_a_file_is_a_problem(quiet: dict[str, str], tmp_path: Path):
    (tmp_path / "var").write_text("in the way")
    settings = read_settings({**quiet, "SECRET_KEY": "x" * 40})
    assert data.folder(settings)[0].kind == "problem"


async def test_the_database_is_told_from_none_to_owned(quiet: dict[str, str], tmp_path: Path):
    settings = read_settings(quiet)
    assert "is made at the first start" in (await data.database(settings))[0].sentence
    opened = open_database(settings.database_url)
    await migrate(opened.engine)
    await opened.close()
    found = await data.database(settings)
    assert "is up to date" in found[0].sentence
    assert "Nobody owns this Spotter yet" in found[1].sentence


async def test_a_file_that_is_no_database_is_a_problem(quiet: dict[str, str], tmp_path: Path):
    settings = read_settings(quiet)
    (tmp_path / "var" / "spotter.db").write_bytes(b"not a database at all" * 100)
    assert (await data.database(settings))[0].kind == "problem"


async def test_an_unreachable_database_is_told_without_its_password(quiet: dict[str, str]):
    settings = read_settings({**quiet, "DATABASE_URL": "postgresql+asyncpg://ann:hush@127.0.0.1:1/spotter"})
    (found,) = await data.database(settings)
    assert found.kind == "problem"
    assert "ann@127.0.0.1:1/spotter" in found.sentence
    assert "hush" not in found.sentence


@pytest.mark.postgres
async def test_a_real_postgresql_answers(quiet: dict[str, str], postgres_url: str):
    found = await data.database(read_settings({**quiet, "DATABASE_URL": postgres_url}))
    assert found[0].kind == "ok"
    assert "is up to date" in found[0].sentence


@pytest.mark.redis
async def test_a_real_redis_answers(quiet: dict[str, str], redis_url: str):
    assert await data.redis(read_settings({**quiet, "REDIS_URL": redis_url})) == [ok(f"Redis answers at {redis_url}.")]


async def test_an_unreachable_redis_is_told_without_its_password(quiet: dict[str, str]):
    (found,) = await data.redis(read_settings({**quiet, "REDIS_URL": "redis://:hush@127.0.0.1:1/0"}))
    assert found.kind == "problem"
    assert "hush" not in found.sentence


# The ways in and out


async def test_a_port_in_use_by_somebody_else_is_a_problem(quiet: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ways, "WAIT_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = read_settings({**quiet, "BIND": f"127.0.0.1:{other.getsockname()[1]}"})
        assert (await ways.address(settings))[0].kind == "problem"


async def test_https_behind_an_untrusted_proxy_is_a_warning(quiet: dict[str, str]):
    (found,) = await ways.proxies(read_settings({**quiet, "PUBLIC_URL": "https://gym.example.org"}))
    assert "TRUSTED_PROXIES=127.0.0.1/32" in found.advice


async def test_https_of_our_own_wants_a_public_url_with_https(quiet: dict[str, str]):
    settings = read_settings({**quiet, "SELF_SIGNED": "yes", "PUBLIC_URL": "http://192.0.2.7"})
    assert (await ways.certificate(settings))[0].kind == "problem"


async def test_stun_that_only_this_machine_hears_is_a_warning(quiet: dict[str, str]):
    (found,) = await ways.stun(read_settings({**quiet, "PUBLIC_URL": "https://gym.example.org"}))
    assert "MEDIA_HOST=0.0.0.0" in found.advice


async def test_a_udp_port_held_by_something_mute_is_a_problem(quiet: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ways, "STUN_WAIT_S", 0.1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        settings = read_settings({**quiet, "MEDIA_PORT": str(other.getsockname()[1])})
        assert (await ways.stun(settings))[0].kind == "problem"


async def test_a_stun_server_is_heard(quiet: dict[str, str]):
    class Stun(asyncio.DatagramProtocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            self.transport = transport

        def datagram_received(self, request: bytes, address: tuple[str, int]) -> None:
            self.transport.sendto(b"\x01\x01\x00\x00" + request[4:20], address)  # type: ignore[attr-defined]

    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Stun, local_addr=("127.0.0.1", 0))
    port = transport.get_extra_info("sockname")[1]
    assert (await ways.stun(read_settings({**quiet, "MEDIA_PORT": str(port)})))[0].kind == "ok"
    settings = read_settings({**quiet, "TURN_URLS": f"turn:127.0.0.1:{port}", "TURN_SECRET": "x"})
    assert (await ways.turn(settings))[0].kind == "ok"
    transport.close()
    assert (await ways.turn(settings))[0].kind == "problem"


async def test_no_turn_on_the_internet_is_a_warning(quiet: dict[str, str]):
    (found,) = await ways.turn(read_settings({**quiet, "PUBLIC_URL": "https://gym.example.org"}))
    assert found.kind == "warning"


@contextlib.contextmanager
def _mail_server() -> Iterator[int]:
    port = free_port()
    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


async def test_a_mail_server_is_greeted_and_gets_no_letter(quiet: dict[str, str]):
    with _mail_server() as port:
        url = f"smtp://127.0.0.1:{port}"
        mail_from = {"MAIL_FROM": "spotter@gym.example.org"}
        assert (await ways.mail(read_settings({**quiet, **mail_from, "MAIL_URL": url})))[0].kind == "ok"
        assert (await ways.mail(read_settings({**quiet, "MAIL_URL": url})))[0].kind == "warning"
        refused = {**quiet, "MAIL_URL": f"smtp://ann:hush@127.0.0.1:{port}"}
        (found,) = await ways.mail(read_settings(refused))
        assert found.kind == "problem"
        assert "hush" not in found.sentence
    assert (await ways.mail(read_settings({**quiet, "MAIL_URL": url})))[0].kind == "problem"
