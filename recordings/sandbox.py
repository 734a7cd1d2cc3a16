"""What the media worker locks itself into, before it touches a stranger's file. Linux only, with ctypes alone.

Three layers, each of which holds by itself: namespaces with an empty root (nothing to see, nobody to reach), Landlock
(no file may be opened), and seccomp (no call that could). A machine may lack the first or the second; never both, and
never the third.
"""

import contextlib
import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from recordings import seccomp

MIB = 1024 * 1024
MEMORY_BYTES = 1536 * MIB
NOBODY = 65534

NEW_NAMESPACES = 0x10000000 | 0x00020000 | 0x40000000 | 0x20000000 | 0x08000000 | 0x04000000  # user mnt net pid ipc uts
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, REMOUNT, PRIVATE, RECURSIVE = 1, 2, 4, 8, 32, 1 << 18, 1 << 14
DETACH = 2
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
CAPSET = {"x86_64": 126, "aarch64": 91}
LANDLOCK_CREATE, LANDLOCK_RESTRICT = 444, 446
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38


class NoSandbox(Exception):
    """This machine cannot lock a worker in; the text is a sentence for its operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a task may use."""

    cpu_s: int
    file_bytes: int  # of each output
    memory_bytes: int = MEMORY_BYTES  # of address space
    is_slow: bool = False  # nobody waits for it: everything else goes first


def step_back() -> None:
    """Gives way to the server, and is the first to go when memory runs out."""
    os.nice(5)
    with contextlib.suppress(OSError):  # some containers keep it; the kernel then decides by size
        Path("/proc/self/oom_score_adj").write_text("800")


def die_with(parent: int) -> None:
    """When this parent ends, so do we."""
    _check(_libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl")
    if os.getppid() != parent:
        os._exit(0)  # it was gone before we asked


def lose_rights() -> None:
    """Root becomes nobody; all capabilities go. An ordinary user has none to lose."""
    if os.geteuid() == 0:
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        except OSError:
            pass  # a container without these ids: the other layers hold
    _check(_libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def enter_namespaces() -> bool:
    """New user, mount, network, process, ipc and host name spaces; whether the kernel gave them.

    The process space is that of the next child: fork after this.
    """
    return bool(_libc().unshare(NEW_NAMESPACES) == 0)


def lock(has_namespaces: bool) -> str:
    """In the forked child: leaves the files behind and every capability. Says which layers there are, such as
    "namespaces, landlock"; seccomp comes last, by `shut`. Raises NoSandbox when there are too few.
    """
    parent = os.getppid()  # 0 from within a process space of its own
    layers = []
    if has_namespaces and _empty_root():
        layers.append("namespaces")
    _drop_capabilities()
    _check(_libc().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "prctl")
    if _landlock():
        layers.append("landlock")
    die_with(parent)
    if not layers:
        raise NoSandbox("The kernel gives this user neither user namespaces nor Landlock.")
    return ", ".join(layers)


def shut(limits: Limits) -> None:
    """The last step: what is used is limited, and every call that is not on the list is refused from here on."""
    if limits.is_slow:
        os.nice(19)
    for what, most in (
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_NPROC, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    seccomp.install(seccomp.the_list())


def missing() -> str | None:
    """What cannot be had here at all, without trying; None: worth a try."""
    if sys.platform != "linux":
        return "Clips are opened in a sandbox that only Linux has."
    if not seccomp.is_known():
        return f"There is no list of allowed calls for this kind of processor ({platform.machine()})."
    return None


def try_out() -> None:
    """Locks a child in and lets it go; prints a sentence when that fails."""
    lose_rights()
    has_namespaces = enter_namespaces()
    inner = os.fork()
    if inner == 0:
        try:
            lock(has_namespaces)
            shut(Limits(cpu_s=1, file_bytes=0))
        except (NoSandbox, OSError) as trouble:
            os.write(1, sentence(trouble).encode())
        os._exit(0)
    os.waitpid(inner, 0)


def sentence(trouble: Exception) -> str:
    """Why there is no sandbox, for the operator."""
    return str(trouble) if isinstance(trouble, NoSandbox) else f"The kernel refuses the sandbox ({trouble})."


def _empty_root() -> bool:
    """Whether an empty, read-only file system is all there is from now on."""
    libc = _libc()
    spot = next(path for path in (b"/tmp", b"/var", b"/usr", b"/proc") if os.path.isdir(path))
    flags = NO_SUID | NO_DEVICES | NO_EXEC
    if libc.mount(None, b"/", None, RECURSIVE | PRIVATE, None) != 0:
        return False
    if libc.mount(b"none", spot, b"tmpfs", flags, b"size=4k,nr_inodes=2,mode=755") != 0:
        return False
    os.chdir(spot)
    if libc.mount(None, b".", None, flags | READ_ONLY | REMOUNT, None) != 0:
        return False
    # Where the machine's root is an initramfs there is no pivot; chroot is as good once the capabilities are gone.
    if libc.syscall(PIVOT_ROOT[platform.machine()], b".", b".") == 0:
        _check(libc.umount2(b".", DETACH), "umount")
    else:
        os.chroot(".")
    os.chdir("/")
    return os.listdir("/") == []


def _drop_capabilities() -> None:
    """The user namespace had given all of them, over itself."""
    libc = _libc()
    for number in range(64):
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))
    nothing = ctypes.create_string_buffer(24)
    _check(libc.syscall(CAPSET[platform.machine()], header, nothing), "capset")


def _landlock() -> bool:
    """Whether Landlock refuses all files, TCP ports and signals to others, as far as this kernel knows them."""
    libc = _libc()
    version = libc.syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    files = (1 << 13) - 1
    for since, bit in ((2, 13), (3, 14), (5, 15)):
        files |= (version >= since) << bit
    ports = 0b11 if version >= 4 else 0
    others = 0b11 if version >= 6 else 0
    rules = ctypes.create_string_buffer(struct.pack("=QQQ", files, ports, others))
    fd = libc.syscall(LANDLOCK_CREATE, rules, ctypes.c_size_t(24), 0)
    if fd < 0:
        return False
    try:
        return bool(libc.syscall(LANDLOCK_RESTRICT, fd, 0) == 0)
    finally:
        os.close(fd)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, call: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
