"""The built-in cues and timers of a room, as data. A cue has at most five words, and a key for busy hands."""

from dataclasses import dataclass
from typing import Any, Literal

LEAD_IN_MS = 10_000


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


@dataclass(frozen=True, slots=True)
class TimerPreset:
    """A timer ready to start: so many rounds of work and rest after a lead-in."""

    name: str
    work_s: int
    rest_s: int
    rounds: int
    lead_in: bool = True

    @property
    def plan(self) -> list[dict[str, Any]]:
        """Its intervals, as `Interval` on the wire has them. After the last work there is no rest."""
        plan = [_interval("Get ready", "prepare", LEAD_IN_MS)] if self.lead_in else []
        for round in range(1, self.rounds + 1):
            if self.work_s:
                name = f"Minute {round}" if self.work_s == 60 and not self.rest_s else "Work"
                plan.append(_interval(name, "work", self.work_s * 1000, round, self.rounds))
            if self.rest_s and (round < self.rounds or not self.work_s):
                plan.append(_interval("Rest", "rest", self.rest_s * 1000, round, self.rounds))
        return plan


TIMERS: tuple[TimerPreset, ...] = (
    TimerPreset("Tabata", 20, 10, 8),
    TimerPreset("30 / 30 × 10", 30, 30, 10),
    TimerPreset("40 / 20 × 8", 40, 20, 8),
    TimerPreset("Every minute × 10", 60, 0, 10),
    TimerPreset("Rest 90 s", 0, 90, 1, lead_in=False),
)


def for_room() -> dict[str, list[dict[str, Any]]]:
    """Cues and timers as the trainer's room page takes them."""
    cues = [{"key": cue.key, "say": cue.say, "kind": cue.kind, "focus": cue.focus} for cue in CUES]
    return {"cues": cues, "timers": [{"name": preset.name, "plan": preset.plan} for preset in TIMERS]}


def _interval(name: str, kind: str, duration_ms: int, round: int = 0, rounds: int = 0) -> dict[str, Any]:
    return {"name": name, "kind": kind, "duration_ms": duration_ms, "round": round, "rounds": rounds}
