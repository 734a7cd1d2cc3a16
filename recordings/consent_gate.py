"""Who agrees to be recorded, as it stands now. The recorder asks for every packet and again before every write."""

from collections.abc import Callable
from typing import Final

# (person, purpose) -> since when the person agrees, in epoch milliseconds; None: not, or no more.
Gate = Callable[[str, str], float | None]

# What comes in so short a time after a yes may have been taken before it, and be late.
LEAD_MS: Final = 300.0


def covers(since_ms: float | None, at_ms: float) -> bool:
    """Whether what was taken or came at that time may be kept. since_ms: as a gate says it now."""
    return since_ms is not None and at_ms >= since_ms + LEAD_MS


class Consents:
    """A gate that is told of each answer. Any thread may ask; an answer counts for whoever asks next."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, str], float] = {}

    def __call__(self, person: str, purpose: str) -> float | None:
        """See Gate."""
        return self._since.get((person, purpose))

    def give(self, person: str, purpose: str, at_ms: float) -> None:
        """The person agrees. What was taken before stays unrecorded; said twice, the first counts."""
        self._since.setdefault((person, purpose), at_ms)

    def withdraw(self, person: str, purpose: str) -> None:
        """The person agrees no more. From here on nothing is written, not even what was taken before and waits."""
        self._since.pop((person, purpose), None)

    def people(self, purpose: str) -> set[str]:
        """Who agrees to a purpose now."""
        return {person for person, each in self._since if each == purpose}

    def forget_all(self) -> None:
        """Nobody agrees any more: for whoever can no longer hear of withdrawals."""
        self._since.clear()
