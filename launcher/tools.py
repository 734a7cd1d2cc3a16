"""Runs the tools set-up needs (pip, npm, apt), follows what they say, and keeps it all in a record."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from launcher.places import Trouble


def follow(
    arguments: Sequence[str | Path],
    *,
    cwd: Path,
    environ: Mapping[str, str],
    record: Path,
    hear: Callable[[str], None],
    sorry: Callable[[str], str],
) -> None:
    """Runs a tool to its end; every line it prints goes to `hear` and to the record.

    Raises Trouble with the sentence that `sorry` makes of the whole output when the tool fails.
    """
    lines: list[str] = []
    try:
        with (
            record.open("w", encoding="utf-8") as log,
            subprocess.Popen(
                [str(one) for one in arguments],
                cwd=cwd,
                env=dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
            ) as process,
        ):
            assert process.stdout is not None
            for line in process.stdout:
                log.write(line)
                lines.append(line)
                hear(line.rstrip())
    except OSError as error:
        raise Trouble(f"{Path(arguments[0]).name} could not be run: {error.strerror}.") from None
    if process.returncode != 0:
        raise Trouble(sorry("".join(lines)))
