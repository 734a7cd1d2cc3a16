"""A second host on this machine: a network namespace with one cable to us.

A test can pull the cable and plug it in again, give the host another address, and put it to sleep.
"""

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_numbers = itertools.count(os.getpid() % 200)


@dataclass(frozen=True)
class Host:
    """The far end of a cable: `here` is our address on it, `there` and `elsewhere` the far end's."""

    name: str
    here: str
    there: str
    elsewhere: str
    cable: str
    far_cable: str

    def pull(self) -> None:
        """Pulls the cable out at our end: nothing passes, and the far end loses its carrier."""
        _run("ip", "link", "set", self.cable, "down")

    def plug_in(self) -> None:
        """Puts the cable back."""
        _run("ip", "link", "set", self.cable, "up")

    def move(self) -> None:
        """Takes the first address away and gives the second one: another network, as when a phone leaves a house."""
        _run("ip", "-n", self.name, "addr", "flush", "dev", self.far_cable)
        _run("ip", "-n", self.name, "addr", "add", f"{self.elsewhere}/29", "dev", self.far_cable)
        _run("ip", "-n", self.name, "route", "add", "default", "via", self.here)

    def sleep(self) -> None:
        """Stops everything that runs there, as a lid that is closed does."""
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Lets it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, what: signal.Signals) -> None:
        for pid in self._pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, what)

    def _pids(self) -> list[int]:
        listed = subprocess.run(("ip", "netns", "pids", self.name), check=True, capture_output=True, text=True)
        return [int(pid) for pid in listed.stdout.split()]

    def narrow(self, kbit: int) -> None:
        """Lets no more than this out of the far host, in everything it sends: the uplink of a home."""
        rate = ("rate", f"{kbit}kbit", "burst", "16kb", "latency", "300ms")
        _run("ip", "netns", "exec", self.name, "tc", "qdisc", "replace", "dev", self.far_cable, "root", "tbf", *rate)

    def cpu_s(self) -> float:
        """The processor time that all that runs there has used so far."""
        ticks = sum(_ticks(pid) for pid in self._pids())
        return ticks / os.sysconf("SC_CLK_TCK")

    @contextlib.contextmanager
    def program(self, path: str) -> Iterator[str]:
        """A script that runs `path` on the far host: a browser is started by it as by its own name."""
        with tempfile.TemporaryDirectory(prefix="spotter-host-") as folder:
            script = Path(folder) / "run"
            script.write_text(f'#!/bin/sh\nexec ip netns exec {self.name} {path} "$@"\n', encoding="utf-8")
            script.chmod(0o755)
            yield str(script)


def missing() -> str | None:
    """Why this machine cannot make a second host, or None when it can."""
    if os.geteuid() != 0:
        return "making a network namespace needs root"
    if shutil.which("ip") is None:
        return "iproute2 is not installed"
    try:
        with host():
            return None
    except subprocess.CalledProcessError as problem:
        return f"the kernel refuses a network namespace: {problem.stderr.strip()}"


@contextlib.contextmanager
def host() -> Iterator[Host]:
    """A far host for the length of the block; it knows no network but the cable."""
    number = next(_numbers) % 250
    name, cable, far = (
        f"spotter{os.getpid()}n{number}",
        f"sp{os.getpid() % 10000}a{number}",
        f"sp{os.getpid() % 10000}b{number}",
    )
    net = f"10.77.{number}"
    made = Host(name, f"{net}.1", f"{net}.2", f"{net}.3", cable, far)
    _run("ip", "netns", "add", name)
    try:
        _run("ip", "link", "add", cable, "type", "veth", "peer", "name", far)
        _run("ip", "link", "set", far, "netns", name)
        _run("ip", "addr", "add", f"{made.here}/29", "dev", cable)
        _run("ip", "link", "set", cable, "up")
        _run("ip", "-n", name, "addr", "add", f"{made.there}/29", "dev", far)
        _run("ip", "-n", name, "link", "set", far, "up")
        _run("ip", "-n", name, "link", "set", "lo", "up")
        _run("ip", "-n", name, "route", "add", "default", "via", made.here)
        yield made
    finally:
        subprocess.run(["ip", "link", "del", cable], check=False, capture_output=True)
        subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


def _ticks(pid: int) -> int:
    """What one process has used; 0 for one that ended meanwhile."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=10)
