"""What everybody who writes here needs to know of the disk."""

import os
from pathlib import Path
from typing import Final

FLOOR_SHARE: Final = 0.05
FLOOR_BYTES: Final = 2 * 1024**3


def room_bytes(folder: Path, floor_bytes: int | None, *, share: float = 1.0) -> int:
    """How much may still come before the disk's floor is reached. Waits for the disk.

    floor_bytes: so much stays free; None: 5 % of the disk, at most 2 GiB. share: who may go below it leaves this much.
    """
    disk = os.statvfs(folder if folder.is_dir() else folder.parent)
    if floor_bytes is None:
        floor_bytes = min(int(disk.f_blocks * disk.f_frsize * FLOOR_SHARE), FLOOR_BYTES)
    return disk.f_bavail * disk.f_frsize - int(floor_bytes * share)


def sync_folder(folder: Path) -> None:
    """Makes safe that a file was made or removed there."""
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(place)
    finally:
        os.close(place)
