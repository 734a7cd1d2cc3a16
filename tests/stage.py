"""A real server for the browser tests and the benches: nothing here stands in for a part of ours."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests import blank
from tests.warm import Forked, Warm

ROOT = Path(__file__).resolve().parent.parent
WARM: Warm | None = None  # tests have one; a bench begins its servers as an operator does
UNVERIFIED = ssl._create_unverified_context()  # for the certificate the server made itself


def free_port() -> int:
    """A port that was free a moment ago, for TCP and UDP alike."""
    with socket.socket() as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        port: int = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        return port


@dataclass
class Server:
    """`python -m server serve`, or another command, in a process of its own, on a data folder of its own."""

    data_dir: Path
    port: int = field(default_factory=free_port)
    environ: dict[str, str] = field(default_factory=dict)
    command: str = "serve"
    process: subprocess.Popen[str] | Forked | None = None
    output: IO[str] | None = None

    @property
    def url(self) -> str:
        """The address people type."""
        return self.environ.get("PUBLIC_URL", f"http://127.0.0.1:{self.port}")

    @property
    def log_path(self) -> Path:
        """Everything the process printed, over all its starts."""
        return self.data_dir / "server.log"

    def start(self) -> "Server":
        """Starts the process and waits until it answers; raises RuntimeError with what it printed when it does not."""
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "PYTHONUNBUFFERED": "1",
            "DATA_DIR": str(self.data_dir),
            "BIND": f"127.0.0.1:{self.port}",
            **self.environ,
        }
        self.output = self.log_path.open("a", encoding="utf-8")
        if WARM is not None:
            self.process = WARM.begin([self.command], environ, self.output)
        else:
            command = [sys.executable, "-m", "server", self.command]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environ, stdout=self.output, stderr=self.output, text=True
            )
        deadline = time.monotonic() + 30
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log_path.read_text()[-4000:]}")
            time.sleep(0.05)
        return self

    def _answers(self) -> bool:
        host, _, port = self.environ.get("BIND", f"127.0.0.1:{self.port}").rpartition(":")
        host = "127.0.0.1" if host == "0.0.0.0" else host
        connection = http.client.HTTPConnection(host, int(port), timeout=5)
        if self.url.startswith("https"):
            connection = http.client.HTTPSConnection(host, int(port), timeout=5, context=UNVERIFIED)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """Ends the process at once, as a power cut of the process would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)
        if self.output is not None:
            self.output.close()

    def stop(self) -> None:
        """Asks the process to end and waits for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.output is not None:
            self.output.close()

    def owner_link(self) -> str:
        """The one-time link that the first start printed."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if found := re.findall(r"https?://\S+/invite/\S+", self.log_path.read_text()):
                return str(found[-1])
            time.sleep(0.05)
        raise RuntimeError("no owner link was printed")

    def said(self) -> str:
        """What the server has printed so far."""
        return self.log_path.read_text(encoding="utf-8")


@contextlib.contextmanager
def server(**environ: str) -> Iterator[Server]:
    """A server on a throw-away data folder, started and ended around the block."""
    with tempfile.TemporaryDirectory(prefix="spotter-stage-") as folder:
        running = Server(Path(folder), environ=environ)
        if "DATABASE_URL" not in environ:
            blank.lay_here(Path(folder) / "spotter.db")
        try:
            yield running.start()
        finally:
            running.stop()


class Http:
    """A person without a browser: cookies kept, forms and JSON sent as our own pages send them."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies: dict[str, str] = {}

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The JSON answer to a JSON body; raises RuntimeError when it is a refusal."""
        status, data = self._send("POST", path, json.dumps(body))
        answer: dict[str, Any] = json.loads(data)
        if status >= 400:
            raise RuntimeError(f"POST {path}: {status} {answer}")
        return answer

    def get(self, path: str) -> str:
        """The page's text; raises RuntimeError when it is a refusal."""
        status, data = self._send("GET", path, None)
        if status >= 400:
            raise RuntimeError(f"GET {path}: {status}")
        return data

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        scheme, _, host = self.base.partition("://")
        connection = http.client.HTTPConnection(host, timeout=20)
        if scheme == "https":  # our own certificate, made here
            connection = http.client.HTTPSConnection(host, timeout=20, context=UNVERIFIED)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Accept": "application/json", "Origin": self.base}
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, rest = cookie.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return answer.status, answer.read().decode("utf-8")
        finally:
            connection.close()


def clear(http: Http, client: str) -> None:
    """Their trainer has looked at a client's health check: they may exercise."""
    http.post(f"/clients/{client}/health/review", {"decision": "cleared", "source": "paper"})
