"""What the media worker needs for a minute of 1080p, beside a plain decoder without a sandbox that reads it through."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figure import Figure, Measured, percentile, say
from recordings.pipe import Spent
from recordings.work import Kind, Prepared, Task
from recordings.worker import Workers
from tests.recordings import footage
from tests.stage import ROOT

FIGURE = Figure(
    name="worker-memory",
    what="Peak memory of the sandboxed worker that makes a minute of 1080p30 (H.264) playable.",
    unit="MiB",
    goal="<= 1.0 x a plain decoder, <= 20 s of CPU; a small file is answered within 150 ms (p50)",
    peer="PyAV decoding the same file, no sandbox",
)
MIB = 1024 * 1024
TRIES = 15
# Its own peak, from a process that nothing was measured in before: ru_maxrss of a child begins with its parent's.
PEER = """
import json, resource, sys, av
count = 0
with av.open(sys.argv[1]) as container:
    for frame in container.decode(video=0):
        count += 1
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"frames": count, "cpu_s": used.ru_utime + used.ru_stime, "peak": int(peak.split()[1]) * 1024}))
"""


async def run() -> Measured:
    """One clip through all tasks; then a small one again and again, to see what the sandbox itself takes."""
    spent: dict[str, Spent] = {}
    with tempfile.TemporaryDirectory(prefix="spotter-bench-") as folder:
        say("  makes a minute of 1080p")
        clip, small = await asyncio.to_thread(_films, Path(folder))
        peer = await asyncio.to_thread(_plain, clip)
        say(f"  the plain decoder: {peer['peak'] // MIB} MiB, {peer['cpu_s']:.1f} s of CPU")
        workers = Workers(Path(folder) / "work", on_spent=lambda task, one: spent.__setitem__(task.kind, one))
        await workers.start()
        try:
            kinds: tuple[Kind, ...] = ("prepare", "trimmings", "proxy")
            for kind in kinds:
                await _ask(workers, kind, clip)
                say(f"  {kind}: {spent[kind].peak_bytes // MIB} MiB, {spent[kind].cpu_s:.1f} s of CPU")
            made = dict(spent)
            waits = []
            for _ in range(TRIES):
                await asyncio.sleep(0.5)  # the spare has come up
                began = time.perf_counter()
                await _ask(workers, "prepare", small)
                waits.append((time.perf_counter() - began) * 1000)
        finally:
            await workers.close()
    answer_ms = percentile(waits, 0.5)
    detail: dict[str, float | int | str] = {"answer_ms_p50": round(answer_ms, 1), "peer_cpu_s": round(peer["cpu_s"], 2)}
    for name, one in made.items():
        detail |= {f"{name}_mib": one.peak_bytes // MIB, f"{name}_cpu_s": round(one.cpu_s, 2)}
    prepare = made["prepare"]
    return Measured(
        value=prepare.peak_bytes / MIB,
        peer_value=peer["peak"] / MIB,
        ok=prepare.peak_bytes <= peer["peak"] and prepare.cpu_s <= 20 and answer_ms <= 150,
        detail=detail,
    )


def _films(folder: Path) -> tuple[Path, Path]:
    clip = footage.video(folder / "clip.mp4", seconds=60, size=(1920, 1080), gop=30, bit_rate=5_000_000)
    return clip, footage.video(folder / "small.mp4", seconds=1)


def _plain(clip: Path) -> dict[str, float]:
    """A decoder as one would write it: all threads, nothing kept."""
    ran = subprocess.run([sys.executable, "-c", PEER, str(clip)], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout)
    return found


async def _ask(workers: Workers, kind: Kind, clip: Path) -> None:
    answer = await workers.run(Task(kind=kind, duration_ms=60_000), clip, clip.parent / "out")
    if not isinstance(answer, Prepared):
        raise RuntimeError(f"{kind}: {answer}")
