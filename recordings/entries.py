"""What a session's log tells, one dataclass for each kind of thing that happens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recordings.timers import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Somebody came in with a device."""

    at_ms: int
    name: str
    role: str  # trainer | client
    is_camera: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Knocked:
    """Somebody asked to come in."""

    at_ms: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedAway:
    """Somebody in the lobby was turned away."""

    at_ms: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """A device that was in is in no more. why: left | lost | removed | moved (to another of theirs)."""

    at_ms: int
    name: str
    is_camera: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueSaid:
    """A cue. shown_to and missed_by: names of those it was for, by whether their page painted it in time."""

    at_ms: int
    say: str
    kind: str
    is_private: bool
    shown_to: tuple[str, ...]
    missed_by: tuple[str, ...]
    tapped_by: tuple[str, ...] = ()  # a safety cue, tapped away
    exercise: str = ""  # the name of the one it was about

    @property
    def is_missed(self) -> bool:
        """Whether nobody it was for was shown it."""
        return not self.shown_to and bool(self.missed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerRan:
    """A timer from its start to its end. tallies: who counted what on it, each by name, as the room's log tells it."""

    at_ms: int
    title: str
    run: Run
    tallies: tuple[tuple[str, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortTold:
    """What a client answered last when asked how hard it was. rpe: CR10. first_rpe: what they had said before."""

    at_ms: int  # of the first answer
    name: str
    after: str  # the title of the timer whose end asked; empty: the trainer asked
    rpe: int
    rir: int | None
    pain: bool | None
    where: tuple[str, ...]
    first_rpe: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Somebody paused or felt unwell, until they went on or it was settled. word: what it was, red_flag: as settled."""

    at_ms: int
    name: str
    why: str  # pause | unwell
    by: str  # the name of who pressed
    until_ms: int | None = None
    red_flag: bool | None = None
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of chat."""

    at_ms: int
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment the trainer marked, with a word or without."""

    at_ms: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChanged:
    """Somebody gave or withdrew a consent."""

    at_ms: int
    name: str
    purpose: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """From here on by phone (on), or by video again."""

    at_ms: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The trainer ended the session; whoever was in was there to the end."""

    at_ms: int


Entry = (
    Came
    | Knocked
    | TurnedAway
    | Went
    | CueSaid
    | TimerRan
    | EffortTold
    | Stopped
    | Line
    | Mark
    | ConsentChanged
    | Phone
    | Ended
)
