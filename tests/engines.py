"""Real servers that are not ours, on free ports of 127.0.0.1 and folders of their own: PostgreSQL, Redis, nginx, S3."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stage import free_port

WAIT_S = 30


def missing(what: str) -> None:
    """Skips the test, saying what this machine lacks; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own; yields the URL of its first database, without a name at the end."""
    bin_dir = _postgres_bin()
    if bin_dir is None:
        missing("PostgreSQL")
        return
    folder = Path(tempfile.mkdtemp(prefix="spotter-pg-"))
    port = free_port()
    become: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        user = next(name for name in ("postgres", "nobody") if _has_user(name))
        shutil.chown(folder, user)
        become = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    data = str(folder / "data")
    try:
        make = [*become, str(bin_dir / "initdb"), "-D", data, "-U", "spotter"]
        make += ["--auth=trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(make, check=True, capture_output=True, cwd=folder, timeout=120)
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "max_connections": "200",
        }
        command = [*become, str(bin_dir / "postgres"), "-D", data, "-p", str(port)]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with open(folder / "log", "wb") as output:
            server = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
        try:
            _until(lambda: b"ready to accept connections" in (folder / "log").read_bytes(), server, folder / "log")
            yield f"postgresql+asyncpg://spotter@127.0.0.1:{port}"
        finally:
            end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def redis(port: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Redis of our own that keeps nothing; yields its URL and its process, which a test may stop or kill."""
    binary = shutil.which("redis-server")
    if binary is None:
        missing("redis-server")
        return
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="spotter-redis-") as folder:
        command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with open(Path(folder) / "log", "wb") as output:
            server = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            _until(lambda: b"Ready to accept" in (Path(folder) / "log").read_bytes(), server, Path(folder) / "log")
            yield f"redis://127.0.0.1:{port}", server
        finally:
            end(server)


class Redis:
    """A Redis of our own that keeps nothing; it may be killed, begun again, frozen and let go on. Ends with a block."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Redis":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self.thaw()
            end(self._process)

    def start(self) -> float:
        """Begins it; gives the moment it first answered, by the monotonic clock."""
        binary = shutil.which("redis-server")
        if binary is None:
            missing("redis-server")
        command = [str(binary), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + WAIT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"redis-server ended with {self._process.poll()}")
            time.sleep(0.005)
        return time.monotonic()

    def kill(self) -> None:
        """As a power cut would end it."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def freeze(self) -> None:
        """It takes connections, and answers nobody."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> float:
        """It goes on; gives the moment."""
        self._send(signal.SIGCONT)
        return time.monotonic()

    def _send(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as asking:
                asking.sendall(b"PING\r\n")
                return asking.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextlib.contextmanager
def nginx(folder: Path, site: str) -> Iterator[None]:
    """A real nginx with that site, in a folder of its own, which is made here."""
    binary = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if binary is None:
        missing("nginx")
    folder.mkdir()
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf, log = folder / "nginx.conf", folder / "error.log"
    conf.write_text(
        f"pid {folder}/pid;\nerror_log {log};\ndaemon off;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{site}\n}}\n"
    )
    log.touch()
    process = subprocess.Popen([str(binary), "-p", str(folder), "-c", str(conf), "-e", str(log)])
    try:
        _until((folder / "pid").exists, process, log)
        yield
    finally:
        end(process)


@contextlib.contextmanager
def s3() -> Iterator[str]:
    """moto's S3 in a process of its own; yields its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="spotter-s3-") as folder:
        command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
        with open(Path(folder) / "log", "wb") as output:
            server = subprocess.Popen(command, stdout=output, stderr=output)
        try:
            _until(lambda: b"Running on" in (Path(folder) / "log").read_bytes(), server, Path(folder) / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            end(server)


def end(server: subprocess.Popen[bytes]) -> None:
    """Ends a process we started, by its id; kills it when it does not listen."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(10)


def _until(is_ready: object, server: subprocess.Popen[bytes], log: Path) -> None:
    assert callable(is_ready)
    deadline = time.monotonic() + WAIT_S
    while not is_ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{server.args!r} did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


def _postgres_bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # where Debian puts them, not on PATH
    if on_path := shutil.which("postgres"):
        found.append(Path(on_path).parent)
    return next((folder for folder in found if (folder / "initdb").exists()), None)


def _has_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
