"""A stop as a value: whose, why, since when, and whether the trainer has seen it. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Somebody who paused, or feels unwell. at_ms: when it was pressed; their view of all timers rests there.

    is_taken: the trainer has seen it. is_fine: they say that they are well again. timers: those that paused with it.
    """

    person: str
    why: Literal["pause", "unwell"]
    at_ms: int
    by: str  # the peer who pressed
    state: Literal["open", "over"] = "open"
    is_taken: bool = False
    is_fine: bool = False
    timers: tuple[str, ...] = ()

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {**asdict(self), "timers": list(self.timers)}


def read(told: Mapping[str, Any]) -> Stop:
    """What `wire` wrote."""
    return Stop(**{**told, "timers": tuple(told["timers"])})


def after(stops: Mapping[str, Stop], stop: Stop) -> Mapping[str, Stop]:
    """With this one in the place of an earlier one of the same person; without it when it is over."""
    rest = {person: one for person, one in stops.items() if person != stop.person}
    return rest if stop.state == "over" else {**rest, stop.person: stop}
