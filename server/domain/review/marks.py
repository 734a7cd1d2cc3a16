"""The marks on a clip as a set: of each mark the one written last counts, and what was taken away stays away.

However often and in which order they arrive, the same marks make the same set: `wins` looks at stamps alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from server.domain.errors import BadInput, Conflict
from server.domain.review.bodies import Kind
from server.domain.review.limits import ID

MOST = 10_000  # on one clip
KEPT_MOST = 50_000  # with those that were taken away
SIZE_MOST = 32 * 1024 * 1024  # bytes of all their bodies
AT_ONCE = 500  # in one sending
TOLD_AT_ONCE = 10_000  # in one answer
TOLD_BYTES = 8 * 1024 * 1024  # of their bodies


class TooManyMarks(Conflict):
    """A clip holds so many marks and no more."""

    code = "too-many-marks"
    sentence = f"There are {MOST:,} drawings and key frames on this clip, and no room for another one. Take some away."


class ReviewTooLarge(Conflict):
    """All marks of a clip together are so large and no larger."""

    code = "review-too-large"
    sentence = "The drawings on this clip are too large together. Take some away, or draw with fewer points."


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark as it was written last. A mark that was taken away says nothing any more."""

    id: str  # 24 hexadecimal digits, made on the device
    kind: Kind
    stamp: str
    body: Mapping[str, Any] = field(default_factory=dict)
    is_deleted: bool = False
    seq: int = 0  # the number of the change, of all changes to marks of this clip
    by: str = ""  # who wrote it, as the audit names people

    def wire(self) -> dict[str, Any]:
        """As devices are told of it."""
        told = {"id": self.id, "kind": self.kind, "body": self.body, "stamp": self.stamp}
        return {**told, "is_deleted": self.is_deleted, "seq": self.seq, "by": self.by}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much there is on a clip."""

    living: int = 0
    kept: int = 0  # with those that were taken away
    size: int = 0  # bytes


def id_checked(id: str) -> str:
    """The id of a mark. Raises BadInput."""
    if not ID.fullmatch(id):
        raise BadInput("The id of a mark has 24 hexadecimal digits.", "id")
    return id


def wins(stamp: str, over: str | None) -> bool:
    """Whether what carries that stamp counts over what is there; None: there is nothing."""
    return over is None or stamp > over


def merged(*several: Iterable[Mark]) -> dict[str, Mark]:
    """Id -> the mark written last, of all of these."""
    found: dict[str, Mark] = {}
    for each in several:
        for mark in each:
            before = found.get(mark.id)
            if wins(mark.stamp, before.stamp if before else None):
                found[mark.id] = mark
    return found


def grown(room: Room, *, before: tuple[bool, int] | None, is_deleted: bool, size: int) -> Room:
    """The room after one mark took the place of `before` (whether it was away, its size; None: it is new).

    Raises TooManyMarks and ReviewTooLarge. Taking away is always possible, unless somebody makes marks only for that.
    """
    was_living = before is not None and not before[0]
    after = Room(
        living=room.living - was_living + (not is_deleted),
        kept=room.kept + (before is None),
        size=room.size - (before[1] if before else 0) + size,
    )
    if after.living > room.living and after.living > MOST:
        raise TooManyMarks
    if after.kept > room.kept and after.kept > KEPT_MOST:
        raise TooManyMarks
    if after.size > room.size and after.size > SIZE_MOST:
        raise ReviewTooLarge
    return after
