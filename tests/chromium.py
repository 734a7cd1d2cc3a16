"""Debian's Chromium: a new one, or the one that a run of tests keeps: starting it costs as much as a short test."""

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from playwright._impl._driver import compute_driver_executable, get_driver_env
from playwright.async_api import Browser, async_playwright

FPS = 10  # of the kept one's made-up camera: enough to see that a picture moves, and a third of the work
FULL_RATE = "--use-fake-device-for-media-stream=fps=30"  # as a flag, to have one of one's own
FLAGS = (
    FULL_RATE,
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
KEPT = "SPOTTER_TESTS_CHROMIUM"  # the address of the one that is kept, for this process and its children


def program() -> str | None:
    """The path of Debian's Chromium (or Chrome), if this machine has one."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


@contextlib.asynccontextmanager
async def browser(*flags: str, path: str | None = None) -> AsyncIterator[Browser]:
    """Chromium around the block; its windows close with it.

    flags: more of them, which a kept one does not have. path: a program that starts it elsewhere.
    """
    async with async_playwright() as playwright:
        if (kept := os.environ.get(KEPT)) and not flags and path is None:
            opened = await playwright.chromium.connect(kept)
        else:
            args = [*FLAGS, *flags]
            opened = await playwright.chromium.launch(executable_path=path or program(), args=args)
        try:
            yield opened
        finally:
            await opened.close()


@contextlib.contextmanager
def kept(folder: Path) -> Iterator[None]:
    """While this lasts, `browser()` opens windows of one and the same Chromium. folder: for its settings and log."""
    settings, log = folder / "launch.json", folder / "chromium.log"
    args = [*FLAGS, f"--use-fake-device-for-media-stream=fps={FPS}"]  # the last one counts
    settings.write_text(json.dumps({"headless": True, "executablePath": program(), "args": args}), encoding="utf-8")
    command = [*compute_driver_executable(), "launch-server", "--browser", "chromium", "--config", str(settings)]
    with log.open("w", encoding="utf-8") as errors:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=get_driver_env())
    assert running.stdout is not None
    try:
        address = running.stdout.readline().strip()
        if not address:
            raise RuntimeError(f"Chromium did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")
        os.environ[KEPT] = address
        yield
    finally:
        os.environ.pop(KEPT, None)
        running.terminate()
        running.wait(timeout=20)
        running.stdout.close()
