"""Prisoners of other machines: each module changes its process while it is imported, before it is locked in."""

import ctypes
import errno
import os

from recordings import seccomp

UNSHARE = {"x86_64": 272, "aarch64": 97}[os.uname().machine]
LANDLOCK = 444


def lack(*calls: int) -> None:
    """From here on the kernel does not know these calls."""
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # no_new_privs, without which an ordinary user may set no filter
    seccomp.install(seccomp.all_but(list(calls), errno.ENOSYS))


def be_ordinary() -> None:
    """Becomes an ordinary user if it is root."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(4321, 4321, 4321)
        os.setresuid(4321, 4321, 4321)
