"""Shows set-up as numbered steps: one line each, live on a terminal, plain in a file."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from launcher.places import Trouble

HEARTBEAT_S = 20.0


@dataclass(frozen=True)
class Step:
    """One thing set-up may have to do: `run` gets a function to tell how far it is, and returns what was reached."""

    title: str
    is_done: Callable[[], bool]
    run: Callable[[Callable[[str], None]], str]


@dataclass
class Line:
    """The line of the step at work. On a terminal it is redrawn in place; elsewhere it speaks up now and then."""

    label: str
    out: TextIO
    started: float = field(default_factory=time.monotonic)
    spoke: float = field(default_factory=time.monotonic)

    def tell(self, detail: str) -> None:
        """Shows how far the step is."""
        now = time.monotonic()
        if self.out.isatty():
            if now - self.spoke > 0.05:
                self._draw(f"{self.label}: {detail}, {now - self.started:.0f} s", end="")
                self.spoke = now
        elif now - self.spoke > HEARTBEAT_S:
            self._draw(f"{self.label}: {detail}, {now - self.started:.0f} s")
            self.spoke = now

    def begin(self) -> None:
        self._draw(f"{self.label} …", end="" if self.out.isatty() else "\n")

    def end(self, reached: str) -> None:
        self._draw(f"{self.label}: {reached}, {time.monotonic() - self.started:.1f} s")

    def break_off(self) -> None:
        if self.out.isatty():
            self.out.write("\n")

    def _draw(self, text: str, end: str = "\n") -> None:
        if self.out.isatty():
            text = "\r\x1b[2K" + text[:118]
        self.out.write(text + end)
        self.out.flush()


def walk(steps: list[Step], out: TextIO | None = None) -> None:
    """Runs the steps that are not done yet, in order, and shows them. Raises the Trouble of one that cannot be done."""
    out = out or sys.stderr
    due = [step for step in steps if not step.is_done()]
    if not due:
        return
    began = time.monotonic()
    out.write("Setting up what is missing. This happens once.\n")
    for number, step in enumerate(due, start=1):
        line = Line(f"{number}/{len(due)} {step.title}", out)
        line.begin()
        try:
            reached = step.run(line.tell)
        except (Trouble, KeyboardInterrupt):
            line.break_off()
            raise
        line.end(reached)
    out.write(f"Set up in {time.monotonic() - began:.0f} s.\n\n")
    out.flush()
