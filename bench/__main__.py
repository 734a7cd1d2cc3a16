"""`python -m bench [figure…]`: measures each figure and prints one line of JSON for it."""

import argparse
import asyncio
import importlib
import inspect
import json
import pkgutil
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import cast

import bench
from bench.figure import Figure, Measured, line, say

Run = Callable[[], Measured | Awaitable[Measured]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure and the function that measures it."""

    figure: Figure
    run: Run


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures the figures that are named, or all; 1 when one misses its goal or breaks."""
    parser = argparse.ArgumentParser(
        prog="./spotter bench", description="Measures, and prints one line of JSON for each figure."
    )
    parser.add_argument("figures", nargs="*", metavar="figure", help="which; all when none is named")
    parser.add_argument("--list", action="store_true", help="name the figures with their goals")
    given = parser.parse_args(arguments)
    found = discover()
    if given.list:
        for entry in found.values():
            print(f"{entry.figure.name:<18} {entry.figure.what} Goal: {entry.figure.goal}.")
        return 0
    unknown = [name for name in given.figures if name not in found]
    if unknown:
        say(f"spotter: There is no figure {unknown[0]!r}. ./spotter bench --list names them: {', '.join(found)}.")
        return 2
    wanted = [found[name] for name in given.figures] or list(found.values())
    results = [_measure(entry, f"{at}/{len(wanted)}") for at, entry in enumerate(wanted, start=1)]
    return 0 if all(results) else 1


def discover() -> dict[str, Entry]:
    """All figures by name, in the order of their files."""
    found: dict[str, Entry] = {}
    for file in pkgutil.iter_modules(bench.__path__):
        if file.name.startswith("_") or file.ispkg:
            continue
        module = importlib.import_module(f"bench.{file.name}")
        figure = getattr(module, "FIGURE", None)
        if isinstance(figure, Figure):
            assert figure.name.replace("-", "_") == file.name, f"bench/{file.name}.py holds {figure.name}"
            found[figure.name] = Entry(figure, cast(Run, module.run))
    return found


def _measure(entry: Entry, at: str) -> bool:
    """Prints the line of one figure; whether it reached its goal. One that breaks says so and leaves the others be."""
    figure = entry.figure
    say(f"{at} {figure.name}: {figure.what}")
    began = time.monotonic()
    try:
        made = entry.run()
        measured = asyncio.run(_awaited(made)) if inspect.isawaitable(made) else made
    except Exception:  # the edge: one broken figure must not hide the others
        traceback.print_exc()
        say(f"{at} {figure.name}: broke after {time.monotonic() - began:.0f} s, see above.")
        print(json.dumps({"figure": figure.name, "value": None, "unit": figure.unit, "goal": figure.goal, "ok": False}))
        return False
    print(json.dumps(line(figure, measured)), flush=True)
    say(f"{at} {figure.name}: {'reached' if measured.ok else 'MISSED'}, {time.monotonic() - began:.0f} s")
    return bool(measured.ok)


async def _awaited(made: Awaitable[Measured]) -> Measured:
    return await made


if __name__ == "__main__":
    sys.exit(main())
