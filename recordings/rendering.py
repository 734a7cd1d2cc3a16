"""Makes a film of a review: a clip with its drawings, a voice-over as it was performed, or two clips together.

What is spoken over may be a photo: one picture, with what was pointed at and drawn on it.

Runs in the sandbox. Every picture of the film is what the page shows at that moment; where nothing changes, none is
painted anew.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, BinaryIO, Final, cast

import av
import msgspec
from av.video.frame import VideoFrame
from PIL import Image

from recordings import film_sound
from recordings.file_part import part_of
from recordings.film_captions import CaptionTrack
from recordings.film_photo import PhotoSource
from recordings.film_scenes import Mapped, Performed, Scenes
from recordings.film_source import FilmSource, Source
from recordings.film_spec import MOST_MS, Side, Spec
from recordings.frames import SOUND_A_SECOND
from recordings.lettering import Lettering
from recordings.probe import opened
from recordings.refusals import Refusal
from recordings.remux import BUFFER, mp4

OPTIONS: Final = {"preset": "veryfast", "crf": "21", "profile": "high"}
CLOCK: Final = 90_000
BEGUN: Final = 3  # percent


def render(
    source: BinaryIO, inputs: Mapping[str, BinaryIO], out: BinaryIO, tell: Callable[[int], None]
) -> tuple[int, int, int, int]:
    """Writes the film as MP4; gives (length in ms, width, height, number of pictures). Raises Refusal.

    inputs: "spec.json", fonts as "font-<alphabet>", and where the film needs them "second" and "voice".
    """
    spec = msgspec.json.decode(inputs["spec.json"].read(), type=Spec)
    if not 0 < spec.length_ms <= MOST_MS:
        raise Refusal("too-long")
    fonts = {name.removeprefix("font-"): file.read() for name, file in inputs.items() if name.startswith("font-")}
    with contextlib.ExitStack() as stack:
        files = [source, *([inputs["second"]] if len(spec.sides) > 1 else [])]
        films = [_seen(stack, file, side) for file, side in zip(files, spec.sides, strict=True)]
        tell(BEGUN)
        scenes: Scenes = (
            Performed(spec, films[0], Lettering(fonts)) if spec.voice else Mapped(spec, films, Lettering(fonts))
        )
        ticks = list(scenes.ticks())
        into = stack.enter_context(
            av.open(
                out,
                "w",
                format="mp4",
                options=mp4(len(ticks) + 2 * len(spec.captions), spec.length_ms * SOUND_A_SECOND // 1000),
                buffer_size=BUFFER,
            )
        )
        picture = _picture(into, scenes.size, spec)
        sound = _sound(spec, stack, source, inputs, into)
        captions = CaptionTrack(into, spec.captions, spec.length_ms) if spec.captions else None
        count = _write(spec, scenes, ticks, into, picture, sound, captions, tell)
    return spec.length_ms, *scenes.size, count


def _seen(stack: contextlib.ExitStack, file: BinaryIO, side: Side) -> Source:
    """Where the pictures of one clip come from, as long as the stack is open."""
    found = stack.enter_context(opened(file))
    return PhotoSource(found, file) if found.media == "photo" else FilmSource(found, side.start_ms)


@dataclass(slots=True)
class _Heard:
    """Sound on its way into the film, a little ahead of the picture."""

    packets: Iterator[Any]
    next: Any = None

    def until(self, t_ms: float, into: Any) -> None:
        """Writes what is heard before that moment."""
        while self.next is not None:
            at = (self.next.dts or 0) * self.next.time_base * 1000
            if at > t_ms:
                return
            into.mux_one(self.next)
            self.next = next(self.packets, None)


def _write(
    spec: Spec,
    scenes: Scenes,
    ticks: Sequence[Fraction],
    into: Any,
    stream: Any,
    sound: Iterator[Any] | None,
    captions: CaptionTrack | None,
    tell: Callable[[int], None],
) -> int:
    heard = _Heard(sound, next(sound, None)) if sound is not None else None
    last: object = None
    frame: VideoFrame | None = None
    count, told = 0, BEGUN
    for t_ms in ticks:
        if (key := scenes.key(float(t_ms))) != last or frame is None:
            frame = _frame(scenes.image(float(t_ms)))
            last = key
        frame.pts, frame.time_base = round(t_ms * CLOCK / 1000), Fraction(1, CLOCK)
        for packet in stream.encode(frame):
            into.mux_one(packet)
        if heard is not None:
            heard.until(float(t_ms), into)
        if captions is not None:
            captions.until(float(t_ms))
        count += 1
        if (percent := BEGUN + int((99 - BEGUN) * t_ms / spec.length_ms)) > told:
            told = percent
            tell(percent)
    for packet in stream.encode(None):
        into.mux_one(packet)
    if heard is not None:
        heard.until(float("inf"), into)
    if captions is not None:
        captions.until(float("inf"))
    return count


def _picture(into: Any, size: tuple[int, int], spec: Spec) -> Any:
    stream = into.add_stream("libx264", rate=spec.fps, options=OPTIONS)
    context = stream.codec_context
    context.width, context.height = size
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, CLOCK)
    context.thread_count = 1
    context.gop_size = spec.fps * 2
    context.colorspace, context.color_range, context.color_primaries, context.color_trc = 1, 1, 1, 1  # BT.709
    return stream


def _frame(image: Image.Image) -> VideoFrame:
    plain: VideoFrame = cast(Any, VideoFrame).from_image(image)
    made: VideoFrame = plain.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG", threads=1)
    return made


def _sound(
    spec: Spec, stack: contextlib.ExitStack, source: BinaryIO, inputs: Mapping[str, BinaryIO], into: Any
) -> Iterator[Any] | None:
    """The film's sound, its track being there already; None: it is silent."""
    if spec.sound == "voice" and "voice" in inputs:
        packets = film_sound.voice(stack.enter_context(opened(inputs["voice"])).container, into)
    elif spec.sound in ("first", "second") and (speed := _steady(spec)) is not None:
        number = 0 if spec.sound == "first" else 1
        file = source if number == 0 else inputs["second"]
        start = Fraction(spec.sides[number].start_ms, 1000) + Fraction(spec.map[0][1 + number]) / 1000
        end = start + Fraction(spec.length_ms, 1000) * Fraction(speed).limit_denominator(1000)
        # Opened once more: picture and sound are read at places of their own.
        container = stack.enter_context(opened(part_of(file))).container
        packets = film_sound.stretched(container, into, start, end, speed)
    else:
        return None
    try:
        next(packets)
    except StopIteration:
        return None
    return packets


def _steady(spec: Spec) -> float | None:
    """How fast the clip whose sound is heard goes; None: now and then faster, and that is no pleasure to hear."""
    number = 1 if spec.sound == "first" else 2
    speeds = {
        round((b[number] - a[number]) / (b[0] - a[0]), 3)
        for a, b in zip(spec.map, spec.map[1:], strict=False)
        if b[0] > a[0]
    }
    speed = speeds.pop() if len(speeds) == 1 else 0.0
    return speed if speed >= film_sound.SLOWEST else None
