"""Sets a PDF with pictures that somebody sent, in a process of its own: `python -m server.pdf_child <folder>`.

The folder holds page.typ, data.json and the pictures it names. The PDF goes to standard output, or the process ends
with an error.
"""

import resource
import sys
from pathlib import Path

from server.pdf import compile_page

MEMORY_BYTES = 3 * 1024 * 1024 * 1024
CPU_S = 30


def main() -> None:
    """Ends with an error for what no picture is."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    folder = Path(sys.argv[1])
    sys.stdout.buffer.write(compile_page(folder / "page.typ", (folder / "data.json").read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
