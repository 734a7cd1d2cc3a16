"""Servers without the second that reading their code takes: a process that has read it becomes one when it is asked.

What runs then is `python -m server` in a process of its own, with an environment and an output of its own.
"""

import ctypes
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: what the warm process leaves behind is ours, to wait for


class Forked:
    """What tests use of a Popen, for a process that somebody else began for us."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, once it has ended. Raises subprocess.TimeoutExpired."""
        until_s = time.monotonic() + (timeout or 1e9)
        while (code := self.poll()) is None:
            if time.monotonic() > until_s:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Sends a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it at once."""
        self.send_signal(signal.SIGKILL)


class Warm:
    """The process that waits to become servers. Started at the first `begin`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        """Ends it; the servers go on."""
        if self._process is not None:
            self._process.communicate(timeout=10)
            self._process = None

    def begin(self, arguments: list[str], environ: dict[str, str], output: IO[str]) -> Forked:
        """`python -m server` with these arguments."""
        with self._one_at_a_time:
            if self._process is None:
                ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
                command = [sys.executable, "-m", "tests.warm"]
                self._process = subprocess.Popen(
                    command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps([arguments, environ, output.name]) + "\n")
            self._process.stdin.flush()
            return Forked(int(self._process.stdout.readline()))


def main() -> None:
    """Becomes a server for each line that is read."""
    import server.__main__ as program
    import server.main  # noqa: F401  # that is what takes the second

    for line in sys.stdin:
        arguments, environ, output = json.loads(line)
        told, tells = os.pipe()
        between = os.fork()
        if between:
            os.close(tells)
            os.waitpid(between, 0)  # from here on the server is a child of whoever asked
            with os.fdopen(told) as said:
                print(said.read(), flush=True)
            continue
        pid = os.fork()
        if pid:
            os.write(tells, str(pid).encode())
            os._exit(0)
        os.close(told)
        os.close(tells)
        _become(program.main, arguments, environ, output)


def _become(run, arguments: list[str], environ: dict[str, str], output: str) -> None:  # type: ignore[no-untyped-def]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    written = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(written, 1)
    os.dup2(written, 2)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    os.environ.clear()
    os.environ.update(environ)
    random.seed()
    try:
        code = run(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
