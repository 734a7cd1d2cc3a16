"""Makes films of reviews for tests: in this process, or in a sandboxed child as the server does."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from recordings.film_spec import Side, Spec, Voice
from recordings.making import work
from recordings.work import Prepared, Task

ROOT = Path(__file__).parent.parent.parent
FONTS = {
    f"font-{path.name.removeprefix('inter-').removesuffix('-wght-normal.woff2')}": path
    for path in sorted((ROOT / "static/vendor/inter").glob("*-wght-normal.woff2"))
}


@dataclass(frozen=True, slots=True)
class Film:
    """A film that was made."""

    about: Prepared
    path: Path
    percents: list[int] = field(default_factory=list)


def inputs_of(folder: Path, spec: Spec, second: Path | None = None, voice: Path | None = None) -> dict[str, Path]:
    """The files a film is made of beside its first clip, as the worker gets them."""
    (folder / "spec.json").write_bytes(msgspec.json.encode(spec))
    named = {"second": second, "voice": voice}
    return {"spec.json": folder / "spec.json", **{name: path for name, path in named.items() if path}, **FONTS}


def film(source: Path, spec: Spec, *, second: Path | None = None, voice: Path | None = None) -> Film:
    """Makes a film. Raises what `work` raises."""
    folder = source.parent / "film"
    folder.mkdir(exist_ok=True)
    paths = inputs_of(folder, spec, second, voice)
    opened = {name: path.open("rb") for name, path in paths.items()}
    percents: list[int] = []
    task = Task(kind="render", duration_ms=spec.length_ms)
    try:
        with source.open("rb") as file:
            about = work(task, file, lambda name: (folder / name).open("wb"), percents.append, opened)
    finally:
        for one in opened.values():
            one.close()
    return Film(about, folder / "film.mp4", percents)


def shape(tool: str, points: list[list[float]], **how: Any) -> dict[str, Any]:
    """A mark of kind shape: whole from 0 on, unless it is said otherwise."""
    body = {
        "tool": tool,
        "frame": None,
        "at_ms": 0.0,
        "until_ms": None,
        "fade_ms": 0,
        "points": points,
        "style": {"colour": "red", "width": 3},
        "layer": "",
        "text": "",
        "extra": {},
        **how,
    }
    return {"id": how.get("id", f"{abs(hash((tool, str(points)))):024x}"[:24]), "kind": "shape", "body": body}


def clip(length_ms: int, *, begin: float = 0, end: float | None = None, **how: Any) -> Spec:
    """One clip from beginning to end at its own speed, unless it is said otherwise."""
    end = length_ms if end is None else end
    side = Side(length_ms=how.pop("clip_ms", length_ms), **how.pop("side", {}))
    return Spec(length_ms=length_ms, sides=[side], map=[[0, begin], [length_ms, end]], **how)


def performed(events: list[list[Any]], length_ms: int, clip_ms: int, **how: Any) -> Spec:
    """A voice-over."""
    return Spec(length_ms=length_ms, sides=[Side(length_ms=clip_ms)], voice=Voice(events=events, **how), sound="voice")
