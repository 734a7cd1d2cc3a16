"""How long a trainer waits for a program on paper: twelve weeks of four days, asked of a running server."""

import io
import tempfile
import time
from pathlib import Path

import pypdf

from bench.figure import Figure, Measured, percentile
from bench.long_program import program
from tests.cast import open_spotter

FIGURE = Figure(
    name="program-pdf",
    what="A PDF of a 12-week program, four days a week with eight exercises each and their pictures, to the last byte.",
    unit="ms (slowest)",
    goal="<= 2 s",
)
RUNS = 10


async def run() -> Measured:
    """Ten of them, the first of which loads the typesetter."""
    took: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        async with open_spotter(Path(folder) / "var") as spotter:
            alice = await spotter.sign_in("alice")
            made = await alice.post("/library/programs", json=program(weeks=12, days=4, exercises=8))
            for _ in range(RUNS):
                began = time.perf_counter()
                paper = await alice.get(f"/programs/{made.json['id']}/program.pdf")
                took.append((time.perf_counter() - began) * 1000)
    pages = pypdf.PdfReader(io.BytesIO(paper.body)).pages
    last = "Week 12" in "".join(page.extract_text() for page in pages)
    detail: dict[str, float | int | str] = {
        "p50": round(percentile(took, 0.5), 1),
        "first": round(took[0], 1),
        "pages": len(pages),
        "size_kb": round(len(paper.body) / 1024),
    }
    return Measured(value=max(took), ok=max(took) <= 2000 and last, detail=detail)
