"""Who agrees to be recorded, as it stands now. The recorder asks for every packet and again before every write."""

from collections.abc import Callable

# (person, purpose) -> since when the person agrees, in epoch milliseconds; None: not, or no more.
Gate = Callable[[str, str], float | None]


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

    def forget_all(self) -> None:
        """Nobody agrees any more: for whoever can no longer hear of withdrawals."""
        self._since.clear()
