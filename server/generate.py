"""Writes the files that are made from the code, or names the stale ones: `python -m server generate [--check]`."""

from collections.abc import Callable
from pathlib import Path

from server import settings
from signaling import schema

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- made by `python -m server generate`: change the code, not this part -->"
END = "<!-- end of what is made -->"


def run(*, check: bool, root: Path = ROOT) -> int:
    """Writes what is out of date, or with `check` only names it. Gives the exit code: 1 when `check` finds any."""
    stale = []
    for path, render in FILES.items():
        file = root / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        after = render(before)
        if after == before:
            continue
        stale.append(path)
        if not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(after, encoding="utf-8")
    for path in stale:
        print(f"{path} is out of date; run `./spotter generate`" if check else f"wrote {path}")
    return 1 if check and stale else 0


def _between(render: Callable[[], str]) -> Callable[[str], str]:
    """Puts what is made between the two marks of a page that people write."""

    def fill(page: str) -> str:
        before, found, rest = page.partition(BEGIN)
        _, found_end, after = rest.partition(END)
        if not found or not found_end:
            raise SystemExit("a page has lost its marks for the part that is made")
        return f"{before}{BEGIN}\n\n{render()}\n{END}{after}"

    return fill


FILES: dict[str, Callable[[str], str]] = {
    "static/js/gen/messages.d.ts": lambda _: schema.declarations(),
    "docs/protocol.md": _between(schema.tables),
    "docs/configuration.md": _between(settings.render_table),
    ".env.example": lambda _: settings.render_env_example(),
}
