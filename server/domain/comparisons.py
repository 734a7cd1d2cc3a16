"""Two clips of one client side by side: how they are matched in time and laid out, kept by name, sent to the client.

Moments are ms on a clip's shown clock. A point of a picture lies at 0..1 of it.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

from server.domain import contact
from server.domain.clips import Clip, NotReady
from server.domain.errors import BadInput, Conflict, OutOfRange

Which = Literal["first", "second"]

NAME_MOST = 120
WORDS_MOST = 2000
ANCHORS_MOST = 500
AWAY_MOST_MS = 24 * 3600 * 1000
SHIFT_MOST = 2.0  # pictures
SCALES = (0.2, 5.0)
RATES = (0.05, 2.0)


class NotOfOnePerson(Conflict):
    """Clips of two clients, which are nobody's to lay side by side."""

    code = "not-of-one-person"
    sentence = "These clips are of two different people. Compare clips of one client."


class NothingToSee(Conflict):
    """A voice note has no picture."""

    code = "nothing-to-see"
    sentence = "There is no picture in a voice note, so it cannot be compared."


class ClipDeleted(Conflict):
    """One of the two was put away."""

    code = "clip-deleted"
    status = 410
    sentence = "One of the two clips was deleted, so there is nothing to compare any more."
    title = "A clip was deleted"


class OfNoClient(Conflict):
    """Nobody to send it to."""

    code = "of-no-client"
    sentence = "One of these clips is yours alone, and your client does not see it: there is nobody to send this to."


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """How one picture lies in its frame. x, y: how far it is pushed to the right and down, in pictures."""

    mirror: bool = False
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the two lie on the page. opacity: of the one that lies above."""

    way: Literal["beside", "over"] = "beside"
    opacity: float = 0.5
    blend: Literal["plain", "difference"] = "plain"
    is_swapped: bool = False  # the second lies left, or below
    first: Placed = field(default_factory=Placed)
    second: Placed = field(default_factory=Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """Which moment meets which. anchors: (of the first, of the second), a straight line between each two; before the
    first and after the last both go on alike. They are what the way made of the key frames when it was kept.
    """

    way: Literal["start", "point", "phases", "reps"] = "start"
    anchors: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])
    reps: tuple[int, int] = (1, 1)  # from 1; for the way of that name


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """All that opens a comparison again as it was. at_ms, loop: on the first clip's clock, also before its start."""

    sync: Sync = field(default_factory=Sync)
    layout: Layout = field(default_factory=Layout)
    rate: float = 1.0
    lead: Which = "first"  # the one whose frames are stepped through
    sound: Literal["first", "second", "none"] = "none"
    is_linked: bool = False  # what is drawn on one is shown on the other too
    loop: tuple[float, float] | None = None
    at_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One that was kept."""

    id: str
    trainer_id: str  # who made it
    client_id: str | None  # None: both clips are the trainer's own
    first_id: str
    second_id: str
    name: str
    setup: Setup = field(default_factory=Setup)
    words: str = ""  # to the client
    created_at_ms: int
    changed_at_ms: int
    sent_at_ms: int | None = None
    opened_at_ms: int | None = None  # by the client, since it was sent
    deleted_at_ms: int | None = None


def check_pair(first: Clip, second: Clip) -> str | None:
    """The client of two clips that may stand side by side; None: they are the trainer's own.

    Raises NotOfOnePerson, NothingToSee.
    """
    people = {each.client_id for each in (first, second) if each.client_id is not None}
    if len(people) > 1:
        raise NotOfOnePerson
    if "sound" in (first.media, second.media):
        raise NothingToSee
    for each in (first, second):
        if each.state == "refused":
            raise NotReady("One of the two files could not be read, so there is nothing to compare.")
    return people.pop() if people else None


def checked(setup: Setup) -> Setup:
    """The setup within what is possible. Raises BadInput, OutOfRange."""
    sync = setup.sync
    if not 1 <= len(sync.anchors) <= ANCHORS_MOST:
        raise OutOfRange(f"Clips are matched at 1 to {ANCHORS_MOST} points.", "sync")
    anchors = [(_moment(first, "sync"), _moment(second, "sync")) for first, second in sync.anchors]
    if any(after[0] <= before[0] or after[1] <= before[1] for before, after in pairwise(anchors)):
        raise BadInput("The points at which clips are matched must follow each other in both.", "sync")
    if min(sync.reps) < 1:
        raise OutOfRange("Reps are counted from 1.", "sync")
    layout = setup.layout
    loop = setup.loop
    if loop is not None:
        loop = (_moment(loop[0], "loop"), _moment(loop[1], "loop"))
        loop = loop if loop[1] > loop[0] else None
    return replace(
        setup,
        sync=replace(sync, anchors=anchors),
        layout=replace(
            layout,
            opacity=_within(layout.opacity, 0, 1, "opacity"),
            first=_placed(layout.first),
            second=_placed(layout.second),
        ),
        rate=_within(setup.rate, *RATES, "rate"),
        loop=loop,
        at_ms=_moment(setup.at_ms, "at_ms"),
    )


def named(name: str) -> str:
    """What a comparison is called. Raises BadInput, OutOfRange."""
    name = " ".join(name.split())
    if not name:
        raise BadInput("Give it a name.", "name")
    if len(name) > NAME_MOST:
        raise OutOfRange(f"A name has {NAME_MOST} letters at most.", "name")
    return name


def change(before: Comparison, name: str, setup: Setup, now_ms: int) -> Comparison:
    """Kept anew; whoever opens it sees it as it is now. Raises BadInput, OutOfRange."""
    return replace(before, name=named(name), setup=checked(setup), changed_at_ms=now_ms)


def send(before: Comparison, clips: tuple[Clip, Clip], words: str, now_ms: int) -> Comparison:
    """On the client's page from now on, with these words. Raises OfNoClient, ClipDeleted, OutOfRange."""
    if before.client_id is None or any(each.client_id != before.client_id for each in clips):
        raise OfNoClient
    if any(each.deleted_at_ms is not None for each in clips):
        raise ClipDeleted
    words = contact.paragraphs(words, "words", most=WORDS_MOST)
    return replace(before, words=words, sent_at_ms=now_ms, opened_at_ms=None)


