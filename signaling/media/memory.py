"""What ended rooms leave behind. Their connections are rings of objects, which only the garbage collector takes apart.

By itself it looks through everything when what is there has grown by a quarter: after some hundred rooms, in a pause
of all media. So what the modules brought is taken out of its sight once, and it looks soon after a room has ended,
when there is little to look through: 1 ms instead of 25, and 500 rooms leave what one does.
"""

import asyncio
import gc

AFTER_S = 1.0  # a connection says goodbye, and tasks end


def settle() -> None:
    """What is here now stays for good, and is not looked through again. Once, when a process has all its modules."""
    gc.collect()
    gc.freeze()


class Sweeper:
    """Looks once for however many rooms end within a second."""

    def __init__(self) -> None:
        self._due: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        """A room has ended."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(AFTER_S, self._sweep)

    def close(self) -> None:
        """Nothing is due any more."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _sweep(self) -> None:
        self._due = None
        gc.collect()
