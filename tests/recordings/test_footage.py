"""Making media for tests changes nothing in the process that makes it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.recordings import footage


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="only Linux has these priorities")
@pytest.mark.parametrize(
    "make",
    [
        lambda folder: footage.video(folder / "av1.mp4", codec="av1", seconds=0.2),
        lambda folder: footage.photo(folder / "a.avif", (96, 64)),
    ],
    ids=["video", "photo"],
)
def test_an_encoder_that_raises_our_priority_does_not_keep_it(make: Callable[[Path], Path], tmp_path: Path) -> None:
    before = (os.sched_getscheduler(0), os.sched_getparam(0))
    assert make(tmp_path).stat().st_size > 0
    assert (os.sched_getscheduler(0), os.sched_getparam(0)) == before
