"""The files of a finished recording as films: what one device sent in one codec, joined into one file. Blocking.

A film keeps the session's time: where its person was not recorded, its last picture stands still. So one number, when
it began, lays the whole log over it. Nothing is decoded and nothing removed.
"""

import contextlib
import mmap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recordings.manifest import Manifest, Segment
from recordings.matroska import Tracks
from recordings.read_back import blocks, head
from recordings.segment import SegmentFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What is to become one clip."""

    person: str
    source: str
    segments: tuple[Segment, ...]

    @property
    def started_at_ms(self) -> int:
        """Its first frame, on the session clock."""
        return self.segments[0].started_at_ms

    @property
    def shown_at_ms(self) -> int:
        """Its first picture; what was said before one came is heard in the film, and in no player that begins there."""
        return next((each.started_at_ms for each in self.segments if each.tracks.video), self.started_at_ms)

    @property
    def tracks(self) -> Tracks:
        """What the joined file holds: the first picture's header, and sound where any segment has some."""
        tracks = next((each.tracks for each in self.segments if each.tracks.video), self.segments[0].tracks)
        return replace(tracks, has_sound=any(each.tracks.has_sound for each in self.segments))


def films(manifest: Manifest) -> list[Film]:
    """The films of a recording, one for each device, and another one where it changed its codec."""
    found: list[Film] = []
    whole = [each for each in manifest.segments if each.state in ("closed", "recovered")]
    for source in dict.fromkeys(each.source for each in whole):
        run: list[Segment] = []
        for each in sorted((one for one in whole if one.source == source), key=lambda one: one.started_at_ms):
            codecs = {one.tracks.video for one in [*run, each]} - {None}
            if len(codecs) > 1:
                found.append(_film(run))
                run = []
            run.append(each)
        found.append(_film(run))
    return found


def join(folder: Path, film: Film, into: Path) -> int:
    """Writes the film as a new file, durably, and gives its bytes. Raises OSError; then there is no such file."""
    out = SegmentFile(into, film.tracks)
    try:
        with contextlib.closing(out):
            for each in film.segments:
                _append(out, folder / each.file, each.started_at_ms - film.started_at_ms)
    except BaseException:
        into.unlink()
        raise
    return into.stat().st_size


def _film(run: Sequence[Segment]) -> Film:
    return Film(person=run[0].person, source=run[0].source, segments=tuple(run))


def _append(out: SegmentFile, path: Path, after_ms: int) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        header = head(data)
        if header is None:
            return
        for each in blocks(data, len(header.data)):
            out.write(each.track, after_ms + each.at_ms, data[each.start : each.end], each.is_key)
