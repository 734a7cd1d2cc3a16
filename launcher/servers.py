"""Chromium and the servers that tests meet for real: found on this machine, or installed from Debian when permitted."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.places import Trouble, work_folder
from launcher.progress import Step
from launcher.tools import follow

# Debian keeps servers where a person's PATH may not lead.
MORE_PATHS = ("/usr/sbin", "/usr/local/sbin", "/usr/lib/postgresql/*/bin")


@dataclass(frozen=True)
class Server:
    """A program that tests start themselves, and the Debian package it comes in."""

    title: str
    programs: tuple[str, ...]
    package: str


SERVERS = (
    Server("Chromium", ("chromium-headless-shell",), "chromium-headless-shell"),
    Server("Redis", ("redis-server",), "redis-server"),
    Server("PostgreSQL", ("initdb",), "postgresql"),
    Server("coturn", ("turnserver",), "coturn"),
    Server("nginx", ("nginx",), "nginx"),
    Server("Janus", ("janus",), "janus"),
    Server("strace", ("strace",), "strace"),
)


def path_with_servers(path: str) -> str:
    """PATH with the folders where servers lie added at its end."""
    folders: list[str] = []
    for pattern in MORE_PATHS:
        folders += sorted((str(found) for found in Path("/").glob(pattern.lstrip("/"))), reverse=True)
    return os.pathsep.join([path, *(folder for folder in folders if folder not in path.split(os.pathsep))])


def missing(path: str, wanted: tuple[Server, ...] = SERVERS) -> list[Server]:
    """The wanted servers that are not on this machine."""
    path = path_with_servers(path)
    return [one for one in wanted if not any(shutil.which(program, path=path) for program in one.programs)]


def may_install() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks no password; None when we may not or cannot."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def servers_step(root: Path, wanted: tuple[Server, ...] = SERVERS) -> Step:
    """Installs the missing ones from Debian. Only worth a step when `may_install`."""

    def is_done() -> bool:
        return not missing(os.environ.get("PATH", os.defpath), wanted)

    return Step("Chromium and servers for the tests, from Debian", is_done, lambda tell: _install(root, wanted, tell))


def _install(root: Path, wanted: tuple[Server, ...], tell: Callable[[str], None]) -> str:
    prefix = may_install()
    if prefix is None:
        raise Trouble("Programs cannot be installed here without a password.")
    absent = missing(os.environ.get("PATH", os.defpath), wanted)
    work = work_folder(root)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    apt = [
        *prefix,
        *(["env", "DEBIAN_FRONTEND=noninteractive"] if prefix else []),
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=600",
    ]

    def hear(line: str) -> None:
        if line.startswith(("Get:", "Unpacking ", "Setting up ")):
            tell(" ".join(line.split()[:2]) if not line.startswith("Get:") else f"fetching {_package_of(line)}")

    def sorry(said: str) -> str:
        names = ", ".join(one.title for one in absent)
        return f"Debian could not bring {names}. The whole record is in {work}/apt.log."

    tell("reading Debian's package lists")
    packages = [one.package for one in absent]
    arguments = [*apt, "install", "-y", "--no-install-recommends", *packages]
    try:
        follow([*apt, "update"], cwd=root, environ=environ, record=work / "apt-update.log", hear=hear, sorry=sorry)
        follow(arguments, cwd=root, environ=environ, record=work / "apt.log", hear=hear, sorry=sorry)
    except Trouble as trouble:
        return str(trouble).removesuffix(".")  # the tests that can run still do; who calls says which cannot
    return ", ".join(packages)


def _package_of(line: str) -> str:
    """Get:3 http://… bookworm/main amd64 nginx amd64 1.22.1 [527 kB] -> nginx."""
    words = line.split()
    return words[4] if len(words) > 4 else "packages"
