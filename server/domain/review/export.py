"""A review to take along: key frames and comments one after the other, and all of it as data that comes in again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from server.domain import clips as clip_rules
from server.domain.clips import Clip
from server.domain.comments import Comment
from server.domain.errors import BadInput
from server.domain.review.bodies import BODIES
from server.domain.review.marks import KEPT_MOST, Mark
from server.domain.review.reviews import Review

FORMAT: Final = "spotter-review"
VERSION: Final = 1
STAYS_MS: Final = 4000  # how long a line is read, unless the next one comes before
SHORTEST_MS: Final = 500


class NoReview(BadInput):
    """A file that came from somewhere else."""

    code = "not-a-review"
    sentence = "This is no review that was taken along from a clip here. Choose its JSON file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line at a moment of the clip, ms since its shown beginning."""

    start_ms: int
    end_ms: int
    title: str


def cues(marks: Iterable[Mark], comments: Iterable[Comment], names: Mapping[str, str], length_ms: int) -> list[Cue]:
    """Key frames and comments in the order of the clip. Comments about all of it are of no moment and are left out."""
    points: list[tuple[int, int | None, str]] = [
        (_ms(one.body), None, str(one.body.get("title", "")) or "Key frame") for one in marks if one.kind == "key"
    ]
    points += [
        (one.moment_ms, one.until_ms, f"{said_by(one, names)}: {one.text}")
        for one in comments
        if one.moment_ms is not None and one.text
    ]
    points.sort(key=lambda point: point[0])
    found = []
    for at, (start_ms, until_ms, title) in enumerate(points):
        later = (each for each, _, _ in points[at + 1 :] if each > start_ms)
        end_ms = min(next(later, start_ms + STAYS_MS), start_ms + STAYS_MS, max(length_ms, start_ms + SHORTEST_MS))
        end_ms = end_ms if until_ms is None else until_ms  # of a span
        found.append(Cue(start_ms=start_ms, end_ms=max(end_ms, start_ms + SHORTEST_MS), title=title))
    return found


def whole(
    clip: Clip, review: Review, marks: Sequence[Mark], comments: Sequence[Comment], names: Mapping[str, str]
) -> dict[str, Any]:
    """All of it as data: marks as devices write them, comments as they are read."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "clip": {
            "id": clip.id,
            "title": clip_rules.title_of(clip),
            "duration_ms": clip.duration_ms,
            "width": clip.width,
            "height": clip.height,
            "captured_at_ms": clip.captured_at_ms,
        },
        "review": {
            "words": review.words,
            "sent_at_ms": review.sent_at_ms,
            "opened_at_ms": review.opened_at_ms,
            "acknowledged_at_ms": review.acknowledged_at_ms,
        },
        "marks": [
            {"id": one.id, "kind": one.kind, "stamp": one.stamp, "body": one.body, "is_deleted": one.is_deleted}
            for one in marks
        ],
        "comments": [
            {
                "id": one.id,
                "author": said_by(one, names),
                "moment_ms": one.moment_ms,
                "until_ms": one.until_ms,
                "frame": one.frame,
                "shape": one.shape,
                "answers": one.answers,
                "text": one.text,
                "created_at_ms": one.created_at_ms,
            }
            for one in comments
        ],
    }


def said_by(comment: Comment, names: Mapping[str, str]) -> str:
    """Who wrote it. names: by person (t:<account>) where several may have, and by side."""
    return names.get(comment.person) or names.get(comment.author, "")


def marks_in(told: Any) -> list[dict[str, Any]]:
    """The marks of such a file, each still to be checked. Raises NoReview.

    Comments are not brought in: they are somebody's words at a time, and who brings them in is not who said them.
    """
    if not isinstance(told, dict) or told.get("format") != FORMAT or told.get("version") != VERSION:
        raise NoReview
    found = told.get("marks")
    if not isinstance(found, list) or len(found) > KEPT_MOST or not all(isinstance(each, dict) for each in found):
        raise NoReview
    return [each for each in found if each.get("kind") in BODIES]


def _ms(body: Mapping[str, Any]) -> int:
    return round(float(body.get("at_ms", 0)))
