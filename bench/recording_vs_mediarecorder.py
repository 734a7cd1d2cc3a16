"""What recording costs: packets into files as they come, beside decoding them and encoding them anew."""

import json
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figure import Figure, Measured, percentile, say
from tests.recordings.sending import Device, arriving, encoded, spoken
from tests.stage import ROOT

FIGURE = Figure(
    name="recording-vs-mediarecorder",
    what="Share of a core for recording one person: VP8 at 480p30 with Opus, six people at once.",
    unit="% of a core",
    goal="<= 0.8 % and >= 50 times less than MediaRecorder",
    peer="aiortc's decoders and MediaRecorder (WebM), the best of its runs",
)
PEOPLE = 6
SECONDS = 10
RUNS = 5
SIZE = (640, 480)

# At the speed of life, in steps of 5 ms. Feeding alone is measured as well and taken off: the relay does that anyway.
OURS = """
import asyncio, json, pickle, sys, time
from pathlib import Path
from recordings.recorder import Recorder
from tests.recordings.sending import CODECS

async def play(packets, feeds):
    began = time.time() * 1000
    start, at = packets[0].arrived_ms, 0
    used = time.process_time()
    while at < len(packets):
        now = time.time() * 1000
        while at < len(packets) and packets[at].arrived_ms - start <= now - began:
            one = packets[at]
            for feed in feeds[one.kind]:
                (feed.report if one.is_report else feed.packet)(one.data, one.arrived_ms - start + began)
            at += 1
        await asyncio.sleep(0.005)
    return time.process_time() - used

class Nowhere:
    def packet(self, data, arrived_ms): pass
    report = packet

async def main(packets, folder, people):
    nothing = await play(packets, {kind: [Nowhere()] * people for kind in CODECS})
    recorder = Recorder(
        folder, session="s", gate=lambda person, purpose: 0.0, tell=lambda event: None, ask=lambda source: None,
        hop=asyncio.get_running_loop().call_soon_threadsafe, floor_bytes=0,
    )
    await recorder.start()
    names = [f"c:{number}" for number in range(people)]
    feeds = {kind: [recorder.open(name, name, kind, CODECS[kind]) for name in names] for kind in CODECS}
    used = await play(packets, feeds)
    began = time.process_time()
    manifest = await recorder.stop()
    used += time.process_time() - began
    assert len(manifest.segments) == people and all(each.length_ms > 9000 for each in manifest.segments), manifest
    print(json.dumps({"cpu_s": used - nothing, "bytes": sum(each.bytes for each in manifest.segments)}))

asyncio.run(main(pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), int(sys.argv[3])))
"""
# As fast as it goes: only what it uses counts.
PEER = """
import asyncio, json, pickle, sys, time
from fractions import Fraction
from aiortc import MediaStreamTrack
from aiortc.codecs.opus import OpusDecoder
from aiortc.codecs.vpx import Vp8Decoder
from aiortc.contrib.media import MediaRecorder
from aiortc.jitterbuffer import JitterFrame
from aiortc.mediastreams import MediaStreamError
from pathlib import Path

class Decoded(MediaStreamTrack):
    def __init__(self, kind, decoder, frames, step):
        super().__init__()
        self.kind = kind
        self._source = self._decode(decoder, frames, step)
        self.is_over = asyncio.Event()

    def _decode(self, decoder, frames, step):
        for at, data in enumerate(frames):
            yield from decoder.decode(JitterFrame(data=data, timestamp=at * step))

    async def recv(self):
        await asyncio.sleep(0)
        frame = next(self._source, None)
        if frame is None:
            self.is_over.set()
            raise MediaStreamError
        return frame

async def main(film, sound, path):
    used = time.process_time()
    tracks = [Decoded("video", Vp8Decoder(), film, 3000), Decoded("audio", OpusDecoder(), sound, 960)]
    recorder = MediaRecorder(path, format="webm")
    for track in tracks:
        recorder.addTrack(track)
    await recorder.start()
    for track in tracks:
        await track.is_over.wait()
    await recorder.stop()
    print(json.dumps({"cpu_s": time.process_time() - used}))

asyncio.run(main(*pickle.loads(Path(sys.argv[1]).read_bytes()), sys.argv[2]))
"""


def run() -> Measured:
    """Both five times, in turns."""
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as name:
        folder = Path(name)
        say("  films")
        film, sound = encoded("vp8", SECONDS, size=SIZE, gop=90), spoken(SECONDS)
        device = Device()
        reports = [*device.reports("video", SECONDS * 1000), *device.reports("audio", SECONDS * 1000)]
        packets = arriving(device.film("vp8", film), device.speak(sound), reports)
        (folder / "packets").write_bytes(pickle.dumps(packets))
        (folder / "frames").write_bytes(pickle.dumps((film, sound)))
        ours, theirs = [], []
        for number in range(RUNS):
            made = _child(OURS, folder / "packets", folder / f"recording-{number}", str(PEOPLE))
            ours.append(made["cpu_s"] / PEOPLE / SECONDS * 100)
            theirs.append(_child(PEER, folder / "frames", folder / f"{number}.webm")["cpu_s"] / SECONDS * 100)
            say(f"  {ours[-1]:.2f} % and {theirs[-1]:.1f} %")
    # Its best run: the encoder's threads spin while they wait, which on a busy machine counts as much as work.
    share, peer = percentile(ours, 0.5), min(theirs)
    return Measured(
        value=share,
        peer_value=peer,
        ok=share <= 0.8 and share * 50 <= peer,
        detail={
            "times_less": round(peer / share, 1),
            "worst": round(max(ours), 3),
            "peer_p50": round(percentile(theirs, 0.5), 1),
            "packets_a_second": round(len(packets) / SECONDS),
            "us_a_packet": round(share / 100 / (len(packets) / SECONDS) * 1e6, 1),
            "kbit_a_second": round(sum(len(each.data) for each in packets) * 8 / SECONDS / 1000),
        },
    )


def _child(script: str, *arguments: Path | str) -> dict[str, float]:
    """What a process of its own says. Raises RuntimeError, such as where aiortc is not installed."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(ran.stderr.strip()[-500:])
    found: dict[str, float] = json.loads(ran.stdout)
    return found
