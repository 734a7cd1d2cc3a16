"""The launcher: sets up once, is quick after that, and says in sentences what is wrong."""

import ast
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from launcher import browser, commands, python, servers
from launcher.places import ROOT, Trouble, alone, write_note
from launcher.progress import Step, walk

PIN = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def _pins(kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall((ROOT / "requirements" / f"{kind}.txt").read_text()):
        found.setdefault(name, set()).add(version)
    return found


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder as after a clone, that wants one small package of our own and no browser libraries."""
    root = tmp_path / "clone"
    (root / "requirements").mkdir(parents=True)
    (root / "static" / "vendor").mkdir(parents=True)
    (root / "package-lock.json").write_text("{}")
    write_note(root / "static" / "vendor" / "made-from.json", {"lock": browser._origin(root)})
    wheel = tmp_path / "wheels" / "pebble-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pebble.py", "WEIGHT_KG = 1\n")
        archive.writestr("pebble-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: pebble\nVersion: 1.0\n")
        archive.writestr("pebble-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("pebble-1.0.dist-info/RECORD", "")
    _want(root, hashlib.sha256(wheel.read_bytes()).hexdigest())
    return root


def _want(root: Path, sha256: str) -> None:
    (root / "requirements" / "app.txt").write_text(f"pebble==1.0 \\\n    --hash=sha256:{sha256}\n")


@pytest.fixture
def own_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pip looks in our folder only, as an operator would tell it to: by its own settings."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))


# The files that pin what is fetched


def test_what_serving_needs_is_pinned_the_same_for_tests():
    app, dev = _pins("app"), _pins("dev")
    assert {name: dev.get(name) for name in app} == app


def test_the_lists_that_are_locked_are_those_of_the_distribution():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert _wanted("app") == sorted([*project["dependencies"], *extras["postgres"]])
    assert _wanted("dev") == sorted(extras["dev"])


def _wanted(kind: str) -> list[str]:
    lines = (ROOT / "requirements" / f"{kind}.in").read_text().splitlines()
    return sorted(line.replace('"', "'") for line in lines if line and line[0].isalpha())


@pytest.mark.parametrize("kind", ["app", "dev", "node"])
def test_every_python_package_is_pinned_by_hash_and_names_no_address(kind: str):
    text = (ROOT / "requirements" / f"{kind}.txt").read_text()
    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE)
    for pinned in re.split(r"\n(?=[a-z])", text.strip()):
        if PIN.match(pinned):
            assert "--hash=sha256:" in pinned


def test_the_browser_lock_names_no_address_and_a_hash_for_each_package():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = [entry for path, entry in packages.items() if path]
    assert fetched
    assert all("resolved" not in entry and entry["integrity"].startswith("sha512-") for entry in fetched)


def test_what_pages_load_is_not_a_tool():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not any(packages[f"node_modules/{name}"].get("dev") for name in browser.SHIPPED)
    assert packages["node_modules/typescript"]["dev"]


def test_the_launcher_uses_the_standard_library_only():
    for file in [ROOT / "spotter", *(ROOT / "launcher").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in {*sys.stdlib_module_names, "launcher"}, f"{file.name} imports {name}"


def test_an_old_python_can_read_the_first_file():
    ast.parse((ROOT / "spotter").read_text(), feature_version=(3, 6))


def _children_s() -> float:
    """Seconds of computing by processes that ended: unlike time on the wall, the same on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# Setting up


def test_a_fresh_folder_is_set_up_once_and_used_at_once_after_that(fresh: Path, own_wheels: None, capfd):
    right = (fresh / "requirements" / "app.txt").read_text()
    _want(fresh, "0" * 64)
    with pytest.raises(Trouble, match="differs from the one Spotter was tested with"):
        commands.set_up(commands.app_steps(fresh), fresh)
    assert "1/2 Python environment" in capfd.readouterr().err

    (fresh / "requirements" / "app.txt").write_text(right)
    commands.set_up(commands.app_steps(fresh), fresh)
    assert "1/1 Python packages: 1 installed" in capfd.readouterr().err
    asks = "import pebble; print(pebble.WEIGHT_KG)"
    assert subprocess.run([python.venv_python(fresh), "-c", asks], capture_output=True).stdout == b"1\n"

    began = time.process_time()
    commands.set_up(commands.app_steps(fresh), fresh)
    assert time.process_time() - began < 0.2
    assert capfd.readouterr().err == ""


def test_an_environment_whose_python_is_gone_is_made_anew(fresh: Path):
    (fresh / ".venv" / "bin").mkdir(parents=True)
    (fresh / ".venv" / "pyvenv.cfg").write_text("version = 3.11.2\n")
    python.venv_python(fresh).symlink_to(fresh / "no-such-python")
    assert not python.environment_step(fresh).is_done()


def test_only_one_run_sets_up_at_a_time(tmp_path: Path, capfd):
    order: list[str] = []
    inside = threading.Event()

    def second() -> None:
        inside.wait(5)
        with alone(tmp_path):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with alone(tmp_path):
        inside.set()
        time.sleep(0.3)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]
    assert "waiting" in capfd.readouterr().err


