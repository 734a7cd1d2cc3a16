"""Videos and photos made for tests: each frame carries its own number as bars, each whole second a short tone.

The bars can be read back from decoded pixels, so that a test can say which frames are there, and when; BARCODE_JS draws
the same bars on a canvas in a browser.
"""

import contextlib
import math
import os
import struct
from array import array
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import av
import av.filter

BARS = 24  # white, black, 16 bits of the number, 4 of a check, black, white
LIGHT, DARK = 235, 16
RATE = 48_000
TONE_S = 0.1

DEVICE = {"make": "Apple", "model": "iPhone 15 Pro", "location": "+48.1372+011.5755/", "title": "Bob at home"}

# codec -> (encoder, options that make it quick)
ENCODERS: dict[str, tuple[str, dict[str, str]]] = {
    "h264": ("libx264", {"preset": "ultrafast", "sc_threshold": "0"}),
    "hevc": ("libx265", {"preset": "ultrafast", "x265-params": "log-level=none:scenecut=0:pools=1:frame-threads=1"}),
    "vp8": ("libvpx", {"deadline": "realtime", "cpu-used": "8", "auto-alt-ref": "0", "lag-in-frames": "0"}),
    "vp9": ("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}),
    "av1": ("libsvtav1", {"preset": "12"}),
    "prores": ("prores_ks", {}),
    "mjpeg": ("mjpeg", {}),
}
MUXERS = {"mp4": "mp4", "mov": "mov", "webm": "webm", "mkv": "matroska"}

# `drawNumber(canvas, n)` on a page draws what `read` reads.
BARCODE_JS = """
function drawNumber(canvas, number) {
  const context = canvas.getContext("2d");
  const check = [0, 4, 8, 12].reduce((sum, shift) => sum + ((number >> shift) & 15), 0) & 15;
  const bits = [1, 0];
  for (let bit = 15; bit >= 0; bit -= 1) bits.push((number >> bit) & 1);
  for (let bit = 3; bit >= 0; bit -= 1) bits.push((check >> bit) & 1);
  bits.push(0, 1);
  const height = Math.floor(canvas.height * 0.6);
  context.fillStyle = "#555";
  context.fillRect(0, 0, canvas.width, canvas.height);
  bits.forEach((bit, at) => {
    const from = Math.round((at * canvas.width) / bits.length);
    const to = Math.round(((at + 1) * canvas.width) / bits.length);
    context.fillStyle = bit ? "#fff" : "#000";
    context.fillRect(from, 0, to - from, height);
  });
  context.fillStyle = "#e0a030";
  context.fillRect((number * 7) % canvas.width, height + 4, canvas.width / 8, canvas.height - height - 8);
}
"""


@contextlib.contextmanager
def _own_priority() -> Iterator[None]:
    """Gives this thread back the priority it had.

    Where root runs it, SVT-AV1 takes the thread that calls it to real-time priority 99 and leaves it there. Every
    browser that a test then started was above the kernel's own work, and two of them brought a machine to a stand.
    """
    if not hasattr(os, "sched_setscheduler"):  # macOS
        yield
        return
    policy, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, policy, parameters)


