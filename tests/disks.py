"""Small disks of a test's own, to fill up. Mounting one takes root; elsewhere those tests are skipped by name."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests import engines


@contextlib.contextmanager
def small_disk(at: Path, size_bytes: int, options: str = "") -> Iterator[Path]:
    """A disk in memory with room for so much, mounted at a fresh folder."""
    at.mkdir(parents=True)
    how = f"size={size_bytes}{',' if options else ''}{options}"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(at)], capture_output=True, check=False)
    if mounted.returncode != 0:
        engines.missing("the right to mount a small disk")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)
