"""Timers of ours to begin with, as data: a trainer starts one as it is, or changes it and keeps the copy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A timer ready to start. recipe: the fields of its format, of which a page builds the plan."""

    key: str
    name: str
    about: str  # what it is for, in a few words
    recipe: Mapping[str, Any]
    length_ms: int  # of what is built of the recipe

    @property
    def format(self) -> str:
        """Which recipe it is built by."""
        return str(self.recipe["format"])

    @property
    def wire(self) -> dict[str, Any]:
        """As pages take it."""
        return {
            "key": self.key,
            "name": self.name,
            "about": self.about,
            "format": self.format,
            "length_ms": self.length_ms,
            "recipe": self.recipe,
        }


def _list(lead_s: int, rounds: int, *intervals: tuple[str, str, int] | tuple[str, str, int, str]) -> dict[str, Any]:
    """Intervals one after the other: kind, name, seconds, and the side where there is one."""
    items = [
        {"name": name, "kind": kind, "duration_s": seconds, **({"side": side[0]} if side else {})}
        for kind, name, seconds, *side in intervals
    ]
    return {"format": "list", "lead_s": lead_s, "intervals": items, "rounds": rounds}


STARTERS: tuple[Starter, ...] = (
    Starter(
        key="tabata",
        name="Tabata",
        about="20 s hard, 10 s rest, 8 times",
        recipe={"format": "tabata", "lead_s": 10, "work_s": 20, "rest_s": 10, "rounds": 8, "name": ""},
        length_ms=240_000,
    ),
    Starter(
        key="30-30",
        name="30 / 30 × 10",
        about="As much rest as work",
        recipe={"format": "tabata", "lead_s": 10, "work_s": 30, "rest_s": 30, "rounds": 10, "name": ""},
        length_ms=580_000,
    ),
    Starter(
        key="emom-10",
        name="EMOM 10",
        about="Something to do every minute, for ten",
        recipe={"format": "every", "lead_s": 10, "every_s": 60, "rounds": 10, "labels": []},
        length_ms=610_000,
    ),
    Starter(
        key="emom-three",
        name="EMOM 12, three moves",
        about="Squats, push-ups and rows in turn",
        recipe={
            "format": "every",
            "lead_s": 10,
            "every_s": 60,
            "rounds": 12,
            "labels": ["12 squats", "8 push-ups", "10 rows"],
        },
        length_ms=730_000,
    ),
    Starter(
        key="amrap-12",
        name="AMRAP 12",
        about="As many rounds as possible; each client counts",
        recipe={"format": "amrap", "lead_s": 10, "cap_s": 720, "task": ""},
        length_ms=730_000,
    ),
    Starter(
        key="for-time",
        name="For time, 15 min cap",
        about="Counts up; each client says when they are done",
        recipe={"format": "for-time", "lead_s": 10, "cap_s": 900, "task": ""},
        length_ms=910_000,
    ),
    Starter(
        key="death-by",
        name="Death by burpees",
        about="One more each minute, until it does not fit any more",
        recipe={
            "format": "death-by",
            "lead_s": 10,
            "every_s": 60,
            "most": 20,
            "first": 1,
            "step": 1,
            "task": "burpees",
        },
        length_ms=1_210_000,
    ),
    Starter(
        key="hiit-circuit",
        name="HIIT 40 / 20 circuit",
        about="Six stations, three rounds",
        recipe={
            "format": "circuit",
            "lead_s": 10,
            "stations": [
                {"name": name, "work_s": 40, "label": ""}
                for name in ("Squat", "Push-up", "Lunge", "Row", "Mountain climber", "Plank")
            ],
            "transition_s": 20,
            "rounds": 3,
            "between_s": 60,
        },
        length_ms=1_150_000,
    ),
    Starter(
        key="side-plank",
        name="Side plank, left and right",
        about="30 s each side, twice",
        recipe={
            "format": "sides",
            "lead_s": 10,
            "work_s": 30,
            "pause_s": 10,
            "rounds": 2,
            "rest_s": 30,
            "first": "left",
            "name": "Side plank",
        },
        length_ms=180_000,
    ),
    Starter(
        key="plank",
        name="Plank hold",
        about="30 s, three times, with time to get set",
        recipe={
            "format": "hold",
            "lead_s": 10,
            "hold_s": 30,
            "times": 3,
            "rest_s": 20,
            "ready_s": 5,
            "name": "Plank",
        },
        length_ms=150_000,
    ),
    Starter(
        key="rest-90",
        name="Rest 90 s",
        about="Between sets",
        recipe={"format": "rest", "rest_s": 90},
        length_ms=90_000,
    ),
    Starter(
        key="rest-180",
        name="Rest 3 min",
        about="Between heavy sets",
        recipe={"format": "rest", "rest_s": 180},
        length_ms=180_000,
    ),
    Starter(
        key="warm-up",
        name="Warm-up flow",
        about="Six minutes from easy to ready",
        recipe=_list(
            5,
            1,
            ("work", "March on the spot", 60),
            ("work", "Arm circles", 40),
            ("work", "Cat and cow", 40),
            ("work", "Hip circles", 40),
            ("work", "Lunge and reach", 40, "left"),
            ("work", "Lunge and reach", 40, "right"),
            ("work", "Glute bridge", 40),
            ("work", "Squat to stand", 60),
        ),
        length_ms=365_000,
    ),
    Starter(
        key="cool-down",
        name="Cool-down stretches",
        about="Four stretches, each side in turn",
        recipe=_list(
            5,
            1,
            *(
                interval
                for stretch in ("Calf", "Hip flexor", "Hamstring", "Chest")
                for interval in (
                    ("hold", stretch, 30, "left"),
                    ("transition", "Change sides", 5),
                    ("hold", stretch, 30, "right"),
                    ("transition", "Change over", 5),
                )
            ),
        ),
        length_ms=285_000,
    ),
    Starter(
        key="box-breathing",
        name="Box breathing",
        about="In, hold, out, hold: four seconds each",
        recipe=_list(
            5, 10, ("work", "Breathe in", 4), ("hold", "Hold", 4), ("rest", "Breathe out", 4), ("hold", "Hold", 4)
        ),
        length_ms=165_000,
    ),
    Starter(
        key="ymca-step",
        name="YMCA step test",
        about="96 beats a minute for three minutes, then count the pulse for one",
        recipe={
            "format": "metronome",
            "lead_s": 10,
            "bpm": 96,
            "duration_s": 180,
            "recover_s": 60,
            "name": "Step",
        },
        length_ms=250_000,
    ),
    Starter(
        key="chair-stand",
        name="30-second chair stand",
        about="Full stands in thirty seconds",
        recipe={"format": "tabata", "lead_s": 10, "work_s": 30, "rest_s": 0, "rounds": 1, "name": "Stand and sit"},
        length_ms=40_000,
    ),
    Starter(
        key="stopwatch",
        name="Stopwatch",
        about="Counts up until you stop it",
        recipe={"format": "stopwatch", "lead_s": 0, "cap_s": 3600, "name": ""},
        length_ms=3_600_000,
    ),
)
BY_KEY = {starter.key: starter for starter in STARTERS}
