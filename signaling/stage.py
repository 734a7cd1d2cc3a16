"""Who sees and hears whom in a room with several people: what the trainer decided, as a value. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Mode = Literal["direct", "relay"]  # how pictures go: between the browsers, or through the relay


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The trainer's decisions. Persons are opaque ids.

    meet: clients see and hear each other. pairs: persons who do so in any case. spotlight: the peer whose picture may
    be large. muted: persons whose voice reaches nobody. aside: the one person with whom the trainer speaks alone. held:
    nobody hears or sees the trainer, and no client is heard, until they are let go.
    """

    meet: bool = False
    pairs: tuple[tuple[str, str], ...] = ()
    spotlight: str | None = None
    muted: tuple[str, ...] = ()
    aside: str | None = None
    held: bool = False

    def may_meet(self, one: str, other: str) -> bool:
        """Whether two clients, by person, know of each other."""
        return self.meet or (one, other) in self.pairs or (other, one) in self.pairs

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {**asdict(self), "pairs": [list(pair) for pair in self.pairs], "muted": list(self.muted)}


def read(told: Mapping[str, Any]) -> Stage:
    """What `wire` wrote."""
    pairs = tuple((one, other) for one, other in told["pairs"])
    return Stage(**{**told, "pairs": pairs, "muted": tuple(told["muted"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording of the session by the server. `why` it ended, when nobody stopped it."""

    id: str
    by: str  # the peer who began it
    state: Literal["running", "stopped"]
    started_at_ms: int
    stopped_at_ms: int | None = None
    why: str = ""

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return asdict(self)
