"""An ordinary user on a machine that gives nobody a user namespace."""

from tests.recordings import cells
from tests.recordings.prisoner import work

cells.be_ordinary()
cells.lack(cells.UNSHARE)
__all__ = ["work"]
