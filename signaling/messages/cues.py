"""Cues: what a trainer says at a press, and what became of it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, Everyone, Ms, Peers

CueKind = Literal["form", "safety", "alert", "motivation", "count"]
Phase = Literal["", "start", "down", "bottom", "up", "top"]
Region = Literal[
    "",
    "head",
    "neck",
    "shoulders",
    "chest",
    "back",
    "arms",
    "hands",
    "trunk",
    "hips",
    "glutes",
    "thighs",
    "hamstrings",
    "knees",
    "calves",
    "feet",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CuedExercise:
    """The exercise a cue belongs to; its words are plain: with tags in them the cue is refused with `markup`."""

    key: Annotated[str, Meta(max_length=60)] = ""  # in the exercises that are kept; "" for one that is not
    name: Annotated[str, Meta(min_length=1, max_length=60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCue:
    """The trainer says at most five words to everyone or to some; shown large, and spoken if asked."""

    name: ClassVar = "cue.send"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    say: Annotated[str, Meta(min_length=1, max_length=60)]
    kind: CueKind = "form"
    focus: Literal["external", "internal", ""] = ""
    exercise: CuedExercise | None = None
    phase: Phase = ""  # of the movement
    region: Region = ""  # of the body
    # Of the words, as in BCP 47: `de`, `pt-BR`; "": the page's own.
    lang: Annotated[str, Meta(max_length=35, pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3})?$")] = ""
    to: Everyone | Peers = "everyone"
    speak: bool = False
    valid_ms: Annotated[int, Meta(ge=500, le=30_000)] = 3000  # ignored for a safety cue, which stays until acknowledged


@dataclass(frozen=True, slots=True, kw_only=True)
class CueShown:
    """A client's page painted a cue that was still live; their remote's answer counts as theirs."""

    name: ClassVar = "cue.shown"
    may: ClassVar[tuple[Caller, ...]] = ("client", "client-remote")
    id: CommandId
    cue_seq: Ms  # seq of the cue's event
    at_ms: Ms  # when, by the room's clock


@dataclass(frozen=True, slots=True, kw_only=True)
class AckCue:
    """A client tapped a safety cue away, here or on their remote: it goes from both."""

    name: ClassVar = "cue.ack"
    may: ClassVar[tuple[Caller, ...]] = ("client", "client-remote")
    id: CommandId
    cue_seq: Ms


COMMANDS: tuple[type, ...] = (SendCue, CueShown, AckCue)
