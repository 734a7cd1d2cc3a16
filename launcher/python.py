"""The virtual environment in .venv and the Python packages in it, from the hashed lock files."""

import configparser
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.places import Trouble, fingerprint, read_note, work_folder, write_note
from launcher.progress import Step
from launcher.tools import follow

NOTE = "spotter.json"


def venv_python(root: Path) -> Path:
    """The interpreter of our environment; it may not exist yet."""
    return root / ".venv" / "bin" / "python"


def lock_file(root: Path, kind: str) -> Path:
    """The lock file of one set: app (to serve), dev (app and what tests need), node (Node.js)."""
    return root / "requirements" / f"{kind}.txt"


def environment_step(root: Path) -> Step:
    """Makes .venv, or makes it anew when its Python is gone."""
    return Step("Python environment", lambda: _is_whole(root), lambda tell: _make_environment(root, tell))


def packages_step(root: Path, kind: str, title: str) -> Step:
    """Installs one lock file into .venv."""
    return Step(title, lambda: has_packages(root, kind), lambda tell: _install(root, kind, tell))


def has_packages(root: Path, kind: str) -> bool:
    """Whether this lock file, as it is now, was installed. What tests need holds all that serving needs."""
    if not _is_whole(root):
        return False
    note = read_note(root / ".venv" / NOTE)
    if note.get(kind) == fingerprint(lock_file(root, kind)):
        return True
    return kind == "app" and note.get("dev") == fingerprint(lock_file(root, "dev"))


def _is_whole(root: Path) -> bool:
    """Whether .venv has an interpreter that still leads to a Python on this machine, and pip."""
    python = venv_python(root)
    if not python.exists():
        return False
    try:
        config = configparser.ConfigParser()
        config.read_string("[venv]\n" + (root / ".venv" / "pyvenv.cfg").read_text(encoding="utf-8"))
        version = re.match(r"(\d+)\.(\d+)", config["venv"].get("version") or config["venv"]["version_info"])
    except (OSError, KeyError, configparser.Error):
        return False
    if version is None or (int(version[1]), int(version[2])) < (3, 11):
        return False
    return (root / ".venv" / "lib" / f"python{version[0]}" / "site-packages" / "pip").is_dir()


def _make_environment(root: Path, tell: Callable[[str], None]) -> str:
    work = work_folder(root)

    def sorry(said: str) -> str:
        if "ensurepip" in said or "No module named venv" in said:
            return (
                f"Python {sys.version_info[0]}.{sys.version_info[1]} here cannot make a virtual environment. On Debian"
                " and Ubuntu run: apt-get install python3-venv. Then run the same command again."
            )
        return f"The Python environment could not be made. What went wrong is in {work / 'venv.log'}."

    tell("making .venv")
    follow(
        [sys.executable, "-m", "venv", "--clear", root / ".venv"],
        cwd=root,
        environ=os.environ,
        record=work / "venv.log",
        hear=lambda line: None,
        sorry=sorry,
    )
    return f"Python {sys.version_info[0]}.{sys.version_info[1]}.{sys.version_info[2]} in .venv"


def _install(root: Path, kind: str, tell: Callable[[str], None]) -> str:
    lock = lock_file(root, kind)
    if not lock.is_file():
        raise Trouble(f"{lock} is missing. Get a whole copy of Spotter, for example with git checkout requirements.")
    record = work_folder(root) / f"pip-{kind}.log"
    heard = PipTalk(len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE)))

    def hear(line: str) -> None:
        if detail := heard.take(line):
            tell(detail)

    def sorry(said: str) -> str:
        return _pip_sentence(said, record)

    arguments: list[str | Path] = [venv_python(root), "-m", "pip", "install", "--require-hashes", "-r", lock]
    environ = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ}
    follow(arguments, cwd=root, environ=environ, record=record, hear=hear, sorry=sorry)
    note = read_note(root / ".venv" / NOTE)
    write_note(root / ".venv" / NOTE, {**note, kind: fingerprint(lock)})
    return "there already" if heard.installed == 0 else f"{heard.installed} installed"


@dataclass
class PipTalk:
    """Follows pip's lines: how many of the pins it has looked at, and how many packages it installed in the end."""

    pins: int
    looked_at: int = 0
    installed: int = 0

    def take(self, line: str) -> str | None:
        """How far pip is after this line, or None when the line does not tell."""
        first, _, rest = line.partition(" ")
        if first == "Ignoring":  # a pin for another system or Python
            self.pins -= 1
        elif line.startswith(("Collecting ", "Processing ", "Requirement already satisfied: ")):
            self.looked_at += 1
            pin = Path(rest.removeprefix("already satisfied: ").split(" ")[0]).name
            name = re.split(r"[=\s]|-\d", pin)[0]
            return f"{min(self.looked_at, self.pins)} of {self.pins}, {name}"
        elif line.startswith("Installing collected packages"):
            return "unpacking"
        elif line.startswith("Successfully installed "):
            self.installed = len(line.split()) - 2
        return None


def _pip_sentence(said: str, record: Path) -> str:
    where = f"The whole record is in {record}."
    if "DO NOT MATCH THE HASHES" in said:
        return f"A Python package differs from the one Spotter was tested with, so it was not installed. {where}"
    if "No space left" in said:
        return f"The disk is full. Free some space, then run the same command again. {where}"
    if re.search(
        r"NewConnectionError|ConnectTimeout|ReadTimeout|Name or service|ConnectionError|SSLError|ProxyError", said
    ):
        return (
            "The Python packages could not be fetched. Check the network connection, or pip's own settings when this"
            f" machine uses a mirror, then run the same command again. {where}"
        )
    if re.search(r"No matching distribution|Could not find a version", said):
        wanted = re.findall(r"No matching distribution found for (\S+)", said)
        return (
            f"There is no {wanted[0] if wanted else 'package'} for this machine and Python"
            f" {sys.version_info[0]}.{sys.version_info[1]}, or the network is down. Try again, or try another Python."
            f" {where}"
        )
    if re.search(r"error: command '.*(gcc|cc|clang)'|subprocess-exited-with-error", said):
        return (
            f"A Python package had to be compiled and that failed. Python 3.11, 3.12 or 3.13 needs no compiler. {where}"
        )
    return f"The Python packages could not be installed. {where}"


def version_of(program: str | Path) -> tuple[int, ...]:
    """The version a program prints with --version, as numbers; empty when it cannot be run."""
    try:
        said = subprocess.run(
            [str(program), "--version"], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", said)[:3])
