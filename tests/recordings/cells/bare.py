"""A machine that has neither."""

from tests.recordings import cells
from tests.recordings.prisoner import work

cells.lack(cells.UNSHARE, cells.LANDLOCK)
__all__ = ["work"]
