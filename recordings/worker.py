"""The media worker: each file gets a child of its own, locked in before it sees the file. Nothing is decoded here.

A spare child waits, its modules imported and its doors shut, so that a file is answered at once. A child is given the
open source and open outputs and nothing else; it answers once and ends. Its answer is data, bounded and checked like
any stranger's; of the files it made only those are taken over that the answer names.
"""

import asyncio
import logging
import os
import secrets
import shutil
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import msgspec

from recordings import sandbox
from recordings.answers import checked
from recordings.child import END_S, START_S, Child, trial
from recordings.pipe import Order, Said, Spent
from recordings.sandbox import MIB, Limits
from recordings.work import Answer, Broken, Refused, Task, outputs_of

log = logging.getLogger(__name__)

TRIES = 3
MOST_WORDS = 300  # progress is told once a percent
STALE_S = 24 * 60 * 60
QUICK = ("prepare", "preview")

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a task may take: inside by limits, outside by the clock on the wall."""

    limits: Limits
    wall_s: float


def budget(task: Task, source_bytes: int) -> Budget:
    """By what is asked. What is remuxed is as large as its source; a proxy grows with the minutes."""
    if task.kind in QUICK:
        # With the second that starting took it stays below the twenty that are promised.
        return Budget(limits=Limits(cpu_s=19, file_bytes=source_bytes + 64 * MIB), wall_s=60)
    if task.kind == "voice":
        return Budget(limits=Limits(cpu_s=60, file_bytes=64 * MIB), wall_s=180)
    if task.kind == "trimmings":
        return Budget(limits=Limits(cpu_s=60, file_bytes=64 * MIB, is_slow=True), wall_s=300)
    minutes = 120 if task.duration_ms is None else task.duration_ms // 60_000 + 1
    limits = Limits(cpu_s=60 + 300 * minutes, file_bytes=(64 + 160 * minutes) * MIB, is_slow=True)
    return Budget(limits=limits, wall_s=60 + 3 * limits.cpu_s)


class Workers:
    """Runs tasks in sandboxed children, `most` at a time; what people wait for never waits for slow work.

    work: a folder for what is being made, on the disk of what `run` is given as `out`. maker: the module whose `work`
    runs inside. budgets: what a task may take. on_spent: told what each task used.
    """

    def __init__(
        self,
        work: Path,
        *,
        most: int = 2,
        maker: str = "recordings.making",
        budgets: Callable[[Task, int], Budget] = budget,
        on_spent: Callable[[Task, Spent], None] = lambda _task, _spent: None,
    ) -> None:
        self._work = work
        self._maker = maker
        self._budgets = budgets
        self._on_spent = on_spent
        self._quick = asyncio.Semaphore(most)
        self._slow = asyncio.Semaphore(max(1, most - 1))
        self._spare: asyncio.Task[Child | str] | None = None
        self._children: set[Child] = set()
        self._is_closed = False
        self._is_tried = False
        self._why_not: str | None = None

    def why_not(self) -> str | None:
        """Why this machine can lock nothing in; None: it can. The first time it takes a moment to try."""
        if not self._is_tried:
            self._why_not = trial()
            self._is_tried = True
        return self._why_not

    async def start(self) -> None:
        """Keeps a child warm from now on. Without it the first file waits until one has come up."""
        await asyncio.to_thread(_sweep, self._work)
        if self._spare is None and sandbox.missing() is None:
            self._spare = self._begin()
            spare = await asyncio.shield(self._spare)
            if isinstance(spare, str):
                log.error("no clip can be opened: %s", spare)
            else:
                log.info("clips are opened in a sandbox: %s, seccomp", spare.layers)

    async def close(self) -> None:
        """Ends all children; whoever still waits for one is told that it broke."""
        self._is_closed = True
        if self._spare is not None:
            await self._spare
        await asyncio.gather(*(child.end() for child in self._children))
        self._children.clear()
        self._spare = None

    async def run(
        self,
        task: Task,
        source: Path,
        out: Path,
        on_progress: Progress = lambda _percent: None,
        inputs: Mapping[str, Path] = MappingProxyType({}),
    ) -> Answer:
        """The answer of one child about one file. What it made lies in `out`, each under its name in OUTPUTS.

        inputs: more files that it may read, under these names.
        Raises OSError when the source cannot be read or no output be made: that is ours, not the file's.
        """
        async with self._quick if task.kind in (*QUICK, "voice") else self._slow:
            folder = self._work / secrets.token_hex(8)
            child = await self._take()
            if isinstance(child, str):
                return Broken(why=child)
            try:
                return await self._ask(child, task, [source, *inputs.values()], list(inputs), out, folder, on_progress)
            finally:
                await asyncio.shield(child.end())
                self._children.discard(child)
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _ask(
        self,
        child: Child,
        task: Task,
        sources: Sequence[Path],
        names: list[str],
        out: Path,
        folder: Path,
        on_progress: Progress,
    ) -> Answer:
        outputs = outputs_of(task.kind)
        fds = await asyncio.to_thread(_open, sources, folder, outputs)
        allowed = self._budgets(task, os.fstat(fds[0]).st_size)
        try:
            child.order(Order(task=task, limits=allowed.limits, outputs=list(outputs), inputs=names), fds)
        except OSError:
            return Broken(why="It was gone before it had its order.")
        finally:
            for fd in fds:
                os.close(fd)
        try:
            async with asyncio.timeout(allowed.wall_s):
                said = await _listen(child, on_progress)
        except TimeoutError:
            said = Broken(why=f"It took longer than {allowed.wall_s:.0f} s.")
        spent = await child.end(within_s=0.0 if isinstance(said, Broken) else END_S)
        if spent is not None:
            self._on_spent(task, spent)
        answer = said if isinstance(said, Broken) else _judge(said, spent, allowed.limits)
        return await asyncio.to_thread(checked, answer, folder, out)

    async def _take(self) -> Child | str:
        """A child that waits for an order, or why there is none; another one is begun in its place."""
        why: list[str] = []
        while not self._is_closed and len(why) < TRIES:
            spare = self._spare = self._spare or self._begin()
            child = await asyncio.shield(spare)
            if self._spare is not spare:  # somebody else waited for the same one
                continue
            self._spare = self._begin()
            if isinstance(child, str):
                why.append(child)
            elif child.is_waiting():
                return child
            else:
                await child.end()
                self._children.discard(child)
                why.append("It was ended while it waited.")
        return why[-1] if why else "It was stopped."

    def _begin(self) -> asyncio.Task[Child | str]:
        return asyncio.create_task(self._start_one(), name="media worker")

    async def _start_one(self) -> Child | str:
        """A child that is locked in, or why it is not."""
        try:
            child = await Child.start(self._maker)
        except OSError as trouble:
            return f"It could not be started ({trouble.strerror})."
        self._children.add(child)
        said: Said | None = None
        try:
            async with asyncio.timeout(START_S):
                said = await child.hear()
        except (TimeoutError, msgspec.DecodeError):
            pass
        if said is not None and said.layers is not None:
            self._is_tried, self._why_not, child.layers = True, None, said.layers
            return child
        await child.end()
        self._children.discard(child)
        if said is not None and said.why_not is not None:
            self._is_tried, self._why_not = True, said.why_not
            return said.why_not
        return f"It did not come up: {(said and said.broken) or 'no word of it'}."


async def _listen(child: Child, on_progress: Progress) -> Said | Broken | None:
    """The child's last word; progress is passed on meanwhile."""
    for _ in range(MOST_WORDS):
        try:
            said = await child.hear()
        except msgspec.DecodeError:
            return Broken(why="It talked nonsense.")
        if said is None or said.percent is None:
            return said
        on_progress(max(0, min(100, said.percent)))
    return Broken(why="It talked too much.")


