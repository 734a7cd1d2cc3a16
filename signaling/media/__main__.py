"""`python -m signaling.media --socket PATH …`: the relay in a process of its own, until it is told to end."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from signaling.media.engine import RelaySettings
from signaling.media.memory import settle
from signaling.media.service import serving


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs until SIGTERM or SIGINT; prints `listening` when it answers. 1 when its port is taken."""
    parser = argparse.ArgumentParser(prog="python -m signaling.media", description="Forwards a room's media.")
    parser.add_argument("--socket", type=Path, required=True, help="where the server asks")
    parser.add_argument("--host", default="127.0.0.1", help="the address to bind")
    parser.add_argument("--port", type=int, default=0, help="the UDP port for all peers; 0: any")
    parser.add_argument("--public-ip", default=None, help="the address that peers reach, if it is another")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    settings = RelaySettings(host=given.host, port=given.port, public_ip=given.public_ip)
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(run(given.socket, settings))
    return 0


async def run(socket_path: Path, settings: RelaySettings) -> int:
    """The relay, until this process is told to end."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ended.set)
    try:
        async with serving(socket_path, settings):
            settle()
            print("listening", flush=True)
            await ended.wait()
    except OSError as problem:
        print(f"The relay cannot listen: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
