"""A session cut into chapters, and the file in which players read them (WebVTT)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recordings.entries import Mark, Stopped, TimerRan
from recordings.timeline import Timeline

TAG = re.compile(r"<(?=[/A-Za-z])|\{(?=\\)")  # begins one, in the players' dialects of SubRip


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A stretch with a title; milliseconds since the session began."""

    start_ms: int
    end_ms: int
    title: str


def chapters(timeline: Timeline) -> list[Chapter]:
    """The session cut at markers, timers, their rounds, and where somebody felt unwell.

    Without a gap from its beginning to its end.
    """
    points: list[tuple[int, str]] = [(timeline.began_at_ms, "Start")]
    for entry in timeline.entries:
        if isinstance(entry, Mark):
            points.append((entry.at_ms, entry.label or "Marker"))
        if isinstance(entry, Stopped) and entry.why == "unwell":
            points.append((entry.at_ms, f"{entry.name} felt unwell"))
        if isinstance(entry, TimerRan):
            points += timer_points(entry)
    points = [
        (at_ms, title) for at_ms, title in sorted(points, key=lambda point: point[0]) if at_ms < timeline.until_ms
    ]
    ends = [at_ms for at_ms, _ in points[1:]] + [timeline.until_ms]
    return [
        Chapter(start_ms=at_ms - timeline.began_at_ms, end_ms=end_ms - timeline.began_at_ms, title=title)
        for (at_ms, title), end_ms in zip(points, ends, strict=True)
        if end_ms > at_ms >= timeline.began_at_ms
    ]


def timer_points(entry: TimerRan) -> list[tuple[int, str]]:
    """Where a timer began, each of its rounds began, and it ended: (at_ms, title)."""
    run = entry.run
    title = entry.title or "Timer"
    points = [(run.began_at_ms, title)]
    if run.rounds > 1:
        points += [(at_ms, f"{title}, round {round} of {run.rounds}") for round, at_ms in run.rounds_began]
    if run.ended_at_ms is not None:
        points.append((run.ended_at_ms, f"After {title}"))
    return points


def webvtt(found: Sequence[Chapter]) -> str:
    """Chapters as a WebVTT file."""
    blocks = [
        f"{number}\n{_stamp(chapter.start_ms)} --> {_stamp(chapter.end_ms)}\n{_plain(chapter.title)}\n"
        for number, chapter in enumerate(found, start=1)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def srt(found: Sequence[Chapter]) -> str:
    """Chapters as a SubRip file."""
    blocks = [
        f"{number}\n{_stamp(one.start_ms, ',')} --> {_stamp(one.end_ms, ',')}\n{_no_tags(one.title)}\n"
        for number, one in enumerate(found, start=1)
    ]
    return "\n".join(blocks)


def _stamp(ms: int, mark: str = ".") -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def _no_tags(title: str) -> str:
    """On one line. SubRip cannot write `<b>` as words: a space of no width keeps players from taking it for bold."""
    return TAG.sub("\\g<0>\u200b", " ".join(title.split()))


def _plain(title: str) -> str:
    one_line = " ".join(title.split())
    return one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