def _judge(said: Said | None, spent: Spent | None, limits: Limits) -> Answer:
    """What the last word means; without one, what the way it ended means."""
    if said is not None and said.prepared is not None:
        return said.prepared
    if said is not None and said.refused is not None:
        return Refused(code=said.refused)
    if said is not None and said.broken is not None:
        return Broken(why=said.broken[:300])
    if spent is None:
        return Broken(why="It was ended from outside.")
    # The kernel counts by ticks, and a decoder at the limit of its memory may die of anything.
    if spent.cpu_s >= 0.7 * limits.cpu_s or spent.peak_bytes >= 0.7 * limits.memory_bytes:
        return Refused(code="too-heavy")
    how = signal.Signals(spent.ended_by).name if spent.ended_by else "itself, without a word"
    return Broken(why=f"It was ended by {how}.")


def _open(sources: Sequence[Path], folder: Path, outputs: Sequence[str]) -> list[int]:
    """The sources for reading and each output for writing, all of them plain files."""
    folder.mkdir(parents=True, mode=0o700)
    fds: list[int] = []
    try:
        for source in sources:
            fds.append(os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC))
        for name in outputs:
            fds.append(os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except OSError:
        for fd in fds:
            os.close(fd)
        raise
    return fds


def _sweep(folder: Path) -> None:
    """Removes what a server that was killed left behind; younger folders may be another process's."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.iterdir():
        if time.time() - left.stat().st_mtime > STALE_S:
            shutil.rmtree(left, ignore_errors=True)
