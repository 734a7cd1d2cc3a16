"""Text on a film, in the font we ship: a file for each alphabet, and each run of letters takes its own."""

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

STRONG: Final = 600
# The file for an alphabet -> the letters in it, as its style sheet says; what stands in none is taken from the first.
ALPHABETS: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    "latin": (
        (0x0000, 0x00FF), (0x0131, 0x0131), (0x0152, 0x0153), (0x02BB, 0x02BC), (0x02C6, 0x02C6), (0x02DA, 0x02DA),
        (0x02DC, 0x02DC), (0x2000, 0x206F), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2191, 0x2191), (0x2193, 0x2193),
        (0x2212, 0x2212), (0x2215, 0x2215), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD),
    ),
    "latin-ext": (
        (0x0100, 0x02FF), (0x1D00, 0x1DBF), (0x1E00, 0x1E9F), (0x1EF2, 0x1EFF), (0x20A0, 0x20C0), (0x2113, 0x2113),
    ),
    "cyrillic": ((0x0400, 0x045F), (0x0490, 0x0491), (0x04B0, 0x04B1), (0x2116, 0x2116)),
    "cyrillic-ext": ((0x0460, 0x052F), (0x1C80, 0x1C8A), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    "greek": ((0x0370, 0x03FF),),
    "greek-ext": ((0x1F00, 0x1FFF),),
    "vietnamese": ((0x1EA0, 0x1EF9), (0x20AB, 0x20AB)),
}  # fmt: skip


class Lettering:
    """Writes lines. fonts: alphabet -> its file's bytes; "latin" must be among them."""

    def __init__(self, fonts: Mapping[str, bytes]) -> None:
        self._fonts = fonts
        self._font = lru_cache(maxsize=64)(self._open)

    def width(self, text: str, size: float) -> float:
        """How wide a line is, in pixels."""
        return sum(self._font(alphabet, _rounded(size)).getlength(run) for alphabet, run in _runs(text, self._fonts))

    def mask(self, text: str, size: float, edge: float = 0) -> Image.Image:
        """A line as a mask, its middle in the middle of the picture. edge: how much bolder than the letters it is."""
        size = _rounded(size)
        margin = int(edge + size) + 2
        wide = int(self.width(text, size)) + 2 * margin
        mask = Image.new("L", (wide, int(size * 1.6) + 2 * margin), 0)
        pen = ImageDraw.Draw(mask)
        x = (wide - self.width(text, size)) / 2
        for alphabet, run in _runs(text, self._fonts):
            font = self._font(alphabet, size)
            # Inter's letters stand 0.73 of a size high above their line: their middle is what a browser's "middle" is.
            pen.text((x, mask.height / 2 + 0.36 * size), run, 255, font, "ls", stroke_width=edge)
            x += font.getlength(run)
        return mask

    def _open(self, alphabet: str, size: float) -> ImageFont.FreeTypeFont:
        font = ImageFont.truetype(io.BytesIO(self._fonts[alphabet]), size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([STRONG])
        return font


def _rounded(size: float) -> float:
    """To the quarter of a pixel, so that few fonts are opened."""
    return max(4.0, round(size * 4) / 4)


def _runs(text: str, fonts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """(alphabet, letters) of a line, in order."""
    found: list[tuple[str, str]] = []
    for letter in text:
        alphabet = _alphabet(ord(letter), fonts)
        if found and (found[-1][0] == alphabet or letter == " "):
            found[-1] = (found[-1][0], found[-1][1] + letter)
        else:
            found.append((alphabet, letter))
    return found


def _alphabet(code: int, fonts: Mapping[str, bytes]) -> str:
    for name, ranges in ALPHABETS.items():
        if name in fonts and any(first <= code <= last for first, last in ranges):
            return name
    return "latin"
