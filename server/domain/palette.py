"""The built-in cues of a room, as data. A cue has at most five words, and a key for busy hands."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class PaletteCue:
    """A cue on a key. External: what the world should do; internal: what the body should do."""

    key: str
    say: str
    kind: Literal["form", "safety", "alert", "motivation", "count"]
    focus: Literal["external", "internal", ""] = ""


CUES: tuple[PaletteCue, ...] = (
    PaletteCue("1", "Push the floor away", "form", "external"),
    PaletteCue("2", "Reach for the far wall", "form", "external"),
    PaletteCue("3", "Ribs down, belly firm", "form", "internal"),
    PaletteCue("4", "Squeeze your glutes", "form", "internal"),
    PaletteCue("5", "Slower on the way down", "form"),
    PaletteCue("6", "Breathe out, then up", "form"),
    PaletteCue("7", "Strong. Keep that line", "motivation"),
    PaletteCue("8", "Halfway there", "motivation"),
    PaletteCue("9", "Two more", "count"),
    PaletteCue("0", "Stop. Put it down", "safety"),
    PaletteCue("-", "Last one", "count"),
    PaletteCue("=", "Turn side-on to me", "alert"),
)


def for_room() -> dict[str, list[dict[str, Any]]]:
    """Cues as the trainer's room page takes them."""
    return {"cues": [{"key": cue.key, "say": cue.say, "kind": cue.kind, "focus": cue.focus} for cue in CUES]}
