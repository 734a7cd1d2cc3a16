"""How long a table of 5,000 rows takes to come in whole, and whether its sender hears how far it is."""

import base64
import csv
import io
import json
import tempfile
import time
from pathlib import Path

from bench.figure import Figure, Measured, percentile
from bench.long_program import rows
from server import sheets
from tests.cast import Person, open_spotter

FIGURE = Figure(
    name="import-rows",
    what="5,000 rows of programs, from the press until all of them are kept; the sender hears how far it is.",
    unit="ms (slowest)",
    goal="<= 5 s as CSV and as Excel",
)
ROWS = 5000
RUNS = 3


async def run() -> Measured:
    """Three times as CSV and once as an Excel file."""
    text = rows(ROWS)
    heading, *cells = list(csv.reader(io.StringIO(text)))
    xlsx = base64.b64encode(await sheets.written("Program", heading, cells)).decode()
    with tempfile.TemporaryDirectory() as folder:
        async with open_spotter(Path(folder) / "var") as spotter:
            alice = await spotter.sign_in("alice")
            took = [await _came_in(alice, {"text": text}) for _ in range(RUNS)]
            as_xlsx, heard_xlsx, kept_xlsx = await _came_in(alice, {"xlsx": xlsx})
    slowest = max(ms for ms, _, _ in took)
    heard = min(count for _, count, _ in took)
    is_whole = all(kept == 2 for _, _, kept in took) and kept_xlsx == 2
    detail: dict[str, float | int | str] = {
        "p50": round(percentile([ms for ms, _, _ in took], 0.5)),
        "xlsx_ms": round(as_xlsx),
        "times_heard": heard,
        "rows": ROWS,
    }
    is_met = max(slowest, as_xlsx) <= 5000 and is_whole and heard >= 1 and heard_xlsx >= 1
    return Measured(value=slowest, ok=is_met, detail=detail)


async def _came_in(alice: Person, body: dict[str, str]) -> tuple[float, int, int]:
    """Milliseconds, how often the sender heard how far it is, and how many programs were kept."""
    began = time.perf_counter()
    answer = await alice.ask(
        "POST", "/library/programs/import", json=body, headers={"Accept": "application/x-ndjson, application/json"}
    )
    took = (time.perf_counter() - began) * 1000
    *on_the_way, last = [json.loads(line) for line in answer.text.splitlines()]
    return took, len(on_the_way), len(last.get("ids", ()))
