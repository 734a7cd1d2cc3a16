"""Reads an Excel file in a process of its own, within limits: `python -m server.sheet_child <most rows>`.

The file comes by standard input; its first sheet goes out as JSON, or the process ends with an error.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_S = 25
UNPACKED_MOST = 64 * 1024 * 1024
COLUMNS_MOST = 100


def main() -> None:
    """Reads standard input; ends with an error for anything that is no such file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    content = sys.stdin.buffer.read()
    json.dump(rows(content, int(sys.argv[1])), sys.stdout)


def rows(content: bytes, most: int) -> list[list[str]]:
    """The first sheet's cells as text. Raises whatever a broken file makes its readers raise."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED_MOST:
            raise ValueError("it unpacks to too much")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    found = []
    for row in book.worksheets[0].iter_rows(max_row=most, max_col=COLUMNS_MOST, values_only=True):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        found.append(cells)
    return found


def _text(value: Any) -> str:
    """A cell as a CSV file would have it: 8.0 is 8, a date is ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main()
