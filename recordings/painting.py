"""Paints drawings on a picture of a film: the twin of static/js/review/canvas.js, with Pillow.

What a drawing looks like is made once and laid on every picture on which it is seen, as strong as it is there.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from PIL import Image, ImageChops, ImageDraw

from recordings.drawn import Lens, Path, Point, Primitive, Veil, Words, alpha_at, ellipse
from recordings.lettering import Lettering
from recordings.primitives import Frame, is_moving, primitives

INKS: Final = {
    "red": (255, 77, 66),
    "amber": (255, 179, 31),
    "green": (53, 208, 127),
    "blue": (77, 163, 255),
    "violet": (192, 123, 255),
    "white": (255, 255, 255),
    "black": (16, 19, 20),
}
EDGE_ALPHA: Final = 0.45
PLATE_ALPHA: Final = 0.7
WORDS_EDGE_ALPHA: Final = 0.85
MOST_KEPT: Final = 400  # drawings whose look is remembered
FINE_POINTS: Final = 1_500_000  # of a layer: larger ones are made less fine

Shape = Mapping[str, Any]  # of a mark: {"id", "body"}


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing as it is laid on the picture: a colour through a mask, its corner at (x, y)."""

    ink: tuple[int, int, int]
    mask: Image.Image
    x: int
    y: int


