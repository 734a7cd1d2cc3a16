"""Which modules a page's script needs, so that a browser fetches them at once and not one after the other."""

import re
from functools import lru_cache
from pathlib import Path

_IMPORT = re.compile(r"""^(?:import|export)\b(?!\s*\()[^"';]*?["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


@lru_cache(maxsize=64)
def needed(static: Path, entry: str) -> tuple[str, ...]:
    """Paths under `static` of all that `entry` imports, directly or not, itself left out; the nearest first."""
    found: dict[Path, None] = {}
    waiting = [(static / entry).resolve()]
    root = static.resolve()
    for file in waiting:
        if not file.is_file():
            continue
        for name in _IMPORT.findall(file.read_text(encoding="utf-8")):
            one = (file.parent / name).absolute()
            one = Path(*_flat(one.parts))
            if one not in found and one != waiting[0]:
                found[one] = None
                waiting.append(one)
    return tuple(one.relative_to(root).as_posix() for one in found if one.is_relative_to(root))


@lru_cache(maxsize=64)
def needed_after(static: Path, entries: tuple[str, ...], first: str) -> tuple[str, ...]:
    """The same of several entries, themselves among them, without what `first` has brought."""
    brought = {first, *needed(static, first)}
    wanted = dict.fromkeys(path for entry in entries for path in (entry, *needed(static, entry)))
    return tuple(path for path in wanted if path not in brought)


def _flat(parts: tuple[str, ...]) -> list[str]:
    """Without `..`; a link to a folder stays a link, as the address has it."""
    flat: list[str] = []
    for part in parts:
        if part == "..":
            flat.pop()
        else:
            flat.append(part)
    return flat
