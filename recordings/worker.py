"""The media worker: one sandboxed child a file. To come."""

from collections.abc import Callable
from pathlib import Path

from recordings.work import Answer, Broken, Task


class Workers:
    """Runs tasks in sandboxed children."""

    def __init__(self, work: Path, *, most: int = 2) -> None:
        self._work = work

    def why_not(self) -> str | None:
        """Why this machine can sandbox nothing; None: it can."""
        return "The media worker is being built."

    async def start(self) -> None:
        """Keeps a child warm."""

    async def close(self) -> None:
        """Ends the children."""

    async def run(
        self, task: Task, source: Path, out: Path, on_progress: Callable[[int], None] = lambda _percent: None
    ) -> Answer:
        """The answer of one child about one file."""
        return Broken(why="to come")