@_own_priority()
def video(
    path: Path,
    *,
    seconds: float = 2.0,
    codec: str = "h264",
    container: str | None = None,  # by the path's suffix when it is absent
    fps: int = 30,
    size: tuple[int, int] = (192, 96),  # as shown
    gop: int = 15,
    b_frames: int = 0,
    rotation: int = 0,  # degrees clockwise that a player must turn the stored picture: 0, 90, 180 or 270; mp4 and mov
    variable: bool = False,
    sound: str | None = "auto",  # an encoder's name, or None for silence
    sound_seconds: float | None = None,
    metadata: dict[str, str] | None = None,
    pixels: str | None = None,
    live: bool = False,  # as a browser's recorder writes it: WebM without duration and cues, MP4 in fragments
    starts_at: float = 0.0,
    first: int = 0,  # the number in the first frame
    bit_rate: int | None = None,
    data_track: bool = False,  # a track of time codes, and a chapter; mov and mp4
    encoding: dict[str, str] | None = None,  # more options of the encoder
    muxing: dict[str, str] | None = None,  # and of the container; those it does not know are ignored
    dark: Sequence[range] = (),  # frames that are black
    hidden: Fraction | None = None,  # so many seconds of the beginning are hidden by an edit list; mp4 and mov
) -> Path:
    """Makes a video and gives its path. Frame `n` shows `first + n` at the time `times(…)[n]`."""
    muxer = MUXERS[container or path.suffix.lstrip(".")]
    with av.open(str(path), "w", format=muxer, options={**_muxing(muxer, live, metadata), **(muxing or {})}) as out:
        out.metadata.update(metadata or {})
        picture = _picture_stream(out, codec, fps, _stored(size, rotation), gop, b_frames, variable, pixels, encoding)
        if bit_rate:
            picture.bit_rate = bit_rate
        voice = None
        if sound is not None:
            default = "libopus" if muxer in ("webm", "matroska") else "aac"
            voice = out.add_stream(default if sound == "auto" else sound, rate=RATE, layout="mono")
        if data_track:
            picture.metadata["timecode"] = "10:00:00:00"
            whole = {"id": 1, "start": 0, "end": 1000, "time_base": Fraction(1, 1000), "metadata": {"title": "At home"}}
            out.set_chapters([whole])
        began = Fraction(starts_at).limit_denominator(1000)
        turner = _turner(size, -rotation, str(picture.pix_fmt)) if rotation else None
        shown = times(seconds, fps, variable=variable)
        clock = picture.codec_context.time_base
        bursts = iter(_bursts(sound_seconds or seconds, began)) if voice is not None else iter(())
        burst = next(bursts, None)
        for at, frame in zip(shown, frames(len(shown), size, first), strict=True):
            while burst is not None and burst.pts <= (began + at) * RATE:
                out.mux(voice.encode(burst))
                burst = next(bursts, None)
            if turner is not None:
                turner.push(frame)
                frame = turner.pull()
            if any(round(at * fps) in part for part in dark):
                frame.planes[0].update(bytes([DARK]) * frame.planes[0].buffer_size)
            frame = frame.reformat(format=picture.pix_fmt)
            frame.pts, frame.time_base = round((began + at) / clock), clock
            out.mux(picture.encode(frame))
        while burst is not None:
            out.mux(voice.encode(burst))
            burst = next(bursts, None)
        out.mux(picture.encode(None))
        if voice is not None:
            out.mux(voice.encode(None))
    if rotation:
        _write_matrix(path, rotation)
    if hidden:
        _hide(path, hidden)
    return path


def audio_only(path: Path, seconds: float = 2.0) -> Path:
    """A file with sound and no picture."""
    muxer = MUXERS[path.suffix.lstrip(".")]
    with av.open(str(path), "w", format=muxer) as out:
        voice = out.add_stream("libopus" if muxer == "webm" else "aac", rate=RATE, layout="mono")
        for burst in _bursts(seconds, Fraction(0)):
            out.mux(voice.encode(burst))
        out.mux(voice.encode(None))
    return path


def packed(path: Path, into: Path) -> Path:
    """The same packets in another container."""
    with av.open(str(path)) as source, av.open(str(into), "w", format=MUXERS[into.suffix[1:]]) as out:
        streams = {one.index: out.add_stream_from_template(one) for one in source.streams}
        for packet in source.demux():
            if packet.size:
                packet.stream = streams[packet.stream_index]
                out.mux(packet)
    return into


def crowded(path: Path, into: Path, *, at: int, many: int) -> Path:
    """The same packets in Matroska, as a busy recorder writes them: `many` frames from `at` on in one millisecond."""
    with av.open(str(path)) as source, av.open(str(into), "w", format="matroska") as out:
        streams = {one.index: out.add_stream_from_template(one) for one in source.streams}
        number, then = 0, 0
        for packet in source.demux():
            if not packet.size:
                continue
            if packet.stream.type == "video":
                then = packet.pts if number == at else then
                if at < number < at + many:
                    packet.pts = packet.dts = then
                number += 1
            packet.stream = streams[packet.stream_index]
            out.mux(packet)
    return into


def again_and_again(path: Path, into: Path, times: int) -> Path:
    """The same video so often in a row, not encoded anew: a long one in no time."""
    with av.open(str(path)) as first, av.open(str(into), "w", format=MUXERS[into.suffix[1:]]) as out:
        streams = {one.index: out.add_stream_from_template(one) for one in first.streams}
        length = max(Fraction(one.duration * one.time_base) for one in first.streams.video)
        for turn in range(times):
            with av.open(str(path)) as source:
                for packet in source.demux():
                    if packet.dts is None or packet.pts is None:
                        continue
                    is_within = 0 <= packet.pts * packet.time_base < length and packet.dts >= 0
                    if not is_within and (turn > 0 or packet.pts > 0):  # a sound's lead-in, and what is over
                        continue
                    shift = round(turn * length / packet.time_base)
                    packet.pts += shift
                    packet.dts += shift
                    packet.stream = streams[packet.stream_index]
                    out.mux(packet)
    return into


