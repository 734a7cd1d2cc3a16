"""Where set-up keeps its things, and the notes that tell the next run what is already there."""

import contextlib
import fcntl
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Trouble(Exception):
    """Set-up cannot go on; the text is a sentence that says what to do."""


def fingerprint(*files: Path) -> str:
    """Hash of what the files hold, in this order; an absent file counts as empty."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes() if file.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()


def read_note(file: Path) -> dict[str, str]:
    """What the last set-up noted in this file; empty when there is none or it cannot be read."""
    try:
        noted = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def write_note(file: Path, note: dict[str, str]) -> None:
    """Keeps the note whole: a run that is cut off leaves the old one."""
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    fresh.replace(file)


def work_folder(root: Path) -> Path:
    """The folder of the lock and of the records of pip, npm and apt; made when missing."""
    folder = root / ".spotter"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"Spotter is not set up yet and the folder {root} cannot be written to ({error.strerror}). Run"
            " ./spotter setup once as the user who owns that folder."
        ) from None
    return folder


@contextlib.contextmanager
def alone(root: Path, patience_s: float = 1800) -> Iterator[None]:
    """Holds the lock of this folder, so that two runs never set up at the same time."""
    try:
        handle = os.open(work_folder(root) / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise Trouble(f"The lock {root}/.spotter/lock cannot be opened: {error.strerror}.") from None
    try:
        _wait_for(handle, patience_s)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Trouble("Another ./spotter has been setting up for too long. End it, then try again.") from None
        if not told:
            print("Another ./spotter is setting up this folder; waiting for it.", file=sys.stderr, flush=True)
            told = True
        time.sleep(0.2)
