"""How fast files come in, and what that costs, beside @tus/server in Node, which acknowledges without a sync."""

import base64
import contextlib
import http.client
import os
import queue
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench.figure import Figure, Measured, say
from tests.cast import PASSWORD
from tests.stage import ROOT, Http, Server, free_port

FIGURE = Figure(
    name="upload-vs-tus-node",
    what="Files of 1 to 20 MB, eight at a time in pieces of 8 MiB, into a server that syncs before it acknowledges.",
    unit="MB/s",
    goal="not slower than @tus/server, which does not sync, for at most 1.1 x its CPU and less memory",
    peer="@tus/server in Node",
)
SENDERS = 8
PIECE_BYTES = 8 * 1024 * 1024
TURNS = 5
# What a turn brings: 24 files, 252 MB.
SIZES = tuple(1_000_000 + 19_000_000 * place // 23 for place in range(24))
TUS = {"Tus-Resumable": "1.0.0"}


@dataclass
class Side:
    """A server under load."""

    name: str
    pid: int
    url: str
    headers: dict[str, str]
    metadata: str
    folder: Path
    idle_mib: float = 0.0
    turns: list[tuple[float, float]] = field(default_factory=list)  # MB/s, seconds of CPU for a GB

    def turn(self) -> str:
        """One stretch of load; what was sent is removed again."""
        before_s, began = _cpu_s(self.pid), time.monotonic()
        _send_all(self)
        took_s, cpu_s = time.monotonic() - began, _cpu_s(self.pid) - before_s
        whole = sum(SIZES)
        self.turns.append((whole / 1e6 / took_s, cpu_s / (whole / 1e9)))
        for file in self.folder.iterdir():
            file.unlink()
        return f"{self.turns[-1][0]:.0f} MB/s, {self.turns[-1][1]:.2f} s of CPU for a GB"

    def median(self, which: int) -> float:
        """Of all turns but the first, which warms up."""
        return statistics.median(turn[which] for turn in self.turns[1:])

    @property
    def peak_mib(self) -> float:
        """The most memory it ever had, above what it had idle."""
        return _status_mib(self.pid, "VmHWM") - self.idle_mib


def run() -> Measured:
    """Both servers at once; they take turns, so that what else the machine does hits both."""
    with _ours() as ours, _node() as theirs:
        for side in (ours, theirs):
            _send_all(side, [1000])  # what is loaded for the first one is not what uploads need
            side.idle_mib = _status_mib(side.pid, "VmRSS")
            Path(f"/proc/{side.pid}/clear_refs").write_text("5")  # the peak begins here: a password costs 64 MiB
        for turn in range(TURNS):
            for side in (ours, theirs):
                say(f"  {side.name}, turn {turn + 1} of {TURNS}: {side.turn()}")
        cpu, peer_cpu = ours.median(1), theirs.median(1)
        memory, peer_memory = ours.peak_mib, theirs.peak_mib
    fast, peer_fast = ours.median(0), theirs.median(0)
    return Measured(
        value=fast,
        peer_value=peer_fast,
        ok=fast >= peer_fast and cpu <= 1.1 * peer_cpu and memory < peer_memory,
        detail={
            "cpu_s_per_gb": round(cpu, 2),
            "peer_cpu_s_per_gb": round(peer_cpu, 2),
            "cpu_ratio": round(cpu / peer_cpu, 2),
            "peak_mib_above_idle": round(memory, 1),
            "peer_peak_mib_above_idle": round(peer_memory, 1),
            "memory_ratio": round(memory / peer_memory, 2),
            "idle_mib": round(ours.idle_mib, 1),
            "peer_idle_mib": round(theirs.idle_mib, 1),
        },
    )


@contextlib.contextmanager
def _ours() -> Iterator[Side]:
    """`python -m server web`: nobody opens the files meanwhile, as nobody does at the peer's."""
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        most = {"CLIP_QUOTA_COUNT": "100000", "CLIP_QUOTA_BYTES": str(2**45)}
        server = Server(Path(folder), environ=most, command="web")
        try:
            server.start()
            http = Http(server.url)
            who = {"password": PASSWORD, "name": "Olga Owner", "email": "olga@example.org", "time_zone": "UTC"}
            http.post(server.owner_link().removeprefix(server.url), who)
            client = http.post("/clients", {"name": "Bob Birch", "time_zone": "UTC"})["id"]
            cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in http.cookies.items())}
            assert server.process is not None
            metadata = f"client {base64.b64encode(client.encode()).decode()}"
            uploads = Path(folder) / "uploads"
            yield Side("spotter", server.process.pid, server.url, cookies, metadata, uploads)
        finally:
            server.stop()


@contextlib.contextmanager
def _node() -> Iterator[Side]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        process = subprocess.Popen(["node", "bench/upload_peer.mjs", str(port), folder], cwd=ROOT)
        try:
            time.sleep(1.5)
            name = f"filename {base64.b64encode(b'squat.mov').decode()}"
            yield Side("@tus/server", process.pid, f"http://127.0.0.1:{port}", {}, name, Path(folder))
        finally:
            process.terminate()
            process.wait(10)


def _send_all(side: Side, sizes: Sequence[int] = SIZES) -> None:
    """Sends a file of each size, SENDERS at a time. Raises RuntimeError when one is not taken."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for size in sorted(sizes, key=lambda size: size * 7919 % 104_729):
        waiting.put(size)
    content = memoryview(os.urandom(max(sizes)))
    problems: list[BaseException] = []

    def send() -> None:
        connection = http.client.HTTPConnection(urlsplit(side.url).netloc, timeout=60)
        try:
            while True:
                _send(connection, side, content[: waiting.get_nowait()])
        except queue.Empty:
            pass
        except BaseException as problem:
            problems.append(problem)
        finally:
            connection.close()

    senders = [threading.Thread(target=send, name=f"sender {number}") for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    if problems:
        raise RuntimeError(f"{side.name}: {problems[0]!r}")


def _send(connection: http.client.HTTPConnection, side: Side, content: memoryview) -> None:
    headers = {**TUS, **side.headers, "Upload-Length": str(len(content)), "Upload-Metadata": side.metadata}
    made = _ask(connection, "POST", "/uploads", headers, None, 201)
    path = urlsplit(made["Location"] or "").path
    offset = 0
    while offset < len(content):
        headers = {
            **TUS,
            **side.headers,
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        piece = content[offset : offset + PIECE_BYTES]
        offset = int(_ask(connection, "PATCH", path, headers, piece, 204)["Upload-Offset"] or 0)


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    headers: dict[str, str],
    body: memoryview | None,
    expected: int,
) -> http.client.HTTPMessage:
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    said = answer.read()
    if answer.status != expected:
        raise RuntimeError(f"{method}: {answer.status} {said[:200]!r}")
    return answer.headers


def _cpu_s(pid: int) -> float:
    """Seconds of CPU, user and system, of all threads of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _status_mib(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"the kernel does not say {name}")
