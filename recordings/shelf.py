"""A recording's folder while it grows: begins files, makes them whole when they are put away, keeps the manifest.

Files are made whole in a thread of their own: syncing and digesting an hour of video must not keep up what is coming.
"""

import contextlib
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from recordings import manifest
from recordings.disk import sync_folder
from recordings.manifest import Device, Manifest, Segment
from recordings.matroska import Tracks
from recordings.segment import SegmentFile

log = logging.getLogger(__name__)


class Taken(OSError):
    """The folder is another recording's."""


class Shelf:
    """One recording's files. `open` first, `finish` last."""

    def __init__(self, folder: Path, *, session: str, began_at_ms: int, whole: str = "") -> None:
        self.folder = folder
        self._manifest = Manifest(recording=folder.name, session=session, whole=whole, began_at_ms=began_at_ms)
        self._guard = threading.Lock()
        self._held = contextlib.ExitStack()
        self._counts: dict[int, int] = {}
        self._segments: dict[SegmentFile, Segment] = {}
        self._syncing: Future[None] | None = None
        self._sealer = ThreadPoolExecutor(1, f"sealer {folder.name[:8]}")

    @property
    def manifest(self) -> Manifest:
        """As it is now."""
        return self._manifest

    def open(self) -> None:
        """Makes the folder and its manifest. Raises OSError."""
        self.folder.mkdir(parents=True, mode=0o700)
        if not self._held.enter_context(manifest.held(self.folder)):
            raise Taken(str(self.folder))
        manifest.save(self.folder, self._manifest)
        sync_folder(self.folder.parent)

    def begin(
        self, reel: int, person: str, source: str, device: Device, started_at_ms: int, tracks: Tracks
    ) -> SegmentFile:
        """A new file of the reel with that number. Raises OSError."""
        self._counts[reel] = count = self._counts.get(reel, 0) + 1
        segment = Segment(
            file=f"{reel:02}-{count:03}{tracks.suffix}",
            person=person,
            source=source,
            device=device,
            started_at_ms=started_at_ms,
            tracks=tracks,
        )
        self._note(segment)  # first: a file that nobody names would never be found
        made = SegmentFile(self.folder / segment.file, tracks)
        self._segments[made] = segment
        return made

    def sync(self) -> None:
        """Begins to make safe what was written so far, unless the disk is still busy with the last time."""
        if self._syncing is None or self._syncing.done():
            self._syncing = self._sealer.submit(self._sync, list(self._segments))

    def put_away(self, made: SegmentFile, why: str) -> None:
        """Nothing more will be written to the file."""
        self._sealer.submit(self._seal, made, self._segments.pop(made), why)

    def finish(self, ended_at_ms: int, why: str) -> None:
        """Waits until all files are whole, and says so."""
        self._sealer.shutdown(wait=True)
        with self._guard:
            self._manifest = replace(self._manifest, ended_at_ms=ended_at_ms, why=why)
            self._save()
        self._held.close()

    def _sync(self, files: Sequence[SegmentFile]) -> None:
        for made in files:
            if made not in self._segments:
                continue  # it is put away: whole already, or about to be
            try:
                made.sync()
            except OSError as trouble:
                log.warning("recording %s: the disk does not take what was written (%s)", self.folder.name, trouble)

    def _seal(self, made: SegmentFile, segment: Segment, why: str) -> None:
        try:
            state: manifest.State = "empty" if made.is_empty else "closed"
            size, length_ms = made.close()
            digest = manifest.sha256(self.folder / segment.file)
            segment = replace(segment, state=state, why=why, bytes=size, length_ms=length_ms, sha256=digest)
        except OSError:
            log.exception("recording %s: %s could not be made whole", self.folder.name, segment.file)
            return  # the next start mends it
        with self._guard:
            self._manifest = self._manifest.having(segment)
            self._save()

    def _note(self, segment: Segment) -> None:
        with self._guard:
            self._manifest = self._manifest.having(segment)
            manifest.save(self.folder, self._manifest)

    def _save(self) -> None:
        """Of what is true anyway; on a full disk the next start finds it out by itself."""
        try:
            manifest.save(self.folder, self._manifest)
        except OSError:
            log.exception("recording %s: its manifest could not be written", self.folder.name)
