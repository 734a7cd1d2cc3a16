"""What is filmed in a room, as values: moments that were kept, a replay of one, takes of an assessment. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from signaling.log import Audience
from signaling.messages.footage import Step

STROKES_KEPT = 100  # of a replay


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAPerson:
    """Seen by trainers and by the person it shows, on whichever device."""

    id: str
    person: str

    @property
    def audience(self) -> Audience:
        """Who sees it."""
        return (self.person,)

    def wire(self) -> dict[str, Any]:
        """As it is in the log: the value of messages."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(_OfAPerson):
    """The last seconds of a client's camera, from when they are asked for until they play."""

    peer: str  # whose camera
    by: str  # the peer that pressed
    at_ms: int  # when, by the room's clock
    seconds: int
    state: Literal["wanted", "sending", "preview", "ready", "refused", "lost"]
    why: str = ""
    clip: str | None = None  # in the library
    duration_ms: int | None = None  # of the file
    start_ms: int = 0  # of the moment in the file
    percent: int = 0

    @property
    def length_ms(self) -> int | None:
        """How long it plays; None while it cannot be played. Where the whole was lost, the preview still plays."""
        if self.state not in ("preview", "ready", "lost") or self.clip is None or self.duration_ms is None:
            return None
        return max(0, self.duration_ms - self.start_ms) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay(_OfAPerson):
    """A revision of what both screens play: counts from `at_ms` on."""

    rev: int
    moment: str
    clip: str
    state: Literal["playing", "paused", "ended"]
    at_ms: int
    position_ms: int  # into the moment
    rate: float
    duration_ms: int

    def position_at(self, now_ms: int) -> int:
        """What it shows then; before `at_ms` what it will begin with."""
        run_ms = max(0, now_ms - self.at_ms) if self.state == "playing" else 0
        return int(self.position_ms + run_ms * self.rate) % self.duration_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke(_OfAPerson):
    """What the trainer drew on a replay; `id` is the stroke's, `position_ms` what the replay showed then."""

    replay: str
    tool: str
    points: tuple[tuple[float, float], ...]  # 0..1 of the picture
    colour: str
    width: float
    at_ms: int
    position_ms: int
    lasts_ms: int | None  # from at_ms on; None: until it is taken away, or the replay ends

    def wire(self) -> dict[str, Any]:
        """As it is in the log: the value of messages."""
        return {**asdict(self), "points": [[x, y] for x, y in self.points]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Take(_OfAPerson):
    """A revision of a step that a client's device films during the session."""

    rev: int
    peer: str  # whose camera
    assessment: str
    step: Step
    state: Literal["running", "stopped", "cancelled"]
    at_ms: int  # the recording begins
    stopped_at_ms: int | None = None


def read_take(told: Mapping[str, Any]) -> Take:
    """A Take from its form in the log."""
    return Take(**{**told, "step": Step(**told["step"])})


def read_stroke(told: Mapping[str, Any]) -> Stroke:
    """A Stroke from its form in the log."""
    return Stroke(**{**told, "points": tuple((x, y) for x, y in told["points"])})


def with_stroke(strokes: tuple[Stroke, ...], stroke: Stroke) -> tuple[Stroke, ...]:
    """With one more, in the place of what it was before; the oldest go first."""
    others = tuple(one for one in strokes if one.id != stroke.id)
    return (*others, stroke)[-STROKES_KEPT:]
