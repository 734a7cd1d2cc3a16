"""The session's log over a clip: what was said, timed and marked while it was filmed, on the clip's own clock. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recordings.chapters import Chapter, chapters, timer_points
from recordings.entries import CueSaid, Mark, TimerRan
from recordings.timeline import Timeline

Kind = Literal["start", "cue", "safety", "timer", "marker", "gap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that happened; milliseconds since the clip's shown beginning."""

    at_ms: int
    kind: Kind
    title: str


def points(timeline: Timeline, captured_at_ms: int, length_ms: int) -> list[Point]:
    """What happened within the clip, in order; first, at 0, what was going on when it began.

    captured_at_ms: when its shown beginning was, on the clock of the log. Empty for a clip from outside the session.
    """
    end_ms = captured_at_ms + length_ms
    if captured_at_ms >= timeline.until_ms or end_ms <= timeline.began_at_ms:
        return []
    found = [
        Point(at_ms=at_ms - captured_at_ms, kind=kind, title=title)
        for at_ms, kind, title in _happened(timeline)
        if captured_at_ms < at_ms < end_ms
    ]
    start = Point(at_ms=0, kind="start", title=_going_on(timeline, captured_at_ms))
    return [start, *sorted(found, key=lambda point: point.at_ms)]


def with_gaps(found: Sequence[Point], gaps: Sequence[Sequence[int]]) -> list[Point]:
    """The points, with one where each gap begins and one where it ends. gaps: [from, to] in ms."""
    told = [
        Point(at_ms=from_ms, kind="gap", title=f"Not recorded for {_seconds(to_ms - from_ms)}")
        for from_ms, to_ms in gaps
    ]
    told += [Point(at_ms=to_ms, kind="start", title="Recorded again") for _, to_ms in gaps]
    start = [] if found or not told else [Point(at_ms=0, kind="start", title="Start")]
    return sorted([*start, *found, *told], key=lambda point: point.at_ms)


def cut(found: Sequence[Point], start_ms: int, length_ms: int) -> list[Chapter]:
    """The points as chapters of the clip's file, without a gap; what happened at one moment is one chapter.

    start_ms: where in the file its shown beginning lies.
    """
    titles: dict[int, list[str]] = {}
    for point in found:
        titles.setdefault(point.at_ms, []).append(point.title)
    begins = sorted(titles)
    return [
        Chapter(start_ms=start_ms + at_ms, end_ms=start_ms + end_ms, title=" · ".join(titles[at_ms]))
        for at_ms, end_ms in zip(begins, [*begins, length_ms][1:], strict=True)
    ]


def _happened(timeline: Timeline) -> list[tuple[int, Kind, str]]:
    found: list[tuple[int, Kind, str]] = []
    for entry in timeline.entries:
        if isinstance(entry, Mark):
            found.append((entry.at_ms, "marker", entry.label or "Marker"))
        if isinstance(entry, CueSaid):
            found.append((entry.at_ms, "safety" if entry.kind == "safety" else "cue", entry.say))
        if isinstance(entry, TimerRan):
            found += [(at_ms, "timer", title) for at_ms, title in _without_doubles(entry)]
    return found


def _without_doubles(entry: TimerRan) -> list[tuple[int, str]]:
    """A timer's points; where it begins with its first round, that alone."""
    at: dict[int, str] = {}
    for at_ms, title in timer_points(entry):
        at[at_ms] = title
    return list(at.items())


def _seconds(ms: int) -> str:
    seconds = max(1, round(ms / 1000))
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60} min {seconds % 60} s"


def _going_on(timeline: Timeline, at_ms: int) -> str:
    since_ms = at_ms - timeline.began_at_ms
    return next((one.title for one in chapters(timeline) if one.start_ms <= since_ms < one.end_ms), "Start")