def test_what_another_run_did_meanwhile_is_not_done_again(capfd):
    ran: list[str] = []
    walk(
        [
            Step("First", lambda: True, lambda tell: "no"),
            Step("Second", lambda: False, lambda tell: ran.append("x") or "yes"),
        ]
    )
    assert ran == ["x"]
    assert "1/1 Second: yes" in capfd.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path: Path):
    (tmp_path / ".spotter").write_text("in the way")
    with pytest.raises(Trouble, match="cannot be written to"), alone(tmp_path):
        pass


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "differs from the one"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("NewConnectionError: Failed to establish a new connection", "Check the network connection"),
        ("ERROR: No matching distribution found for aiohttp==9", "There is no aiohttp==9 for this machine"),
        ("error: subprocess-exited-with-error", "had to be compiled"),
        ("something nobody foresaw", "could not be installed"),
    ],
)
def test_what_pip_says_becomes_a_sentence_with_the_record(said: str, sentence: str, tmp_path: Path):
    shown = python._pip_sentence(said, tmp_path / "pip.log")
    assert sentence in shown
    assert "pip.log" in shown


def test_a_step_that_fails_leaves_one_sentence_and_exit_code_1(fresh: Path, capfd):
    (fresh / "requirements" / "app.txt").unlink()
    assert commands.run(["setup"], fresh) == 1
    said = capfd.readouterr().err
    assert "requirements/app.txt is missing" in said
    assert "Traceback" not in said


# Commands


def test_help_is_quick_and_works_from_any_folder_with_an_empty_environment(tmp_path: Path):
    began = _children_s()
    shown = subprocess.run(
        [sys.executable, ROOT / "spotter", "--help"],
        cwd="/",
        env={"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert _children_s() - began < 0.3
    assert shown.returncode == 0
    for command in ("serve", "demo", "test", "check", "bench", "doctor"):
        assert f"./spotter {command}" in shown.stdout


def test_an_unknown_command_is_a_sentence(capfd):
    assert commands.run(["dance"]) == 1
    assert capfd.readouterr().err == "spotter: There is no command 'dance'. ./spotter --help lists them all.\n"


def test_settings_are_read_from_env_file(tmp_path: Path):
    file = tmp_path / ".env"
    file.write_text("# where\nBIND=0.0.0.0:9000\n\nexport MAIL_FROM=\"a@example.org\"\nMAIL_URL='smtp://u:p#w@h:25'\n")
    assert commands.read_env_file(file) == {
        "BIND": "0.0.0.0:9000",
        "MAIL_FROM": "a@example.org",
        "MAIL_URL": "smtp://u:p#w@h:25",
    }


def test_a_line_of_env_file_that_is_no_setting_is_named(tmp_path: Path):
    (tmp_path / ".env").write_text("BIND=0.0.0.0:9000\nwhat is this\n")
    with pytest.raises(Trouble, match="Line 2 of"):
        commands.read_env_file(tmp_path / ".env")


# Servers for the tests

UNHEARD_OF = servers.Server("Quux", ("no-such-program",), "quux")


def test_a_server_that_is_not_here_is_named(monkeypatch: pytest.MonkeyPatch, capfd):
    monkeypatch.setattr(servers, "missing", lambda path: [UNHEARD_OF])
    commands._say_what_is_missing({"PATH": "/usr/bin"})
    assert (
        "Missing here: Quux. Their tests are skipped, by name. To run them: apt-get install quux."
        in capfd.readouterr().out
    )


def test_in_ci_a_server_that_is_not_here_is_a_failure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(servers, "missing", lambda path: [UNHEARD_OF])
    with pytest.raises(Trouble, match="In CI nothing may be left out"):
        commands._say_what_is_missing({"PATH": "/usr/bin", "CI": "true"})


def test_servers_are_looked_for_where_debian_keeps_them():
    assert servers.missing("/usr/bin", (UNHEARD_OF,)) == [UNHEARD_OF]
    assert servers.missing("/nowhere", (servers.Server("Shell", ("sh",), "dash"),))
    assert "/usr/sbin" in servers.path_with_servers("/usr/bin").split(os.pathsep)
