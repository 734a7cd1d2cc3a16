"""One child of the media worker as its parent holds it: a process that waits for one order, and the line to it."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import msgspec

from recordings import sandbox
from recordings.pipe import LONGEST, Order, Said, Spent

START_S = 30.0
END_S = 2.0


class Child:
    """A child that was started. Whoever starts it ends it."""

    def __init__(self, process: asyncio.subprocess.Process, line: socket.socket) -> None:
        self.layers = ""  # what it is locked in by, once it has said so
        self._process = process
        self._line = line
        self._end: asyncio.Task[Spent | None] | None = None

    @classmethod
    async def start(cls, maker: str) -> "Child":
        """Starts one; its first word says whether it is locked in. maker: the module whose `work` will be asked."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        try:
            process = await asyncio.create_subprocess_exec(
                *_command(f"inside.main({theirs.fileno()}, {os.getpid()}, {maker!r})"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return cls(process, ours)

    def is_waiting(self) -> bool:
        """Whether it is there for an order."""
        if self._process.returncode is not None:
            return False
        try:
            return self._line.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def order(self, order: Order, fds: list[int]) -> None:
        """Gives it its task and the open files. Raises OSError when it is gone."""
        socket.send_fds(self._line, [msgspec.json.encode(order)], fds)

    async def hear(self) -> Said | None:
        """What it says next; None when it has hung up. Raises msgspec.DecodeError for nonsense."""
        try:
            text = await asyncio.get_running_loop().sock_recv(self._line, LONGEST)
        except ConnectionError:
            return None
        return msgspec.json.decode(text, type=Said) if text else None

    async def end(self, within_s: float = 0.0) -> Spent | None:
        """Its end, helped along when it does not come by itself; what it used, or None when nobody could tell."""
        if self._end is None:
            self._end = asyncio.create_task(self._last_words(), name="end of a media worker")
        if within_s:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(within_s):
                    return await asyncio.shield(self._end)
        for ask in (self._process.terminate, self._process.kill):
            with contextlib.suppress(ProcessLookupError):
                ask()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(END_S):
                    return await asyncio.shield(self._end)
        return await asyncio.shield(self._end)

    async def _last_words(self) -> Spent | None:
        assert self._process.stdout is not None
        text = await self._process.stdout.read(LONGEST)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(END_S):
                await self._process.wait()
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._line.close()
        try:
            return msgspec.json.decode(text, type=Spent)
        except msgspec.DecodeError:
            return None


def trial() -> str | None:
    """Why no child can be locked in on this machine, by trying it; None: it works."""
    if (why := sandbox.missing()) is not None:
        return why
    try:
        tried = subprocess.run(
            _command("sandbox.try_out()"),
            env=_environment(),
            cwd="/",
            capture_output=True,
            timeout=START_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        return f"The sandbox could not be tried ({trouble})."
    if tried.returncode != 0:
        return f"The sandbox could not be tried ({tried.stderr.decode(errors='replace').strip()[-200:]})."
    return tried.stdout.decode(errors="replace") or None


def _command(call: str) -> list[str]:
    """A Python that reads no settings of this user, and finds this package where we did."""
    module = call.partition(".")[0]
    root = str(Path(__file__).resolve().parent.parent)
    code = f"import sys; sys.path.insert(0, {root!r}); from recordings import {module}; {call}"
    return [sys.executable, "-I", "-c", code]


def _environment() -> dict[str, str]:
    """Nothing of ours but what a Python with shared libraries needs to start."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", **kept}
