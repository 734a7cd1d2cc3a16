"""Effort: what a trainer asks, or the end of a timer asks, and what each client answered. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from signaling import timers
from signaling.log import Audience
from signaling.refusals import Refused
from signaling.timers import Timer

EFFORTS_KEPT = 50  # of each person: who sees one person's only keeps the same ones as who sees all
ANSWER_MS = 600_000  # so long after the question an answer counts
CLOCK_ERROR_MS = 5000  # a page may see the end of a timer this much earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question, and whom it is for: everyone, or persons."""

    id: str
    at_ms: int
    to: Literal["everyone"] | tuple[str, ...]

    @property
    def audience(self) -> Audience:
        """Who sees it."""
        return self.to

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {"id": self.id, "at_ms": self.at_ms, "to": self.to if isinstance(self.to, str) else list(self.to)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a client answered last to one question. rpe: by the CR10 scale. rir: how many more. None: not said."""

    ask: str  # of the ask, or of the timer whose end asked
    person: str
    at_ms: int
    rpe: int
    rir: int | None = None
    pain: bool | None = None
    where: tuple[str, ...] = ()

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {**asdict(self), "where": list(self.where)}

    def says(self) -> tuple[Any, ...]:
        """All but the moment."""
        return (self.ask, self.person, self.rpe, self.rir, self.pain, self.where)


def read_ask(told: Mapping[str, Any]) -> Ask:
    """What `Ask.wire` wrote."""
    to = told["to"]
    return Ask(**{**told, "to": to if isinstance(to, str) else tuple(to)})


def read(told: Mapping[str, Any]) -> Effort:
    """What `Effort.wire` wrote."""
    return Effort(**{**told, "where": tuple(told["where"])})


def asked(before: tuple[Ask, ...], ask: Ask) -> tuple[Ask, ...]:
    """With this one, in the place of an older one for the same people."""
    return (*(one for one in before if one.to != ask.to), ask)


def answered(before: tuple[Effort, ...], effort: Effort) -> tuple[Effort, ...]:
    """With this one, in the place of what the same person said to the same question; the oldest of theirs goes."""
    rest = tuple(one for one in before if (one.ask, one.person) != (effort.ask, effort.person))
    theirs = [one for one in rest if one.person == effort.person]
    oldest = theirs[0] if len(theirs) >= EFFORTS_KEPT else None
    return (*(one for one in rest if one is not oldest), effort)


def check_timer(timer: Timer, now_ms: int) -> None:
    """Raises Refused: not-found for a timer that asks nothing, out-of-range before its end, stale long after it."""
    over_at_ms = timers.over_at_ms(timer)
    if not timer.asks_effort:
        raise Refused("not-found", where="$.ask")
    if over_at_ms is None or now_ms < over_at_ms - CLOCK_ERROR_MS:
        raise Refused("out-of-range", "This timer has not run out yet.", "$.ask")
    check_fresh(over_at_ms, now_ms)


def check_fresh(at_ms: int, now_ms: int) -> None:
    """Raises Refused stale for what was asked too long ago."""
    if now_ms > at_ms + ANSWER_MS:
        raise Refused("stale", "That was asked too long ago.", "$.ask")
