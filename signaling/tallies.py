"""What each client counts on a timer: rounds and repetitions beyond them, when they were done or out. Pure."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from signaling import timers
from signaling.log import Audience
from signaling.refusals import Refused
from signaling.timers import Timer

ROUNDS_MAX = 999
# What a timer must count for it.
COUNTED_BY = {"add": "rounds", "take": "rounds", "reps": "rounds", "finish": "finish", "out": "out"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one client counted on one timer."""

    rounds: int = 0
    reps: int = 0  # beyond the last full round
    finish_ms: int | None = None  # since the end of the lead-in, pauses left out
    out: int | None = None  # the round

    def wire(self) -> dict[str, Any]:
        """As it stands in the log."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A tally, whose it is, and who was told of it."""

    person: str
    tally: Tally
    audience: Audience


def counted(timer: Timer, before: Tally, do: str, at_ms: int, reps: int | None = None) -> Tally:
    """The tally after a press at `at_ms`; the same one when it changes nothing. reps: for `reps`.

    Raises Refused: bad-message for what this timer does not count, out-of-range before the first round.
    """
    wanted = COUNTED_BY.get(do, timer.counts)
    if not wanted or wanted != timer.counts:
        raise Refused("bad-message", "This timer does not count that.", "$.do")
    if do == "undo":
        return replace(before, finish_ms=None, out=None)
    gone_ms = _gone_ms(timer, at_ms)
    if gone_ms < timers.lead_in_ms(timer.plan):
        raise Refused("out-of-range", "It has not begun yet.", "$.do")
    if do == "reps":
        if reps is None:
            raise Refused("bad-message", "It does not say how many.", "$.reps")
        return replace(before, reps=reps)
    if do == "finish":
        return before if before.finish_ms is not None else replace(before, finish_ms=_finish_ms(timer, gone_ms))
    if do == "out":
        return before if before.out is not None else replace(before, out=timers.interval_at(timer, gone_ms).round or 1)
    rounds = before.rounds + (1 if do == "add" else -1)
    return replace(before, rounds=min(ROUNDS_MAX, max(0, rounds)))


def kept(before: tuple[Counted, ...], one: Counted) -> tuple[Counted, ...]:
    """With this one. An earlier one of the same person stays only for those who were not told of this one."""
    return (*(old for old in before if old.person != one.person or not _covers(one.audience, old.audience)), one)


def shown(counted: tuple[Counted, ...], is_for: Callable[[Audience], bool]) -> dict[str, dict[str, Any]]:
    """By person, the last tally that somebody was told of."""
    return {one.person: one.tally.wire() for one in counted if is_for(one.audience)}


def last(counted: tuple[Counted, ...], person: str) -> Tally:
    """A person's tally; nothing counted yet is a tally too."""
    return next((one.tally for one in reversed(counted) if one.person == person), Tally())


def _gone_ms(timer: Timer, at_ms: int) -> int:
    """How far the plan was at a moment, which may lie shortly before the pause or the stop that counts now."""
    if timer.state != "running" and at_ms < timer.at_ms:
        return max(0, timer.elapsed_ms - (timer.at_ms - at_ms))
    return timers.elapsed(timer, at_ms)


def _finish_ms(timer: Timer, gone_ms: int) -> int:
    return gone_ms - timers.lead_in_ms(timer.plan)


def _covers(wide: Audience, narrow: Audience) -> bool:
    return isinstance(wide, tuple) and isinstance(narrow, tuple) and set(narrow) <= set(wide)
