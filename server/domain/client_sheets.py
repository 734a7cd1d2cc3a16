"""A client's sheet of a session: what the trainer hands on of it, edited, approved, opened again; with its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from server.domain.errors import BadInput, Stale

TEXT_MOST = 6000  # characters of one part
VERSIONS_KEPT = 50
LABELS = {
    "words": "In short",
    "done": "What you did",
    "cues": "Cues to remember",
    "timers": "Timers",
    "efforts": "How hard it was",
    "moments": "Moments",
    "homework": "Until next time",
    "next": "Next time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Its parts, each a text, a line for each thing; an empty one is not shown. clips: ids, of this client's own."""

    words: str = ""
    done: str = ""
    cues: str = ""
    timers: str = ""
    efforts: str = ""
    moments: str = ""
    homework: str = ""
    next: str = ""
    clips: tuple[str, ...] = ()

    @property
    def parts(self) -> list[tuple[str, str, list[str]]]:
        """(name, heading, lines) of the parts that say something, in the order in which they are read."""
        found = [(name, title, getattr(self, name).strip().splitlines()) for name, title in LABELS.items()]
        return [(name, title, lines) for name, title, lines in found if lines]

    def wire(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a client was given, and when. number: 1, 2, 3 …"""

    number: int
    at_ms: int
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A sheet as it stands: what the trainer works on, and every version that was approved. rev 0: not kept yet."""

    rev: int = 0
    sheet: Sheet = field(default_factory=Sheet)
    versions: tuple[Version, ...] = ()

    @property
    def approved(self) -> Version | None:
        """What the client sees."""
        return self.versions[-1] if self.versions else None

    @property
    def is_changed(self) -> bool:
        """Whether there is something in it that the client does not see."""
        return self.approved is None or self.approved.sheet != self.sheet


def change(kept: Kept, sheet: Sheet, *, rev: int) -> Kept:
    """With this text. rev: the revision it was written over. Raises Stale when there is a later one, BadInput."""
    if rev != kept.rev:
        raise Stale("This sheet was saved in another window meanwhile. What you have here is not lost.")
    for name, title in LABELS.items():
        if len(getattr(sheet, name)) > TEXT_MOST:
            raise BadInput(f"“{title}” has at most {TEXT_MOST} characters.", name)
    return replace(kept, rev=kept.rev + 1, sheet=sheet)


def approve(kept: Kept, now_ms: int) -> Kept:
    """The client sees it as it is now; the same text again is no new version."""
    if not kept.is_changed:
        return kept
    number = kept.versions[-1].number + 1 if kept.versions else 1
    versions = (*kept.versions, Version(number=number, at_ms=now_ms, sheet=kept.sheet))
    return replace(kept, versions=versions[-VERSIONS_KEPT:])


def read(told: Mapping[str, Any]) -> Sheet:
    """A sheet from its form in JSON; parts that an older one does not have are empty."""
    known = {one.name: told[one.name] for one in fields(Sheet) if one.name in told}
    return Sheet(**{**known, "clips": tuple(told.get("clips", ()))})


def cue_lines(now: Mapping[tuple[str, str], int], before: Mapping[tuple[str, str], int]) -> Sequence[str]:
    """What was said, by exercise, the most first; against last time where there was one.

    now, before: how often, by (exercise's name or "", what was said).
    """
    lines = []
    order = sorted(now, key=lambda key: (key[0] == "", key[0].lower(), -now[key], key[1]))
    for key in order:
        exercise, say = key
        count = _times(now[key])
        last = f", last time {_times(before[key])}" if key in before else ""
        lines.append(f"{exercise}: “{say}” {count}{last}" if exercise else f"“{say}” {count}{last}")
    gone = sorted(key for key in before if key not in now and key[0] in {exercise for exercise, _ in now if exercise})
    lines += [
        f"{exercise}: “{say}” not needed any more, last time {_times(before[exercise, say])}" for exercise, say in gone
    ]
    return lines


def done_lines(sets: Sequence[tuple[str, str]]) -> list[str]:
    """One line for each exercise in the order in which it was first done. sets: (exercise's name, the set in words)."""
    by_name: dict[str, list[str]] = {}
    for name, words in sets:
        by_name.setdefault(name, []).append(words)
    return [f"{name}: {' · '.join(found)}" for name, found in by_name.items()]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
