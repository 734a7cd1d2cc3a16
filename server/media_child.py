"""The relay's process as `serve` keeps it: begun when a room first needs it, and again when it is gone."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator

from server.settings import Settings
from signaling import stun
from signaling.media.plane import Refusal

log = logging.getLogger(__name__)

START_S = 20.0
END_S = 5.0


class MediaChild:
    """At most one process, and our own STUN on the same port as long as there is none.

    A relay answers STUN itself, so the port is handed over. One that outlived an earlier server is found by its row.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self._port = contextlib.AsyncExitStack()

    async def open_port(self) -> None:
        """Answers STUN. Raises OSError when somebody else has the port."""
        await self._port.enter_async_context(stun.listening(self._settings.media_host, self._settings.media_port))

    async def start(self) -> None:
        """Returns when the relay answers. Raises Refusal `unavailable`."""
        if self._process is not None and self._process.returncode is None:
            return
        await self._unwatch()  # or it would take the port back
        await self._port.aclose()
        command = [sys.executable, "-m", "server", "media", "--child"]
        self._process = process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        try:
            async with asyncio.timeout(START_S):
                said = await process.stdout.readline()
        except TimeoutError:
            said = b""
        self._watching = asyncio.create_task(self._watch(process), name="the relay's process")
        if said.strip() != b"listening":
            log.error("the relay did not start")
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            raise Refusal("unavailable", "The media relay does not start. Your trainer can look into the server's log.")
        log.info("the relay runs as process %s", process.pid)

    async def close(self) -> None:
        """Ends it, and lets go of the port."""
        await self._unwatch()
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                async with asyncio.timeout(END_S):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        await self._port.aclose()

    async def _unwatch(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            self._watching = None

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        await process.wait()
        log.warning("the relay ended with %s", process.returncode)
        with contextlib.suppress(OSError):
            await self.open_port()


@contextlib.asynccontextmanager
async def keeping(settings: Settings) -> AsyncIterator[MediaChild]:
    """For the time of a block. Raises OSError when the media port is taken by somebody else."""
    child = MediaChild(settings)
    try:
        yield child
    finally:
        await child.close()
