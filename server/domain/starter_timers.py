"""Timers of ours to begin with, as data: a trainer starts one as it is, or changes it and keeps the copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A timer ready to start. recipe: the fields of its format, of which a page builds the plan."""

    key: str
    name: str
    about: str  # what it is for, in a few words
    recipe: Mapping[str, Any]
    length_ms: int  # of what is built of the recipe

    @property
    def format(self) -> str:
        """Which recipe it is built by."""
        return str(self.recipe["format"])

    @property
    def wire(self) -> dict[str, Any]:
        """As pages take it."""
        return {
            "key": self.key,
            "name": self.name,
            "about": self.about,
            "format": self.format,
            "length_ms": self.length_ms,
            "recipe": self.recipe,
        }


STARTERS: tuple[Starter, ...] = ()
BY_KEY = {starter.key: starter for starter in STARTERS}
