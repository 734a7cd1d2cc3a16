"""The waveform: how loud a clip is from its beginning to its end, for drawing."""

import json
from array import array
from fractions import Fraction
from typing import Any, Final

import av
from av.container import InputContainer

from recordings.frames import decoded, packets

RATE: Final = 8_000  # samples a second that are looked at
PEAKS_A_SECOND: Final = 20
MOST_PEAKS: Final = 12_000
LOUDEST: Final = 32_768


def waveform(container: InputContainer, sound: Any, origin: Fraction, duration: Fraction) -> bytes:
    """waveform.json of the `duration` seconds from `origin` on."""
    rate = PEAKS_A_SECOND
    if duration * rate > MOST_PEAKS:
        rate = max(1, int(MOST_PEAKS / duration))
    step = RATE // rate
    peaks = [0] * max(1, -int(-duration * rate // 1))
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in decoded(packets(container, sound, None), sound):
        for piece in resampler.resample(frame):
            if piece.pts is None or piece.time_base is None:
                continue
            samples = array("h", bytes(piece.planes[0])[: piece.samples * 2])
            _add(peaks, samples, round((piece.pts * piece.time_base - origin) * RATE), step)
    shown = [round(peak / LOUDEST, 3) for peak in peaks]
    return json.dumps({"rate": rate, "peaks": shown}, separators=(",", ":")).encode()


def _add(peaks: list[int], samples: "array[int]", at: int, step: int) -> None:
    """Raises the peaks over which these samples lie, the first of them at `at`."""
    start = max(0, -at)
    while start < len(samples):
        slot = (at + start) // step
        if slot >= len(peaks):
            return
        until = min(len(samples), (slot + 1) * step - at)
        piece = samples[start:until]
        peaks[slot] = max(peaks[slot], max(piece), -min(piece))
        start = until
