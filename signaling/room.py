"""What a room is at a moment of its log: who is in it, and all that goes on. Pure: no clock, no database, no socket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from signaling.day import Day, DoneSet, Own
from signaling.efforts import Ask, Effort
from signaling.footage import Moment, Replay, Stroke, Take
from signaling.gates import Gate
from signaling.log import Audience
from signaling.messages.values import Device, Role
from signaling.notes import Note
from signaling.stage import Mode, Recording, Stage
from signaling.stops import Stop
from signaling.tallies import Counted
from signaling.timers import Timer


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A device of a person in the room, in its lobby, or gone from it."""

    id: str
    person: str
    name: str
    role: Role
    device: Device
    state: Literal["lobby", "in", "gone"]
    door: Mapping[str, str] | None = None  # today's answers at the door, and the full name; for trainers only
    is_expected: bool = False  # was let in and then lost, not sent away: comes back without knocking

    def may_see(self, person: str) -> bool:
        """Whether what shows this person is for this peer's eyes."""
        return self.role == "trainer" or self.person == person

    def wire(self) -> dict[str, Any]:
        """The peer as everybody in the room may see it."""
        return {
            "id": self.id,
            "person": self.person,
            "name": self.name,
            "role": self.role,
            "device": self.device,
            "state": self.state,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue that was sent, who saw it in time, and who tapped it away."""

    seq: int
    at_ms: int
    valid_ms: int | None
    audience: Audience
    said: Mapping[str, Any]  # say, kind, focus, to, speak; and what of exercise, phase, region, lang was said
    shown: tuple[str, ...] = ()
    acked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of chat, and whom it was for."""

    seq: int
    at_ms: int
    actor: str
    name: str
    text: str
    audience: Audience = "everyone"

    def wire(self) -> dict[str, Any]:
        """As a snapshot shows it."""
        return {"seq": self.seq, "at_ms": self.at_ms, "actor": self.actor, "name": self.name, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything the log says, at `head`. Change it by `folding.fold` only; its mappings are never changed in place."""

    head: int = 0
    at_ms: int = 0  # of the last entry: the log's time never runs backwards
    state: Literal["planned", "open", "over"] = "planned"
    title: str = ""
    opened_at_ms: int | None = None
    ended_at_ms: int | None = None
    by_phone: bool = False
    peers: Mapping[str, Peer] = field(default_factory=dict)
    seen: Mapping[str, Peer] = field(default_factory=dict)  # the peers as those who are no trainers know them
    barred: tuple[str, ...] = ()  # persons
    timers: Mapping[str, Timer] = field(default_factory=dict)
    tallies: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)  # by timer
    asks: tuple[Ask, ...] = ()
    efforts: tuple[Effort, ...] = ()
    stops: Mapping[str, Stop] = field(default_factory=dict)  # by person: who is stopped now
    gates: Mapping[str, Gate] = field(default_factory=dict)  # by person: who is held back, or would be
    cues: tuple[Cue, ...] = ()
    chat: tuple[Line, ...] = ()
    markers: tuple[Mapping[str, Any], ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    clips: tuple[Moment, ...] = ()
    replay: Replay | None = None  # while there is one
    strokes: tuple[Stroke, ...] = ()  # drawn on it
    takes: tuple[Take, ...] = ()
    consents: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)  # answered meanwhile: person -> purpose
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # person -> {form, title}: beside the picture
    mode: Mode = "direct"
    expected: int = 1  # clients
    stage: Stage = field(default_factory=Stage)
    hands: Mapping[str, int] = field(default_factory=dict)  # person -> since when theirs is up
    recording: Recording | None = None  # the last one
    recorded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by peer: {person, what, why}
    day: Day = field(default_factory=Day)
    sets: tuple[DoneSet, ...] = ()
    own: tuple[Own, ...] = ()  # what of the list somebody does in their own way
