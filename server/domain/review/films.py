"""A film that is made of a review because somebody asked for it: of what, how far it is, how long it is kept. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Literal

from server.domain.accounts import DAY_MS
from server.domain.clips import Clip
from server.domain.errors import BadInput, Conflict, NotFound, OutOfRange

What = Literal["clip", "voice", "pair"]
State = Literal["waiting", "working", "ready", "refused", "cancelled"]
Layout = Literal["beside", "above", "over"]

MOST_MS = 20 * 60_000
MOST_WAITING = 4  # of one clip, at once
MOST_ROWS = 2000  # of a map of times
KEPT_MS = 14 * DAY_MS
SLOWEST, FASTEST = 0.05, 4.0


class FilmTooLong(OutOfRange):
    """A film has an end."""

    code = "film-too-long"
    sentence = "A film has twenty minutes at most. Choose a part of the clip with [ and ], or a higher speed."


class FilmsWaiting(Conflict):
    """Several are being made already."""

    code = "films-waiting"
    sentence = "Four films of this clip are being made already. Wait for one of them, or cancel it."


class NothingToFilm(Conflict):
    """A photo, a sound, or a clip that cannot be watched yet."""

    code = "nothing-to-film"
    sentence = "No film can be made of this: there are no moving pictures that could be watched."


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """One film of a review. spec: what it is made of, as recordings/film_spec.py reads it, without marks and events."""

    id: str
    clip_id: str
    second_clip_id: str | None = None
    voice_over_id: str | None = None
    what: What
    title: str
    by: str  # who asked for it
    state: State = "waiting"
    refusal: str = ""  # a code of recordings.refusals
    percent: int = 0
    spec: Mapping[str, Any] = field(default_factory=dict)
    length_ms: int
    size_bytes: int = 0
    created_at_ms: int
    ready_at_ms: int | None = None
    expires_at_ms: int | None = None  # since it is ready
    sent_at_ms: int | None = None  # since when the client sees it


def may_film(clip: Clip) -> int:
    """The length in ms of a clip that moves. Raises NothingToFilm: a voice-over alone makes a film of a photo."""
    if clip.media != "video" or not ({"play", "proxy"} & set(clip.files)) or not clip.duration_ms:
        raise NothingToFilm
    return clip.duration_ms


def length(length_ms: float) -> int:
    """A film's length. Raises FilmTooLong."""
    if length_ms > MOST_MS:
        raise FilmTooLong
    return max(1, round(length_ms))


def of_clip(clip_ms: int, from_ms: float, to_ms: float | None, speed: float) -> tuple[int, list[list[float]]]:
    """Length and map of a part of a clip at a speed. Raises BadInput, FilmTooLong."""
    to_ms = clip_ms if to_ms is None else min(to_ms, clip_ms)
    if not 0 <= from_ms < to_ms:
        raise BadInput("A part of a clip begins before it ends.", "from_ms")
    if not SLOWEST <= speed <= FASTEST:
        raise OutOfRange("A film goes at 5 to 400 % of the clip's speed.", "speed")
    made_ms = length((to_ms - from_ms) / speed)
    return made_ms, [[0, from_ms], [made_ms, to_ms]]


def of_pair(rows: Sequence[Sequence[float]]) -> tuple[int, list[list[float]]]:
    """Length and map of two clips together: [[t, first, second], …], t rising from 0. Raises BadInput, FilmTooLong."""
    if not 2 <= len(rows) <= MOST_ROWS or any(len(row) != 3 for row in rows):
        raise BadInput("Two clips go together by a map of their times.", "map")
    if rows[0][0] != 0 or any(later[0] <= earlier[0] for earlier, later in pairwise(rows)):
        raise BadInput("The times of a map rise from 0.", "map")
    if any(not 0 <= moment <= 24 * 3600 * 1000 for row in rows for moment in row):
        raise BadInput("That is no moment of a clip.", "map")
    return length(rows[-1][0]), [[float(moment) for moment in row] for row in rows]


def ready(film: Film, size_bytes: int, now_ms: int) -> Film:
    """It can be downloaded."""
    expires_at_ms = now_ms + KEPT_MS
    return replace(
        film, state="ready", percent=100, size_bytes=size_bytes, ready_at_ms=now_ms, expires_at_ms=expires_at_ms
    )


def refused(film: Film, code: str) -> Film:
    """It cannot be made."""
    return replace(film, state="refused", refusal=code, percent=0)


def cancel(film: Film) -> Film:
    """Nobody wants it any more; one that is ready stays."""
    return replace(film, state="cancelled", percent=0) if film.state in ("waiting", "working") else film


def send(film: Film, clip: Clip, now_ms: int) -> Film:
    """Shown to the client from now on. Raises NotFound."""
    if film.state != "ready" or clip.client_id is None:
        raise NotFound
    return film if film.sent_at_ms is not None else replace(film, sent_at_ms=now_ms)


def take_back(film: Film) -> Film:
    """Not shown to the client any more."""
    return replace(film, sent_at_ms=None)


def folder(film_id: str) -> str:
    """Where it lies."""
    return f"film-{film_id}"
