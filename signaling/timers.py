"""Timers as values: nobody ticks on the server. The face is computed from the clock; a change is a new revision."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, Literal

from signaling.log import Audience
from signaling.messages.timers import Counts, Interval
from signaling.refusals import Refused

BACK_MS = 2000  # so far into an interval `back` still means the one before
SHORTEST_MS = 1000
LONGEST_MS = 14_400_000
PLAN_LONGEST_MS = 21_600_000  # six hours
ALWAYS_TOLD = ("round", "rounds")

State = Literal["running", "paused", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A revision of a timer: counts from `at_ms` on; running, it shows `elapsed_ms` plus the time since then."""

    id: str
    rev: int
    title: str
    plan: tuple[Interval, ...]
    state: State
    at_ms: int
    elapsed_ms: int
    to: Literal["everyone"] | tuple[str, ...] = "everyone"  # or persons; in older logs peers
    counts: Counts = ""
    asks_effort: bool = False  # at its end

    @property
    def audience(self) -> Audience:
        """Who sees it."""
        return self.to

    def wire(self) -> dict[str, Any]:
        """The Timer of messages."""
        return {
            "id": self.id,
            "rev": self.rev,
            "title": self.title,
            "plan": [_told(interval) for interval in self.plan],
            "state": self.state,
            "at_ms": self.at_ms,
            "elapsed_ms": self.elapsed_ms,
            "to": self.to if isinstance(self.to, str) else list(self.to),
            "counts": self.counts,
            "asks_effort": self.asks_effort,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a timer shows at one moment."""

    state: State
    index: int  # of the interval in the plan
    interval: Interval
    gone_ms: int  # of this interval
    left_ms: int  # of this interval
    elapsed_ms: int  # of the whole plan


def read(told: Mapping[str, Any]) -> Timer:
    """A Timer from its form in the log."""
    to = told["to"]
    plan = tuple(Interval(**interval) for interval in told["plan"])
    return Timer(**{**told, "plan": plan, "to": to if isinstance(to, str) else tuple(to)})


def lead_in_ms(plan: Sequence[Interval]) -> int:
    """How long one gets ready before the first interval that counts."""
    count = next((at for at, interval in enumerate(plan) if interval.kind != "prepare"), len(plan))
    return length_ms(plan[:count])


def length_ms(plan: Sequence[Interval]) -> int:
    """How long a whole plan takes."""
    return sum(interval.duration_ms for interval in plan)


def interval_at(timer: Timer, position_ms: int) -> Interval:
    """Which interval of its plan runs so far into it."""
    return timer.plan[_interval_at(timer.plan, position_ms)[0]]


def elapsed(timer: Timer, now_ms: int) -> int:
    """Milliseconds into the plan, never past its end; before `at_ms` what it will begin with."""
    run_ms = max(0, now_ms - timer.at_ms) if timer.state == "running" else 0
    return min(length_ms(timer.plan), timer.elapsed_ms + run_ms)


def is_done(timer: Timer, now_ms: int) -> bool:
    """Whether it was stopped, or its plan has run out."""
    return timer.state == "done" or (timer.state == "running" and elapsed(timer, now_ms) >= length_ms(timer.plan))


def over_at_ms(timer: Timer) -> int | None:
    """When it was stopped or its plan runs out; None while it is paused."""
    if timer.state == "paused":
        return None
    return timer.at_ms if timer.state == "done" else timer.at_ms + length_ms(timer.plan) - timer.elapsed_ms


def face(timer: Timer, now_ms: int, before: Timer | None = None) -> Face:
    """What to show now; `before` is the revision that counts until this one does."""
    if before is not None and now_ms < timer.at_ms:
        return face(before, now_ms)
    position_ms = elapsed(timer, now_ms)
    index, from_ms = _interval_at(timer.plan, position_ms)
    interval = timer.plan[index]
    return Face(
        state="done" if is_done(timer, now_ms) else timer.state,
        index=index,
        interval=interval,
        gone_ms=position_ms - from_ms,
        left_ms=interval.duration_ms - (position_ms - from_ms),
        elapsed_ms=position_ms,
    )


def change(timer: Timer, do: str, at_ms: int, add_ms: int = 0) -> Timer:
    """The next revision, which counts from `at_ms` on (never before the one it follows).

    Raises Refused: timer-done when the plan has run out by then, stale when it is so already, out-of-range for an
    impossible length of the interval, too-long for one of the plan.
    """
    at_ms = max(at_ms, timer.at_ms)
    position_ms = elapsed(timer, at_ms)
    if timer.state == "done" or (do != "stop" and is_done(timer, at_ms)):
        raise Refused("timer-done")
    following = replace(timer, rev=timer.rev + 1, at_ms=at_ms, elapsed_ms=position_ms)
    if do == "stop":
        return replace(following, state="done")
    if do == "pause":
        return replace(following, state=_turn(timer, "running", "paused"))
    if do == "resume":
        return replace(following, state=_turn(timer, "paused", "running"))
    index, from_ms = _interval_at(timer.plan, position_ms)
    if do == "skip":
        end_ms = from_ms + timer.plan[index].duration_ms
        is_last = index == len(timer.plan) - 1
        return replace(following, elapsed_ms=end_ms, state="done" if is_last else timer.state)
    if do == "back":
        goes_further = position_ms - from_ms < BACK_MS and index > 0
        return replace(following, elapsed_ms=from_ms - timer.plan[index - 1].duration_ms if goes_further else from_ms)
    return replace(following, plan=_lengthened(timer.plan, index, add_ms, gone_ms=position_ms - from_ms))


def _turn(timer: Timer, before: State, after: State) -> State:
    if timer.state != before:
        raise Refused("stale", where="$.do")
    return after


def _interval_at(plan: Sequence[Interval], position_ms: int) -> tuple[int, int]:
    """Which interval runs then, and when it began; the last one at the very end."""
    from_ms = 0
    for index, interval in enumerate(plan[:-1]):
        if position_ms < from_ms + interval.duration_ms:
            return index, from_ms
        from_ms += interval.duration_ms
    return len(plan) - 1, from_ms


def _lengthened(plan: tuple[Interval, ...], index: int, add_ms: int, gone_ms: int) -> tuple[Interval, ...]:
    duration_ms = plan[index].duration_ms + add_ms
    if not max(SHORTEST_MS, gone_ms) <= duration_ms <= LONGEST_MS:
        raise Refused(
            "out-of-range",
            "An interval can be one second to four hours long, and not shorter than it has run.",
            "$.add_ms",
        )
    return fitting((*plan[:index], replace(plan[index], duration_ms=duration_ms), *plan[index + 1 :]), "$.add_ms")


def fitting(plan: tuple[Interval, ...], where: str = "$.plan") -> tuple[Interval, ...]:
    """The plan, if it is no longer than a plan may be. Raises Refused too-long."""
    if length_ms(plan) > PLAN_LONGEST_MS:
        raise Refused("too-long", "A timer runs for six hours at most.", where)
    return plan


def _told(interval: Interval) -> dict[str, Any]:
    """An interval without what is as it is by default: a plan of 500 stays small in the log."""
    values = ((one, getattr(interval, one.name)) for one in fields(interval))
    return {
        one.name: value
        for one, value in values
        if one.default is MISSING or one.name in ALWAYS_TOLD or value != one.default
    }
