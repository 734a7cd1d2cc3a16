"""How a timer of the log really ran: pieced together from its revisions, each a formula of the clock. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch in which one interval of the plan ran. kind: work | rest | prepare | hold | neutral."""

    kind: str
    name: str
    from_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A timer's life. ended_at_ms is None while it may still go on."""

    began_at_ms: int
    ended_at_ms: int | None
    is_finished: bool  # it reached the end of its plan
    worked_ms: int  # time that passed on its face: neither pauses nor what was skipped
    paused_ms: int
    rounds: int  # in the plan
    rounds_began: tuple[tuple[int, int], ...]  # (round, at_ms), each round's first beginning
    phases: tuple[Phase, ...] = ()  # without pauses and what was skipped

    @property
    def round_reached(self) -> int:
        """The highest round that began; 0 when there are none."""
        return max((round for round, _ in self.rounds_began), default=0)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Between two revisions: from a moment on, with a face and a plan."""

    from_ms: int
    until_ms: int
    elapsed_ms: int
    is_running: bool
    plan: Sequence[Mapping[str, Any]]


def run_of(values: Sequence[Mapping[str, Any]], until_ms: int) -> Run:
    """The run that a timer's revisions describe, looked at from `until_ms`.

    values: as the log has them, first to last: {plan, state, at_ms, elapsed_ms}. From `at_ms` on a revision counts; a
    running one shows `elapsed_ms + (now - at_ms)` and is done by itself at the end of its plan.
    """
    stretches = list(_stretches(values, until_ms))
    last = values[-1]
    total_ms = _length(last["plan"])
    natural_end_ms = last["at_ms"] + total_ms - last["elapsed_ms"]
    is_finished = last["state"] == "running" and natural_end_ms <= until_ms
    is_finished = is_finished or (last["state"] == "done" and last["elapsed_ms"] >= total_ms)
    ended_at_ms: int | None = None
    if last["state"] == "done":
        ended_at_ms = last["at_ms"]
    elif is_finished:
        ended_at_ms = natural_end_ms
    began = dict(reversed(list(_rounds_began(stretches))))
    return Run(
        began_at_ms=values[0]["at_ms"],
        ended_at_ms=ended_at_ms,
        is_finished=is_finished,
        worked_ms=sum(one.until_ms - one.from_ms for one in stretches if one.is_running),
        paused_ms=sum(one.until_ms - one.from_ms for one in stretches if not one.is_running),
        rounds=max((interval.get("rounds", 0) for interval in last["plan"]), default=0),
        rounds_began=tuple(sorted(began.items())),
        phases=tuple(_phases(stretches)),
    )


def _stretches(values: Sequence[Mapping[str, Any]], until_ms: int) -> Iterator[_Stretch]:
    ends = [later["at_ms"] for _, later in pairwise(values)] + [until_ms]
    for value, end_ms in zip(values, ends, strict=True):
        if value["state"] == "done":
            return
        is_running = value["state"] == "running"
        if is_running:
            end_ms = min(end_ms, value["at_ms"] + _length(value["plan"]) - value["elapsed_ms"])
        if end_ms > value["at_ms"]:
            yield _Stretch(value["at_ms"], end_ms, value["elapsed_ms"], is_running, value["plan"])


def _rounds_began(stretches: Sequence[_Stretch]) -> Iterator[tuple[int, int]]:
    """(round, at_ms) whenever a running face stands at the beginning of a round or passes it."""
    for one in stretches:
        if not one.is_running:
            continue
        shown_until_ms = one.elapsed_ms + one.until_ms - one.from_ms
        for round, offset_ms in _round_offsets(one.plan):
            if one.elapsed_ms <= offset_ms < shown_until_ms:
                yield round, one.from_ms + offset_ms - one.elapsed_ms


def _phases(stretches: Sequence[_Stretch]) -> Iterator[Phase]:
    for one in stretches:
        if not one.is_running:
            continue
        offset_ms = one.from_ms - one.elapsed_ms  # when the plan would have begun
        for interval in one.plan:
            from_ms, until_ms = max(one.from_ms, offset_ms), min(one.until_ms, offset_ms + interval["duration_ms"])
            if from_ms < until_ms:
                yield Phase(kind=interval["kind"], name=interval["name"], from_ms=from_ms, until_ms=until_ms)
            offset_ms += interval["duration_ms"]


def _round_offsets(plan: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    offset_ms, before = 0, 0
    for interval in plan:
        round = interval.get("round", 0)
        if round and round != before:
            yield round, offset_ms
            before = round
        offset_ms += interval["duration_ms"]


def _length(plan: Sequence[Mapping[str, Any]]) -> int:
    return sum(interval["duration_ms"] for interval in plan)
