"""How the exercises of ours are written down: one call each, with its five cues in the order of their keys."""

from typing import Any

from server.domain.exercises import Exercise, ExerciseCue, ExerciseDetails, Guide, Load, Pattern, Phase, Region
from server.domain.our_exercises.guides import GUIDES


def exercise(
    key: str,
    name: str,
    pattern: Pattern,
    load: Load,
    regions: str,
    equipment: str,
    *cues: ExerciseCue,
    one_sided: bool = False,
    needs_spotter: bool = False,
) -> Exercise:
    """An exercise of ours. key: never changes once released. regions, equipment: words with commas between."""
    worked: Any = _words(regions)
    details = ExerciseDetails(
        name=name,
        pattern=pattern,
        equipment=_words(equipment),
        regions=worked,
        one_sided=one_sided,
        load=load,
        cues=cues,
        guide=GUIDES.get(key, Guide()),
        needs_spotter=needs_spotter,
    )
    return Exercise(key=key, details=details)


def out(say: str, phase: Phase = "") -> ExerciseCue:
    """An external cue: what the floor, the wall, the bar should do."""
    return ExerciseCue(say=say, kind="form", focus="external", phase=phase)


def body(say: str, region: Region, phase: Phase = "") -> ExerciseCue:
    """An internal cue: what a part of the body should do."""
    return ExerciseCue(say=say, kind="form", focus="internal", phase=phase, region=region)


def care(say: str, region: Region = "") -> ExerciseCue:
    """What is said when it must stop or be made safe at once."""
    return ExerciseCue(say=say, kind="safety", region=region)


def well(say: str) -> ExerciseCue:
    """Praise that says what was good."""
    return ExerciseCue(say=say, kind="motivation")


def _words(line: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in line.split(",") if word.strip())
