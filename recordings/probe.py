"""Opens a stranger's file: what it is by its first bytes, then the one demuxer for that, within limits.

Runs in the sandbox. The file is read through a Python file object, so a demuxer has no address to open others by;
even so it is told that no protocol and no other format is allowed. Nothing is guessed by FFmpeg: a playlist that calls
itself an MP4 is refused before FFmpeg sees it.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import av
import av.container
import av.error
import av.logging
from av.stream import Disposition, Stream

from recordings import voice
from recordings.refusals import Refusal
from recordings.work import Media

MOST_MS = 2 * 60 * 60 * 1000
MOST_PIXELS = 4096 * 4096
MOST_PHOTO_PIXELS = 8192 * 8192  # phones take 24 to 50 million
LONGEST_SIDE = 16384
MOST_FPS = 240
MOST_STREAMS = 16
MOST_TILES = 512  # a photo of a phone may be a mosaic, each tile a stream
SLACK = 1.02  # clocks of cameras are not exact

VIDEO_CODECS = {"h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "mjpeg", "prores", "h263"}
PHOTO_CODECS = {"mjpeg", "png", "webp", "hevc", "av1", "libdav1d"}
SOUND_CODECS = (
    "aac mp3 mp3float opus libopus vorbis alac flac ac3 eac3 amrnb libopencore_amrnb "
    "pcm_s16le pcm_s16be pcm_s24le pcm_s24be pcm_s32le pcm_f32le pcm_mulaw pcm_alaw pcm_u8"
).split()
DECODERS = ",".join(sorted({*VIDEO_CODECS, *PHOTO_CODECS, *SOUND_CODECS}))

MOV_STARTS = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"}
PHOTO_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}

# kind -> the demuxers that may work on it; the first is asked
DEMUXERS = {
    "mov": "mov,mp4,m4a,3gp,3g2,mj2",
    "heif": "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska": "matroska,webm",
    "jpeg": "jpeg_pipe",
    "png": "png_pipe",
    "webp": "webp_pipe",
}

# What FFmpeg's log says when it meets a limit -> our code
SAYINGS = (
    ("max_streams", "too-many-streams"),
    ("max_pixels", "too-many-pixels"),
    ("exceeds specified max pixel count", "too-many-pixels"),
    ("Picture size", "too-many-pixels"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An open file. kind: a key of DEMUXERS."""

    kind: str
    media: Media
    container: av.container.InputContainer


def kind_of(head: bytes) -> str:
    """What a file is by its first 64 bytes. Raises Refusal("not-media")."""
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    if head[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "heif" if head[8:12] in PHOTO_BRANDS else "mov"
    if head[4:8] in MOV_STARTS:
        return "mov"
    raise Refusal("not-media")


@contextlib.contextmanager
def opened(source: BinaryIO) -> Iterator[Found]:
    """The file, open for as long as the block lasts; its decoders are limited too. Raises Refusal."""
    source.seek(0)
    head = source.read(64)
    source.seek(0)
    if not head:
        raise Refusal("nothing-in-it")
    kind = kind_of(head)
    media: Media = "video" if kind in ("mov", "matroska") else "photo"
    most = MOST_PIXELS if media == "video" else MOST_PHOTO_PIXELS
    with _open(source, kind, most) as container:
        if media == "video" and not _pictures(container) and voice.is_in(container):
            media = "sound"
        _check_streams(container, media, most)
        check_length(_length_ms(container))
        yield Found(kind=kind, media=media, container=container)


def check_length(duration_ms: int | None, frames: int | None = None) -> None:
    """For what only shows while a file is read: its length, and the number of its pictures. Raises Refusal."""
    if duration_ms is None:
        return
    if duration_ms > MOST_MS * SLACK:
        raise Refusal("too-long")
    if frames is not None and frames > 1 and frames > MOST_FPS * SLACK * max(duration_ms, 1) / 1000 + 1:
        raise Refusal("too-fast")


def check_size(width: int, height: int, most: int = MOST_PIXELS) -> None:
    """Raises Refusal for a picture that is too large."""
    if width * height > most or max(width, height) > LONGEST_SIDE:
        raise Refusal("too-many-pixels")


def _open(source: BinaryIO, kind: str, most: int) -> av.container.InputContainer:
    options = {
        "format_whitelist": DEMUXERS[kind],
        "protocol_whitelist": "none",
        "codec_whitelist": DECODERS,
        "max_streams": str(MOST_TILES),
        "max_pixels": str(most),
        "probesize": "5000000",
        "analyzeduration": "5000000",
        "threads": "1",
    }
    if DEMUXERS[kind].startswith("mov"):
        options |= {"ignore_chapters": "1", "enable_drefs": "0", "use_absolute_path": "0"}
    av.logging.set_level(av.logging.ERROR)  # what is wrong, FFmpeg often only says in its log
    av.logging.set_skip_repeated(False)
    try:
        with av.logging.Capture() as said:
            try:
                container = av.open(source, "r", format=DEMUXERS[kind].partition(",")[0], options=options)
            except (av.error.FFmpegError, ValueError) as trouble:
                raise _refusal(said) or _as_refusal(trouble) from None
    finally:
        av.logging.set_level(None)
    if (refusal := _refusal(said)) is not None:
        container.close()
        raise refusal
    return container


def _refusal(said: Sequence[tuple[int, str, str]]) -> Refusal | None:
    """What FFmpeg's log says about our limits."""
    for _level, _name, text in said:
        for words, code in SAYINGS:
            if words in text:
                return Refusal(code)
    return None


def _as_refusal(trouble: Exception) -> Exception:
    if isinstance(trouble, (av.error.DecoderNotFoundError, av.error.PatchWelcomeError)):
        return Refusal("unknown-codec")
    return trouble if isinstance(trouble, (MemoryError, OSError)) else Refusal("damaged")


def _check_streams(container: av.container.InputContainer, media: Media, most: int) -> None:
    """Raises Refusal for too much of anything, and when there is nothing to see or hear."""
    if len(container.streams) > (MOST_TILES if media == "photo" else MOST_STREAMS):
        raise Refusal("too-many-streams")
    codecs = VIDEO_CODECS if media == "video" else PHOTO_CODECS
    for stream in container.streams:
        if (decoder := _decoder(stream)) is not None:
            decoder.thread_count = 1
            decoder.options = {"max_pixels": str(most), "codec_whitelist": DECODERS}
    if media == "sound":
        return
    pictures = _pictures(container)
    if not pictures:
        raise Refusal("nothing-in-it")
    decodable = [(one, decoder) for one in pictures if (decoder := _decoder(one)) is not None]
    for stream, decoder in decodable:
        check_size(decoder.width, decoder.height, most)
        if stream.frames and stream.duration and stream.time_base:
            check_length(int(stream.duration * stream.time_base * 1000), stream.frames)
    if all(decoder.name not in codecs for _, decoder in decodable):
        raise Refusal("unknown-codec")
    if all(not decoder.width or not decoder.height for _, decoder in decodable):
        raise Refusal("damaged")


def _pictures(container: av.container.InputContainer) -> list[Any]:
    """The streams that hold moving pictures: the cover of a song is none."""
    return [stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic]


def _decoder(stream: Stream) -> Any:
    """Its decoder; None where there is none for it, which PyAV's types do not say."""
    return stream.codec_context


def _length_ms(container: av.container.InputContainer) -> int | None:
    return None if container.duration is None else container.duration * 1000 // av.time_base
