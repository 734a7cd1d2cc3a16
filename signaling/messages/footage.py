"""Moments, replays of them, and what a client films at the trainer's word."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, MadeId, Ms, PeerId, Rate

Share = Annotated[float, Meta(ge=-1, le=2)]  # of the picture; a little of a drawing may lie outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an assessment, as the client's page shows it while it films."""

    key: Annotated[str, Meta(min_length=1, max_length=40)]
    title: Annotated[str, Meta(max_length=120)]
    view: Annotated[str, Meta(max_length=40)]
    words: Annotated[str, Meta(max_length=2000)]
    seconds: Annotated[int, Meta(ge=1, le=3600)] | None = None  # how long it is filmed; absent: until somebody stops it
    reps: Annotated[int, Meta(ge=1, le=999)] | None = None
    framing: Annotated[str, Meta(pattern="^[a-z-]{0,40}$")] = ""  # the silhouette to stand in; absent: none


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipThat:
    """Keeps the last seconds of a client's camera: asked for by the trainer, or by clients of their own devices.

    The named device cuts them out of what it holds and uploads them; only where that client agreed to clips.
    """

    name: ClassVar = "clip.take"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client", "trainer-remote")
    id: CommandId
    clip: MadeId  # an id made by the page: the moment's
    peer: PeerId
    seconds: Annotated[int, Meta(ge=5, le=60)] = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLost:
    """A page cannot send a moment that was asked of it, or of another device of the same person."""

    name: ClassVar = "clip.lost"
    may: ClassVar[tuple[Caller, ...]] = ("client", "camera")
    id: CommandId
    clip: MadeId
    why: Literal["no-consent", "unsupported", "nothing-kept", "upload-failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartReplay:
    """The trainer plays a moment on both screens, in a loop; it ends whatever was played before."""

    name: ClassVar = "replay.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    replay: MadeId  # an id made by the page
    clip: MadeId  # the moment's id
    rate: Rate = 0.5
    from_ms: Ms = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReplay:
    """Plays on, pauses, goes somewhere, changes the speed, or ends a replay. A client whose moment it is may play,
    pause and end it. `end` is never too late: it takes any `rev`.
    """

    name: ClassVar = "replay.change"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    replay: MadeId
    rev: Ms  # the revision the page saw; an older one is refused with `stale`
    do: Literal["play", "pause", "seek", "rate", "end"]
    position_ms: Ms | None = None  # for `seek`
    rate: Rate | None = None  # for `rate`


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawStroke:
    """The trainer draws on the picture that is replayed; whoever sees the replay sees it. Sent again with the same
    `stroke` while the hand goes on, it takes the place of what was before.
    """

    name: ClassVar = "replay.draw"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    replay: MadeId
    stroke: MadeId  # an id made by the page
    tool: Literal["pencil", "line", "arrow", "rectangle", "circle", "angle"]
    points: Annotated[list[tuple[Share, Share]], Meta(min_length=1, max_length=200)]
    colour: Literal["red", "amber", "green", "blue", "violet", "white", "black"] = "amber"
    width: Annotated[float, Meta(ge=1, le=5)] = 3
    lasts_ms: Annotated[int, Meta(ge=1000, le=60_000)] | None = None  # until it fades; absent: it stays


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseStrokes:
    """The trainer takes one stroke away, or all of them."""

    name: ClassVar = "replay.erase"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    replay: MadeId
    stroke: MadeId | None = None  # absent: all


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTake:
    """The trainer has a client's device film one step of an assessment, after a countdown."""

    name: ClassVar = "take.start"
    may: ClassVar[tuple[Caller, ...]] = ("trainer",)
    id: CommandId
    take: MadeId  # an id made by the page
    peer: PeerId
    assessment: Annotated[str, Meta(min_length=1, max_length=40)]
    step: Step
    countdown_s: Annotated[int, Meta(ge=3, le=30)] = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTake:
    """Stops a take, or cancels it so that nothing of it is kept. A client may do so with their own."""

    name: ClassVar = "take.change"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "client")
    id: CommandId
    take: MadeId
    rev: Ms  # the revision the page saw; an older one is refused with `stale`
    do: Literal["stop", "cancel"]


COMMANDS: tuple[type, ...] = (
    ClipThat,
    ClipLost,
    StartReplay,
    ChangeReplay,
    DrawStroke,
    EraseStrokes,
    StartTake,
    ChangeTake,
)
