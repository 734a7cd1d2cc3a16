"""A group's sheet: one protocol done with several people at once, people down and measures across."""

from dataclasses import dataclass

from server.domain.protocols.measures import Measure, Side, places
from server.domain.protocols.protocol import Protocol
from server.domain.protocols.results import where


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. Who is on it are the assessments that name it."""

    id: str
    trainer_id: str
    group_id: str | None
    title: str  # the group's name, then
    protocol: str
    version: int
    created_at_ms: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a measure on a side, in a try."""

    measure: Measure
    side: Side
    trial: int

    @property
    def place(self) -> str:
        """The name of its values."""
        return where(self.measure.key, self.side, self.trial)

    @property
    def title(self) -> str:
        """What stands above it."""
        parts = (self.measure.title, self.side, f"try {self.trial}" if self.measure.trials > 1 else "")
        return ", ".join(part for part in parts if part)


def columns(protocol: Protocol) -> list[Column]:
    """The columns, in the order in which they are measured."""
    return [
        Column(measure, side, trial)
        for measure in protocol.measures
        for side in places(measure.sides)
        for trial in range(1, measure.trials + 1)
    ]
