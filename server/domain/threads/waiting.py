"""What waits for a trainer: one line for each thing, whichever part of the product it comes from.

A family that has something to wait for adds a provider to `server.web.threads.providers`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "red-flag",
    "knock",
    "code",
    "message",
    "check-in",
    "move",
    "health",
    "form",
    "assessment",
    "comment",
    "review",
    "training",
    "clip",
    "outcome",
    "due",
]

# What kind it is, in a word, in the order of how little it can wait.
KINDS: Final[dict[Kind, str]] = {
    "red-flag": "red flag",
    "knock": "at the door",
    "code": "code",
    "move": "move a session",
    "message": "message",
    "check-in": "check-in",
    "health": "health check",
    "form": "form",
    "assessment": "assessment",
    "comment": "comment",
    "review": "read",
    "training": "training",
    "clip": "to look at",
    "outcome": "how did it go",
    "due": "due",
}
FIRST: Final = ("red-flag", "knock", "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits. client: the name of whom it is about, "" for nobody alone; link: where it is dealt with."""

    kind: Kind
    client: str
    since_ms: int
    link: str
    words: str
    count: int = 1

    @property
    def cannot_wait(self) -> bool:
        """Whether it stands above everything else."""
        return self.kind in FIRST


def in_order(found: Iterable[Waiting]) -> list[Waiting]:
    """What cannot wait first, in the order of KINDS; then whatever waits longest."""
    ranks = list(KINDS)
    return sorted(
        found,
        key=lambda one: (0, ranks.index(one.kind), one.since_ms) if one.cannot_wait else (1, 0, one.since_ms),
    )
