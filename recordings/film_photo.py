"""A photo as a film needs it: one picture, whatever the moment."""

from fractions import Fraction
from typing import Any, BinaryIO, cast

from PIL import Image

from recordings import photo
from recordings.probe import Found


class PhotoSource:
    """The picture of one open file; what reads clips reads it, too. Raises Refusal where there is none."""

    def __init__(self, found: Found, file: BinaryIO) -> None:
        self._frame = photo.picture_in(found.container, found.kind, file)
        self._shown: Image.Image | None = None
        self.size = (self._frame.width, self._frame.height)

    @property
    def times_ms(self) -> list[Fraction]:
        """It is there from the beginning on."""
        return [Fraction(0)]

    def number(self, media_ms: float) -> int:
        """Always the one picture there is."""
        return 0

    def image(self, number: int, size: tuple[int, int]) -> Image.Image:
        """The picture, so large, as RGB; nobody else's to change."""
        if self._shown is None or self._shown.size != size:
            self._shown = cast(Any, self._frame.reformat(*size, "rgb24", threads=1)).to_image()
        return self._shown