def truncated(path: Path, share: float = 0.6) -> Path:
    """The same file, cut off after a share of its bytes."""
    whole = path.read_bytes()
    cut = path.with_name(f"cut-{path.name}")
    cut.write_bytes(whole[: int(len(whole) * share)])
    return cut


@_own_priority()
def photo(
    path: Path,
    size: tuple[int, int] = (640, 480),
    *,
    orientation: int = 1,
    gps: bool = True,
    exif: bytes | None = None,
) -> Path:
    """A photo by the path's suffix: jpg (with EXIF: device, place and orientation), png, webp or avif."""
    kind = path.suffix.lstrip(".")
    frame = next(frames(1, size, 1234))
    if orientation != 1:  # stored so that it is to be seen as `size` says
        before = {2: "hflip", 3: "hflip,vflip", 4: "vflip", 5: "transpose=0", 6: "transpose=2", 7: "transpose=3"}
        frame = filtered(frame, before.get(orientation, "transpose=1"))
        size = (frame.width, frame.height)
    if kind == "avif":
        with av.open(str(path), "w", format="avif") as out:
            still = out.add_stream("libsvtav1", rate=1, options={"preset": "12"})
            still.width, still.height, still.pix_fmt = size[0], size[1], "yuv420p"
            frame.pts = 0
            out.mux([*still.encode(frame), *still.encode(None)])
        return path
    encoder, pixels = {"jpg": ("mjpeg", "yuvj420p"), "png": ("png", "rgb24"), "webp": ("libwebp", "yuv420p")}[kind]
    codec = av.CodecContext.create(encoder, "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = size[0], size[1], pixels, Fraction(1, 25)
    frame = frame.reformat(format=pixels)
    frame.pts = 0
    data = b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])
    if kind == "jpg":
        exif = _exif(orientation, gps) if exif is None else exif
        data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]
    path.write_bytes(data)
    return path


