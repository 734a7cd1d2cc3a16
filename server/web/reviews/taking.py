"""Takes what devices wrote on a clip: each mark is judged by itself, and the one written last counts."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from server.domain.clips import Clip
from server.domain.errors import BadInput, DomainError, OutOfRange
from server.domain.review import bodies, limits, marks, stamps
from server.domain.review.marks import Mark, Room
from server.domain.review.reviews import Review
from server.store import reviews
from server.store.database import Db
from server.web.answers import convert

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One mark as a device sends it."""

    id: str = ""
    kind: bodies.Kind = "shape"
    stamp: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    is_deleted: bool = False


SET_RIGHT = {
    "points": "A drawing lay outside the picture and was moved to its edge.",
    "at_ms": "A drawing or key frame lay outside the clip and stands at its nearest end now.",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what was sent: the review after it, what was refused, and what was set right, each with why."""

    review: Review
    refused: list[dict[str, Any]]
    moved: list[dict[str, Any]]


def read_mark(told: Any, clip: Clip, now_ms: int) -> tuple[Mark, str]:
    """One mark, sound and within its clip; and what of it was not: a key of SET_RIGHT, or "". Raises DomainError."""
    one = convert(told, Told)
    marks.id_checked(one.id)
    stamps.checked(one.stamp, now_ms)
    if one.is_deleted:
        return Mark(id=one.id, kind=one.kind, stamp=one.stamp, is_deleted=True), ""
    said = convert(one.body, bodies.BODIES[one.kind])
    body = limits.checked(said, clip)
    return Mark(id=one.id, kind=one.kind, stamp=one.stamp, body=bodies.wire(body)), limits.moved(said, body, clip)


async def take(db: Db, clip: Clip, sent: Sequence[Any], *, by: str, now_ms: int) -> Taken:
    """Keeps what is sound and newer than what is there. What lies outside is kept at the edge, and said to be.

    The clip's row must be locked. Raises OutOfRange for too many at once.
    """
    if len(sent) > marks.AT_ONCE:
        raise OutOfRange(f"At most {marks.AT_ONCE} marks at once.", "marks")
    refused: list[dict[str, Any]] = []
    sound: list[Mark] = []
    outside: dict[str, str] = {}  # stamp -> what was
    for told in sent:
        try:
            mark, what = read_mark(told, clip, now_ms)
            sound.append(mark)
            if what:
                outside[mark.stamp] = what
        except DomainError as problem:
            refused.append(_refusal(told, problem))
    before = await reviews.get(db, clip.id)
    known = await reviews.there(db, clip.id, [one.id for one in sound])
    room = Room(living=before.living, kept=before.kept, size=before.size)
    seq = before.seq
    fresh: list[Mark] = []
    for one in marks.merged(sound).values():
        there = known.get(one.id)
        if not marks.wins(one.stamp, there.stamp if there else None):
            continue
        try:
            room = marks.grown(
                room,
                before=(there.is_deleted, there.size) if there else None,
                is_deleted=one.is_deleted,
                size=reviews.size_of(one.body),
            )
        except DomainError as problem:
            refused.append(_refusal({"id": one.id}, problem))
            continue
        seq += 1
        fresh.append(replace(one, seq=seq, by=by))
    after = before
    if fresh:
        after = replace(before, seq=seq, living=room.living, kept=room.kept, size=room.size)
        await reviews.put(db, clip.id, fresh, now_ms=now_ms)
        await reviews.save(db, after)
    if fresh or refused:
        log.info("review: clip %s, %s marks taken, %s refused", clip.id, len(fresh), len(refused))
    set_right = [(one.id, outside[one.stamp]) for one in fresh if one.stamp in outside]
    moved = [{"id": id, "where": what, "message": SET_RIGHT[what]} for id, what in set_right]
    return Taken(after, refused, moved)


def _refusal(told: Any, problem: DomainError) -> dict[str, Any]:
    id = told.get("id") if isinstance(told, dict) else None
    said = {"id": str(id or "")[:64], "error": problem.code, "message": problem.message}
    return {**said, "where": problem.where} if problem.where else said


def since_of(value: str) -> int:
    """The number of the last change a page knows. Raises BadInput."""
    if not value.isascii() or not value.isdecimal() or len(value) > 9:
        raise BadInput("That is no number of a change.", "since")
    return int(value)
