"""What is to be seen in a film at each moment of it, and the picture of that."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, Protocol

from PIL import Image, ImageChops

from recordings.drawn import alpha_at, in_order
from recordings.film_layout import GROUND, LARGEST, cropped_size, laid_out, shown, turned_size, viewed, within
from recordings.film_source import Source
from recordings.film_spec import Spec
from recordings.lettering import Lettering
from recordings.painting import INKS, Layer, Painter, lay
from recordings.performance import Performance
from recordings.pictures import fitted
from recordings.primitives import is_moving
from recordings.refusals import Refusal


class Scenes(Protocol):
    """What is seen when. size: of every picture, in pixels."""

    size: tuple[int, int]

    def ticks(self) -> Iterator[Fraction]:
        """When a picture of the film begins, in milliseconds."""

    def key(self, t_ms: float) -> object:
        """What is seen at that moment, in a way that can be compared: where it is the same, so is the picture."""

    def image(self, t_ms: float) -> Image.Image:
        """The picture of that moment."""


class Stage:
    """One clip as it is painted: at one size, turned in one way or another."""

    def __init__(self, film: Source, lettering: Lettering, size: tuple[int, int]) -> None:
        self.film, self.size = film, size
        self._lettering = lettering
        self._painters: dict[tuple[int, bool], Painter] = {}

    def key(self, media_ms: float, shapes: Sequence[Mapping[str, Any]]) -> object:
        seen = []
        for one in shapes:
            if (alpha := alpha_at(one["body"], media_ms)) > 0:
                seen.append((one["id"], id(one["body"]), round(alpha, 3), is_moving(one["body"]) and round(media_ms)))
        return self.film.number(media_ms), tuple(seen)

    def image(
        self,
        media_ms: float,
        shapes: Sequence[Mapping[str, Any]],
        calibration: Mapping[str, Any] | None,
        turned: tuple[int, bool],
        pointer: tuple[float, float] | None = None,
        linked: tuple[Sequence[Mapping[str, Any]], float] | None = None,
    ) -> Image.Image:
        """The picture with what is drawn on it, turned. linked: what is drawn on the other clip, and where it is."""
        if (painter := self._painters.get(turned)) is None:
            painter = self._painters[turned] = Painter(self.size, self._lettering, turned=turned)
        picture = self.film.image(self.film.number(media_ms), self.size).copy()
        painter.paint(picture, shapes, media_ms, film=self.film.size, calibration=calibration)
        if linked is not None:
            painter.paint(picture, linked[0], linked[1], film=self.film.size, calibration=calibration)
        if pointer is not None:
            painter.point(picture, *pointer)
        rotate, is_mirrored = turned
        if rotate:
            picture = picture.transpose(_CLOCKWISE[rotate])
        return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if is_mirrored else picture


class Mapped(Scenes):
    """One clip at a speed, or two by a map of their times."""

    def __init__(self, spec: Spec, films: list[Source], lettering: Lettering) -> None:
        self._spec = spec
        if not spec.map or any(len(row) <= len(films) for row in spec.map):
            raise Refusal("damaged")
        self._times = [row[0] for row in spec.map]
        sizes = [
            turned_size(cropped_size(film.size, side), side.rotate)
            for film, side in zip(films, spec.sides, strict=True)
        ]
        self.size, self._slots = laid_out(spec, sizes)
        self._stages = []
        for film, side, slot in zip(films, spec.sides, self._slots, strict=True):
            wide, high = turned_size((slot[2], slot[3]), side.rotate)
            left, top, right, bottom = side.crop or (0.0, 0.0, 1.0, 1.0)
            self._stages.append(Stage(film, lettering, within(film.size, wide / (right - left), high / (bottom - top))))

    def ticks(self) -> Iterator[Fraction]:
        """One clip keeps its own pictures, each for as long as it lasts; two share a clock."""
        if len(self._stages) > 1:
            yield from even(self._spec.length_ms, self._spec.fps)
            return
        yield Fraction(0)
        last = Fraction(0)
        for begin, end in zip(self._spec.map, self._spec.map[1:], strict=False):
            if end[1] <= begin[1]:
                continue
            speed = Fraction(end[1] - begin[1]) / Fraction(end[0] - begin[0])
            for time in self._stages[0].film.times_ms:
                t_ms = Fraction(begin[0]) + (time - Fraction(begin[1])) / speed
                if time >= begin[1] and time < end[1] and t_ms > last + Fraction(1, 2) and t_ms < self._spec.length_ms:
                    last = t_ms
                    yield t_ms

    def key(self, t_ms: float) -> object:
        pairs = zip(self._stages, self._spec.sides, self._media(t_ms), strict=True)
        return tuple(stage.key(media_ms, side.shapes) for stage, side, media_ms in pairs)

    def image(self, t_ms: float) -> Image.Image:
        whole = Image.new("RGB", self.size, GROUND)
        media = self._media(t_ms)
        for number, side in enumerate(self._spec.sides):
            x, y, wide, high = self._slots[number]
            made = self._stages[number].image(
                media[number],
                side.shapes,
                side.calibration,
                (side.rotate, side.mirror),
                linked=self._linked(1 - number, media),
            )
            part = shown(made, side, (wide, high))
            if number and self._spec.layout == "over":
                part = self._blended(whole.crop((x, y, x + wide, y + high)), part)
            whole.paste(part, (x, y))
        return whole

    def _linked(self, other: int, media: Sequence[float]) -> tuple[Sequence[Mapping[str, Any]], float] | None:
        if not self._spec.is_linked or len(media) < 2:
            return None
        return self._spec.sides[other].shapes, media[other]

    def _blended(self, under: Image.Image, above: Image.Image) -> Image.Image:
        opacity = min(1.0, max(0.0, self._spec.opacity))
        return Image.blend(
            under, ImageChops.difference(under, above) if self._spec.blend == "difference" else above, opacity
        )

    def _media(self, t_ms: float) -> list[float]:
        rows = self._spec.map
        at = min(max(0, bisect_right(self._times, t_ms) - 1), max(0, len(rows) - 2))
        here, then = rows[at], rows[min(at + 1, len(rows) - 1)]
        share = 0.0 if then[0] <= here[0] else min(1.0, max(0.0, (t_ms - here[0]) / (then[0] - here[0])))
        return [a + (b - a) * share for a, b in zip(here[1:], then[1:], strict=False)][: len(self._stages)]


class Performed(Scenes):
    """A clip as it was shown while somebody spoke."""

    def __init__(self, spec: Spec, film: Source, lettering: Lettering) -> None:
        assert spec.voice is not None
        self._spec, self._side, self._lettering = spec, spec.sides[0], lettering
        self._performed = Performance(spec.voice.events, spec.sides[0].length_ms)
        self._captions = sorted(spec.voice.captions, key=lambda one: one.from_ms)
        zoomed = any(event[1] == "view" and event[2].get("zoom", 1) > 1.01 for event in spec.voice.events)
        self.size = fitted(*turned_size(film.size, self._performed.view(0).rotate), spec.longest_side)
        self._stage = Stage(film, lettering, fitted(*film.size, LARGEST if zoomed else spec.longest_side))

    def ticks(self) -> Iterator[Fraction]:
        yield from even(self._spec.length_ms, self._spec.fps)

    def key(self, t_ms: float) -> object:
        media_ms = self._performed.transport(t_ms).media_ms
        return (
            self._stage.key(media_ms, self._shapes(t_ms)),
            self._performed.view(t_ms),
            self._performed.pointer(t_ms),
            self._caption(t_ms),
        )

    def image(self, t_ms: float) -> Image.Image:
        media_ms = self._performed.transport(t_ms).media_ms
        view = self._performed.view(t_ms)
        turned = (int(view.rotate) % 360 // 90 * 90, bool(view.mirror))
        calibration = next((one["body"] for one in reversed(self._of("calibration", t_ms))), None)
        made = self._stage.image(media_ms, self._shapes(t_ms), calibration, turned, self._performed.pointer(t_ms))
        whole = viewed(made, view, self.size)
        if (text := self._caption(t_ms)) is not None:
            for layer in caption(text, self.size, self._lettering):
                lay(whole, layer, 1.0)
        return whole

    def _shapes(self, t_ms: float) -> list[Mapping[str, Any]]:
        return in_order(list(self._performed.marks(t_ms).values()))

    def _of(self, kind: str, t_ms: float) -> list[Mapping[str, Any]]:
        return [one for one in self._performed.marks(t_ms).values() if one["kind"] == kind]

    def _caption(self, t_ms: float) -> str | None:
        return next((one.text for one in self._captions if one.from_ms <= t_ms < one.to_ms), None)


_CLOCKWISE: Final = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def even(length_ms: int, fps: int) -> Iterator[Fraction]:
    for n in range(max(1, -(-length_ms * fps // 1000))):
        yield Fraction(n * 1000, fps)


def caption(text: str, size: tuple[int, int], lettering: Lettering) -> list[Layer]:
    """A caption at the foot of the picture, in as many lines as it needs."""
    letter = max(14.0, min(size) / 22)
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and lettering.width(joined, letter) <= size[0] * 0.86:
            lines[-1] = joined
        else:
            lines.append(word)
    lines = lines[:4]
    made: list[Layer] = []
    step = letter * 1.5
    for n, line in enumerate(lines):
        y = size[1] - letter - (len(lines) - n - 0.5) * step
        wide = lettering.width(line, letter) + letter
        plate = Image.new("L", (max(1, round(wide)), round(step)), 185)
        made.append(Layer(INKS["black"], plate, round((size[0] - wide) / 2), round(y - step / 2)))
        mask = lettering.mask(line, letter)
        made.append(Layer(INKS["white"], mask, round((size[0] - mask.width) / 2), round(y - mask.height / 2)))
    return made
