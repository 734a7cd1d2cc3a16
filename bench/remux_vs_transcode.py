"""What the fast path saves: packing a clip anew beside encoding it anew, on the same files in one run."""

import tempfile
import time
from pathlib import Path

from bench.figure import Figure, Measured, percentile, say
from recordings.making import work
from recordings.work import Kind, Task
from tests.recordings import footage

FIGURE = Figure(
    name="remux-vs-transcode",
    what="Making a 20 s clip (720p30, H.264) playable without transcoding: index in front, poster, frame index.",
    unit="ms (p50)",
    goal="at most a tenth of transcoding, for H.264, VP8 and VP9",
    peer="the same clip transcoded to H.264",
)
SECONDS = 20
RUNS = 7
CLIPS = {"h264": "clip.mp4", "vp8": "clip.webm", "vp9": "clip9.webm"}


def run() -> Measured:
    """Each clip is packed anew seven times and encoded anew once."""
    detail: dict[str, float | int | str] = {"seconds": SECONDS}
    fast: dict[str, float] = {}
    slow: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for codec, name in CLIPS.items():
            say(f"  {codec}")
            path = footage.video(
                Path(folder) / name,
                codec=codec,
                live=codec != "h264",
                seconds=SECONDS,
                size=(1280, 720),
                gop=30,
                bit_rate=2_500_000,
            )
            fast[codec] = percentile([_took_ms(path, "prepare") for _ in range(RUNS)], 0.5)
            slow[codec] = _took_ms(path, "proxy")
            detail[f"{codec}_remux_ms"] = round(fast[codec], 1)
            detail[f"{codec}_transcode_ms"] = round(slow[codec], 1)
            detail[f"{codec}_times_faster"] = round(slow[codec] / fast[codec], 1)
    is_met = all(fast[codec] <= slow[codec] / 10 for codec in CLIPS)
    return Measured(value=fast["h264"], peer_value=slow["h264"], ok=is_met, detail=detail)


def _took_ms(path: Path, kind: Kind) -> float:
    folder = path.parent / f"{path.name}-{kind}"
    folder.mkdir(exist_ok=True)
    began = time.perf_counter()
    with path.open("rb") as file:
        work(Task(kind=kind), file, lambda name: (folder / name).open("wb"), lambda _percent: None)
    return (time.perf_counter() - began) * 1000
