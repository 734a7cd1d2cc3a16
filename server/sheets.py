"""Spreadsheets as Excel files: rows written, and the rows of a file that somebody sends read in a child of its own.

A file from outside is a ZIP of XML that may be made to eat memory or time; so it is read by `server.sheet_child`, a
process with limits and without our environment, of which only the answer is taken.
"""

import asyncio
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from server.domain.csv_rows import ROWS_MOST, BadRows

READ_S = 30.0
MOST_ANSWER = 16 * 1024 * 1024
ROOT = Path(__file__).resolve().parent.parent


async def written(title: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An Excel file with one sheet; a cell of words is never a formula."""
    return await asyncio.to_thread(_write, title, heading, list(rows))


async def rows_in(content: bytes) -> list[list[str]]:
    """The cells of the first sheet as text, row by row. Raises BadRows for no Excel file, or too much of one."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "server.sheet_child",
        str(ROWS_MOST + 2),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd=ROOT,
    )
    try:
        async with asyncio.timeout(READ_S):
            said, _ = await child.communicate(content)
    except TimeoutError:
        said = b""
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0 or not said or len(said) > MOST_ANSWER:
        raise BadRows("This cannot be read as an Excel file. Save it as .xlsx or as CSV, and try again.", "file")
    found: list[list[str]] = json.loads(said)
    return found


def _write(title: str, heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    from openpyxl import Workbook  # only who asks for a file waits for it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    widths = [max([len(name), *(len(str(row[at] or "")) for row in rows[:500])]) for at, name in enumerate(heading)]
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = min(width + 2, 40)

    def cell(value: Any, *, strong: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"  # "=1+1" is three signs, not two
        if strong:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, strong=True) for name in heading])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
