"""Where in a film its clips lie, and how a turned, cropped, enlarged picture fills its place."""

from typing import Final

from PIL import Image

from recordings.film_spec import Side, Spec
from recordings.performance import View
from recordings.pictures import fitted
from recordings.refusals import Refusal

GAP: Final = 8  # pixels between two clips
GROUND: Final = (0, 0, 0)
LARGEST: Final = 1920  # pixels of a side


def turned_size(size: tuple[float, float], rotate: int) -> tuple[int, int]:
    """A size once it is turned; whole pixels, one at least."""
    wide, high = max(1, round(size[0])), max(1, round(size[1]))
    return (high, wide) if rotate % 180 else (wide, high)


def cropped_size(size: tuple[int, int], side: Side) -> tuple[float, float]:
    """How much of a clip is left. Raises Refusal("damaged")."""
    left, top, right, bottom = side.crop or (0.0, 0.0, 1.0, 1.0)
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise Refusal("damaged")
    return size[0] * (right - left), size[1] * (bottom - top)


def within(size: tuple[int, int], wide: float, high: float) -> tuple[int, int]:
    """The size at which a clip is painted: as large as it will be shown, never far beyond what there is."""
    scale = min(1.0, LARGEST / max(wide, high))
    return max(2, round(wide * scale)), max(2, round(high * scale))


def laid_out(spec: Spec, sizes: list[tuple[int, int]]) -> tuple[tuple[int, int], list[tuple[int, int, int, int]]]:
    """The film's size, and where in it each clip lies: x, y, width, height."""
    first = sizes[0]
    if len(sizes) == 1:
        size = fitted(*first, spec.longest_side)
        return size, [(0, 0, *size)]
    second = sizes[1]
    if spec.layout == "over":
        size = fitted(*first, spec.longest_side)
        scale = min(size[0] / second[0], size[1] / second[1])
        wide, high = max(2, round(second[0] * scale)), max(2, round(second[1] * scale))
        return size, [(0, 0, *size), ((size[0] - wide) // 2, (size[1] - high) // 2, wide, high)]
    if spec.layout == "above":
        wide = min(max(first[0], second[0]), spec.longest_side)
        highs = [one[1] * wide / one[0] for one in sizes]
        scale = min(1.0, (LARGEST - GAP) / sum(highs))
        wide, highs = int(wide * scale) // 2 * 2, [max(2, round(high * scale)) for high in highs]
        whole = (int(sum(highs)) + GAP + 1) // 2 * 2
        return (wide, whole), [(0, 0, wide, int(highs[0])), (0, int(highs[0]) + GAP, wide, int(highs[1]))]
    high = min(max(first[1], second[1]), spec.longest_side)
    wides = [one[0] * high / one[1] for one in sizes]
    scale = min(1.0, (LARGEST - GAP) / sum(wides))
    high, wides = int(high * scale) // 2 * 2, [max(2, round(wide * scale)) for wide in wides]
    whole = (int(sum(wides)) + GAP + 1) // 2 * 2
    return (whole, high), [(0, 0, int(wides[0]), high), (int(wides[0]) + GAP, 0, int(wides[1]), high)]


def shown(image: Image.Image, side: Side, size: tuple[int, int]) -> Image.Image:
    """The part of a turned picture that is wanted, as large as its place."""
    if side.crop is None:
        return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)
    left, top, right, bottom = side.crop
    for _ in range(side.rotate // 90):  # with the clock: what was left is on top
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    if side.mirror:
        left, right = 1 - right, 1 - left
    box = (left * image.width, top * image.height, right * image.width, bottom * image.height)
    return image.resize(size, Image.Resampling.BILINEAR, box=box)


def viewed(image: Image.Image, view: View, size: tuple[int, int]) -> Image.Image:
    """The turned picture as its stage showed it: fitted, enlarged, moved."""
    fit = min(size[0] / image.width, size[1] / image.height) * max(0.1, min(20.0, view.zoom))
    wide, high = image.width * fit, image.height * fit
    left, top = size[0] / 2 + view.x * size[0] - wide / 2, size[1] / 2 + view.y * size[1] - high / 2
    if (round(wide), round(high), round(left), round(top)) == (*size, 0, 0):
        return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)
    whole = Image.new("RGB", size, GROUND)
    x0, y0, x1, y1 = (
        max(0, round(left)),
        max(0, round(top)),
        min(size[0], round(left + wide)),
        min(size[1], round(top + high)),
    )
    if x1 <= x0 or y1 <= y0:
        return whole
    box = tuple(
        min(max(0.0, (edge - corner) / fit), float(most))
        for edge, corner, most in (
            (x0, left, image.width),
            (y0, top, image.height),
            (x1, left, image.width),
            (y1, top, image.height),
        )
    )
    whole.paste(image.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR, box=box), (x0, y0))  # type: ignore[arg-type]
    return whole
