"""The same house in processes of its own, which a test may stop, kill and start again on the same database.

python -m tests.live.process PORT DATABASE_URL REDIS_URL_OR_- [loose]
"""

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from server.store.database import open_database
from signaling.rates import Limits, Rate
from tests.cast import Clock
from tests.live.house import serving
from tests.stage import ROOT, free_port


class Process:
    """A server process on a port; `log` is everything it ever said."""

    def __init__(self, database_url: str, log: Path, redis_url: str | None = None, *, is_loose: bool = False) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._how = (database_url, redis_url or "-", *(["loose"] if is_loose else []))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        with self.log.open("ab") as said:
            command = [sys.executable, "-m", "tests.live.process", str(self.port), *self._how]
            environ = {**os.environ, "PYTHONPATH": str(ROOT)}
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env=environ)
        deadline_s = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text()[-4000:]
            assert time.monotonic() < deadline_s, self.log.read_text()[-4000:]
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/live/", timeout=1):
                return True
        except urllib.error.HTTPError:
            return True  # it says that this is no WebSocket
        except OSError:
            return False

    def send(self, number: signal.Signals) -> None:
        """Signals it."""
        assert self._process is not None
        self._process.send_signal(number)

    def wait(self, within_s: float = 15) -> int:
        """Its exit code."""
        assert self._process is not None
        return self._process.wait(within_s)

    def kill(self) -> None:
        """As a power cut would end it."""
        self.send(signal.SIGKILL)
        self.wait()

    def end(self) -> None:
        """Ends it if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self.kill()


@contextlib.contextmanager
def processes(
    count: int, database_url: str, folder: Path, redis_url: str | None = None, *, is_loose: bool = False
) -> Iterator[list[Process]]:
    """So many servers on one database; loose ones let a single address do what it likes."""
    running = [
        Process(database_url, folder / f"server-{place}.log", redis_url, is_loose=is_loose) for place in range(count)
    ]
    try:
        for one in running:
            one.start()
        yield running
    finally:
        for one in running:
            one.end()


MUCH = Rate(1e6, 1e6)
LOOSE = Limits(
    ephemeral=MUCH,
    log=MUCH,
    frames=MUCH,
    refusals=MUCH,
    wrong_hellos=MUCH,
    sockets_an_address=1000,
    sockets_a_person=1000,
)


async def _main(port: int, database_url: str, redis_url: str | None, limits: Limits | None) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    database = open_database(database_url)
    async with serving(database, Clock(), port=port, redis_url=redis_url, limits=limits):
        await stop.wait()
    await database.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    asyncio.run(
        _main(
            int(sys.argv[1]),
            sys.argv[2],
            None if sys.argv[3] == "-" else sys.argv[3],
            LOOSE if sys.argv[4:] == ["loose"] else None,
        )
    )
