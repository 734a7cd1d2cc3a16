"""What a killed server left of its recordings, made whole at the next start. Blocking; nothing is ever deleted."""

import logging
from dataclasses import replace
from pathlib import Path

from recordings import manifest
from recordings.manifest import Manifest, Segment
from recordings.read_back import mend

log = logging.getLogger(__name__)


def repair(folder: Path) -> list[Manifest]:
    """Mends every recording under `folder` that nobody writes to any more; gives those that it mended.

    One that cannot be mended now (a full disk) is logged and left for the next time.
    """
    found = []
    for each in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not each.is_dir() or each.is_symlink():
            continue
        try:
            mended = repair_one(each)
        except OSError:
            log.exception("recording %s: it could not be repaired", each.name)
            continue
        if mended is not None:
            found.append(mended)
    return found


def repair_one(folder: Path) -> Manifest | None:
    """The recording as it is now; None: it was whole, or somebody is at it. Raises OSError."""
    with manifest.held(folder) as is_ours:
        if not is_ours:
            return None
        before = manifest.load(folder)
        if before is None:
            log.warning("recording %s: there is no manifest that can be read, so it was left as it is", folder.name)
            return None
        if before.ended_at_ms is not None and all(each.state != "open" for each in before.segments):
            return None
        segments = tuple(_mended(folder, each) if each.state == "open" else each for each in before.segments)
        ends = [each.started_at_ms + each.length_ms for each in segments]
        ended_at_ms = max([before.began_at_ms, *ends]) if before.ended_at_ms is None else before.ended_at_ms
        after = replace(before, segments=segments, ended_at_ms=ended_at_ms, why=before.why or "killed")
        manifest.save(folder, after)
        log.info("recording %s: recovered", folder.name)
        return after


def _mended(folder: Path, segment: Segment) -> Segment:
    path = folder / segment.file
    try:
        made = mend(path)
    except FileNotFoundError:  # killed between the manifest and the file
        made = None
    if made is None:
        return replace(segment, state="empty", why="killed")
    size, length_ms = made
    why = segment.why or "killed"
    return replace(segment, state="recovered", why=why, bytes=size, length_ms=length_ms, sha256=manifest.sha256(path))