def take_back(before: Comparison) -> Comparison:
    """Off the client's page."""
    return replace(before, sent_at_ms=None, opened_at_ms=None)


def open(before: Comparison, now_ms: int) -> Comparison:
    """The client has looked at it; the first time counts."""
    return before if before.opened_at_ms is not None else replace(before, opened_at_ms=now_ms)


def wire(setup: Setup) -> dict[str, Any]:
    """As pages and the database have it."""
    return asdict(setup)


def read(told: Mapping[str, Any]) -> Setup:
    """What `wire` made."""
    sync, layout = told["sync"], told["layout"]
    places = {name: Placed(**layout[name]) for name in ("first", "second")}
    return Setup(
        **{
            **told,
            "sync": Sync(
                way=sync["way"],
                anchors=[(first, second) for first, second in sync["anchors"]],
                reps=tuple(sync["reps"]),
            ),
            "layout": Layout(**{**layout, **places}),
            "loop": None if told["loop"] is None else tuple(told["loop"]),
        }
    )


def _placed(placed: Placed) -> Placed:
    return replace(
        placed,
        x=_within(placed.x, -SHIFT_MOST, SHIFT_MOST, "layout"),
        y=_within(placed.y, -SHIFT_MOST, SHIFT_MOST, "layout"),
        scale=_within(placed.scale, *SCALES, "layout"),
    )


def _moment(value: float, where: str) -> float:
    if not math.isfinite(value) or abs(value) > AWAY_MOST_MS:
        raise OutOfRange("That is no moment of a clip.", where)
    return value


def _within(value: float, least: float, most: float, where: str) -> float:
    if not math.isfinite(value):
        raise BadInput("That is no number.", where)
    return min(max(value, least), most)
