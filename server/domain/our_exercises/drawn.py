"""Which of our exercises have pictures drawn by us: where one begins, and where it ends. `drawings/` draws them."""

DRAWN = frozenset(
    """
    back-squat bent-over-row biceps-curl bird-dog bodyweight-squat box-squat curl-up deadlift farmers-carry front-squat
    glute-bridge goblet-squat hip-hinge kettlebell-deadlift kettlebell-swing march overhead-press plank push-up
    reverse-lunge romanian-deadlift shoulder-press side-plank single-leg-stand split-squat squat-jump step-up
    walking-lunge
    """.split()
)


def drawn(key: str) -> tuple[str, ...]:
    """The files of an exercise's pictures in static/exercises/, in their order; none where there are none."""
    return (f"{key}-start.svg", f"{key}-end.svg") if key in DRAWN else ()
