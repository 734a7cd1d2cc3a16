"""What a form is filled with, also when it comes back refused to a browser without script."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from server.domain.errors import DomainError

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Fill(Generic[Given]):
    """What was typed or is stored, and the refusal it met, if any."""

    given: Given
    problem: DomainError | None = None

    def error(self, where: str) -> str:
        """The sentence that belongs at a field."""
        return self.problem.message if self.problem is not None and self.problem.where == where else ""
