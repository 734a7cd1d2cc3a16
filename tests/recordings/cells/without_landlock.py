"""An ordinary user on a kernel without Landlock."""

from tests.recordings import cells
from tests.recordings.prisoner import work

cells.be_ordinary()
cells.lack(cells.LANDLOCK)
__all__ = ["work"]
