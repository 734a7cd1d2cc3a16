"""Ways out of the sandbox, one function each: raises OSError when the way is shut. `parent` is the server's process."""

import array
import ctypes
import errno
import os
import platform
import signal
import socket
import stat
import sys
import threading
from collections.abc import Callable
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
HERE = {"x86_64": 0, "aarch64": 1}[platform.machine()]
PROT_EXEC, PROT_READ, PRIVATE_ANONYMOUS = 4, 1, 0x22


def _call(x86_64: int, aarch64: int, *arguments: Any) -> int:
    """A call of the kernel by its number, past all of Python and libc."""
    number = (x86_64, aarch64)[HERE]
    result = int(
        LIBC.syscall(ctypes.c_long(number), *(ctypes.c_long(one) if isinstance(one, int) else one for one in arguments))
    )
    return _checked(result)


def _checked(result: int) -> int:
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _thread(_parent: int) -> None:
    threading.Thread(target=lambda: None).start()


def _send_a_file(_parent: int) -> None:
    for fd in range(3, 32):
        try:
            line = socket.socket(fileno=fd)
        except OSError:
            continue
        try:
            line.sendmsg([b"{}"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [1]))])
        finally:
            line.detach()
    raise OSError(1, "no line")


def _executable(_parent: int) -> None:
    LIBC.mmap.restype = ctypes.c_void_p
    where = LIBC.mmap(None, ctypes.c_size_t(4096), PROT_READ | PROT_EXEC, PRIVATE_ANONYMOUS, -1, ctypes.c_long(0))
    if where == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "mmap")


def _made_executable(_parent: int) -> None:
    LIBC.mmap.restype = ctypes.c_void_p
    where = LIBC.mmap(None, ctypes.c_size_t(4096), PROT_READ, PRIVATE_ANONYMOUS, -1, ctypes.c_long(0))
    _checked(LIBC.mprotect(ctypes.c_void_p(where), ctypes.c_size_t(4096), PROT_READ | PROT_EXEC))


# What anybody may do who is not locked in, and what does no harm.
HARMLESS = (
    "read the passwords",
    "read the passwords by number",
    "read the passwords by another number",
    "list the root",
    "see whether a file is there",
    "follow a link",
    "make a file in memory",
    "open a socket",
    "open a unix socket",
    "open a netlink socket",
    "pair sockets",
    "start a thread",
    "take executable memory",
    "make memory executable",
    "hold the server by its number",
)

ESCAPES: dict[str, Callable[[int], Any]] = {
    # files
    "read the passwords": lambda _: os.open("/etc/passwd", os.O_RDONLY),
    "read the passwords by number": lambda _: _call(257, 56, -100, b"/etc/passwd", 0, 0),
    "read the passwords by another number": lambda _: _call(
        437, 437, -100, b"/etc/passwd", (ctypes.c_uint64 * 3)(), 24
    ),
    "read the passwords under the other numbers": lambda _: _call(0x40000000 + 257, 56, -100, b"/etc/passwd", 0, 0),
    "read the server's memory": lambda parent: os.open(f"/proc/{parent}/mem", os.O_RDONLY),
    "read the server's environment": lambda parent: os.open(f"/proc/{parent}/environ", os.O_RDONLY),
    "open the source for writing": lambda _: os.open("/proc/self/fd/4", os.O_RDWR),
    "list the root": lambda _: os.listdir("/"),
    "see whether a file is there": lambda _: os.stat("/etc/passwd"),
    "follow a link": lambda _: os.readlink("/proc/self/exe"),
    "write a file": lambda _: os.open("/tmp/left-behind", os.O_WRONLY | os.O_CREAT),
    "make a folder": lambda _: os.mkdir("/tmp/left-behind"),
    "remove a file": lambda _: os.unlink("/etc/passwd"),
    "make a file in memory": lambda _: os.memfd_create("x"),
    "open by handle": lambda _: _call(304, 265, -100, (ctypes.c_char * 64)(), 0),
    # the network and other processes
    "open a socket": lambda _: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "connect an open line": lambda _: _call(42, 203, 3, b"\2\0\0\x50\x7f\0\0\1" + bytes(8), 16),
    "open a unix socket": lambda _: socket.socket(socket.AF_UNIX),
    "open a netlink socket": lambda _: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "pair sockets": lambda _: socket.socketpair(),
    "send an open file": _send_a_file,
    "kill the server": lambda parent: os.kill(parent, signal.SIGTERM),
    "kill everybody": lambda _: os.kill(-1, signal.SIGKILL),
    "hold the server by its number": lambda parent: _call(434, 434, parent, 0),
    "trace the server": lambda parent: _call(101, 117, 16, parent, 0, 0),
    "read another's memory": lambda parent: _call(310, 270, parent, None, 0, None, 0, 0),
    "share memory": lambda _: _call(29, 194, 1, 4096, 0o1666),
    # more of itself
    "fork": lambda _: os.fork(),
    "fork by number": lambda _: _call(56, 220, signal.SIGCHLD, 0, 0, 0, 0),
    "fork by another number": lambda _: _call(435, 435, (ctypes.c_uint64 * 11)(), 88),
    "start a thread": _thread,
    "run a program": lambda _: os.execv("/bin/true", ["true"]),
    "run a program from an open file": lambda _: _call(322, 281, 4, b"", None, None, 0x1000),
    "take executable memory": _executable,
    "make memory executable": _made_executable,
    # more rights
    "take more time": lambda _: _call(302, 261, 0, 0, (ctypes.c_uint64 * 2)(1000, 1000), None),
    "become root": lambda _: os.setuid(0),
    "take capabilities": lambda _: _call(
        126, 91, (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    ),
    "take another namespace": lambda _: _call(272, 97, 0x10000000),
    "enter another namespace": lambda _: _call(308, 268, 4, 0),
    "mount": lambda _: _checked(LIBC.mount(b"none", b"/", b"proc", 0, None)),
    "change the root": lambda _: os.chroot("/"),
    "load a filter": lambda _: _call(317, 277, 1, 0, None),
    "load a program into the kernel": lambda _: _call(321, 280, 0, None, 0),
    "open a ring to the kernel": lambda _: _call(425, 425, 8, (ctypes.c_char * 120)()),
    "catch page faults": lambda _: _call(323, 282, 1),
    "count events": lambda _: _call(298, 241, (ctypes.c_char * 128)(), 0, -1, -1, 0),
    "keep a key": lambda _: _call(248, 217, b"user", b"x", b"y", 1, -3),
    "talk to a device": lambda _: _call(16, 29, 3, 0x541B, (ctypes.c_char * 64)()),
    "change its name": lambda _: _checked(LIBC.prctl(15, b"sshd", 0, 0, 0)),
}


def attempt(name: str, parent: int) -> str:
    """What came of one way."""
    try:
        return f"DONE {ESCAPES[name](parent)!r}"
    except OSError as trouble:
        return errno.errorcode.get(trouble.errno or 0, "?")
    except RuntimeError as trouble:  # a thread that could not be started
        return str(trouble)


def kind_of_file(fd: int) -> str | None:
    """What an open file is ("regular", "device", "socket"); None: it is not open. libc's own way of asking is shut."""
    about = (ctypes.c_char * 256)()
    try:
        _call(5, 80, fd, about)
    except OSError:
        return None
    at = (24, 16)[HERE]
    mode = int.from_bytes(bytes(about[at : at + 4]), sys.byteorder)
    return {stat.S_IFREG: "regular", stat.S_IFCHR: "device", stat.S_IFSOCK: "socket"}.get(stat.S_IFMT(mode), oct(mode))
