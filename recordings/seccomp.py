"""Which calls of the kernel the media worker may make once it has a stranger's file: a short list, by seccomp.

Everything else answers "not permitted". What is on the list opens, names and reaches nothing: it reads and writes what
is open already, takes memory that can never be executed, looks at the clock, and leaves.
"""

import ctypes
import errno
import platform
import struct

# name -> its number on x86_64 and on aarch64. Left out on purpose: everything that starts a thread or a process, and
# sched_getaffinity, without which FFmpeg takes this for a machine with one processor and starts no threads either.
ALLOWED: dict[str, tuple[int, int]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "readv": (19, 65),
    "writev": (20, 66),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "exit": (60, 93),
    "ftruncate": (77, 46),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "times": (100, 153),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "futex": (202, 98),
    "restart_syscall": (219, 128),
    "fadvise64": (221, 223),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "getcpu": (309, 168),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "rseq": (334, 293),
}
# Allowed for memory that is not executable.
MEMORY: dict[str, tuple[int, int]] = {"mmap": (9, 222), "mprotect": (10, 226)}

# machine -> (column above, AUDIT_ARCH of the kernel)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
X32 = 0x40000000  # the second set of numbers on x86_64

LOAD, EQUAL, AT_LEAST, ANY_BIT, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
NUMBER_AT, ARCH_AT, THIRD_ARGUMENT_AT = 0, 4, 16 + 2 * 8
PROT_EXEC = 4

PR_SET_SECCOMP, MODE_FILTER = 22, 2


def is_known(machine: str | None = None) -> bool:
    """Whether there is a list for this kind of processor."""
    return (machine or platform.machine()) in MACHINES


def the_list(machine: str | None = None) -> bytes:
    """The filter as the kernel reads it: what is allowed, and nothing else."""
    column, arch = MACHINES[machine or platform.machine()]
    steps = _for_this_machine(column, arch)
    for numbers in MEMORY.values():
        steps += [
            _step(EQUAL, numbers[column], 0, 4),
            _step(LOAD, THIRD_ARGUMENT_AT),
            _step(ANY_BIT, PROT_EXEC, 0, 1),
            _step(ANSWER, REFUSE),
            _step(ANSWER, ALLOW),
        ]
    for numbers in ALLOWED.values():
        steps += [_step(EQUAL, numbers[column], 0, 1), _step(ANSWER, ALLOW)]
    return b"".join([*steps, _step(ANSWER, REFUSE)])


def all_but(numbers: list[int], error: int = errno.EPERM) -> bytes:
    """A filter that refuses these calls and allows all others; in tests it plays a machine that lacks them."""
    steps = _for_this_machine(*MACHINES[platform.machine()])
    for number in numbers:
        steps += [_step(EQUAL, number, 0, 1), _step(ANSWER, 0x00050000 | error)]
    return b"".join([*steps, _step(ANSWER, ALLOW)])


def install(program: bytes) -> None:
    """Puts a filter on this thread and all it will start, for good. Raises OSError. Needs no_new_privs."""

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]

    steps = ctypes.create_string_buffer(program, len(program))
    packed = Program(len(program) // 8, ctypes.addressof(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(packed), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, "seccomp")


def _for_this_machine(column: int, arch: int) -> list[bytes]:
    """A call under another machine's numbers is refused; what follows looks at the number."""
    steps = [_step(LOAD, ARCH_AT), _step(EQUAL, arch, 1, 0), _step(ANSWER, REFUSE), _step(LOAD, NUMBER_AT)]
    return [*steps, _step(AT_LEAST, X32, 0, 1), _step(ANSWER, REFUSE)] if column == 0 else steps


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
