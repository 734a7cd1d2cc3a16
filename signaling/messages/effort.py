"""Effort: how hard it was, how many more there would have been, and whether anything hurts."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from signaling.messages.values import Caller, CommandId, Everyone, MadeId, Peers

Place = Literal[
    "head", "neck", "chest", "belly", "upper-back", "lower-back",
    "left-shoulder", "right-shoulder", "left-elbow", "right-elbow", "left-wrist", "right-wrist",
    "left-hip", "right-hip", "left-knee", "right-knee", "left-ankle", "right-ankle",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEffort:
    """The trainer asks how hard it was. The question stays for three minutes; a newer one takes its place."""

    name: ClassVar = "effort.ask"
    may: ClassVar[tuple[Caller, ...]] = ("trainer", "trainer-remote")
    id: CommandId
    ask: MadeId
    to: Everyone | Peers = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEffort:
    """A client answers an ask, or what the end of a timer asks; a later answer to the same replaces the first.

    Nobody but the trainer and that client hears of it. It counts until ten minutes after the question.
    """

    name: ClassVar = "effort.answer"
    may: ClassVar[tuple[Caller, ...]] = ("client", "client-remote")
    id: CommandId
    ask: Annotated[str, Meta(min_length=1, max_length=40)]  # of the ask, or of the timer
    # Borg's CR10 scale: 1 very easy, 2 easy, 3 medium, 5 hard, 10 all I had.
    rpe: Annotated[int, Meta(ge=0, le=10)]
    rir: Annotated[int, Meta(ge=0, le=5)] | None = None  # how many more; 5: five or more
    pain: bool | None = None
    where: Annotated[list[Place], Meta(max_length=18)] = field(default_factory=list)  # with pain only


COMMANDS: tuple[type, ...] = (AskEffort, AnswerEffort)
