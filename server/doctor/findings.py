"""What the doctor says: one finding a line, in plain sentences."""

import shutil
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["ok", "warning", "problem"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` says what to do about a warning or a problem."""

    kind: Kind
    sentence: str
    advice: str = ""


def ok(sentence: str) -> Finding:
    """Nothing to do."""
    return Finding("ok", sentence)


def warning(sentence: str, advice: str) -> Finding:
    """Works, but somebody may be worse off for it."""
    return Finding("warning", sentence, advice)


def problem(sentence: str, advice: str) -> Finding:
    """Does not work, or must not stay so."""
    return Finding("problem", sentence, advice)


def lay_out(findings: Iterable[Finding], width: int | None = None) -> str:
    """The findings as text, wrapped to the terminal, with a closing line that counts them."""
    width = min(width or shutil.get_terminal_size((100, 24)).columns, 110)
    found = list(findings)
    lines: list[str] = []
    for one in found:
        text = f"{one.sentence} {one.advice}".strip()
        lines += textwrap.wrap(
            text,
            width,
            initial_indent=f"{one.kind:<9}",
            subsequent_indent=" " * 9,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join([*lines, "", _count(found)])


def _count(found: list[Finding]) -> str:
    problems = sum(one.kind == "problem" for one in found)
    warnings = sum(one.kind == "warning" for one in found)
    if not problems and not warnings:
        return "Nothing is wrong."
    counted = [f"{problems} problem{'s' * (problems > 1)}"] if problems else []
    counted += [f"{warnings} warning{'s' * (warnings > 1)}"] if warnings else []
    return f"{' and '.join(counted)}."
