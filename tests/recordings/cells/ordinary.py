"""A server that runs as an ordinary user."""

from tests.recordings import cells
from tests.recordings.prisoner import work

cells.be_ordinary()
__all__ = ["work"]
