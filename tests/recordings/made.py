"""Runs the media worker's work in this process, over files, and looks at what it made."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from recordings.making import work
from recordings.work import Kind, Prepared, Splice, Task


@dataclass(frozen=True, slots=True)
class Made:
    """An answer and the folder with its files."""

    about: Prepared
    folder: Path
    percents: list[int]

    def __getitem__(self, name: str) -> Path:
        """The path of an output."""
        assert name in self.about.files, f"{name} is not among {list(self.about.files)}"
        return self.folder / name

    def times(self) -> list[Fraction]:
        """The frame index, in seconds."""
        index = json.loads(self["frames.json"].read_text())
        return [pts * Fraction(*index["unit"]) for pts in index["pts"]]


def make(source: Path, kind: Kind = "prepare", splice: Splice | None = None) -> Made:
    """Does one task on a file. Raises what `work` raises."""
    folder = source.parent / f"{source.name}-{kind}"
    folder.mkdir(exist_ok=True)
    percents: list[int] = []
    with source.open("rb") as file:
        about = work(Task(kind=kind, splice=splice), file, lambda name: (folder / name).open("wb"), percents.append)
    return Made(about, folder, percents)
