"""The sound of a film: a clip's at the film's speed with its pitch kept, or a voice's as it is."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

import av
import av.filter
from av.container import InputContainer

from recordings.frames import decode, sound_of
from recordings.sound import RATE, Sound

SLOWEST: Final = 0.25  # below, nobody understands it: such a film is silent


def voice(container: InputContainer, into: Any) -> Iterator[Any]:
    """Packets of a voice-over's sound, copied where they can be."""
    stream = sound_of(container)
    if stream is None:
        return
    sound = Sound(into, stream, "mp4", Fraction(0), None)
    yield None  # the track is there: the container may be begun
    for packet in container.demux(stream):
        if packet.size:
            yield from sound.passed(packet)
    yield from sound.rest()


def stretched(container: InputContainer, into: Any, start: Fraction, end: Fraction, speed: float) -> Iterator[Any]:
    """Packets of a part of a clip's sound, from and to these seconds of its file, so many times as fast.

    The first thing it gives is None, once its track is there; nothing at all where there is no sound to be had.
    """
    stream = sound_of(container)
    if stream is None or speed < SLOWEST:
        return
    to = into.add_stream("aac", rate=RATE, layout="mono" if stream.channels == 1 else "stereo")
    to.codec_context.thread_count = 1
    yield None
    graph: Any = None
    resampler = av.AudioResampler(format=to.format, layout=to.layout, rate=RATE)
    container.seek(int(max(Fraction(0), start - Fraction(1, 2)) * av.time_base), backward=True)
    given = 0
    silent_until = 0
    for packet in container.demux(stream):
        if packet.pts is not None and packet.pts * packet.time_base > end:
            break
        for frame in decode(stream, packet if packet.size else None):
            at = None if frame.pts is None else frame.pts * frame.time_base
            if at is None or at < start or at >= end:
                continue
            for piece in resampler.resample(frame):
                if graph is None:
                    # What begins late begins with silence: sound and picture share a zero.
                    silent_until = int((at - start) / Fraction(speed).limit_denominator(1000) * RATE)
                    graph = _tempo(piece, speed)
                piece.pts = None
                graph.push(piece)
                for made in _pulled(graph):
                    made.pts, made.time_base = given + silent_until, Fraction(1, RATE)
                    given += made.samples
                    yield from to.encode(made)
    if graph is not None:
        graph.push(None)
        for made in _pulled(graph):
            made.pts, made.time_base = given + silent_until, Fraction(1, RATE)
            given += made.samples
            yield from to.encode(made)
    yield from to.encode(None)


def _tempo(like: Any, speed: float) -> Any:
    graph = av.filter.Graph()
    graph.threads = 1
    source = graph.add_abuffer(template=None, sample_rate=RATE, format=like.format, layout=like.layout)
    steps = []
    while speed < 0.5:
        steps.append(0.5)
        speed /= 0.5
    steps.append(speed)
    filters = [graph.add("atempo", f"{step:.6f}") for step in steps]
    shape = graph.add("aformat", f"sample_fmts={like.format.name}:channel_layouts={like.layout.name}")
    frames = graph.add("asetnsamples", "n=1024:p=0")
    graph.link_nodes(source, *filters, shape, frames, graph.add("abuffersink")).configure()
    return graph


def _pulled(graph: Any) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
