"""Stands in for `recordings.making` inside the sandbox and does what the first line of its source says: things that an
honest worker never does, but one that a hostile file has taken over might."""

import ctypes
import errno
import json
import os
import platform
import time
from collections.abc import Callable
from typing import Any, BinaryIO

from recordings.refusals import Refusal
from recordings.work import Prepared, Task
from tests.recordings.escapes import ESCAPES, attempt, kind_of_file

FINE: dict[str, Any] = {"media": "video", "duration_ms": 1000, "width": 16, "height": 16}
Output = Callable[[str], BinaryIO]
Tell = Callable[[int], None]


def work(task: Task, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    """Does what it was told to."""
    deed, _, rest = source.readline().decode().strip().partition(" ")
    answer: Prepared = globals()[f"do_{deed}"](rest, source, output, tell)
    return answer


def do_copy(rest: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    """What everybody hopes for: the rest of the source, with progress."""
    for percent in (10, 10, 50, 100):
        tell(percent)
    output("play").write(source.read())
    return Prepared(**FINE, files={"play": "video/mp4"})


def do_escape(parent: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    """Tries every way out; says of each what came of it."""
    results = {name: attempt(name, int(parent)) for name in ESCAPES}
    output("frames.json").write(json.dumps(results).encode())
    return Prepared(**FINE, files={"frames.json": "application/json"})


def do_look(rest: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    """Says what there is to see: the environment, open files, and what the source can be used for."""
    open_files = {fd: kind for fd in range(64) if (kind := kind_of_file(fd)) is not None}
    try:
        os.write(source.fileno(), b"overwritten")
        written = "DONE"
    except OSError as trouble:
        written = errno.errorcode[trouble.errno or 0]
    seen = {"environ": dict(os.environ), "files": open_files, "written": written, "pid": os.getpid()}
    output("frames.json").write(json.dumps(seen).encode())
    return Prepared(**FINE, files={"frames.json": "application/json"})


def do_refuse(code: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    raise Refusal(code)


def do_raise(what: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    raise {"ValueError": ValueError, "MemoryError": MemoryError, "ZeroDivisionError": ZeroDivisionError}[what]("inside")


def do_spin(rest: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    while True:
        pass


def do_sleep(seconds: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    time.sleep(float(seconds))
    return Prepared(**FINE)


def do_allocate(mebibytes: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    held = [bytearray(16 << 20) for _ in range(int(mebibytes) // 16)]
    return Prepared(**FINE, frame_count=len(held))


def do_fill(mebibytes: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    for _ in range(int(mebibytes) // 16):
        output("play").write(bytes(16 << 20))
    return Prepared(**FINE)


def do_crash(rest: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    ctypes.string_at(0)
    return Prepared(**FINE)


def do_vanish(rest: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    os._exit(7)


def do_say(text: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    """Says this on every line it has, as often as it goes, and hangs on."""
    for _ in range(1000):
        for fd in range(3, 32):
            if fd != source.fileno():
                _write(fd, text.encode())
    time.sleep(60)
    return Prepared(**FINE)


def do_hang_up(rest: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    """Closes the line and goes on working."""
    os.closerange(3, 32)
    time.sleep(60)
    return Prepared(**FINE)


def do_claim(text: str, source: BinaryIO, output: Output, tell: Tell) -> Prepared:
    """Answers with what the source says; `made` are files of so many bytes."""
    claim = json.loads(text)
    for name, size in claim.pop("made", {}).items():
        output(name).write(bytes(size))
    return Prepared(**{**FINE, **claim})


def _write(fd: int, data: bytes) -> None:
    try:
        os.write(fd, data)
    except OSError:
        return


assert platform.system() == "Linux"
