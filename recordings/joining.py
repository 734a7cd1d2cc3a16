"""The files of a finished recording as films: what a person's camera sent in one codec, joined into one. Blocking.

A film keeps the session's time: where its person was not recorded, its last picture stands still. So one number, when
it began, lays the whole log over it. Nothing is decoded and nothing removed.
"""

import contextlib
import mmap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from recordings.manifest import Device, Segment
from recordings.matroska import Tracks
from recordings.parts import Whole
from recordings.read_back import blocks, head
from recordings.segment import SegmentFile

GAP_MS: Final = 1500  # less than this is no gap that anybody sees
# A person who comes anew is there before the old connection is given up. Longer beside each other are two devices.
MEETS_MS: Final = 5000


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a film, and where it lies."""

    path: Path
    segment: Segment

    @property
    def began_at_ms(self) -> int:
        """Its first frame, on the session clock."""
        return self.segment.started_at_ms

    @property
    def ended_at_ms(self) -> int:
        """When its last frame had been shown, on the session clock."""
        return self.segment.started_at_ms + self.segment.length_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What is to become one clip."""

    person: str
    device: Device
    pieces: tuple[Piece, ...]

    @property
    def started_at_ms(self) -> int:
        """Its first frame, on the session clock."""
        return self.pieces[0].began_at_ms

    @property
    def shown_at_ms(self) -> int:
        """Its first picture; what was said before one came is heard in the film, and in no player that begins there."""
        return next((each.began_at_ms for each in self.pieces if each.segment.tracks.video), self.started_at_ms)

    @property
    def bytes(self) -> int:
        """What its files take up."""
        return sum(each.segment.bytes for each in self.pieces)

    @property
    def tracks(self) -> Tracks:
        """What the joined file holds: the first picture's header, and sound where any piece has some."""
        all_tracks = [each.segment.tracks for each in self.pieces]
        tracks = next((each for each in all_tracks if each.video), all_tracks[0])
        return replace(tracks, has_sound=any(each.has_sound for each in all_tracks))


@dataclass(frozen=True, slots=True)
class Joined:
    """A film as it was written. gaps: where nothing was recorded, (from, to) in ms since its first frame."""

    bytes: int
    gaps: tuple[tuple[int, int], ...]


def films(whole: Whole) -> list[Film]:
    """The films of a recording, in the order they began: one for each camera or screen of a person.

    Another one where it changed its codec, and for a second device beside the first. Whoever comes anew under another
    connection, or is recorded by another relay, goes on in the same film.
    """
    pieces = [
        Piece(part.folder / each.file, each)
        for part in whole.parts
        for each in part.manifest.segments
        if each.state in ("closed", "recovered")
    ]
    runs: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.began_at_ms, each.path)):
        mine = [run for run in runs if _is_by_the_same(run[0], piece) and _goes_on(run, piece)]
        if mine:
            max(mine, key=lambda run: run[-1].ended_at_ms).append(piece)
        else:
            runs.append([piece])
    return [Film(person=run[0].segment.person, device=run[0].segment.device, pieces=tuple(run)) for run in runs]


def join(film: Film, into: Path) -> Joined:
    """Writes the film as a new file, durably. Raises OSError; then there is no such file."""
    out = SegmentFile(into, film.tracks)
    gaps: list[tuple[int, int]] = []
    until_ms = 0
    try:
        with contextlib.closing(out):
            for each, following in zip(film.pieces, (*film.pieces[1:], None), strict=True):
                until_ms = _append(out, film, each, _before_ms(each, following), until_ms, gaps)
    except BaseException:
        into.unlink()
        raise
    return Joined(into.stat().st_size, tuple(gaps))


def _is_by_the_same(one: Piece, other: Piece) -> bool:
    return (one.segment.person, one.segment.device) == (other.segment.person, other.segment.device)


def _goes_on(run: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece goes on where these end: in the same codec, and not beside them."""
    codecs = {each.segment.tracks.video for each in (*run, piece)} - {None}
    last = run[-1]
    is_beside = last.ended_at_ms - piece.began_at_ms > MEETS_MS or last.ended_at_ms > piece.ended_at_ms
    return len(codecs) < 2 and not is_beside


def _before_ms(piece: Piece, following: Piece | None) -> float:
    """Up to when a piece is wanted, on the session clock: another connection shows the rest from a whole picture on."""
    if following is None or following.segment.source == piece.segment.source:
        return float("inf")
    return following.began_at_ms


def _append(
    out: SegmentFile, film: Film, piece: Piece, before_ms: float, until_ms: int, gaps: list[tuple[int, int]]
) -> int:
    """Adds what a piece holds from before that moment, and notes the gaps; gives when the film's last frame is."""
    after_ms = piece.began_at_ms - film.started_at_ms
    with piece.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        header = head(data)
        if header is None:
            return until_ms
        for each in blocks(data, len(header.data)):
            at_ms = after_ms + each.at_ms
            if film.started_at_ms + at_ms >= before_ms:
                continue
            if at_ms - until_ms >= GAP_MS:
                gaps.append((until_ms, at_ms))
            until_ms = max(until_ms, at_ms)
            out.write(each.track, at_ms, data[each.start : each.end], each.is_key)
    return until_ms