def times(seconds: float, fps: int, *, variable: bool = False) -> list[Fraction]:
    """When each frame of such a video is shown, in seconds, the first at 0."""
    count = round(seconds * fps)
    if not variable:
        return [Fraction(n, fps) for n in range(count)]
    # As a phone in low light: uneven by up to a third of a frame, and now and then a frame is missing.
    uneven = [Fraction(1000 * n // fps + (0, 7, 3, 10, 1)[n % 5], 1000) for n in range(count)]
    return [at for n, at in enumerate(uneven) if n % 11 != 7]


def frames(count: int, size: tuple[int, int], first: int = 0) -> Iterator[av.VideoFrame]:
    """Frames that carry their numbers, over a ground that moves."""
    width, height = size
    ground = Random(1).randbytes(width * 2)
    ground = bytes(64 + (one + two) // 4 for one, two in zip(ground, ground[1:] + ground[:1], strict=True))
    grey = bytes([128])
    for number in range(first, first + count):
        frame = av.VideoFrame(width, height, "yuv420p")
        luma, blue, red = frame.planes
        row = _padded(_bars(number, width), luma.line_size)
        top = int(height * 0.6)
        below = [
            _padded(ground[(shift := (number * 3 + y // 4 * 5) % width) : shift + width], luma.line_size)
            for y in range(height - top)
        ]
        luma.update((row * top + b"".join(below))[: luma.buffer_size].ljust(luma.buffer_size, b"\0"))
        blue.update(grey * blue.buffer_size)
        red.update(grey * red.buffer_size)
        yield frame


def read(frame: av.VideoFrame) -> int:
    """The number in a decoded frame, turned as its metadata says. Raises ValueError when there is none."""
    frame = upright(frame).reformat(format="gray")
    plane = frame.planes[0]
    pixels = memoryview(plane)
    levels = []
    for bar in range(BARS):
        x = int((bar + 0.5) * frame.width / BARS)
        levels.append(sum(pixels[int(frame.height * y) * plane.line_size + x] for y in (0.15, 0.3, 0.45)) / 3)
    middle = (max(levels) + min(levels)) / 2
    bits = [int(level > middle) for level in levels]
    number = int("".join(map(str, bits[2:18])), 2)
    if bits != _bits(number) or max(levels) - min(levels) < 60:
        raise ValueError(f"There is no number in this frame: {bits}")
    return number


def upright(frame: av.VideoFrame) -> av.VideoFrame:
    """The frame as a player that honours its rotation shows it."""
    turn = -frame.rotation % 360  # PyAV counts against the clock
    if not turn:
        return frame
    turner = _turner((frame.width, frame.height), turn, frame.format.name)
    turner.push(frame)
    return turner.pull()


def shown(path: Path) -> list[tuple[int, Fraction]]:
    """(number, time) of every frame a decoder shows."""
    with av.open(str(path)) as source:
        return [(read(frame), frame.pts * frame.time_base) for frame in source.decode(video=0)]


def numbers(path: Path) -> list[int]:
    """The numbers of the frames in a video, in the order in which they are shown."""
    return [number for number, _ in shown(path)]


def tones(path: Path) -> list[float]:
    """When each tone begins, in seconds, within about 3 ms."""
    found: list[float] = []
    loud_until = -1.0
    with av.open(str(path)) as source:
        to_mono = av.AudioResampler(format="s16", layout="mono", rate=16_000)
        for frame in source.decode(audio=0):
            for piece in to_mono.resample(frame):
                samples = array("h", bytes(piece.planes[0])[: piece.samples * 2])
                began = float(piece.pts * piece.time_base)
                for at in range(0, len(samples), 32):
                    if max(map(abs, samples[at : at + 32])) < 4000:
                        continue
                    here = began + at / 16_000
                    if here - loud_until > 0.05:
                        found.append(here)
                    loud_until = here
    return found


def pictures(path: Path) -> dict[str, Any]:
    """What a file says about itself: {format, metadata, streams, width, height, rotation, frames, chapters}."""
    with av.open(str(path)) as source:
        stream = source.streams.video[0]
        said = dict(source.metadata)
        for one in source.streams:
            said.update(one.metadata)
        rotation, count = 0, 0
        for frame in source.decode(stream):
            rotation = -frame.rotation % 360
            count += 1
        return {
            "format": source.format.name,
            "metadata": said,
            "streams": [one.type for one in source.streams],
            "codecs": [one.codec_context.name for one in source.streams if one.codec_context is not None],
            "width": stream.width,
            "height": stream.height,
            "rotation": rotation,
            "frames": count,
            "duration": source.duration / av.time_base if source.duration is not None else None,
            "chapters": source.chapters(),
        }


# ---- how it is made


def _muxing(muxer: str, live: bool, metadata: dict[str, str] | None) -> dict[str, str]:
    if muxer in ("mp4", "mov"):
        flags = "frag_keyframe+empty_moov+default_base_moof" if live else ""
        return {"movflags": flags + ("+use_metadata_tags" if metadata else "")} if flags or metadata else {}
    return {"live": "1"} if live else {}


def _picture_stream(
    out: Any,
    codec: str,
    fps: int,
    stored: tuple[int, int],
    gop: int,
    b_frames: int,
    variable: bool,
    pixels: str | None,
    encoding: dict[str, str] | None,
) -> Any:
    encoder, options = ENCODERS[codec]
    options = {**options, **(encoding or {})}
    if codec == "h264" and b_frames:
        options |= {"bf": str(b_frames), "b-adapt": "0"}
    stream = out.add_stream(encoder, rate=fps, options=options)
    stream.width, stream.height = stored
    stream.pix_fmt = pixels or {"prores": "yuv422p10le", "mjpeg": "yuvj420p"}.get(codec, "yuv420p")
    stream.codec_context.gop_size = gop
    stream.codec_context.max_b_frames = b_frames
    stream.codec_context.thread_count = 1
    stream.codec_context.time_base = Fraction(1, 1000) if variable else Fraction(1, fps)
    return stream


def _stored(size: tuple[int, int], rotation: int) -> tuple[int, int]:
    return (size[1], size[0]) if rotation % 180 else size


def _turner(size: tuple[int, int], clockwise: int, pixels: str) -> Any:
    graph = av.filter.Graph()
    source = graph.add_buffer(width=size[0], height=size[1], format=pixels, time_base=Fraction(1, 1000))
    turns = {90: ["clock"], 180: ["clock", "clock"], 270: ["cclock"]}[clockwise % 360]
    graph.link_nodes(source, *(graph.add("transpose", turn) for turn in turns), graph.add("buffersink")).configure()
    return graph


def filtered(frame: av.VideoFrame, filters: str) -> av.VideoFrame:
    graph = av.filter.Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format.name, time_base=Fraction(1, 1000)
    )
    steps = [graph.add(*step.split("=")) for step in filters.split(",")]
    graph.link_nodes(source, *steps, graph.add("buffersink")).configure()
    graph.push(frame)
    return graph.pull()


def _bursts(seconds: float, began: Fraction) -> Iterator[av.AudioFrame]:
    samples = 960
    for start in range(0, math.ceil(seconds * RATE), samples):
        frame = av.AudioFrame("s16", "mono", samples)
        frame.planes[0].update(
            array("h", (_loudness(at) for at in range(start, start + samples))).tobytes(),
        )
        frame.rate, frame.time_base = RATE, Fraction(1, RATE)
        frame.pts = start + int(began * RATE)
        yield frame


def _loudness(sample: int) -> int:
    return int(20_000 * math.sin(sample * 0.13)) if sample % RATE < RATE * TONE_S else 0


def _bits(number: int) -> list[int]:
    check = sum(number >> shift & 15 for shift in (0, 4, 8, 12)) & 15
    return [
        1,
        0,
        *(number >> bit & 1 for bit in range(15, -1, -1)),
        *(check >> bit & 1 for bit in range(3, -1, -1)),
        0,
        1,
    ]


def _bars(number: int, width: int) -> bytes:
    edges = [round(bar * width / BARS) for bar in range(BARS + 1)]
    return b"".join(
        bytes([LIGHT if bit else DARK]) * (edges[at + 1] - edges[at]) for at, bit in enumerate(_bits(number))
    )


def _padded(row: bytes, length: int) -> bytes:
    return row.ljust(length, b"\0")


def _write_matrix(path: Path, clockwise: int) -> None:
    """Writes how the picture is to be turned into the first track's header, as phones do."""
    cosine, sine = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[clockwise]
    one = 1 << 16
    matrix = struct.pack(">9i", cosine * one, sine * one, 0, -sine * one, cosine * one, 0, 0, 0, 1 << 30)
    data = bytearray(path.read_bytes())
    header = data.index(b"tkhd") + 4
    version = data[header]
    at = header + (4 + 32 if version == 1 else 4 + 20) + 16
    data[at : at + 36] = matrix
    path.write_bytes(data)


def _hide(path: Path, seconds: Fraction) -> None:
    """Writes the file anew with times that begin before 0: its muxer then hides what lies there."""
    whole = path.with_name(f"whole-{path.name}")
    path.rename(whole)
    with av.open(str(whole)) as source, av.open(str(path), "w", format=MUXERS[path.suffix[1:]]) as out:
        streams = {one.index: out.add_stream_from_template(one) for one in source.streams}
        for packet in source.demux():
            if packet.size:
                packet.pts -= int(seconds / packet.time_base)
                packet.dts -= int(seconds / packet.time_base)
                packet.stream = streams[packet.stream_index]
                out.mux(packet)


def _exif(orientation: int, gps: bool) -> bytes:
    """EXIF with a maker, an orientation and, if wanted, a place."""
    maker = b"Apple\0"
    entries: Sequence[tuple[int, int, int, bytes]] = [
        (0x010F, 2, len(maker), b""),  # filled in below
        (0x0112, 3, 1, struct.pack(">HH", orientation, 0)),
        *([(0x8825, 4, 1, b"")] if gps else []),
    ]
    after = 8 + 2 + 12 * len(entries) + 4
    place_at = after + len(maker)
    table = struct.pack(">H", len(entries))
    for tag, kind, count, value in entries:
        if tag == 0x010F:
            value = struct.pack(">I", after)
        if tag == 0x8825:
            value = struct.pack(">I", place_at)
        table += struct.pack(">HHI", tag, kind, count) + value
    table += struct.pack(">I", 0)
    place = b""
    if gps:
        degrees = struct.pack(">6I", 48, 1, 8, 1, 13, 1)
        degrees_at = place_at + 2 + 12 * 2 + 4
        place = struct.pack(">H", 2) + struct.pack(">HHI", 1, 2, 2) + b"N\0\0\0"
        place += struct.pack(">HHII", 2, 5, 3, degrees_at) + struct.pack(">I", 0) + degrees
    return b"Exif\0\0" + b"MM\0*" + struct.pack(">I", 8) + table + maker + place
