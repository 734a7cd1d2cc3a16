"""What pages and files say of exercises: words for patterns, loads, and kinds of cues."""

from server.domain.exercises import ExerciseCue, Focus, Kind, Load, Pattern, Region

PATTERNS: dict[Pattern, str] = {
    "squat": "Squat",
    "hinge": "Hinge",
    "lunge": "Lunge",
    "push": "Push",
    "pull": "Pull",
    "trunk": "Trunk",
    "carry": "Carry",
    "jump": "Jump",
    "pace": "Pace",
    "balance": "Balance",
    "mobility": "Mobility",
    "other": "Other",
}
LOADS: dict[Load, str] = {
    "bodyweight": "Own body weight",
    "weight": "A weight, in kg or lb",
    "band": "A band",
    "none": "No load",
}
# One word for kind and focus together: (word, what it is, said to the trainer).
KINDS: dict[str, tuple[Kind, Focus, str]] = {
    "external": ("form", "external", "External: floor, bar, wall"),
    "internal": ("form", "internal", "Internal: a body part"),
    "form": ("form", "", "Form, of another kind"),
    "safety": ("safety", "", "Safety: stays until tapped"),
    "praise": ("motivation", "", "Praise"),
    "count": ("count", "", "Count"),
    "call": ("alert", "", "Call: what to do next"),
}
REGIONS: tuple[Region, ...] = tuple(one for one in Region.__args__ if one)  # type: ignore[attr-defined]


def kind_of(cue: ExerciseCue) -> str:
    """The one word for a cue's kind and focus."""
    for word, (kind, focus, _) in KINDS.items():
        if (cue.kind, cue.focus if cue.kind == "form" else "") == (kind, focus):
            return word
    return "form"
