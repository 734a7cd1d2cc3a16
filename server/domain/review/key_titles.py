"""The titles a trainer gives key frames with one press: three of ours to begin with, or their own."""

from collections.abc import Sequence
from typing import Final

from server.domain.errors import BadInput, OutOfRange

OURS: Final = ("Start", "Bottom", "Lockout")
MOST: Final = 9  # one for each of Ctrl 1 to 9
LONGEST: Final = 60


def checked(titles: Sequence[str]) -> tuple[str, ...]:
    """The titles as they are kept: in their order, without blanks and doubles; ours where nothing is left.

    Raises OutOfRange: more than nine; BadInput: one is too long.
    """
    kept = tuple(dict.fromkeys(" ".join(title.split()) for title in titles if title.strip()))
    if len(kept) > MOST:
        raise OutOfRange(f"There are keys for {MOST} titles.", where="titles")
    if any(len(title) > LONGEST for title in kept):
        raise BadInput(f"A title has at most {LONGEST} signs.", where="titles")
    return kept or OURS
