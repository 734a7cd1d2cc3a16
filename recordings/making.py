"""What the media worker makes of a file, by the kind of task. Runs in the sandbox: file objects in and out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import BinaryIO, Final

import av
from av.video.frame import VideoFrame

from recordings import filmstrip, photo, poster, proxy, remux, rendering, voice, voice_pieces, waveform
from recordings.frames import Index, codec_of, index_file, picture_of, sound_of, survey, times_file
from recordings.pictures import is_turned, seen_size, swaps_sides
from recordings.probe import Found, check_length, opened
from recordings.refusals import Refusal
from recordings.remux import TYPES, Open, Verdict
from recordings.splice import Cut, cut, joined
from recordings.work import Kind, Prepared, Task

Output = Callable[[str], BinaryIO]
Tell = Callable[[int], None]

JPEG = "image/jpeg"
JSON = "application/json"


def work(
    task: Task, source: BinaryIO, output: Output, tell: Tell, inputs: Mapping[str, BinaryIO] = MappingProxyType({})
) -> Prepared:
    """Does one task. output: opens one of recordings.work.OUTPUTS for writing and seeking; tell: hears percents.
    inputs: more files than the source.

    Raises Refusal: the file will not be taken, however often it is tried.
    """
    if task.kind == "render":
        return _film(source, inputs, output, tell)
    if task.kind == "voice":
        return _joined_voice(task, source, output)
    file = joined(source, task.splice.head_bytes) if task.splice else source
    try:
        with opened(file) as found:
            if found.media == "photo":
                return _photo(found, file, output)
            if found.media == "sound":
                told = _voice(found, output)
                _put_waves(file, output, told)
                return told
            clip = _look(found, task)
        tell(proxy.SURVEYED)
        job = _Job(open=lambda: opened(file), output=output, tell=tell)
        return _DOERS[task.kind](clip, job)
    except (av.InvalidDataError, av.EOFError) as trouble:
        raise Refusal("damaged") from trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """The ways in and out."""

    open: Open
    output: Output
    tell: Tell

    def put(self, name: str, data: bytes) -> None:
        """Writes a small output whole."""
        with self.output(name) as out:
            out.write(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clip:
    """What was found out about a video before anything is made of it."""

    index: Index
    cut: Cut
    end: int  # when the last wanted frame has been shown, in ticks
    face: VideoFrame  # the frame for the poster
    verdict: Verdict
    about: Prepared
    aspect: Fraction | None  # how wide a stored point of the picture is
    ends: Fraction  # seconds; picture and sound are over


def _look(found: Found, task: Task) -> _Clip:
    """Reads through the packets and decodes one frame."""
    container = found.container
    index = survey(container)
    wanted = cut(index, task.splice)
    end = index.end if wanted.until is None else min(index.end, wanted.until)
    check_length(int((index.end - index.pts[0]) * index.unit * 1000), len(index.pts))
    picture, sound = picture_of(container), sound_of(container)
    face = poster.choose(container, picture, index, wanted.shown, end)
    if face is None:
        raise Refusal("damaged")
    verdict = remux.judge(found, index, is_turned=is_turned(face))
    aspect = picture.codec_context.sample_aspect_ratio
    width, height = seen_size(face.width, face.height, aspect)
    if swaps_sides(face):
        width, height = height, width
    start_ms = wanted.start_ms(index.unit)
    ends = max(end * index.unit, index.sound_end or Fraction(0))
    if wanted.until is not None:
        ends = min(ends, wanted.until * index.unit)
    about = Prepared(
        media="video",
        duration_ms=round((ends - wanted.first * index.unit) * 1000) - start_ms,
        width=width,
        height=height,
        start_ms=start_ms,
        frame_count=sum(wanted.first <= pts < end for pts in index.pts),
        has_sound=sound is not None and index.sound_end is not None,
        codec=codec_of(picture),
        container=found.kind,
        needs_proxy=verdict.needs_proxy,
        is_playable=verdict.is_playable,
    )
    return _Clip(index=index, cut=wanted, end=end, face=face, verdict=verdict, about=about, aspect=aspect, ends=ends)


def _prepare(clip: _Clip, job: _Job) -> Prepared:
    files: dict[str, str] = {}
    about = clip.about
    if about.is_playable and not _copied("play", clip, job, files):
        about = replace(about, is_playable=False, needs_proxy=True)
    job.put("poster.jpg", poster.poster(clip.face, clip.aspect))
    job.put("frames.json", index_file(clip.index, clip.cut.first, clip.cut.until))
    return replace(about, files={**files, "poster.jpg": JPEG, "frames.json": JSON})


def _preview(clip: _Clip, job: _Job) -> Prepared:
    files: dict[str, str] = {}
    if not clip.about.is_playable or not _copied("preview", clip, job, files):
        raise Refusal("unknown-codec")
    job.put("poster.jpg", poster.poster(clip.face, clip.aspect))
    return replace(clip.about, needs_proxy=False, files={**files, "poster.jpg": JPEG})


def _copied(name: str, clip: _Clip, job: _Job, files: dict[str, str]) -> bool:
    """Whether the packets fit into a file that browsers play; then it is written."""
    with job.output(name) as out:
        try:
            remux.copy(job.open, out, clip.verdict.muxer, clip.index, clip.cut)
        except (av.FFmpegError, ValueError):
            return False  # what was written so far is left where it is: it is not among the files
    files[name] = TYPES[clip.verdict.muxer]
    return True


def _trimmings(clip: _Clip, job: _Job) -> Prepared:
    files: dict[str, str] = {}
    with job.open() as found:
        strip = filmstrip.filmstrip(found.container, picture_of(found.container), clip.index, clip.cut, clip.end)
    job.tell(60)
    if strip is not None:
        job.put("filmstrip.jpg", strip[0])
        job.put("filmstrip.vtt", strip[1].encode())
        files |= {"filmstrip.jpg": JPEG, "filmstrip.vtt": "text/vtt"}
    if clip.about.has_sound:
        with job.open() as found:
            sound = sound_of(found.container)
            origin = clip.cut.first * clip.index.unit
            job.put("waveform.json", waveform.waveform(found.container, sound, origin, clip.ends - origin))
        files["waveform.json"] = JSON
    return replace(clip.about, files=files)


def _proxy(clip: _Clip, job: _Job) -> Prepared:
    with job.output("proxy") as out:
        pts = proxy.proxy(job.open, out, clip.index, clip.cut, clip.end, job.tell)
    files = {"proxy": TYPES["mp4"]}
    if not clip.about.is_playable:  # then this is what the frame index is about
        job.put("frames.json", times_file(clip.index.unit, pts))
        files["frames.json"] = JSON
    return replace(clip.about, frame_count=len(pts), files=files)


_DOERS: Final[dict[Kind, Callable[[_Clip, _Job], Prepared]]] = {
    "prepare": _prepare,
    "preview": _preview,
    "trimmings": _trimmings,
    "proxy": _proxy,
}


def _photo(found: Found, file: BinaryIO, output: Output) -> Prepared:
    picture = photo.picture_in(found.container, found.kind, file)
    data, (width, height) = photo.shown(picture)
    for name, content in (("play", data), ("poster.jpg", photo.poster(picture))):
        with output(name) as out:
            out.write(content)
    return Prepared(
        media="photo",
        duration_ms=None,
        width=width,
        height=height,
        codec=codec_of(picture_of(found.container)),
        container=found.kind,
        files={"play": JPEG, "poster.jpg": JPEG},
    )


def _voice(found: Found, output: Output) -> Prepared:
    with output("play") as out:
        duration_ms, codec = voice.copy(found.container, out)
    return Prepared(
        media="sound",
        duration_ms=duration_ms,
        width=0,
        height=0,
        has_sound=True,
        codec=codec,
        container=found.kind,
        files={"play": voice.TYPE, "waveform.json": JSON},
    )


def _put_waves(file: BinaryIO, output: Output, about: Prepared) -> None:
    """How loud a sound alone is: all there is to see of it."""
    with opened(file) as found, output("waveform.json") as out:
        sound = sound_of(found.container)
        if sound is not None:
            origin = max(sound.start_time or 0, 0) * (sound.time_base or Fraction(1))
            out.write(waveform.waveform(found.container, sound, origin, Fraction(about.duration_ms or 0, 1000)))


def _film(source: BinaryIO, inputs: Mapping[str, BinaryIO], output: Output, tell: Tell) -> Prepared:
    with output("film.mp4") as out:
        length_ms, width, height, count = rendering.render(source, inputs, out, tell)
    return Prepared(
        media="video",
        duration_ms=length_ms,
        width=width,
        height=height,
        frame_count=count,
        files={"film.mp4": TYPES["mp4"]},
    )


def _joined_voice(task: Task, source: BinaryIO, output: Output) -> Prepared:
    with output("play") as out:
        duration_ms = voice_pieces.join(source, task.pieces, out)
    return Prepared(
        media="sound",
        duration_ms=duration_ms,
        width=0,
        height=0,
        has_sound=True,
        files={"play": voice.TYPE},
    )
