"""The child of the media worker: locks itself in, waits for one file, answers, ends. Only `child.py` starts it.

It is two processes. The inner one works in the sandbox. The outer one never sees the file: it waits, counts what the
inner one used, and says so on standard output, where the inner one cannot write.
"""

import codecs
import errno
import importlib
import os
import pkgutil
import signal
import socket
import traceback
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, NoReturn

import av
import msgspec
from av.error import FFmpegError

from recordings import sandbox
from recordings.pipe import LONGEST, Order, Said, Spent
from recordings.refusals import Refusal
from recordings.sandbox import NoSandbox

MOST_FILES = 24
HEARD = frozenset({signal.SIGTERM, signal.SIGCHLD})  # its parent has had enough; the inner one has ended


def main(control_fd: int, parent: int, maker: str) -> None:
    """maker: the module whose `work` is asked; imported now, because nothing can be imported from inside."""
    sandbox.step_back()
    try:
        _import_the_rest()
        work = importlib.import_module(maker).work
    except Exception as trouble:  # whatever is wrong with the installation, the parent's log should have it
        _say(control_fd, Said(broken=_told(trouble)))
        return
    sandbox.lose_rights()
    sandbox.die_with(parent)  # not sooner: whoever becomes another user has to ask again
    has_namespaces = sandbox.enter_namespaces()
    # Waited for, not handled: a handler that runs just before the wait would leave it waiting for ever.
    signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    inner = os.fork()
    if inner == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        _stay_inside(control_fd, has_namespaces, work)
    os.close(control_fd)
    while signal.sigwait(HEARD) == signal.SIGTERM:
        os.kill(inner, signal.SIGKILL)
    _, status, used = os.wait4(inner, 0)
    spent = Spent(
        cpu_s=used.ru_utime + used.ru_stime,
        peak_bytes=used.ru_maxrss * 1024,
        ended_by=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
    )
    os.write(1, msgspec.json.encode(spent))
    os._exit(0)  # tidying up would take longer than many a file


def _stay_inside(control_fd: int, has_namespaces: bool, work: Callable[..., Any]) -> NoReturn:
    """All the inner process does; it never returns to what was before."""
    try:
        _leave_open(control_fd)
        try:
            layers = sandbox.lock(has_namespaces)
        except (NoSandbox, OSError) as trouble:
            _say(control_fd, Said(why_not=sandbox.sentence(trouble)))
            os._exit(1)
        _say(control_fd, Said(layers=layers))
        control = socket.socket(fileno=control_fd)  # never closed: it ends with the process
        text, fds, _, _ = socket.recv_fds(control, LONGEST, MOST_FILES)
        if text:
            _obey(control_fd, msgspec.json.decode(text, type=Order), fds, work)
    except Exception as trouble:  # the edge: our own mistakes are told as well
        _say(control_fd, Said(broken=_told(trouble)))
    finally:
        os._exit(0)


def _obey(control_fd: int, order: Order, fds: list[int], work: Callable[..., Any]) -> None:
    source = open(fds[0], "rb")  # noqa: SIM115  it ends with the process
    many = 1 + len(order.inputs)
    inputs = {name: open(fd, "rb") for name, fd in zip(order.inputs, fds[1:many], strict=True)}  # noqa: SIM115
    outputs = {name: open(fd, "w+b") for name, fd in zip(order.outputs, fds[many:], strict=True)}  # noqa: SIM115
    told = -1

    def tell(percent: int) -> None:
        nonlocal told
        percent = max(0, min(100, int(percent)))
        if percent > told:
            told = percent
            _say(control_fd, Said(percent=percent))

    sandbox.shut(order.limits)
    _say(control_fd, _answer(lambda: _work(work, order, source, inputs, outputs, tell)))


def _work(
    work: Callable[..., Any],
    order: Order,
    source: BinaryIO,
    inputs: Mapping[str, BinaryIO],
    outputs: Mapping[str, BinaryIO],
    tell: Callable[[int], None],
) -> Said:
    more = {"inputs": inputs} if inputs else {}
    prepared = work(order.task, source, outputs.__getitem__, tell, **more)
    for output in outputs.values():
        output.close()
    return Said(prepared=prepared)


def _answer(ask: Callable[[], Said]) -> Said:
    """What came of it, in one of the words the parent knows."""
    try:
        return ask()
    except Refusal as refusal:
        return Said(refused=refusal.code)
    except MemoryError:
        return Said(refused="too-heavy")
    except Exception as trouble:  # the edge: whatever a file can do to a decoder ends here
        number = getattr(trouble, "errno", None)
        if number == errno.EFBIG:
            return Said(refused="too-heavy")
        if isinstance(trouble, FFmpegError) and number != errno.ENOSPC:
            return Said(refused="damaged")
        return Said(broken=_told(trouble))


def _told(trouble: Exception) -> str:
    """Where it broke, without the file's own words: they are a client's."""
    at = traceback.extract_tb(trouble.__traceback__)[-1:]
    where = "".join(f" at {os.path.basename(one.filename)}:{one.lineno}" for one in at)
    return f"{type(trouble).__name__}{where}: {trouble}"[:300]


def _import_the_rest() -> None:
    """What PyAV, Pillow and Python import when they first need it; inside there is nothing to import from."""
    for module in pkgutil.walk_packages(av.__path__, "av."):
        if module.name.rpartition(".")[2] not in ("__main__", "datasets"):
            importlib.import_module(module.name)
    for name in ("ImageFile", "ImageMode", "ImageText"):  # and what Pillow does
        importlib.import_module(f"PIL.{name}")
    for encoding in ("ascii", "latin-1", "utf-8", "utf-16", "idna"):
        codecs.lookup(encoding)


def _leave_open(control_fd: int) -> None:
    """Nothing but the line to the parent stays open."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nowhere, fd)
    os.closerange(3, control_fd)
    os.closerange(control_fd + 1, 4096)


def _say(control_fd: int, said: Said) -> None:
    os.write(control_fd, msgspec.json.encode(said))
