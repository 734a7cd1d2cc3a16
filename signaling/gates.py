"""Who may exercise in a room: told from outside, kept in the log, asked by whatever starts exercise. Pure.

A room knows no health checks. It is told a state by its word and never reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from signaling.log import Draft

RED_FLAG = "reopened"  # what a red flag in a room makes of somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One person's. `why` holds them back unless the trainer lets them all the same; "" holds nobody."""

    why: str = ""
    by_override: bool = False

    @property
    def is_shut(self) -> bool:
        """Whether they may not exercise."""
        return self.why != "" and not self.by_override

    def wire(self) -> dict[str, Any]:
        """As messages tell it."""
        return {"why": self.why, "by_override": self.by_override}


OPEN = Gate()


def after(gates: Mapping[str, Gate], payload: Mapping[str, Any]) -> Mapping[str, Gate]:
    """The gates after an event; who is held back by nothing has none."""
    rest = {who: one for who, one in gates.items() if who != payload["person"]}
    told = Gate(why=payload["why"], by_override=payload["by_override"])
    return rest if told == OPEN else {**rest, payload["person"]: told}


def changed(gates: Mapping[str, Gate], person: str, gate: Gate) -> list[Draft]:
    """The event that says how it is now; none when it is so already."""
    if gates.get(person, OPEN) == gate:
        return []
    return [Draft(type="gate", payload={"person": person, **gate.wire()}, audience=(person,))]


def shut(gates: Mapping[str, Gate], persons: Iterable[str]) -> tuple[str, ...]:
    """Those of the persons who may not exercise."""
    return tuple(one for one in persons if gates.get(one, OPEN).is_shut)
