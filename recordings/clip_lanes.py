"""The session's log over a clip as lanes under its picture, one for each kind, on the clip's own clock. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from recordings.entries import CueSaid, EffortTold, Mark, Stopped, TimerRan
from recordings.timeline import Row, Timeline

Lane = Literal["timer", "cues", "reps", "effort", "markers"]
LANES: tuple[Lane, ...] = ("timer", "cues", "reps", "effort", "markers")
CUE_MS = 3000  # a cue is read for about as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Something on a lane; ms since the clip's shown beginning. until_ms None: it is a moment. kind: how it looks."""

    lane: Lane
    at_ms: int
    until_ms: int | None
    kind: str
    title: str


def lanes(timeline: Timeline, rows: Sequence[Row], captured_at_ms: int, length_ms: int) -> list[Bar]:
    """What lies within the clip, lane by lane, each by its time; what began before it, from its beginning on.

    captured_at_ms: when its shown beginning was, on the clock of the log. rows: those the timeline was read from.
    """
    found = [
        Bar(
            lane=bar.lane,
            at_ms=max(0, bar.at_ms - captured_at_ms),
            until_ms=None if bar.until_ms is None else min(length_ms, bar.until_ms - captured_at_ms),
            kind=bar.kind,
            title=bar.title,
        )
        for bar in [*_happened(timeline), *_counted(rows)]
        if bar.at_ms < captured_at_ms + length_ms
        and (bar.at_ms if bar.until_ms is None else bar.until_ms - 1) >= captured_at_ms
    ]
    return sorted(found, key=lambda bar: (LANES.index(bar.lane), bar.at_ms))


def _happened(timeline: Timeline) -> Iterator[Bar]:
    for entry in timeline.entries:
        if isinstance(entry, TimerRan):
            for phase in entry.run.phases:
                yield Bar(lane="timer", at_ms=phase.from_ms, until_ms=phase.until_ms, kind=phase.kind, title=phase.name)
        elif isinstance(entry, CueSaid):
            kind = "safety" if entry.kind == "safety" else "cue"
            yield Bar(lane="cues", at_ms=entry.at_ms, until_ms=entry.at_ms + CUE_MS, kind=kind, title=entry.say)
        elif isinstance(entry, EffortTold):
            title = f"{entry.name}: {entry.rpe} of 10" + (", pain" if entry.pain else "")
            yield Bar(lane="effort", at_ms=entry.at_ms, until_ms=None, kind="effort", title=title)
        elif isinstance(entry, Stopped):
            title = f"{entry.name} felt unwell" if entry.why == "unwell" else f"{entry.name} paused"
            kind = "safety" if entry.why == "unwell" else "pause"
            yield Bar(lane="markers", at_ms=entry.at_ms, until_ms=None, kind=kind, title=title)
        elif isinstance(entry, Mark):
            yield Bar(lane="markers", at_ms=entry.at_ms, until_ms=None, kind="marker", title=entry.label or "Marker")


def _counted(rows: Sequence[Row]) -> Iterator[Bar]:
    """Repetitions as the trainer counted them."""
    number = 0
    for row in rows:
        if row.type == "marker" and row.payload.get("kind") == "rep":
            number += 1
            title = row.payload.get("label") or f"Rep {number}"
            yield Bar(lane="reps", at_ms=row.at_ms, until_ms=None, kind="rep", title=title)