class Painter:
    """For pictures of one size. turned: degrees by which the picture is turned afterwards, and whether it is mirrored:
    words are turned against it.
    """

    def __init__(self, size: tuple[int, int], lettering: Lettering, *, turned: tuple[int, bool] = (0, False)) -> None:
        self.size = size
        self._lettering = lettering
        self._turned = turned
        self._unit = min(size) / 400
        self._kept: dict[tuple[Any, ...], list[Layer | Lens | Veil]] = {}

    def paint(
        self,
        picture: Image.Image,
        shapes: Sequence[Shape],
        at_ms: float,
        *,
        film: tuple[int, int] | None = None,
        calibration: Mapping[str, Any] | None = None,
    ) -> None:
        """Draws what is seen at a moment of the clip onto the picture, an RGB of `size`."""
        frame = Frame(width=self.size[0], height=self.size[1], at_ms=at_ms, film=film, calibration=calibration)
        seen = [(alpha, self._made(one, frame)) for one in shapes if (alpha := alpha_at(one["body"], at_ms)) > 0]
        if not seen:
            return
        bare = picture.copy() if any(isinstance(part, Lens) for _, made in seen for part in made) else picture
        self._dim(picture, [(alpha, part) for alpha, made in seen for part in made if isinstance(part, Veil)])
        for alpha, made in seen:
            for part in made:
                if isinstance(part, Layer):
                    lay(picture, part, alpha)
                elif isinstance(part, Lens):
                    self._enlarge(picture, bare, part, alpha)

    def point(self, picture: Image.Image, x: float, y: float) -> None:
        """The pointer of somebody who speaks, at shares of the picture."""
        for r, ink, strength in ((9.0, "black", 0.45), (7.5, "white", 1.0), (5.5, "amber", 1.0)):
            ring = ellipse((x * self.size[0], y * self.size[1]), r * self._unit, r * self._unit, 32)
            path = Path(points=ring, closed=True, fill=ink, fill_alpha=strength)
            for layer in self._path(path):
                lay(picture, layer, 1.0)

    def _made(self, shape: Shape, frame: Frame) -> list[Layer | Lens | Veil]:
        body = shape["body"]
        moving = round(frame.at_ms) if is_moving(body) else None
        key = (shape["id"], id(body), id(frame.calibration), moving)
        if (made := self._kept.get(key)) is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            made = [part for one in primitives(body, frame) for part in self._parts(one)]
            self._kept[key] = made
        return made

    def _parts(self, one: Primitive) -> list[Layer | Lens | Veil]:
        if isinstance(one, Path):
            return list(self._path(one))
        if isinstance(one, Words):
            return list(self._words(one))
        return [one]

    def _path(self, path: Path) -> list[Layer]:
        made: list[Layer | None] = []
        if path.fill is not None:
            made.append(self._layer(path.points, 0, INKS[path.fill], path.alpha * path.fill_alpha, fill=True))
        if path.ink is not None:
            line = [*path.points, path.points[0]] if path.closed else path.points
            pieces = _dashed(line, path.dash) if path.dash else [line]
            edge = INKS["white" if path.ink == "black" else "black"]
            wide = path.width + 1.6 * self._unit
            made.append(self._strokes(pieces, wide, edge, path.alpha * EDGE_ALPHA))
            made.append(self._strokes(pieces, path.width, INKS[path.ink], path.alpha))
        return [one for one in made if one is not None]

    def _strokes(
        self, pieces: Sequence[Sequence[Point]], width: float, ink: tuple[int, int, int], alpha: float
    ) -> Layer | None:
        return self._layer([point for piece in pieces for point in piece], width, ink, alpha, pieces=pieces)

    def _layer(
        self,
        points: Sequence[Point],
        width: float,
        ink: tuple[int, int, int],
        alpha: float,
        *,
        fill: bool = False,
        pieces: Sequence[Sequence[Point]] = (),
    ) -> Layer | None:
        """What is seen of it, drawn several times as large and made smaller: so it is smooth. None: all is outside."""
        margin = width / 2 + 1
        left = max(0, math.floor(min(x for x, _ in points) - margin))
        top = max(0, math.floor(min(y for _, y in points) - margin))
        right = min(self.size[0], math.ceil(max(x for x, _ in points) + margin))
        bottom = min(self.size[1], math.ceil(max(y for _, y in points) + margin))
        if right <= left or bottom <= top or alpha <= 0:
            return None
        fine = 4 if (right - left) * (bottom - top) * 16 <= FINE_POINTS else 3
        large = Image.new("L", ((right - left) * fine, (bottom - top) * fine), 0)
        pen = ImageDraw.Draw(large)
        # A browser's pixel (0, 0) reaches from 0 to 1; Pillow's pens draw through the middles of pixels.
        moved = [[((x - left) * fine - 0.5, (y - top) * fine - 0.5) for x, y in one] for one in (pieces or [points])]
        for line in moved:
            if fill:
                if len(line) > 2:
                    pen.polygon(line, 255)
            else:
                _stroke(pen, line, max(1.0, width * fine))
        mask = large.reduce(fine)
        if alpha < 1:
            mask = mask.point(_times(alpha))
        return Layer(ink, mask, left, top)

    def _words(self, words: Words) -> list[Layer]:
        wide = self._lettering.width(words.text, words.size)
        off = {"left": wide / 2, "right": -wide / 2}.get(self._align(words.align), 0.0)
        made = []
        if words.plate is not None:
            plate = Image.new("L", (max(1, round(words.plate[0])), max(1, round(words.plate[1]))), 255)
            made.append(self._placed(plate.point(_times(PLATE_ALPHA)), INKS["black"], words, 0.0))
        elif words.text:
            edge = self._lettering.mask(words.text, words.size, words.size * 0.1).point(_times(WORDS_EDGE_ALPHA))
            made.append(self._placed(edge, INKS["white" if words.ink == "black" else "black"], words, off))
        if words.text:
            made.append(self._placed(self._lettering.mask(words.text, words.size), INKS[words.ink], words, off))
        return made

    def _placed(self, mask: Image.Image, ink: tuple[int, int, int], words: Words, off: float) -> Layer:
        """A mask whose middle lies `off` to the right of and `down` below the words' place, as their reader sees it."""
        rotate, is_mirrored = self._turned
        dx, dy = off, words.down
        if is_mirrored:
            mask, dx = mask.transpose(Image.Transpose.FLIP_LEFT_RIGHT), -dx
        for _ in range(rotate // 90 % 4):  # against the clock, since the picture is turned with it
            mask, (dx, dy) = mask.transpose(Image.Transpose.ROTATE_90), (dy, -dx)
        return Layer(ink, mask, round(words.x + dx - mask.width / 2), round(words.y + dy - mask.height / 2))

    def _align(self, align: str) -> str:
        rotate, is_mirrored = self._turned
        if rotate % 180:
            return "center"
        if is_mirrored != (rotate == 180):
            return {"left": "right", "right": "left"}.get(align, align)
        return align

    def _dim(self, picture: Image.Image, veils: Sequence[tuple[float, Veil]]) -> None:
        """Several spotlights light several places: what none of them lights is dimmed once."""
        if not veils:
            return
        most = max(alpha * veil.alpha for alpha, veil in veils)
        mask = Image.new("L", self.size, 255)
        for _, veil in veils:
            hole = self._layer(ellipse((veil.x, veil.y), veil.rx, veil.ry, 96), 0, INKS["black"], 1.0, fill=True)
            if hole is not None:
                box = (hole.x, hole.y, hole.x + hole.mask.width, hole.y + hole.mask.height)
                mask.paste(ImageChops.subtract(mask.crop(box), hole.mask), box)
        picture.paste((0, 0, 0), (0, 0), mask.point(_times(most)))

    def _enlarge(self, picture: Image.Image, bare: Image.Image, lens: Lens, alpha: float) -> None:
        side = max(2, round(2 * lens.r))
        half = lens.r / lens.zoom
        box = (lens.from_x - half, lens.from_y - half, lens.from_x + half, lens.from_y + half)
        # Pillow takes no part from beyond the edge: what lies there is black, as where there is no film.
        wide, high = self.size
        inner = (max(0.0, box[0]), max(0.0, box[1]), min(float(wide), box[2]), min(float(high), box[3]))
        if inner[2] - inner[0] < 1 or inner[3] - inner[1] < 1:
            return
        scale = side / (2 * half)
        large = Image.new("RGB", (side, side))
        part_size = (max(1, round((inner[2] - inner[0]) * scale)), max(1, round((inner[3] - inner[1]) * scale)))
        part = bare.resize(part_size, Image.Resampling.BILINEAR, box=inner)
        large.paste(part, (round((inner[0] - box[0]) * scale), round((inner[1] - box[1]) * scale)))
        mask = Image.new("L", (side * 4, side * 4), 0)
        ImageDraw.Draw(mask).ellipse((0, 0, side * 4 - 1, side * 4 - 1), round(255 * alpha))
        picture.paste(large, (round(lens.x - lens.r), round(lens.y - lens.r)), mask.reduce(4))


def lay(picture: Image.Image, layer: Layer, alpha: float) -> None:
    """Lays a thing on a picture, as strong as `alpha` says."""
    mask = layer.mask if alpha >= 1 else layer.mask.point(_times(alpha))
    picture.paste(layer.ink, (layer.x, layer.y), mask)


def _stroke(pen: ImageDraw.ImageDraw, line: Sequence[Point], width: float) -> None:
    """With round ends and corners."""
    r = width / 2
    if len(line) > 1:
        pen.line(list(line), 255, round(width), joint="curve")
    for x, y in line if len(line) <= 400 else (line[0], line[-1]):
        pen.ellipse((x - r, y - r, x + r, y + r), 255)


def _dashed(line: Sequence[Point], dash: tuple[float, float]) -> list[list[Point]]:
    """The drawn pieces of a broken line."""
    pieces: list[list[Point]] = []
    left, is_drawn = dash[0], True
    piece = [line[0]]
    for start, end in pairwise(line):
        length = math.dist(start, end)
        gone = 0.0
        while length - gone > left:
            gone += left
            here = (start[0] + (end[0] - start[0]) * gone / length, start[1] + (end[1] - start[1]) * gone / length)
            if is_drawn:
                pieces.append([*piece, here])
            piece, is_drawn = [here], not is_drawn
            left = dash[0] if is_drawn else dash[1]
        left -= length - gone
        if is_drawn:
            piece.append(end)
    if is_drawn and len(piece) > 1:
        pieces.append(piece)
    return pieces or [[line[0]]]


def _times(share: float) -> list[int]:
    return [round(value * share) for value in range(256)]
